//! Signs that the page is alive again: hidden tabs, sleeping laptops and frozen pages run no
//! timers, so whoever depends on time asks here.

use crate::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{PageTransitionEvent, VisibilityState};

/// Calls `woken` when the network came back, the page became visible, or it was taken out of the
/// back/forward cache. Ends when the handles are dropped.
#[must_use = "listeners that are dropped hear nothing"]
pub fn on_wake(woken: impl Fn() + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let mut listeners = Vec::with_capacity(3);
    let online = woken.clone();
    listeners.push(Listener::new(&window, "online", move |_| online()));
    let shown = woken.clone();
    listeners.push(Listener::new(&window, "pageshow", move |event| {
        if event
            .dyn_ref::<PageTransitionEvent>()
            .is_some_and(PageTransitionEvent::persisted)
        {
            shown();
        }
    }));
    if let Some(document) = window.document() {
        listeners.push(Listener::new(&document, "visibilitychange", move |_| {
            if is_visible() {
                woken();
            }
        }));
    }
    listeners
}

/// Calls `changed` when the page gains or loses attention: visibility or focus. Ends when the
/// handles are dropped.
#[must_use = "listeners that are dropped hear nothing"]
pub fn on_attention(changed: impl Fn(bool) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let mut listeners = Vec::with_capacity(3);
    for kind in ["focus", "blur"] {
        let changed = changed.clone();
        listeners.push(Listener::new(&window, kind, move |_| {
            changed(has_attention())
        }));
    }
    if let Some(document) = window.document() {
        listeners.push(Listener::new(&document, "visibilitychange", move |_| {
            changed(has_attention())
        }));
    }
    listeners
}

/// Whether the page is visible.
#[must_use]
pub fn is_visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Whether somebody can be reading: the page is visible and has the focus.
#[must_use]
pub fn has_attention() -> bool {
    is_visible()
        && web_sys::window()
            .and_then(|window| window.document())
            .is_none_or(|document| document.has_focus().unwrap_or(true))
}
