//! The page itself: its addresses, its languages, its title and theme.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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

/// Sets the tab's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
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
