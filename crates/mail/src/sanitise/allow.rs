//! The lists: which elements, which attributes on which, and which values.
//!
//! What is on no list goes. Both the walk over the tree and the gate behind it ask here.

/// Elements that stay with their attributes. In alphabetical order.
pub(crate) const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that go with all they hold. Others that are not on [`ELEMENTS`] leave it behind.
pub(crate) const DROPPED: &[&str] = &[
    "applet", "audio", "base", "basefont", "bgsound", "canvas", "datalist", "embed", "frame",
    "frameset", "iframe", "input", "keygen", "link", "marquee", "math", "meta", "noembed",
    "noframes", "noscript", "object", "optgroup", "option", "param", "portal", "script", "select",
    "source", "style", "svg", "template", "textarea", "title", "track",
];

/// Elements of ours that no mail may bring: they fold quoted history.
const OURS: &[&str] = &["details", "summary"];

/// Attributes every element may have.
pub(crate) const EVERYWHERE: &[&str] = &["align", "class", "dir", "id", "lang", "style", "title"];

/// Attributes of single elements.
pub(crate) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("bdo", &["dir"]),
    ("br", &["clear"]),
    ("col", &["span", "valign", "width"]),
    ("colgroup", &["span", "valign", "width"]),
    ("details", &["open"]),
    ("font", &["color", "face", "size"]),
    ("hr", &["color", "noshade", "size", "width"]),
    (
        "img",
        &[
            "alt",
            "border",
            "data-remote",
            "height",
            "hspace",
            "src",
            "vspace",
            "width",
        ],
    ),
    ("li", &["type", "value"]),
    ("ol", &["start", "type"]),
    (
        "table",
        &[
            "background",
            "bgcolor",
            "border",
            "bordercolor",
            "cellpadding",
            "cellspacing",
            "height",
            "role",
            "valign",
            "width",
        ],
    ),
    ("tbody", &["bgcolor", "valign"]),
    (
        "td",
        &[
            "background",
            "bgcolor",
            "colspan",
            "height",
            "nowrap",
            "role",
            "rowspan",
            "valign",
            "width",
        ],
    ),
    ("tfoot", &["bgcolor", "valign"]),
    (
        "th",
        &[
            "background",
            "bgcolor",
            "colspan",
            "height",
            "nowrap",
            "role",
            "rowspan",
            "scope",
            "valign",
            "width",
        ],
    ),
    ("thead", &["bgcolor", "valign"]),
    ("tr", &["bgcolor", "height", "role", "valign"]),
    ("ul", &["type"]),
];

/// The longest value of an attribute that is no address and no style, in bytes.
const VALUE: usize = 500;
/// The most columns or rows a cell may span: browsers lay out every one.
const SPAN: usize = 1_000;

/// Whether a mail may bring this element.
pub(crate) fn is_mails(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok() && !OURS.contains(&name)
}

/// Whether an element goes with all it holds.
pub(crate) fn is_dropped(name: &str) -> bool {
    DROPPED.binary_search(&name).is_ok()
}

/// Whether an element may have an attribute.
pub(crate) fn is_attribute(element: &str, name: &str) -> bool {
    EVERYWHERE.binary_search(&name).is_ok()
        || ATTRIBUTES
            .binary_search_by(|(owner, _)| (*owner).cmp(element))
            .is_ok_and(|at| ATTRIBUTES[at].1.contains(&name))
}

/// Whether a value may stand. Addresses, styles, classes and ids are not judged here.
pub(crate) fn is_value(name: &str, value: &str) -> bool {
    if value.len() > VALUE {
        return false;
    }
    let number = |value: &str| value.bytes().all(|b| b.is_ascii_digit()) && value.len() <= 5;
    let word = |extra: &str| {
        value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
    };
    match name {
        "alt" | "title" => true,
        "width" | "height" | "size" => {
            let value = value
                .strip_suffix('%')
                .or_else(|| value.strip_suffix("px"))
                .unwrap_or(value);
            let value = value.strip_prefix(['+', '-']).unwrap_or(value);
            !value.is_empty() && value.split('.').count() <= 2 && value.split('.').all(number)
        }
        "border" | "cellpadding" | "cellspacing" | "hspace" | "vspace" | "start" | "value"
        | "data-remote" => !value.is_empty() && number(value.strip_prefix('-').unwrap_or(value)),
        "colspan" | "rowspan" | "span" => value.parse().is_ok_and(|n: usize| n <= SPAN),
        "bgcolor" | "color" | "bordercolor" => !value.is_empty() && word("#(), .%"),
        "face" => value
            .chars()
            .all(|c| c.is_alphanumeric() || " ,-_.'\"".contains(c)),
        "align" | "valign" | "clear" | "dir" | "scope" | "type" => word(""),
        "lang" => word("-"),
        "role" => matches!(value, "presentation" | "none"),
        "nowrap" | "noshade" | "open" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_do_not_meet() {
        assert!(ELEMENTS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(DROPPED.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(EVERYWHERE.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ATTRIBUTES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(ELEMENTS.iter().all(|name| !is_dropped(name)));
        assert!(ATTRIBUTES.iter().all(|(name, _)| ELEMENTS.contains(name)));
    }

    #[test]
    fn nothing_that_fetches_runs_or_asks_is_allowed() {
        for name in [
            "svg", "math", "link", "meta", "base", "iframe", "frame", "object", "embed", "form",
            "input", "button", "select", "textarea", "script", "style", "video", "audio", "source",
            "picture", "template", "slot", "dialog", "area", "map", "portal", "noscript",
        ] {
            assert!(!is_mails(name), "{name}");
        }
        for (element, attribute) in [
            ("a", "ping"),
            ("a", "download"),
            ("img", "srcset"),
            ("img", "onerror"),
            ("a", "target"),
            ("div", "background"),
            ("img", "usemap"),
            ("a", "name"),
            ("div", "contenteditable"),
            ("p", "popover"),
            ("img", "longdesc"),
            ("blockquote", "cite"),
            ("td", "data-remote"),
        ] {
            assert!(!is_attribute(element, attribute), "{element} {attribute}");
        }
    }

    #[test]
    fn values_are_what_they_should_be() {
        for (name, value) in [
            ("width", "100%"),
            ("width", "600"),
            ("height", "12.5px"),
            ("size", "+1"),
            ("bgcolor", "#FFF"),
            ("bgcolor", "rgb(1, 2, 3)"),
            ("color", "red"),
            ("colspan", "2"),
            ("face", "Arial, 'Segoe UI'"),
            ("lang", "es-PE"),
            ("role", "presentation"),
            ("nowrap", ""),
        ] {
            assert!(is_value(name, value), "{name}={value}");
        }
        for (name, value) in [
            ("width", "99999999"),
            ("width", "calc(1px)"),
            ("bgcolor", "url(x)<"),
            ("colspan", "65000"),
            ("face", "a;b:url(x)"),
            ("role", "button"),
            ("border", ""),
            ("href", "x"),
            ("style", "x"),
        ] {
            assert!(!is_value(name, value), "{name}={value}");
        }
    }
}
