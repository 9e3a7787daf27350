//! The panel and the page around it.
//!
//! | message | from | when |
//! |---|---|---|
//! | `{kind: "bandeja:ready"}`, to the frame's parent | panel | it has started |
//! | `{kind: "bandeja:port"}` and a port, to the frame | page | as the answer |
//! | `{kind: "open"}`, `{kind: "closed"}`, by the port | page | at once, and at each change |
//! | `{kind: "close"}`, by the port | panel | the visitor wants it out of the way |
//! | `{kind: "state", unread, written}`, by the port | panel | at once, and at each change |
//!
//! Nothing secret and nothing that people write is ever posted. Both sides name the other's exact
//! origin; the panel listens to its parent alone, and only if that is one of its inbox's sites. What
//! is not one of these messages is ignored, however large: no more than `kind` is ever looked at.

use crate::{panel::News, wire::Value};
use bandeja_browser::listen::Listener;
use js_sys::{Object, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Window};

/// What the page around says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It listens now.
    Hello,
    /// The panel is on the screen.
    Open,
    /// The panel is not on the screen.
    Closed,
}

/// The way to the page around.
pub struct Port {
    port: Rc<RefCell<Option<(MessagePort, Listener)>>>,
    _listener: Listener,
}

impl Port {
    /// Says that the panel has started, and waits for the port. `None` when there is no page around,
    /// or one that may not carry this inbox.
    pub fn open(
        window: &Window,
        host: &str,
        origins: &[String],
        said: impl Fn(Said) + Clone + 'static,
    ) -> Option<Self> {
        let parent = window.parent().ok().flatten()?;
        if !origins.iter().any(|origin| origin == host) {
            return None;
        }
        let port: Rc<RefCell<Option<(MessagePort, Listener)>>> = Rc::default();
        let (taken, from, origins) = (
            port.clone(),
            JsValue::from(parent.clone()),
            origins.to_vec(),
        );
        let listener = Listener::new(window, "message", move |event| {
            let Ok(event) = event.dyn_into::<MessageEvent>() else {
                return;
            };
            let is_parent = event
                .source()
                .is_some_and(|source| JsValue::from(source) == from);
            let is_site = origins.contains(&event.origin());
            // The first port is the page's; whoever comes later is not.
            if !is_parent
                || !is_site
                || taken.borrow().is_some()
                || !is(&event.data(), "bandeja:port")
            {
                return;
            }
            let Ok(port) = event.ports().get(0).dyn_into::<MessagePort>() else {
                return;
            };
            let listener = listen(&port, said.clone());
            *taken.borrow_mut() = Some((port, listener));
            said(Said::Hello);
        });
        // Fails only for an origin that is none; then there is no page to talk to.
        let ready = message("bandeja:ready");
        parent.post_message(&ready, host).ok()?;
        Some(Self {
            port,
            _listener: listener,
        })
    }

    /// Tells how many messages are unread, and whether the visitor has written.
    pub fn tell(&self, news: News) {
        let state = message("state");
        let unread = u32::try_from(news.unread).unwrap_or(u32::MAX);
        set(&state, "unread", &JsValue::from(unread));
        set(&state, "written", &JsValue::from(news.has_written));
        self.post(&state);
    }

    /// Asks to be put out of the way.
    pub fn close(&self) {
        self.post(&message("close"));
    }

    fn post(&self, message: &JsValue) {
        if let Some((port, _)) = &*self.port.borrow() {
            // Plain values can always be posted.
            let _ = port.post_message(message);
        }
    }
}

fn listen(port: &MessagePort, said: impl Fn(Said) + 'static) -> Listener {
    let listener = Listener::new(port, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let data = event.data();
        if is(&data, "open") {
            said(Said::Open);
        } else if is(&data, "closed") {
            said(Said::Closed);
        }
    });
    port.start();
    listener
}

/// Compared in JavaScript: a word of five megabytes is not even copied.
fn is(data: &JsValue, kind: &str) -> bool {
    data.is_object() && data.member("kind") == Some(JsValue::from_str(kind))
}

fn message(kind: &str) -> JsValue {
    let message = Object::new().into();
    set(&message, "kind", &JsValue::from_str(kind));
    message
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a member of a fresh object does not fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
