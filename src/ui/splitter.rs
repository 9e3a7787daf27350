//! The line between two panes: dragged by hand, moved by the arrow keys.

use super::read::Read;
use crate::ui::prelude::*;
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html::Div,
    text_prop::TextProp,
};

/// Pixels of one press of an arrow key.
const STEP: i32 = 16;

/// The bounds of the pane before a splitter, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The narrowest.
    pub least: i32,
    /// The widest.
    pub most: i32,
}

/// The line.
#[component]
pub fn Splitter(
    /// What it changes.
    #[prop(into)]
    label: TextProp,
    /// The width of the pane before it.
    #[prop(into)]
    width: Read<i32>,
    /// Its bounds.
    bounds: Bounds,
    /// It is to have another width.
    #[prop(into)]
    on_width: Callback<i32>,
    /// The hand is off it: remember the width.
    #[prop(into)]
    on_rest: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let grip = StoredValue::new(None::<i32>);
    let set = move |wanted: i32| on_width.run(wanted.clamp(bounds.least, bounds.most));
    let (dragged, pushed) = (width.clone(), width.clone());
    let down = move |event: PointerEvent| {
        if let Some(line) = node.get_untracked() {
            // Without the capture the drag ends at the line's edge; still usable.
            let _ = line.set_pointer_capture(event.pointer_id());
        }
        grip.set_value(Some(untrack(|| dragged.get()) - event.client_x()));
        event.prevent_default();
    };
    let moved = move |event: PointerEvent| {
        if let Some(grip) = grip.get_value() {
            set(grip + event.client_x());
        }
    };
    let up = move |_| {
        if grip.get_value().is_some() {
            grip.set_value(None);
            on_rest.run(());
        }
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => set(untrack(|| pushed.get()) - STEP),
            "ArrowRight" => set(untrack(|| pushed.get()) + STEP),
            "Home" => set(bounds.least),
            "End" => set(bounds.most),
            _ => return,
        }
        event.prevent_default();
        on_rest.run(());
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=move || label.get()
            aria-valuenow=move || width.get().to_string()
            aria-valuemin=bounds.least.to_string()
            aria-valuemax=bounds.most.to_string()
            node_ref=node
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:keydown=key
        ></div>
    }
}
