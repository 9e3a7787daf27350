//! The elements of a thread: where they stand, the space around them, the scroll place.

use crate::ui::sizes::px;
use leptos::{html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The elements of a thread that stands on the page.
pub(super) struct Page {
    view: HtmlElement,
    content: HtmlElement,
}

/// An upper edge below that of the view, and a height.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) top: f64,
    pub(super) height: f64,
}

impl Page {
    /// `None` before the thread stands, and after it has gone.
    pub(super) fn of(view: NodeRef<Div>, content: NodeRef<Div>) -> Option<Self> {
        Some(Self {
            view: view.try_get_untracked()??.unchecked_into(),
            content: content.try_get_untracked()??.unchecked_into(),
        })
    }

    /// The elements of the items, from above.
    pub(super) fn items(&self) -> Vec<Element> {
        let children = self.content.children();
        (0..children.length())
            .filter_map(|at| children.item(at))
            .filter(|child| child.has_attribute("data-item"))
            .collect()
    }

    /// Where the view stands, with its fraction: a screen may have several pixels in one of ours.
    pub(super) fn top(&self) -> f64 {
        js_sys::Reflect::get(&self.view, &"scrollTop".into())
            .ok()
            .and_then(|top| top.as_f64())
            .unwrap_or_default()
    }

    /// Where the view stands at the end.
    pub(super) fn end(&self) -> f64 {
        f64::from((self.view.scroll_height() - self.view.client_height()).max(0))
    }

    /// How high the view is.
    pub(super) fn tall(&self) -> f64 {
        f64::from(self.view.client_height())
    }

    /// Scrolls, and says where the browser stopped.
    pub(super) fn scroll_to(&self, top: f64) -> f64 {
        self.view.scroll_to_with_x_and_y(0.0, top);
        self.top()
    }

    /// How wide the lines may be.
    pub(super) fn width(&self) -> i32 {
        self.view.client_width()
    }

    /// Sets the space before and after the items that have elements. Before them it may be less
    /// than nothing: what is above the upper edge then cannot be scrolled to.
    pub(super) fn space(&self, before: f64, after: f64) {
        for (which, height) in [
            (".virtual-thread__before", before),
            (".virtual-thread__after", after),
        ] {
            let spacer = self
                .content
                .query_selector(which)
                .ok()
                .flatten()
                .and_then(|spacer| spacer.dyn_into::<HtmlElement>().ok());
            if let Some(spacer) = spacer {
                let (height, margin) = (height.max(0.0), height.min(0.0));
                let style = spacer.style();
                // A browser that refuses them shows the items without the space around them.
                let _ = style.set_property("height", &px(height));
                let _ = style.set_property("margin-block-start", &px(margin));
            }
        }
    }

    /// Where an element stands.
    pub(super) fn extent(&self, element: &Element) -> Extent {
        let place = element.get_bounding_client_rect();
        Extent {
            top: place.top() - self.view.get_bounding_client_rect().top(),
            height: place.height(),
        }
    }

    /// Where what is read in an item stands: all of it, unless a part of it is called that.
    pub(super) fn content(&self, item: &Element, part: &str) -> Extent {
        let found = Some(part)
            .filter(|part| !part.is_empty())
            .and_then(|part| item.query_selector(part).ok().flatten());
        self.extent(found.as_ref().unwrap_or(item))
    }
}

/// The number that the element of an item bears.
pub(super) fn number(element: &Element) -> Option<u32> {
    element.get_attribute("data-item")?.parse().ok()
}
