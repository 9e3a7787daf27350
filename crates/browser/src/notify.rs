//! Notices on the desktop, shown by the page itself: there is no service worker.

use crate::listen::Listener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether the browser lets a page show notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It has no notices, or not for this page.
    Absent,
    /// Nobody was asked.
    Unasked,
    /// The person said yes.
    Granted,
    /// The person said no; only the browser's settings change that.
    Denied,
}

/// What the person has said so far. Asks nothing.
#[must_use]
pub fn permission() -> Permission {
    let is_there = js_sys::Reflect::has(&js_sys::global(), &"Notification".into());
    if !is_there.unwrap_or(false) {
        return Permission::Absent;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Unasked,
    }
}

/// Asks the person; only in answer to something they pressed.
pub async fn ask() -> Permission {
    if permission() == Permission::Unasked
        && let Ok(asked) = Notification::request_permission()
    {
        // Refused or closed, it is as it was.
        let _ = JsFuture::from(asked).await;
    }
    permission()
}

/// A notice on the desktop; dropping it takes it away.
#[must_use = "a notice that is dropped is taken away"]
pub struct Notice {
    shown: Notification,
    _pressed: Listener,
}

impl Notice {
    /// Shows a notice in the place of the one with the same tag. Without a sound: those are the
    /// page's own. `None` where the browser refuses.
    pub fn show(tag: &str, title: &str, body: &str, pressed: impl Fn() + 'static) -> Option<Self> {
        let options = NotificationOptions::new();
        options.set_body(body);
        options.set_tag(tag);
        options.set_silent(Some(true));
        let shown = Notification::new_with_options(title, &options).ok()?;
        let target = shown.clone();
        let listener = Listener::new(shown.unchecked_ref(), "click", move |event| {
            event.prevent_default();
            target.close();
            if let Some(window) = web_sys::window() {
                // A window that may not come to the front stays where it is.
                let _ = window.focus();
            }
            pressed();
        });
        Some(Self {
            shown,
            _pressed: listener,
        })
    }
}

impl Drop for Notice {
    fn drop(&mut self) {
        self.shown.close();
    }
}
