//! A stage for one view in a real browser: mounts it, finds things by role and name, presses keys.
//!
//! Tests run with the browser's runner for the wasm target (README); nothing of this is delivered.

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
    KeyboardEventInit,
};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The whole look, so that heights and places are those of the app.
const SHEETS: [&str; 10] = [
    include_str!("../style/tokens.css"),
    include_str!("../style/base.css"),
    include_str!("../style/ui/frame.css"),
    include_str!("../style/ui/virtual-list.css"),
    include_str!("../style/ui/virtual-thread.css"),
    include_str!("../style/ui/text-box.css"),
    include_str!("../style/ui/popover.css"),
    include_str!("../style/ui/menu.css"),
    include_str!("../style/features/conversation-row.css"),
    include_str!("../style/features/message.css"),
];

/// A mounted view; it goes when this is dropped.
pub(crate) struct Stage {
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

/// Mounts a view in a box of 340 by 720 pixels and waits until it stands.
pub(crate) async fn stage<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Stage {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(&SHEETS.concat()));
    root.append_child(&style).unwrap();
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let size = "position:fixed;inset:0 auto auto 0;display:flex;flex-direction:column;width:340px;height:720px";
    place.set_attribute("style", size).unwrap();
    root.append_child(&place).unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let mounted = Box::new(mount_to(place, view));
    settled().await;
    Stage {
        root,
        _mounted: mounted,
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Stage {
    /// Everything with this role whose accessible name contains `name`, in the order of the page.
    pub(crate) fn all(&self, role: &str, name: &str) -> Vec<HtmlElement> {
        self.select("*")
            .into_iter()
            .filter(|element| role_of(element) == role && !is_hidden(element))
            .filter(|element| name_of(element).contains(name))
            .collect()
    }

    /// The only one with this role and name.
    pub(crate) fn one(&self, role: &str, name: &str) -> HtmlElement {
        let mut all = self.all(role, name);
        assert_eq!(all.len(), 1, "{role} «{name}» in «{}»", self.text());
        all.remove(0)
    }

    /// Whether there is one with this role and name.
    pub(crate) fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, name).is_empty()
    }

    /// Everything that a selector finds; for what has no role.
    pub(crate) fn select(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|at| found.item(at)?.dyn_into().ok())
            .collect()
    }

    /// The words on the screen.
    pub(crate) fn text(&self) -> String {
        let place: HtmlElement = self.root.last_element_child().unwrap().unchecked_into();
        place.inner_text()
    }

    /// How many elements there are.
    pub(crate) fn nodes(&self) -> usize {
        self.select("*").len()
    }
}

/// Waits until effects ran, two frames were painted, and sizes were reported.
pub(crate) async fn settled() {
    for _ in 0..3 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.unwrap();
        leptos::task::tick().await;
    }
}

/// Presses a key on an element; says whether the browser would still do its own part.
pub(crate) fn press(element: &HtmlElement, key: &str) -> bool {
    press_with(element, key, &[])
}

/// Presses a key with more to it: `shiftKey`, `isComposing`.
pub(crate) fn press_with(element: &HtmlElement, key: &str, more: &[&str]) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    for one in more {
        js_sys::Reflect::set(&init, &JsValue::from_str(one), &JsValue::TRUE).unwrap();
    }
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap()
}

/// Types into a field: sets its text as a person would leave it.
pub(crate) fn write(element: &HtmlElement, text: &str) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
    let init = EventInit::new();
    init.set_bubbles(true);
    element
        .dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap())
        .unwrap();
}

/// The element that has the focus.
pub(crate) fn focused() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

/// A place that remembers what callbacks were told.
pub(crate) struct Heard<T: Send + Sync + 'static>(StoredValue<Vec<T>>);

impl<T: Send + Sync + 'static> Clone for Heard<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Heard<T> {}

impl<T: Clone + Send + Sync + 'static> Heard<T> {
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    pub(crate) fn callback(self) -> Callback<T> {
        Callback::new(move |said| self.0.update_value(|heard| heard.push(said)))
    }

    pub(crate) fn all(self) -> Vec<T> {
        self.0.get_value()
    }
}

fn role_of(element: &Element) -> String {
    if let Some(role) = element.get_attribute("role") {
        return role;
    }
    let kind = element.get_attribute("type").unwrap_or_default();
    match (element.tag_name().as_str(), kind.as_str()) {
        ("BUTTON", _) => "button",
        ("A", _) if element.has_attribute("href") => "link",
        ("TEXTAREA", _) | ("INPUT", "text" | "email" | "") => "textbox",
        ("INPUT", "search") => "searchbox",
        ("INPUT", "radio") => "radio",
        ("INPUT", "checkbox") => "checkbox",
        ("DIALOG", _) => "dialog",
        ("ARTICLE", _) => "article",
        ("H1" | "H2" | "H3", _) => "heading",
        _ => "",
    }
    .to_owned()
}

fn name_of(element: &Element) -> String {
    if let Some(name) = element.get_attribute("aria-label") {
        return name;
    }
    if let Some(label) = element
        .closest("label")
        .unwrap()
        .filter(|_| element.tag_name() == "INPUT")
    {
        return label.text_content().unwrap_or_default();
    }
    let ids = element.get_attribute("aria-labelledby").unwrap_or_default();
    if let Some(label) = document().get_element_by_id(&ids) {
        return label.text_content().unwrap_or_default();
    }
    element.text_content().unwrap_or_default()
}

fn is_hidden(element: &Element) -> bool {
    element
        .closest("[hidden], [aria-hidden=true]")
        .unwrap()
        .is_some()
}
