//! The parser's way into a tree, with a counter in it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

use super::{DOCUMENT, Data, Element, Id, Tree};
use crate::sanitise::{Limits, Unsafe};

/// Where the contents of templates go: nowhere that is shown.
const LIMBO: Id = 1;
/// What comparing one attribute with those of open formatting elements may cost at most.
const OPEN_FORMATTING: u64 = 600;

/// How many bytes of a text are moved in one step.
const TEXT_PER_STEP: u64 = 128;

/// Collects a tree and counts what that costs.
pub(super) struct Sink {
    limits: Limits,
    tree: RefCell<Tree>,
    /// Full names, for foreign elements too, and the depth each node was put at.
    names: RefCell<Vec<(QualName, u32)>>,
    deepest: Cell<u32>,
    formatting: Cell<u64>,
    steps: Cell<u64>,
    /// Steps at the last check, and separators of attributes since the last step.
    seen: Cell<u64>,
    pending: Cell<u64>,
}

impl Sink {
    pub(super) fn new(limits: Limits) -> Self {
        let sink = Self {
            limits,
            tree: RefCell::default(),
            names: RefCell::default(),
            deepest: Cell::new(0),
            formatting: Cell::new(0),
            steps: Cell::new(0),
            seen: Cell::new(0),
            pending: Cell::new(0),
        };
        sink.make(nameless(), Data::Other);
        sink.make(nameless(), Data::Other);
        sink
    }

    /// Whether the parse may go on after `piece`.
    pub(super) fn check(&self, piece: &str) -> Result<(), Unsafe> {
        // A tag's attributes are compared each with each before the sink hears of the tag, so a
        // long silence full of what may stand between attributes is counted as one tag. It may be
        // a comment or an image in the text: those are long, too, but not so full.
        let separator = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\'');
        let separators = piece.bytes().filter(|b| separator(b)).count() as u64;
        let quiet = self.steps.get() == self.seen.get();
        let before = if quiet { self.pending.get() } else { 0 };
        self.pending.set(before + separators);
        self.spend(before * separators / 3);
        self.seen.set(self.steps.get());
        if self.steps.get() > self.limits.steps {
            return Err(Unsafe::TooComplex);
        }
        if self.names.borrow().len() > self.limits.nodes {
            return Err(Unsafe::TooManyNodes(self.limits.nodes));
        }
        if self.deepest.get() as usize > self.limits.depth {
            return Err(Unsafe::TooDeep(self.limits.depth));
        }
        Ok(())
    }

    fn spend(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    fn make(&self, name: QualName, data: Data) -> Id {
        self.spend(1);
        self.names.borrow_mut().push((name, 0));
        self.tree.borrow_mut().make(data)
    }

    fn sink(&self, parent: Id, child: Id) {
        let mut names = self.names.borrow_mut();
        let depth = names[parent].1.saturating_add(1);
        names[child].1 = depth;
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// Every piece of text moves all that stands before it: pieces of one letter add up.
    fn lengthen(&self, length: usize) {
        self.spend(length as u64 / TEXT_PER_STEP);
    }

    /// Text nodes are made by the tree; names keep step.
    fn keep_step(&self) {
        let nodes = self.tree.borrow().nodes.len();
        self.names
            .borrow_mut()
            .resize_with(nodes, || (nameless(), 0));
    }
}

fn nameless() -> QualName {
    QualName::new(None, Namespace::default(), LocalName::default())
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// The name of an element, as the parser asks for it.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Result<Tree, Unsafe>;
    type ElemName<'a> = Name;

    fn finish(self) -> Result<Tree, Unsafe> {
        self.check("")?;
        Ok(self.tree.into_inner())
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        self.spend(1);
        Name(self.names.borrow()[*target].0.clone())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        if is_formatting(&name.local) {
            self.formatting.set(self.formatting.get() + 1);
            let compared = self.formatting.get().min(OPEN_FORMATTING);
            self.spend(attrs.len() as u64 * compared);
        }
        let data = if name.ns == ns!(html) {
            Data::Element(Element {
                name: name.local.clone(),
                attributes: attrs.iter().map(super::owned).collect(),
            })
        } else {
            Data::Other
        };
        self.make(name, data)
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.make(nameless(), Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.make(nameless(), Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.spend(1);
        match child {
            NodeOrText::AppendNode(id) => {
                self.sink(*parent, id);
                self.tree.borrow_mut().append(*parent, id);
            }
            NodeOrText::AppendText(text) => {
                let length = self.tree.borrow_mut().append_text(*parent, &text);
                self.lengthen(length);
                self.keep_step();
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.tree.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Id) -> Id {
        LIMBO
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        self.spend(1);
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, node: NodeOrText<Id>) {
        self.spend(1);
        let mut tree = self.tree.borrow_mut();
        match node {
            NodeOrText::AppendNode(id) => {
                if let Some(parent) = tree.parent(*sibling) {
                    self.sink(parent, id);
                }
                tree.insert_before(*sibling, id);
            }
            NodeOrText::AppendText(text) => {
                let old = tree.previous(*sibling);
                if let Some(length) = old.and_then(|old| tree.push_text(old, &text)) {
                    self.lengthen(length);
                } else {
                    let id = tree.make(Data::Text(text.to_string()));
                    tree.insert_before(*sibling, id);
                    drop(tree);
                    self.keep_step();
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        self.spend(attrs.len() as u64);
        let mut tree = self.tree.borrow_mut();
        let Some(element) = tree.element_mut(*target) else {
            return;
        };
        for attribute in attrs {
            let (name, value) = super::owned(&attribute);
            self.spend(element.attributes.len() as u64);
            if element.attributes.iter().all(|(key, _)| *key != name) {
                element.attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.spend(1);
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            self.spend(1);
            let Some(child) = self.tree.borrow().first(*node) else {
                return;
            };
            self.sink(*new_parent, child);
            self.tree.borrow_mut().append(*new_parent, child);
        }
    }
}
