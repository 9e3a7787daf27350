//! A frame whose document has an opaque origin: what it tells, and the keys that it hands on.
//!
//! The document posts to whoever holds it; a message counts only when it comes from an opaque
//! origin *and* from the very window of the frame. What it says is a claim: a height is a number
//! to be clamped, a key one of a closed list.

use crate::listen::Listener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, HtmlIFrameElement, KeyboardEvent, KeyboardEventInit};

/// The keys that a frame may hand on; the list in its document is the same.
const KEYS: [&str; 5] = ["Escape", "F6", "j", "k", "?"];

/// What a frame tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// How high its document is, in CSS pixels; finite and not negative, else nothing is known.
    Height(f64),
    /// A key of the list was pressed in it.
    Key {
        /// Which.
        key: &'static str,
        /// Whether with Shift.
        shift: bool,
    },
}

/// Calls `told` for what the document in `frame` says. Ends when the handle is dropped.
#[must_use = "a listener that is dropped hears nothing"]
pub fn listen(frame: &HtmlIFrameElement, told: impl Fn(Told) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    let frame = frame.clone();
    Some(Listener::new(&window, "message", move |event| {
        if let Some(said) = said(&event, &frame) {
            told(said);
        }
    }))
}

/// Presses a key at the frame's own element, as if the person had pressed it in the app. Says
/// whether nobody took it.
pub fn press(frame: &HtmlIFrameElement, key: &str, shift: bool) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_shift_key(shift);
    init.set_bubbles(true);
    init.set_cancelable(true);
    KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init)
        .is_ok_and(|event| frame.dispatch_event(&event).unwrap_or(true))
}

/// Gives the focus to the nearest element around the frame that can take it: out of the document
/// there is no other way back for a keyboard.
pub fn leave(frame: &HtmlIFrameElement) {
    let around = frame.parent_element();
    let around = around.and_then(|parent| parent.closest("[tabindex]").ok().flatten());
    if let Some(around) = around.and_then(|around| around.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = around.focus();
    }
}

fn said(event: &Event, frame: &HtmlIFrameElement) -> Option<Told> {
    let event = event.dyn_ref::<web_sys::MessageEvent>()?;
    let source: JsValue = event.source()?.into();
    let own: JsValue = frame.content_window()?.into();
    if event.origin() != "null" || source != own {
        return None;
    }
    let data = event.data();
    let member = |name: &str| Reflect::get(&data, &JsValue::from_str(name)).ok();
    match member("kind")?.as_string()?.as_str() {
        "height" => {
            let height = member("height")?.as_f64()?;
            (height.is_finite() && height >= 0.0).then_some(Told::Height(height))
        }
        "key" => {
            let key = member("key")?.as_string()?;
            let key = KEYS.into_iter().find(|known| **known == *key)?;
            let shift = member("shift").and_then(|shift| shift.as_bool());
            Some(Told::Key {
                key,
                shift: shift.unwrap_or_default(),
            })
        }
        _ => None,
    }
}
