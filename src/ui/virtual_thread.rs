//! A thread of any length, of items of different heights, in at most sixty elements.
//!
//! The place is held by what is read, not by a number of pixels: whatever comes above, below or
//! changes its height, the content of the item at the top of the view stays where it is; at the end
//! the view stays at the end. Nothing else ever scrolls it but the person and [`Place::to`], and
//! while the person does, nothing else at all.

mod heights;
mod hold;
mod inner;
mod page;
mod settle;
mod state;

use crate::ui::prelude::*;
use crate::ui::{sizes::Sizes, virtual_list::Key};
use leptos::{html::Div, text_prop::TextProp};
use state::State;
use std::sync::Arc;

/// Makes the view of an item, once.
pub type ItemView<K> = Arc<dyn Fn(K) -> AnyView + Send + Sync>;

/// Where a thread stands, and the way to send it elsewhere. Made by whoever holds the items.
pub struct Place<K: Key> {
    goal: RwSignal<Option<Goal<K>>>,
    is_at_end: RwSignal<bool>,
    first: RwSignal<Option<K>>,
    last: RwSignal<Option<K>>,
    holds: fn(&K) -> bool,
    reads: &'static str,
}

impl<K: Key> Clone for Place<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Key> Copy for Place<K> {}

#[derive(Clone, PartialEq, Eq)]
enum Goal<K> {
    End,
    Item(K),
}

impl<K: Key> Place<K> {
    /// A place at the end.
    #[must_use]
    pub fn new() -> Self {
        Self::held_by(|_| true, "")
    }

    /// A place at the end that is held by some items only, and in them by the element that `reads`
    /// selects: the mark of a day, the line above the oldest item, the name above a message change
    /// with their neighbours and would drag the view along.
    #[must_use]
    pub fn held_by(holds: fn(&K) -> bool, reads: &'static str) -> Self {
        Self {
            holds,
            reads,
            goal: RwSignal::new(None),
            is_at_end: RwSignal::new(true),
            first: RwSignal::new(None),
            last: RwSignal::new(None),
        }
    }

    /// Goes to the end and stays there.
    pub fn to_end(self) {
        self.goal.set(Some(Goal::End));
    }

    /// Goes to an item; it stands a third below the upper edge. Waits for it when it is not there
    /// yet.
    pub fn to(self, key: K) {
        self.goal.set(Some(Goal::Item(key)));
    }

    /// Whether the end is in view.
    #[must_use]
    pub fn is_at_end(self) -> Signal<bool> {
        self.is_at_end.into()
    }

    /// The first item in view: its day stands at the upper edge.
    #[must_use]
    pub fn first(self) -> Signal<Option<K>> {
        self.first.into()
    }

    /// The last item in view: so far it can have been read.
    #[must_use]
    pub fn last(self) -> Signal<Option<K>> {
        self.last.into()
    }
}

impl<K: Key> Default for Place<K> {
    fn default() -> Self {
        Self::new()
    }
}

/// The thread.
#[component]
pub fn VirtualThread<K: Key>(
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// The items, oldest first.
    #[prop(into)]
    items: Signal<Arc<Vec<K>>>,
    /// Makes the view of an item.
    item: ItemView<K>,
    /// Where it stands.
    place: Place<K>,
    /// The oldest item is near: load older ones. Said again only when the items have changed.
    #[prop(into)]
    on_near_start: Callback<()>,
    /// What stands below the last item and scrolls with it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let view = NodeRef::<Div>::new();
    let content = NodeRef::<Div>::new();
    let state = State::new(view, content, place, on_near_start);
    let sizes = StoredValue::new_local(Sizes::new(move |measured| state.measured(&measured)));
    state.watch_with(sizes);

    whenever(move || {
        items.with(|items| state.take(items.clone()));
    });
    whenever(move || {
        if let Some(goal) = place.goal.get() {
            state.go(goal);
        }
    });
    whenever(move || {
        if let (Some(view), Some(content)) = (view.get(), content.get()) {
            sizes.with_value(|sizes| {
                sizes.watch(&view);
                sizes.watch(&content);
            });
            state.lay();
        }
    });

    view! {
        <div
            class="virtual-thread"
            role="log"
            aria-live="off"
            aria-label=move || label.get()
            tabindex="0"
            node_ref=view
            on:scroll=move |_| state.scrolled()
            on:scrollend=move |_| state.rested()
        >
            <div class="virtual-thread__content" node_ref=content>
                <div class="virtual-thread__before"></div>
                <For each=move || state.window() key=|(key, _)| key.clone() let:shown>
                    {
                        let (key, serial) = shown;
                        view! { <div class="virtual-thread__item" data-item=serial>{item(key)}</div> }
                    }
                </For>
                <div class="virtual-thread__after"></div>
                {children.map(|children| children())}
            </div>
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
