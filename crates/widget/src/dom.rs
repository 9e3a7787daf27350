//! The few things the panel does to its page. Text goes in as text nodes, never as markup.
//!
//! Knows nothing of conversations. The structure stands in `index.html`, which is delivered with
//! this code, and what repeats is cloned from its templates; so a part that is asked for is there (a
//! test compares), and no call here can fail. Bindings that know this weigh half of `web-sys`'s.

use bandeja_browser::listen::Listener;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::EventTarget;

#[wasm_bindgen]
extern "C" {
    /// An element of the page.
    #[derive(Clone)]
    #[wasm_bindgen(extends = EventTarget)]
    pub type Element;

    /// A part of the page.
    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    pub fn part(id: &str) -> Element;

    /// A part of a part, by selector.
    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn part(this: &Element, selector: &str) -> Element;

    /// Sets the text.
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &Element, text: &str);

    /// Sets the classes.
    #[wasm_bindgen(method, setter, js_name = className)]
    pub fn set_class(this: &Element, class: &str);

    /// Hides it, or shows it.
    #[wasm_bindgen(method, setter)]
    pub fn set_hidden(this: &Element, is: bool);

    /// Lets nobody use a control, or somebody.
    #[wasm_bindgen(method, setter)]
    pub fn set_disabled(this: &Element, is: bool);

    /// Sets an attribute.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set(this: &Element, name: &str, value: &str);

    /// What stands in a field.
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Element) -> String;

    /// Puts a text into a field.
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Element, text: &str);

    /// Puts the cursor into a field; one that is not shown takes none.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Element);

    /// Puts a node into this one, before another or last.
    #[wasm_bindgen(method, js_name = insertBefore)]
    pub fn insert(this: &Element, node: &Element, before: Option<&Element>);

    /// Takes it off the page.
    #[wasm_bindgen(method)]
    pub fn remove(this: &Element);

    /// Pixels of the content, in sight or not.
    #[wasm_bindgen(method, getter, js_name = scrollHeight)]
    pub fn scroll_height(this: &Element) -> i32;

    /// Pixels in sight.
    #[wasm_bindgen(method, getter, js_name = clientHeight)]
    pub fn client_height(this: &Element) -> i32;

    /// Pixels in sight, with the border.
    #[wasm_bindgen(method, getter, js_name = offsetHeight)]
    pub fn offset_height(this: &Element) -> i32;

    /// Pixels that are scrolled away above; a fraction of one counts on some screens.
    #[wasm_bindgen(method, getter, js_name = scrollTop)]
    pub fn scroll_top(this: &Element) -> f64;

    /// Scrolls.
    #[wasm_bindgen(method, setter, js_name = scrollTop)]
    pub fn set_scroll_top(this: &Element, pixels: f64);

    #[wasm_bindgen(method, getter)]
    fn content(this: &Element) -> Element;

    #[wasm_bindgen(method, getter, js_name = firstElementChild)]
    fn first_child(this: &Element) -> Element;

    #[wasm_bindgen(method, js_name = cloneNode)]
    fn clone_node(this: &Element, deep: bool) -> Element;

    #[wasm_bindgen(method, getter)]
    fn style(this: &Element) -> Style;

    #[wasm_bindgen(js_namespace = document, js_name = querySelector)]
    fn first(selector: &str) -> Option<Element>;

    #[wasm_bindgen(method, js_name = getAttribute)]
    fn get(this: &Element, name: &str) -> Option<String>;

    type Style;

    #[wasm_bindgen(method, setter)]
    fn set_height(this: &Style, height: &str);

    #[wasm_bindgen(js_name = matchMedia)]
    fn match_media(query: &str) -> Media;

    type Media;

    #[wasm_bindgen(method, getter)]
    fn matches(this: &Media) -> bool;
}

impl Element {
    /// A fresh copy of a template's only element.
    pub fn copy(&self) -> Self {
        self.content().first_child().clone_node(true)
    }

    /// Names a control for those who do not see it.
    pub fn label(&self, text: &str) {
        self.set("aria-label", text);
    }

    /// Sets the height in pixels; nothing: as high as the style sheet says.
    pub fn height(&self, pixels: Option<i32>) {
        let height = pixels.map_or(String::new(), |pixels| pixels.to_string() + "px");
        self.style().set_height(&height);
    }

    /// Does something at each click.
    pub fn on_click(&self, clicked: impl Fn() + 'static) -> Listener {
        Listener::new(self, "click", move |_| clicked())
    }
}

/// What the backend wrote into the page about its inbox. `None` when the page is not the panel's.
pub fn inbox() -> Option<String> {
    first("meta[name=bandeja-inbox]")?.get("content")
}

/// The page's root.
pub fn root() -> Option<Element> {
    first("html")
}

/// Whether this is a device that is touched: its keyboard covers the page.
pub fn is_touch() -> bool {
    match_media("(pointer: coarse)").matches()
}
