//! A modal window, by the browser's own `<dialog>`: open as long as it is mounted.
//!
//! Escape and the cross close it; what was picked in it belongs to whoever mounts it, and stays.
//! The focus goes to the child with `autofocus`, and back where it was.

use super::{button::IconButton, icon::Shape, popover::unique};
use crate::ui::prelude::*;
use leptos::{html, text_prop::TextProp};

/// The window.
#[component]
pub fn Dialog(
    /// Its title.
    #[prop(into)]
    title: TextProp,
    /// The name of the cross.
    #[prop(into)]
    close_label: TextProp,
    /// Whether it is for picking from lists: wider.
    #[prop(optional)]
    is_wide: bool,
    /// It is closed, or wants to be: take it away.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let id = unique("dialog");
    let named = id.clone();
    // Closing a modal window gives the focus back; taking it away while it is open does not.
    on_cleanup(move || {
        if let Some(dialog) = node.try_get_untracked().flatten() {
            dialog.close();
        }
    });
    whenever(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
            && dialog.show_modal().is_err()
        {
            // Not modal is better than not there.
            dialog.set_open(true);
        }
    });
    view! {
        <dialog
            class="dialog"
            class:dialog--wide=is_wide
            aria-labelledby=named
            node_ref=node
            on:cancel=move |event: web_sys::Event| {
                // Whoever mounts it takes it away; else it could not be opened again.
                event.prevent_default();
                on_close.run(());
            }
            // Browsers close it themselves at a second Escape.
            on:close=move |_: web_sys::Event| {
                // It comes late, when nobody may listen any more.
                let _ = on_close.try_run(());
            }
        >
            <header class="dialog__head">
                <h2 class="dialog__title" id=id>{move || title.get()}</h2>
                <IconButton label=move || close_label.get() shape=Shape::Cross on_press=on_close/>
            </header>
            {children()}
        </dialog>
    }
}
