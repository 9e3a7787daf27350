//! Watches the sizes of elements. The watch ends when the watcher is dropped.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry, ResizeObserverSize};

/// An element and the height of its border box, in CSS pixels with their fractions.
pub struct Measured {
    /// Which.
    pub element: Element,
    /// How high it is.
    pub height: f64,
}

/// Reports sizes before the browser paints them.
pub struct Sizes {
    observer: Option<ResizeObserver>,
    _report: Closure<dyn FnMut(Array)>,
}

impl Sizes {
    /// A watcher that reports all that changed in one go.
    #[must_use]
    pub fn new(mut report: impl FnMut(Vec<Measured>) + 'static) -> Self {
        let closure = Closure::new(move |entries: Array| {
            report(
                entries
                    .iter()
                    .filter_map(|entry| entry.dyn_into().ok())
                    .map(|entry| measured(&entry))
                    .collect(),
            );
        });
        // A browser without it shows estimated heights.
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok();
        Self {
            observer,
            _report: closure,
        }
    }

    /// Watches an element; reports it at once for the first time.
    pub fn watch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }

    /// Watches it no longer.
    pub fn forget(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.unobserve(element);
        }
    }
}

impl Drop for Sizes {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn measured(entry: &ResizeObserverEntry) -> Measured {
    let height = entry
        .border_box_size()
        .get(0)
        .dyn_into::<ResizeObserverSize>()
        .map_or_else(|_| entry.content_rect().height(), |size| size.block_size());
    Measured {
        element: entry.target(),
        height,
    }
}
