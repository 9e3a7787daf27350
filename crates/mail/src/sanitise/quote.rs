//! Folds quoted history into `<details>`, on the tree.
//!
//! It hides what was quoted, never what was written: a quote with nothing said before it stays
//! open, and so do all of them where answers stand between quotes. Forwarded mail is not history.

pub(crate) mod words;

use super::tree::{Data, Id, Tree};

/// How many quotes of one mail are folded.
const FOLDS: usize = 200;
/// How much text is read to tell what an element is, in bytes.
const GLANCE: usize = 400;
/// How many nodes before a quote may belong to the line that introduces it.
const INTRODUCTION: usize = 12;

/// What a quote is made of: siblings from the first to the last.
struct Quote {
    first: Id,
    last: Id,
    open: bool,
}

/// Folds what is quoted. Whether anything was.
pub(super) fn fold(tree: &mut Tree, root: Id, label: &str) -> bool {
    let quotes = find(tree, root);
    for quote in &quotes {
        let details = tree.make_element("details", &[("class", "b-quoted")]);
        if quote.open
            && let Some(element) = tree.element_mut(details)
        {
            element.set("open", "");
        }
        let summary = tree.make_element("summary", &[]);
        let words = tree.make(Data::Text(label.to_owned()));
        tree.append(summary, words);
        tree.append(details, summary);
        tree.insert_before(quote.first, details);
        let mut at = Some(quote.first);
        while let Some(id) = at {
            at = if id == quote.last {
                None
            } else {
                tree.next(id)
            };
            tree.append(details, id);
        }
    }
    !quotes.is_empty()
}

fn find(tree: &Tree, root: Id) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // What can be seen and is not quoted, since the last quote.
    let mut said: Vec<Id> = Vec::new();
    let mut said_before = false;
    let mut between = false;
    let mut at = tree.following(root, root);
    while let Some(id) = at {
        let kind = if quotes.len() < FOLDS {
            kind(tree, id)
        } else {
            Kind::Nothing
        };
        let range = match kind {
            Kind::Nothing => None,
            Kind::Forward => {
                said.push(id);
                at = tree.after(id, root);
                continue;
            }
            Kind::Whole => Some((introduction(tree, id), id)),
            Kind::Introduced(quote) => Some((id, quote)),
            Kind::Rest => rest(tree, id, root),
        };
        let Some((first, last)) = range.filter(|&(first, _)| can_fold(tree, first, root)) else {
            if is_seen(tree, id) {
                said.push(id);
            }
            at = tree.following(id, root);
            continue;
        };
        while said
            .last()
            .is_some_and(|&seen| belongs(tree, seen, first, id))
        {
            said.pop();
        }
        between |= !quotes.is_empty() && !said.is_empty();
        said_before |= !said.is_empty();
        said.clear();
        quotes.push(Quote {
            first,
            last,
            open: !said_before,
        });
        at = tree.after(last, root);
    }
    if between {
        quotes.iter_mut().for_each(|quote| quote.open = true);
    }
    quotes
}

enum Kind {
    Nothing,
    /// Forwarded mail, which is what was sent.
    Forward,
    /// The element is a quote.
    Whole,
    /// The element introduces the quote that follows it.
    Introduced(Id),
    /// The element introduces a quote that goes on to the end.
    Rest,
}

fn kind(tree: &Tree, id: Id) -> Kind {
    let Some(element) = tree.element(id) else {
        return Kind::Nothing;
    };
    let class = |start: &str| {
        element
            .get("class")
            .split_ascii_whitespace()
            .any(|word| word.starts_with(start))
    };
    let forward = || words::is_forward(&tree.text(id, GLANCE));
    match &*element.name {
        "div" | "blockquote"
            if class("gmail_quote") || class("yahoo_quoted") || class("protonmail_quote") =>
        {
            if forward() {
                Kind::Forward
            } else {
                Kind::Whole
            }
        }
        "div" if class("moz-forward-container") => Kind::Forward,
        "div" if element.has_class("moz-cite-prefix") => {
            quote_after(tree, id).map_or(Kind::Nothing, Kind::Introduced)
        }
        "div" if element.get("name") == "quote" => Kind::Whole,
        "div" if matches!(element.get("id"), "divRplyFwdMsg" | "appendonsend") => Kind::Rest,
        "div" if element.has_class("OutlookMessageHeader") => Kind::Rest,
        "blockquote" => {
            let first = introduction(tree, id);
            let before = siblings_text(tree, first, id);
            if words::is_forward(&before) || forward() {
                Kind::Forward
            } else if first != id || element.get("type").eq_ignore_ascii_case("cite") {
                Kind::Whole
            } else {
                let inside = tree.text(id, GLANCE);
                let line = inside.trim_start().lines().next().unwrap_or_default();
                if words::introduces(line) {
                    Kind::Whole
                } else {
                    Kind::Nothing
                }
            }
        }
        "div" | "p" | "span" | "center" => {
            let start = tree.text(id, 40);
            let text = if words::may_head(&start) {
                tree.text(id, GLANCE)
            } else {
                return Kind::Nothing;
            };
            if words::is_divider(&text) || words::is_head(&text) {
                Kind::Rest
            } else {
                Kind::Nothing
            }
        }
        _ => Kind::Nothing,
    }
}

