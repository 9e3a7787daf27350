//! Keys as the browser tells of them, read once for everybody.

use crate::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent};

/// Where letters are letters.
const WRITES: &str = "textarea, select, [contenteditable], \
     input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
/// What lies above the page and has keys of its own.
const ABOVE: &str = "dialog[open], :popover-open";
/// What browsers report for a key of which a composition has taken hold.
const COMPOSED: u32 = 229;

/// A key that was pressed, and under which circumstances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are what the browser tells of a key, each by itself"
)]
pub struct Press {
    /// As the browser names it.
    pub key: String,
    /// Control or Command is held.
    pub is_mod: bool,
    /// Alt is held.
    pub is_alt: bool,
    /// Shift is held.
    pub is_shift: bool,
    /// The level key of many keyboards (`AltGraph`) is held: what it writes is a letter.
    pub is_alt_gr: bool,
    /// A text is being composed (IME).
    pub is_composing: bool,
    /// It is held down.
    pub is_repeated: bool,
    /// The focus is where text is written.
    pub is_writing: bool,
    /// A window or a menu is open above the page; not asked while somebody writes.
    pub is_elsewhere: bool,
}

/// Reads an event.
#[must_use]
pub fn read(event: &KeyboardEvent) -> Press {
    let key = event.key();
    // Windows reports AltGraph as Control and Alt, and what it writes is one sign.
    let is_sign = key.chars().count() == 1;
    let both = event.ctrl_key() && event.alt_key() && is_sign;
    // While somebody writes nothing has to be looked for at each letter.
    let is_writing = is_writing(event.target());
    let is_elsewhere = !is_writing && is_anything_above();
    Press {
        is_mod: event.ctrl_key() || event.meta_key(),
        is_alt: event.alt_key(),
        is_shift: event.shift_key(),
        is_alt_gr: both || event.get_modifier_state("AltGraph"),
        is_composing: event.is_composing() || event.key_code() == COMPOSED,
        is_repeated: event.repeat(),
        is_writing,
        is_elsewhere,
        key,
    }
}

/// Calls `heard` for every key of the page that nobody has taken; it says whether it takes it. Ends
/// when the handle is dropped.
#[must_use = "a listener that is dropped hears nothing"]
pub fn listen(heard: impl Fn(&Press) -> bool + 'static) -> Option<Listener> {
    let document = web_sys::window()?.document()?;
    Some(Listener::new(&document, "keydown", move |event: Event| {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && !event.default_prevented()
            && heard(&read(key))
        {
            event.prevent_default();
        }
    }))
}

fn is_anything_above() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(ABOVE).ok().flatten())
        .is_some()
}

fn is_writing(target: Option<EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest(WRITES).is_ok_and(|it| it.is_some()))
}
