//! A sheet beside a place on the screen, open as long as it is mounted: Escape and a press
//! elsewhere close it, and the focus goes back where it was.

use super::popover::{Edges, place_at};
use crate::ui::prelude::*;
use leptos::{html, text_prop::TextProp};

/// The sheet.
#[component]
pub fn Sheet(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// Its role: `dialog`, `menu`.
    role: &'static str,
    /// Beside what.
    at: Edges,
    /// It is closed: take it away.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    whenever(move || {
        if let Some(sheet) = node.get() {
            place_at(at, &sheet);
            // A browser that cannot shows nothing, and whoever asked can ask again.
            let _ = sheet.show_popover();
        }
    });
    view! {
        <div
            class="popover"
            popover="auto"
            role=role
            aria-label=move || label.get()
            node_ref=node
            on:toggle=move |_| {
                let sheet = node.try_get_untracked().flatten();
                if !sheet.is_some_and(|sheet| sheet.matches(":popover-open").unwrap_or(false)) {
                    // The event comes late, perhaps when nobody listens any more.
                    let _ = on_close.try_run(());
                }
            }
        >
            {children()}
        </div>
    }
}

/// A button with three dots, at which a menu opens that somebody else makes.
#[component]
pub fn DotsButton(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// Whether the Tab key stops here.
    #[prop(into)]
    is_stop: Signal<bool>,
    /// Open the menu beside it.
    #[prop(into)]
    on_open: Callback<Edges>,
) -> impl IntoView {
    use super::icon::{Icon, Shape};
    let tip = label.clone();
    view! {
        <button
            type="button"
            class="icon-button tip"
            aria-haspopup="menu"
            aria-label=move || label.get()
            data-tip=move || tip.get()
            tabindex=move || if is_stop.get() { "0" } else { "-1" }
            on:click=move |event| on_open.run(Edges::around(&event))
        >
            <Icon shape=Shape::Dots/>
        </button>
    }
}
