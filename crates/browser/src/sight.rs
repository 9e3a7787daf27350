//! Whether an element is in sight, or nearly.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// So far outside of the window an element counts as in sight.
const NEAR: &str = "160px";

/// Watches one element; dropping it ends the watch.
#[must_use = "a watch that is dropped sees nothing"]
pub struct Sight {
    observer: IntersectionObserver,
    _changed: Closure<dyn FnMut(Array)>,
}

impl Sight {
    /// Calls `changed` when the element comes into sight or leaves it, the first time at once.
    /// `None` where the browser cannot tell.
    pub fn watch(element: &Element, changed: impl Fn(bool) + 'static) -> Option<Self> {
        let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            // Several turns in one go: the last one holds.
            let last = entries.iter().last();
            if let Some(entry) =
                last.and_then(|one| one.dyn_into::<IntersectionObserverEntry>().ok())
            {
                changed(entry.is_intersecting());
            }
        });
        let init = IntersectionObserverInit::new();
        init.set_root_margin(NEAR);
        let function = closure.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &init).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _changed: closure,
        })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
