//! Watches the sizes of elements. The watch ends when the watcher is dropped.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry, ResizeObserverSize};

/// The sixty-fourths of a CSS pixel, which is as fine as browsers lay out.
const PARTS: f64 = 64.0;

/// A length for a style, to the sixty-fourth of a CSS pixel.
///
/// Whole numbers alone are written: writing floats exactly weighs six kilobytes in the wasm.
#[must_use]
pub fn px(length: f64) -> String {
    let sign = if length < 0.0 { "-" } else { "" };
    [sign, &px_of(parts(length.abs()))].concat()
}

/// A length in sixty-fourths of a CSS pixel; none below zero.
#[must_use]
pub fn parts(length: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a list is at most some million pixels high"
    )]
    {
        (length * PARTS).round() as usize
    }
}

/// So many sixty-fourths of a CSS pixel, for a style.
#[must_use]
pub fn px_of(parts: usize) -> String {
    // A sixty-fourth is 0.015625.
    format!("{}.{:06}px", parts / 64, parts % 64 * 15_625)
}

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

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn lengths_are_told_as_finely_as_they_are_laid_out() {
        assert_eq!(px(72.0), "72.000000px");
        assert_eq!(px(0.126), "0.125000px");
        assert_eq!(px(-3.5), "-3.500000px");
        assert_eq!(px(1.0 / 64.0), "0.015625px");
        assert_eq!(px(8_000_000.0), "8000000.000000px");
    }
}
