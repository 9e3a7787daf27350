//! The last word: `ammonia` with our lists. What leaves here is never touched again.
//!
//! It parses what the tree wrote, as a browser would, and judges it as if nobody had looked before.
//! Nothing passes here that the walk before would not have written.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use super::attributes::OWN_CLASSES;
use super::css::{self, Notes};
use super::{PREFIX, allow};
use crate::link;

/// What a link tells the page it opens: nothing.
const REL: &str = "noopener noreferrer";

/// Passes HTML through the lists. `issued` are the only addresses images may have.
pub(super) fn clean(html: &str, issued: HashSet<String>) -> String {
    let attributes: HashMap<&str, HashSet<&str>> = allow::ATTRIBUTES
        .iter()
        .map(|(element, names)| (*element, names.iter().copied().collect()))
        .collect();
    let mut gate = Builder::empty();
    gate.tags(allow::ELEMENTS.iter().copied().collect())
        .clean_content_tags(allow::DROPPED.iter().copied().collect())
        .generic_attributes(allow::EVERYWHERE.iter().copied().collect())
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some(REL))
        .set_tag_attribute_value("a", "target", "_blank")
        .strip_comments(true)
        .attribute_filter(move |element, name, value| {
            passes(element, name, value, &issued).then_some(Cow::Borrowed(value))
        });
    gate.clean(html).to_string()
}

fn passes(element: &str, name: &str, value: &str, issued: &HashSet<String>) -> bool {
    match (element, name) {
        ("a", "rel") => value == REL,
        ("a", "target") => value == "_blank",
        ("a", "href") => link::is_target(value),
        (_, "src" | "background") => issued.contains(value),
        (_, "style") => {
            let mut images = |url: &str| issued.contains(url).then(|| url.to_owned());
            css::attribute(value, &mut images, &mut Notes::default()) == value
        }
        (_, "class") => value
            .split_ascii_whitespace()
            .all(|class| class.starts_with(PREFIX) || OWN_CLASSES.contains(&class)),
        (_, "id") => value.starts_with(PREFIX),
        _ => allow::is_value(name, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let issued = HashSet::from([
            "img/1".to_owned(),
            "data:image/gif;base64,R0lGOD".to_owned(),
        ]);
        assert_eq!(clean(input, issued), expected);
    }

    #[test]
    fn every_element_on_the_list_passes() {
        let inside = |name: &str| match name {
            "caption" | "colgroup" | "tbody" | "thead" | "tfoot" => {
                format!("<table><{name}></{name}></table>")
            }
            "col" => "<table><colgroup><col></colgroup></table>".to_owned(),
            "tr" => "<table><tbody><tr></tr></tbody></table>".to_owned(),
            "td" | "th" => format!("<table><tbody><tr><{name}></{name}></tr></tbody></table>"),
            "rp" | "rt" => format!("<ruby><{name}></{name}></ruby>"),
            "br" | "hr" | "img" | "wbr" => format!("<{name}>"),
            "a" => format!("<a target=\"_blank\" rel=\"{REL}\"></a>"),
            _ => format!("<{name}></{name}>"),
        };
        for name in allow::ELEMENTS {
            check(&inside(name), &inside(name));
        }
    }

    #[test]
    fn what_the_walk_would_not_write_does_not_pass() {
        check(
            "<p class='b-quoted m-x' id=m-y onclick=x style='position:fixed'>x</p>",
            "<p class=\"b-quoted m-x\" id=\"m-y\">x</p>",
        );
        check("<p class='x'>x</p>", "<p>x</p>");
        check(
            "<img src='http://e/x'><img src='img/1'><img src='//e'>",
            "<img><img src=\"img/1\"><img>",
        );
        check(
            "<img src='data:image/gif;base64,R0lGOD'>",
            "<img src=\"data:image/gif;base64,R0lGOD\">",
        );
        check(
            "<td background='http://e'></td><p style='background: url(\"img/1\")'></p>",
            "<p style=\"background: url(&quot;img/1&quot;)\"></p>",
        );
        check("<p style='background: url(\"img/2\")'></p>", "<p></p>");
        for href in [
            "javascript:x",
            "data:image/gif;base64,R0lGOD",
            "/relative",
            "https://e.example",
        ] {
            let out = clean(&format!("<a href='{href}'>x</a>"), HashSet::new());
            assert!(
                !out.contains("href") && out.contains("_blank") && out.contains(REL),
                "{out}"
            );
        }
        check(
            "<a href='https://e.example/' target=_top rel=x>x</a>",
            &format!("<a href=\"https://e.example/\" target=\"_blank\" rel=\"{REL}\">x</a>"),
        );
    }
}
