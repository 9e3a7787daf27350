//! The keys of a list: they move the focus, Enter is the row's own.

use super::{Key, state::State};
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;

/// Handles a key that walks through the rows.
pub(super) fn pressed<K: Key>(state: State<K>, event: &KeyboardEvent) {
    state.stirred();
    if event.ctrl_key() || event.alt_key() || event.meta_key() || is_writing(event) {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => state.walk(|here, _, _| here.saturating_add(1)),
        "ArrowUp" => state.walk(|here, _, _| here.saturating_sub(1)),
        "Home" => state.walk(|_, _, _| 0),
        "End" => state.walk(|_, count, _| count - 1),
        "PageDown" => state.walk(|here, _, page| here.saturating_add(page)),
        "PageUp" => state.walk(|here, _, page| here.saturating_sub(page)),
        _ => return,
    }
    event.prevent_default();
}

fn is_writing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|target| {
            target
                .matches("input, textarea, select, [contenteditable]")
                .unwrap_or(false)
        })
}