/// The quote behind an introducing element.
fn quote_after(tree: &Tree, id: Id) -> Option<Id> {
    let mut at = tree.next(id);
    while let Some(next) = at {
        match tree.name(next) {
            "blockquote" => return Some(next),
            "br" => {}
            _ if is_blank(tree, next) => {}
            _ => return None,
        }
        at = tree.next(next);
    }
    None
}

/// The first of the siblings before a quote that say who wrote it, or the quote itself.
fn introduction(tree: &Tree, quote: Id) -> Id {
    let mut text = String::new();
    let mut at = quote;
    for _ in 0..INTRODUCTION {
        let Some(before) = tree.previous(at) else {
            break;
        };
        text = format!("{}{text}", tree.text(before, GLANCE));
        if text.trim().len() > GLANCE {
            break;
        }
        at = before;
        if words::introduces(text.trim()) {
            return at;
        }
        let block = matches!(tree.name(before), "div" | "p" | "table" | "hr");
        if block && !text.trim().is_empty() {
            break;
        }
    }
    quote
}

fn siblings_text(tree: &Tree, first: Id, end: Id) -> String {
    let from = if first == end {
        tree.previous(end).unwrap_or(end)
    } else {
        first
    };
    let mut text = String::new();
    let mut at = Some(from);
    while let Some(id) = at.filter(|&id| id != end) {
        text.push_str(&tree.text(id, GLANCE));
        at = tree.next(id);
    }
    text
}

/// From an element to the end: up to where something else stands before it.
fn rest(tree: &Tree, id: Id, root: Id) -> Option<(Id, Id)> {
    let mut first = id;
    loop {
        while let Some(before) = tree.previous(first).filter(|&before| is_rule(tree, before)) {
            first = before;
        }
        let alone = std::iter::successors(tree.previous(first), |&id| tree.previous(id))
            .take(INTRODUCTION)
            .all(|before| is_blank(tree, before));
        let parent = tree.parent(first)?;
        let box_like = matches!(tree.name(parent), "div" | "p" | "span" | "font" | "center");
        if parent == root || !alone || !box_like {
            break;
        }
        first = parent;
    }
    let last = tree.last(tree.parent(first)?)?;
    Some((first, last))
}

fn is_rule(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "hr"
        || tree
            .element(id)
            .is_some_and(|element| element.get("id") == "appendonsend")
        || (is_blank(tree, id) && tree.previous(id).is_some_and(|id| tree.name(id) == "hr"))
}

/// Whether a fold may stand there: not in a paragraph, which would end, nor between table rows.
fn can_fold(tree: &Tree, id: Id, root: Id) -> bool {
    let parent = tree.parent(id).map(|id| tree.name(id)).unwrap_or_default();
    if matches!(
        parent,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "ul" | "ol" | "dl"
    ) {
        return false;
    }
    std::iter::successors(tree.parent(id), |&id| tree.parent(id))
        .take_while(|&id| id != root)
        .all(|id| {
            !matches!(
                tree.name(id),
                "p" | "a" | "h1" | "h2" | "h3" | "pre" | "summary"
            )
        })
}

/// Whether a node seen before a quote stands among the siblings that introduce it.
fn belongs(tree: &Tree, seen: Id, first: Id, quote: Id) -> bool {
    let parent = tree.parent(first);
    let child = std::iter::successors(Some(seen), |&id| tree.parent(id))
        .find(|&id| tree.parent(id) == parent);
    let mut at = Some(first);
    while let Some(id) = at.filter(|&id| id != quote) {
        if child == Some(id) {
            return true;
        }
        at = tree.next(id);
    }
    false
}

fn is_seen(tree: &Tree, id: Id) -> bool {
    match tree.data(id) {
        Data::Text(text) => text.chars().any(|c| !is_empty(c)),
        Data::Element(element) => &*element.name == "img",
        Data::Other => false,
    }
}

fn is_blank(tree: &Tree, id: Id) -> bool {
    tree.name(id) != "img"
        && tree.text(id, GLANCE).chars().all(is_empty)
        && tree.below(id).take(GLANCE).all(|id| tree.name(id) != "img")
}

const fn is_empty(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{34f}' | '\u{ad}'
        )
}
