//! The page itself: its addresses, its languages, its title and theme.

use crate::listen::Listener;
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlLinkElement};

/// The page's origin: `https://app.example.com`.
#[must_use]
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The path that every address of the app is below, without a slash at its end: the path of
/// `<base href>`, empty at the root of a host.
#[must_use]
pub fn base_path() -> String {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    // `https://host/sub/index.html` → `/sub`.
    let path = base
        .splitn(4, '/')
        .nth(3)
        .map(|path| format!("/{path}"))
        .unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.to_owned()
}

/// The reader's languages, the dearest first.
#[must_use]
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages())
        .map(|languages| languages.iter().filter_map(|one| one.as_string()).collect())
        .unwrap_or_default()
}

/// Whether list, thread and details fit beside each other; the width is LOOK's 1100 pixels.
#[must_use]
pub fn is_wide() -> bool {
    web_sys::window()
        .and_then(|window| window.inner_width().ok())
        .and_then(|width| width.as_f64())
        .is_some_and(|width| width >= 1100.0)
}

/// Sets an attribute of the root element: `lang`, `data-theme`.
pub fn set_root(attribute: &str, value: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // The names are ours and valid.
        let _ = root.set_attribute(attribute, value);
    }
}

/// Puts the focus on the first element that a selector finds, if nothing on the page has it: what
/// had it was taken away.
pub fn keep_focus(selector: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let is_lost = document
        .active_element()
        .is_none_or(|it| it.tag_name() == "BODY");
    let found = document.query_selector(selector).ok().flatten();
    if let Some(found) = found
        .filter(|_| is_lost)
        .and_then(|it| it.dyn_into::<HtmlElement>().ok())
    {
        // What cannot take the focus leaves it where it is.
        let _ = found.focus();
    }
}

/// Puts the focus on the first element that a selector finds; says whether there is one.
pub fn focus(selector: &str) -> bool {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten())
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    // What cannot take the focus leaves it where it is.
    found.is_some_and(|it| it.focus().is_ok())
}

/// The address of the link that has the focus, if the selector finds it.
#[must_use]
pub fn focused_address(selector: &str) -> Option<String> {
    let focused = web_sys::window()?.document()?.active_element()?;
    focused
        .closest(selector)
        .ok()
        .flatten()?
        .get_attribute("href")
}

/// Scrolls what is around the element with this id as little as brings it into view.
pub fn reveal(id: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id));
    let Some(around) = found.as_ref().and_then(|line| line.parent_element()) else {
        return;
    };
    let (Some(line), outer) = (
        found.map(|line| line.get_bounding_client_rect()),
        around.get_bounding_client_rect(),
    ) else {
        return;
    };
    let by = (line.top() - outer.top()).min(0.0) + (line.bottom() - outer.bottom()).max(0.0);
    around.scroll_by_with_x_and_y(0.0, by);
}

/// Presses a key where the focus is, as a hand does.
pub fn press(key: &str) {
    let focused = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    if let (Some(focused), Ok(event)) = (
        focused,
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init),
    ) {
        // Whether somebody took it is theirs to know.
        let _ = focused.dispatch_event(&event);
    }
}

/// Whether the machine is a Mac, whose keyboards have Command where others have Control.
#[must_use]
pub fn is_mac() -> bool {
    web_sys::window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// Sets the tab's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Sets the icon of the tab, a file beside the page.
pub fn set_icon(href: &str) {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("link[rel=icon]").ok().flatten());
    if let Some(link) = link {
        // The name is ours and valid.
        let _ = link.set_attribute("href", href);
    }
}

/// Has the browser fetch a style sheet that the page names by this id and holds back by `disabled`;
/// answers whether it is here. It is on its way before anybody waits; one that did not come is
/// fetched again when it is asked for again.
pub fn bring_style(id: &str) -> impl Future<Output = bool> + use<> {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|link| link.dyn_into::<HtmlLinkElement>().ok())
        // A page without it has all its styles.
        .filter(|link| link.sheet().is_none());
    let comes = link.map(|link| {
        let mut listeners = None;
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let settle = move |_| {
                // A resolver that has been called does nothing more.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            };
            let kinds = ["load", "error"];
            listeners = Some(kinds.map(|kind| Listener::new(&link, kind, settle.clone())));
        });
        // To take an attribute away never fails.
        let _ = link.remove_attribute("disabled");
        (link, listeners, JsFuture::from(promise))
    });
    async {
        let Some((link, _listeners, promise)) = comes else {
            return true;
        };
        // A promise that is only ever resolved does not fail.
        let _ = promise.await;
        let is_here = link.sheet().is_some();
        if !is_here {
            // Nor does setting one. Taken away again, the browser fetches again.
            let _ = link.set_attribute("disabled", "");
        }
        is_here
    }
}

/// Takes the elements away that stood in for the app while it was loading.
pub fn remove(selector: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(found) = found {
        found.remove();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that cannot be loaded anew stays.
        let _ = window.location().reload();
    }
}
