//! A sheet that opens at a button, by the browser's own popover: Escape, a press elsewhere and a
//! second press close it, and the focus goes back to the button.

use super::{
    icon::{Icon, Shape},
    read::Read,
    sizes::px,
};
use crate::ui::prelude::*;
use leptos::{html, text_prop::TextProp};
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;

/// Numbers elements that have to name each other.
#[must_use]
pub fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A button and the sheet that it opens.
#[component]
pub fn Popover(
    /// The name of button and sheet, with what is chosen now.
    #[prop(into)]
    label: TextProp,
    /// The sign on the button.
    #[prop(into)]
    shape: Read<Shape>,
    /// What the button shows beside its sign; nothing while it is empty.
    #[prop(optional, into)]
    word: Option<TextProp>,
    /// The sheet's role: `dialog`, `menu`.
    role: &'static str,
    /// It opened or closed.
    #[prop(optional, into)]
    on_toggle: Option<Callback<bool>>,
    /// What is in the sheet; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique("popover");
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let sheet = NodeRef::<html::Div>::new();
    let (name, tip) = (label.clone(), label.clone());
    let word = Memo::new(move |_| {
        word.as_ref()
            .map(|word| word.get().to_string())
            .unwrap_or_default()
    });
    view! {
        <button
            type="button"
            class=move || if word.with(String::is_empty) { "icon-button tip" } else { "select-button tip" }
            node_ref=button
            popovertarget=id.clone()
            aria-haspopup=role
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-label=move || label.get()
            data-tip=move || tip.get()
        >
            <Icon shape/>
            <Show when=move || word.with(|word| !word.is_empty())>
                <span>{move || word.get()}</span>
            </Show>
        </button>
        <div
            class="popover"
            id=id
            popover="auto"
            role=role
            aria-label=move || name.get()
            node_ref=sheet
            on:beforetoggle=move |_: web_sys::Event| place(button, sheet)
            on:toggle=move |_| {
                let open = shown(sheet);
                is_open.set(open);
                if let Some(on_toggle) = on_toggle {
                    // The event comes late, perhaps when nobody listens any more.
                    let _ = on_toggle.try_run(open);
                }
            }
        >
            <Show when=move || is_open.get()>{children()}</Show>
        </div>
    }
}

/// Closes the popover that `event` happened in.
pub fn close_around(event: &web_sys::Event) {
    let sheet = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("[popover]").ok().flatten())
        .and_then(|sheet| sheet.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(sheet) = sheet {
        // It may have closed by itself already.
        let _ = sheet.hide_popover();
    }
}

fn shown(sheet: NodeRef<html::Div>) -> bool {
    sheet
        .try_get_untracked()
        .flatten()
        .is_some_and(|sheet| sheet.matches(":popover-open").unwrap_or(false))
}

/// Puts the sheet where there is room beside its button.
fn place(button: NodeRef<html::Button>, sheet: NodeRef<html::Div>) {
    if let (Some(button), Some(sheet)) = (
        button.try_get_untracked().flatten(),
        sheet.try_get_untracked().flatten(),
    ) {
        place_at(Edges::of(&button), &sheet);
    }
}

/// Where something is on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edges {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Edges {
    /// Those of an element.
    #[must_use]
    pub fn of(element: &web_sys::Element) -> Self {
        let edge = element.get_bounding_client_rect();
        Self {
            left: edge.left(),
            top: edge.top(),
            right: edge.right(),
            bottom: edge.bottom(),
        }
    }

    /// Those of the element that heard an event.
    #[must_use]
    pub fn around(event: &web_sys::Event) -> Self {
        event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .map(|element| Self::of(&element))
            .unwrap_or_default()
    }
}

/// Puts the sheet where there is room: below or above, from the left or from the right edge, by
/// the quarter of the window that `edge` stands in.
pub(super) fn place_at(edge: Edges, sheet: &web_sys::HtmlElement) {
    let size = |size: Result<wasm_bindgen::JsValue, _>| {
        size.ok()
            .and_then(|size: wasm_bindgen::JsValue| size.as_f64())
            .unwrap_or_default()
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let horizontal = if edge.left + edge.right < width {
        ("left", edge.left, "right")
    } else {
        ("right", width - edge.right, "left")
    };
    let vertical = if edge.top + edge.bottom < height {
        ("top", edge.bottom, "bottom")
    } else {
        ("bottom", height - edge.top, "top")
    };
    let style = sheet.style();
    for (side, distance, other) in [horizontal, vertical] {
        // A property the browser refuses leaves the sheet in the middle, still usable.
        let _ = style.set_property(side, &px(distance));
        let _ = style.set_property(other, "auto");
    }
    let _ = style.set_property("max-height", &px((height - vertical.1 - 16.0).max(120.0)));
}
