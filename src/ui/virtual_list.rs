//! A list of any length in a handful of elements.
//!
//! Rows have one height. The DOM holds the window and a few more; rows that leave it are used
//! again for those that come. Whoever uses it keeps the rows; this keeps the place: when rows
//! before the window come or go, what is on the screen stays where it is, and the focus stays on
//! the row it was on. Changes of the rows are shown once per frame.
//!
//! Keys: up, down, j, k, Home, End, Page Up, Page Down. The element with `data-row-target` in each
//! row gets the focus; one row at a time is a stop of the Tab key.

mod attention;
mod geometry;
mod inner;
mod keys;
mod pool;
mod state;

use crate::ui::prelude::*;
use crate::ui::sizes::{Sizes, px_of};
use leptos::{ev, html::Div, text_prop::TextProp};
use state::{Live, State};
use std::{hash::Hash, ops::Range, sync::Arc};

/// What identifies a row for its whole life.
pub trait Key: Clone + Eq + Hash + Send + Sync + 'static {}
impl<K: Clone + Eq + Hash + Send + Sync + 'static> Key for K {}

/// The rows, held by somebody else.
#[derive(Clone)]
pub struct Rows<K> {
    /// How many there are.
    pub count: Signal<usize>,
    /// The key of the row at a place; also of one that is not loaded. Reads what it depends on.
    pub key_at: Arc<dyn Fn(usize) -> K + Send + Sync>,
    /// The height of a row, in CSS pixels.
    pub height: f64,
}

/// What a row is made of; its key changes when it is used again.
#[derive(Clone, Copy)]
pub struct Slot<K: Key> {
    /// Which row it shows.
    pub key: Signal<K>,
    /// Whether the Tab key stops here.
    pub is_stop: Signal<bool>,
}

/// Makes the view of a slot, once.
pub type RowView<K> = Arc<dyn Fn(Slot<K>) -> AnyView + Send + Sync>;

/// What a person does with the list as a whole: while they are in it, rows should not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stir {
    /// The pointer or the focus is in it, and just moved. At most twice a second.
    Stirred,
    /// Neither is in it any more.
    Left,
}

/// The list.
#[component]
pub fn VirtualList<K: Key>(
    /// What the rows are.
    #[prop(into)]
    label: TextProp,
    /// The rows.
    rows: Rows<K>,
    /// Makes the view of a slot.
    row: RowView<K>,
    /// The row that is the Tab key's stop until the focus has been in the list.
    #[prop(optional, into)]
    chosen: Signal<Option<K>>,
    /// Other rows came into the window: load them.
    #[prop(into)]
    on_window: Callback<Range<usize>>,
    /// The person is in the list, or left it.
    #[prop(into)]
    on_stir: Callback<Stir>,
) -> impl IntoView {
    let view = NodeRef::<Div>::new();
    let state = State::new(rows, view, chosen, on_window, on_stir);

    // The one reader of the rows: whatever changes in the window is laid out in the next frame.
    whenever(move || {
        state.read();
        state.lay_soon();
    });
    let sizes = StoredValue::new_local(Sizes::new(move |measured| {
        if let Some(last) = measured.last() {
            state.resized(last.height);
        }
    }));
    whenever(move || {
        if let Some(view) = view.get() {
            sizes.with_value(|sizes| sizes.watch(&view));
        }
    });

    view! {
        <div
            class="virtual-list"
            node_ref=view
            on:scroll=move |_| state.scroll_soon()
            on:keydown=move |event| keys::pressed(state, &event)
            on:focusin=move |event| state.focused(&event)
            on:focusout=move |event| state.blurred(&event)
            on:pointerenter=move |_| state.pointed(true)
            on:pointermove=move |_| state.stirred()
            on:pointerleave=move |_| state.pointed(false)
            on:click:capture=move |event: ev::MouseEvent| state.guard(&event)
        >
            <div
                class="virtual-list__track"
                role="list"
                aria-label=move || label.get()
                aria-owns=move || state.order.get()
                style:height=move || px_of(state.height.get())
            >
                <For each=move || state.live.get() key=|live| live.id let:live>
                    <SlotView live=live state=state row=row.clone()/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn SlotView<K: Key>(live: Live<K>, state: State<K>, row: RowView<K>) -> impl IntoView {
    let slot = Slot {
        key: live.key.into(),
        is_stop: state.is_stop(live.key),
    };
    view! {
        <div
            class="virtual-list__row"
            role="listitem"
            id=state.slot_id(live.id)
            data-slot=live.id
            aria-posinset=move || live.index.get() + 1
            aria-setsize=move || state.count.get()
            hidden=move || !live.is_shown.get()
            style:transform=move || format!("translateY({})", px_of(live.y.get()))
        >
            {row(slot)}
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
