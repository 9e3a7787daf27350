//! Takes from a tree what is never shown, and makes one element of the document's body.

use super::ROOT;
use super::allow;
use super::tree::{DOCUMENT, Data, Element, Id, Tree};

/// How deep elements keep a box of their own. Browsers stop at 512.
const DEPTH: usize = 200;
/// The most style sheets taken together, in bytes.
const CSS: usize = 512 << 10;
/// How many style sheets are taken.
const SHEETS: usize = 100;

/// A tree that holds one element only, the mail's root, and what was found on the way.
pub(super) struct Stripped {
    /// The element that holds the mail.
    pub(super) root: Id,
    /// Its style sheets, as they came.
    pub(super) css: Vec<String>,
    /// The document says that it knows of dark and light.
    pub(super) schemes: bool,
}

pub(super) fn strip(tree: &mut Tree) -> Stripped {
    let mut css = Vec::new();
    let mut schemes = false;
    let mut root = Element {
        name: "div".into(),
        attributes: Vec::new(),
    };
    root.set("class", ROOT);
    let mut at = tree.first(DOCUMENT);
    let mut depth = 0_usize;
    while let Some(id) = at {
        let Some(element) = tree.element(id) else {
            let next = tree.after(id, DOCUMENT);
            let climbed = climbed(tree, id, next);
            if !matches!(tree.data(id), Data::Text(_)) {
                tree.detach(id);
            }
            depth = depth.saturating_sub(climbed);
            at = next;
            continue;
        };
        let name = element.name.to_string();
        match name.as_str() {
            "style" => collect(tree, id, &mut css),
            "meta" => schemes |= declares_schemes(element),
            "body" | "html" => inherit(element, &mut root),
            "video" => poster(tree, id),
            _ => {}
        }
        if allow::is_dropped(&name) {
            let next = tree.after(id, DOCUMENT);
            let climbed = climbed(tree, id, next);
            tree.detach(id);
            depth = depth.saturating_sub(climbed);
            at = next;
        } else if !allow::is_mails(&name) || depth >= DEPTH {
            // Its children take its place, so the next one to look at is the first of them.
            let first = tree.first(id);
            let next = first.or_else(|| tree.after(id, DOCUMENT));
            let climbed = if first.is_some() {
                0
            } else {
                climbed(tree, id, next)
            };
            tree.unwrap(id);
            depth = depth.saturating_sub(climbed);
            at = next;
        } else if let Some(first) = tree.first(id) {
            depth += 1;
            at = Some(first);
        } else {
            let next = tree.after(id, DOCUMENT);
            depth = depth.saturating_sub(climbed(tree, id, next));
            at = next;
        }
    }
    let holder = tree.make(Data::Element(root));
    while let Some(child) = tree.first(DOCUMENT) {
        tree.append(holder, child);
    }
    tree.append(DOCUMENT, holder);
    Stripped {
        root: holder,
        css,
        schemes,
    }
}

/// How many levels up the way from a node to the next one leads.
fn climbed(tree: &Tree, id: Id, next: Option<Id>) -> usize {
    let goal = next.and_then(|next| tree.parent(next));
    let mut levels = 0;
    let mut at = tree.parent(id);
    while at.is_some() && at != goal {
        levels += 1;
        at = at.and_then(|id| tree.parent(id));
    }
    levels
}

/// A media attribute becomes the rule it means.
fn collect(tree: &Tree, id: Id, css: &mut Vec<String>) {
    let media = tree
        .element(id)
        .map(|element| element.get("media").trim())
        .unwrap_or_default();
    let text = tree.text(id, CSS);
    if css.iter().map(String::len).sum::<usize>() + text.len() > CSS || css.len() >= SHEETS {
        return;
    }
    let wrapped = !media.is_empty() && !media.contains(['{', '}', ';', '<', '@']);
    css.push(if wrapped {
        format!("@media {media} {{\n{text}\n}}")
    } else {
        text
    });
}

fn declares_schemes(meta: &Element) -> bool {
    let name = meta.get("name").trim().to_ascii_lowercase();
    matches!(name.as_str(), "color-scheme" | "supported-color-schemes")
        && meta.get("content").to_ascii_lowercase().contains("dark")
}

/// What the body says of itself holds for the element that takes its place.
fn inherit(body: &Element, root: &mut Element) {
    let mut style = root.get("style").to_owned();
    for (name, value) in &body.attributes {
        let value = value.trim();
        let declaration = match name.as_str() {
            "bgcolor" if allow::is_value("bgcolor", value) => format!("background-color: {value}"),
            "text" if allow::is_value("color", value) => format!("color: {value}"),
            "background" if !value.contains(['"', '\\', '\n']) => {
                format!("background-image: url(\"{value}\")")
            }
            "class" => {
                let classes = format!("{} {value}", root.get("class"));
                root.set("class", classes);
                continue;
            }
            "dir" | "lang" | "align" | "id" => {
                root.set(name, value);
                continue;
            }
            _ => continue,
        };
        style = format!("{style}; {declaration}");
    }
    // The style attribute wins over the attributes that came before styles.
    let style = format!("{style}; {}", body.get("style"));
    if style != "; " {
        root.set("style", style);
    }
}

/// A film is shown as its still picture where it brings nothing else to show.
fn poster(tree: &mut Tree, id: Id) {
    let poster = tree
        .element(id)
        .map(|video| video.get("poster").to_owned())
        .unwrap_or_default();
    if !poster.is_empty() && tree.below(id).all(|child| tree.name(child) != "img") {
        let image = tree.make_element("img", &[("src", &poster), ("alt", "")]);
        tree.append(id, image);
    }
}
