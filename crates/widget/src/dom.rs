//! The few things the panel does to its page. Text goes in as text nodes, never as markup.
//!
//! Knows nothing of conversations. The structure stands in `index.html`; what repeats is cloned
//! from its templates.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlTemplateElement, Node};

/// The page.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// A part of the page.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What the backend wrote into the page about its inbox.
pub fn inbox() -> Option<String> {
    let meta = document()?
        .query_selector("meta[name=bandeja-inbox]")
        .ok()??;
    meta.get_attribute("content")
}

/// Whether this is a device that is touched: its keyboard covers the page.
pub fn is_touch() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
        .is_some_and(|media| media.matches())
}

/// A part of a part, by selector.
pub fn within(parent: &Element, selector: &str) -> Option<HtmlElement> {
    parent.query_selector(selector).ok()??.dyn_into().ok()
}

/// A fresh copy of a template's only element.
pub fn copy_of(template: &HtmlTemplateElement) -> Option<HtmlElement> {
    template
        .content()
        .first_element_child()?
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()
}

/// Sets the text of an element.
pub fn say(element: &Node, text: &str) {
    element.set_text_content(Some(text));
}

/// Names a control for those who do not see it.
pub fn label(element: &Element, text: &str) {
    attribute(element, "aria-label", text);
}

/// Sets an attribute.
pub fn attribute(element: &Element, name: &str, value: &str) {
    // Fails only for a name that is none.
    let _ = element.set_attribute(name, value);
}

/// Puts a node before another, or last.
pub fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    // Fails only when `before` is elsewhere, which nobody but the panel could have brought about.
    let _ = parent.insert_before(node, before);
}
