//! A document as a tree that can be changed, and the bounded parse that makes one.
//!
//! The parser is html5ever, the one browsers' rules are written in. It is fed in small pieces, and
//! the sink counts what it is asked for, because some inputs make any HTML parser walk its stack of
//! open elements again and again. A count that is spent ends the parse: time is bounded without a
//! clock. The arena has no recursion, so depth cannot overflow a stack.

mod sink;
mod write;

use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, LocalName, ParseOpts, QualName, local_name, ns};

use super::{Limits, Unsafe};
use sink::Sink;
pub(crate) use write::escape;

/// A node's place in its tree.
pub(crate) type Id = usize;

/// The document itself.
pub(crate) const DOCUMENT: Id = 0;

/// How many bytes the parser gets at a time.
const PIECE: usize = 1 << 10;

/// What a node is.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// An element of HTML.
    Element(Element),
    /// Text.
    Text(String),
    /// The document, or what is never shown: comments, foreign elements, processing instructions.
    Other,
}

/// An element of HTML.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) name: LocalName,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; the empty text if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class")
            .split_ascii_whitespace()
            .any(|word| word == class)
    }
}

/// A node and its neighbours.
#[derive(Clone, Debug)]
struct Node {
    data: Data,
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
}

/// A document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

/// Parses a whole document.
pub(crate) fn document(html: &str, limits: Limits) -> Result<Tree, Unsafe> {
    let sink = Sink::new(limits);
    feed(html5ever::parse_document(sink, ParseOpts::default()), html)
}

/// Parses what the gate will parse, in the way it will, to know that it costs no more than `limits`.
pub(crate) fn measure(html: &str, limits: Limits) -> Result<(), Unsafe> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let sink = Sink::new(limits);
    let parser = html5ever::parse_fragment(sink, ParseOpts::default(), context, Vec::new(), false);
    feed(parser, html).map(|_| ())
}

fn feed(mut parser: html5ever::Parser<Sink>, html: &str) -> Result<Tree, Unsafe> {
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, next) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        parser.process(piece.into());
        parser.tokenizer.sink.sink.check(piece)?;
        rest = next;
    }
    parser.finish()
}

impl Tree {
    pub(crate) fn data(&self, id: Id) -> &Data {
        &self.nodes[id].data
    }

    pub(crate) fn element(&self, id: Id) -> Option<&Element> {
        match &self.nodes[id].data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn element_mut(&mut self, id: Id) -> Option<&mut Element> {
        match &mut self.nodes[id].data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of an element; the empty text for everything else.
    pub(crate) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    pub(crate) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    pub(crate) fn previous(&self, id: Id) -> Option<Id> {
        self.nodes[id].previous
    }

    pub(crate) fn next(&self, id: Id) -> Option<Id> {
        self.nodes[id].next
    }

    pub(crate) fn last(&self, id: Id) -> Option<Id> {
        self.nodes[id].last
    }

    pub(crate) fn first(&self, id: Id) -> Option<Id> {
        self.nodes[id].first
    }

    /// The node after `id` in document order within `root`, its children left out.
    pub(crate) fn after(&self, id: Id, root: Id) -> Option<Id> {
        let mut at = id;
        while at != root {
            if let Some(next) = self.nodes[at].next {
                return Some(next);
            }
            at = self.nodes[at].parent?;
        }
        None
    }

    /// The node after `id` in document order within `root`.
    pub(crate) fn following(&self, id: Id, root: Id) -> Option<Id> {
        self.nodes[id].first.or_else(|| self.after(id, root))
    }

    /// All nodes below `root`, in document order.
    pub(crate) fn below(&self, root: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.nodes[root].first, move |&id| self.following(id, root))
    }

    /// A new node that stands nowhere yet.
    pub(crate) fn make(&mut self, data: Data) -> Id {
        self.nodes.push(Node {
            data,
            parent: None,
            first: None,
            last: None,
            previous: None,
            next: None,
        });
        self.nodes.len() - 1
    }

    /// A new element with attributes.
    pub(crate) fn make_element(&mut self, name: &str, attributes: &[(&str, &str)]) -> Id {
        let owned = |&(key, value): &(&str, &str)| (key.to_owned(), value.to_owned());
        self.make(Data::Element(Element {
            name: LocalName::from(name),
            attributes: attributes.iter().map(owned).collect(),
        }))
    }

    /// Takes a node, with all below it, from where it stands.
    pub(crate) fn detach(&mut self, id: Id) {
        let Node {
            parent,
            previous,
            next,
            ..
        } = self.nodes[id];
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.nodes[parent].first = next,
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => self.nodes[parent].last = previous,
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    /// Puts a node at the end of another.
    pub(crate) fn append(&mut self, parent: Id, id: Id) {
        self.detach(id);
        let last = self.nodes[parent].last.replace(id);
        match last {
            Some(last) => self.nodes[last].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        self.nodes[id].parent = Some(parent);
        self.nodes[id].previous = last;
    }

    /// Puts a node before another.
    pub(crate) fn insert_before(&mut self, sibling: Id, id: Id) {
        let Some(parent) = self.nodes[sibling].parent else {
            return;
        };
        self.detach(id);
        let previous = self.nodes[sibling].previous.replace(id);
        match previous {
            Some(previous) => self.nodes[previous].next = Some(id),
            None => self.nodes[parent].first = Some(id),
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (Some(parent), previous, Some(sibling));
    }

    /// Takes an element away and leaves what it held in its place.
    pub(crate) fn unwrap(&mut self, id: Id) {
        while let Some(child) = self.nodes[id].first {
            self.insert_before(id, child);
        }
        self.detach(id);
    }

    /// Adds text behind a node's last child; tells how long that text is now.
    fn append_text(&mut self, parent: Id, text: &str) -> usize {
        let last = self.nodes[parent].last;
        last.and_then(|last| self.push_text(last, text))
            .unwrap_or_else(|| {
                let id = self.make(Data::Text(text.to_owned()));
                self.append(parent, id);
                text.len()
            })
    }

    /// Adds to a text and tells how long it is now; nothing if the node is none.
    fn push_text(&mut self, id: Id, text: &str) -> Option<usize> {
        match &mut self.nodes[id].data {
            Data::Text(old) => {
                old.push_str(text);
                Some(old.len())
            }
            _ => None,
        }
    }

    /// The text below a node, at most `limit` bytes, looking at no more than `limit` nodes.
    pub(crate) fn text(&self, root: Id, limit: usize) -> String {
        let mut text = String::new();
        let own = std::iter::once(root).chain(self.below(root));
        for id in own.take(limit) {
            match self.data(id) {
                Data::Text(more) => text.push_str(more),
                Data::Element(element) if is_break(&element.name) => text.push('\n'),
                _ => {}
            }
            if text.len() >= limit {
                text.truncate(text.floor_char_boundary(limit));
                break;
            }
        }
        text
    }
}

fn is_break(name: &str) -> bool {
    matches!(
        name,
        "br" | "div" | "p" | "tr" | "li" | "hr" | "blockquote" | "table"
    )
}

fn owned(attribute: &Attribute) -> (String, String) {
    (
        attribute.name.local.to_string(),
        attribute.value.to_string(),
    )
}
