//! A tree written as HTML: what the gate will read.

use super::{Data, Element, Id, Tree};

impl Tree {
    /// Writes what is below a node as HTML. Holds no element whose text is read in another way.
    pub(crate) fn written(&self, root: Id) -> String {
        let mut out = String::new();
        let mut at = self.nodes[root].first;
        while let Some(id) = at {
            match self.data(id) {
                Data::Element(element) => open(element, &mut out),
                Data::Text(text) => content(text, &mut out),
                Data::Other => {}
            }
            at = self.nodes[id].first;
            let mut done = id;
            while at.is_none() {
                if let Data::Element(element) = self.data(done)
                    && !is_void(&element.name)
                {
                    out.push_str("</");
                    out.push_str(&element.name);
                    out.push('>');
                }
                at = self.nodes[done].next;
                match self.nodes[done].parent {
                    Some(parent) if at.is_none() && parent != root => done = parent,
                    _ => break,
                }
            }
        }
        out
    }
}

fn open(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
}

/// Escapes text for element content alone: every reference costs the parser a piece of text.
fn content(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

/// Escapes text for element content and for quoted attributes alike.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "img" | "wbr")
}
