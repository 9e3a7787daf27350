//! Event listeners that end with their handle.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// A listener; dropping it takes it off.
#[must_use = "a listener that is dropped hears nothing"]
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens to events of one kind at a target.
    pub fn new(
        target: &EventTarget,
        kind: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Self {
        let heard = Closure::<dyn FnMut(Event)>::new(heard);
        // Adding a listener fails for no event target.
        let _ = target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            kind,
            heard,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        // Nothing is left to be done when the target is gone.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.kind, heard);
    }
}
