//! One websocket that can be abandoned: a socket that hangs in closing must not hold up the next.

use crate::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// What a socket tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is open.
    Opened,
    /// A text frame came.
    Text(String),
    /// It is closed, with its code; 1006 where there was no close frame.
    Closed(u16),
}

/// A websocket; dropping it abandons it: nothing more is heard, and it closes when it can.
pub struct Socket {
    inner: WebSocket,
    _listeners: [Listener; 3],
}

impl Socket {
    /// Opens a socket to a `ws:` or `wss:` URL, or one relative to the page. `None` when the browser
    /// refuses the URL.
    pub fn open(url: &str, heard: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let inner = WebSocket::new(url).ok()?;
        let (opened, told) = (heard.clone(), heard.clone());
        let listeners = [
            Listener::new(&inner, "open", move |_| opened(Heard::Opened)),
            Listener::new(&inner, "message", move |event| {
                let text = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| event.data().as_string());
                if let Some(text) = text {
                    told(Heard::Text(text));
                }
            }),
            Listener::new(&inner, "close", move |event| {
                let code = event.dyn_ref::<CloseEvent>().map_or(1006, CloseEvent::code);
                heard(Heard::Closed(code));
            }),
        ];
        Some(Self {
            inner,
            _listeners: listeners,
        })
    }

    /// Sends a text frame; `false` when the socket is not open.
    #[must_use]
    pub fn send(&self, text: &str) -> bool {
        self.inner.ready_state() == WebSocket::OPEN && self.inner.send_with_str(text).is_ok()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Closing twice is no error that anybody could act on.
        let _ = self.inner.close();
    }
}
