//! What a virtual thread knows, and how it brings items, heights and scroll place together.
//!
//! Items get their elements in a microtask after the window changed; `settle` runs in the next one,
//! measures them and corrects the place, all before the browser paints.

use super::{
    Goal, Place,
    inner::{Inner, is_at_end},
    page::{Page, number},
    settle::{Reading, Settled},
};
use crate::ui::{
    sizes::{Measured, Sizes},
    virtual_list::Key,
};
use bandeja_browser::timer::Timeout;
use leptos::{html::Div, prelude::*};
use std::{collections::HashMap, ops::Range, sync::Arc};
use web_sys::Element;

/// Corrections in one go; a layout that never comes to rest must not hang the page.
const TURNS: u8 = 6;
/// Milliseconds without a scroll event after which a hand rests, where the browser does not say so.
const REST: i64 = 250;

/// A handle to all of it.
pub(super) struct State<K: Key> {
    inner: StoredValue<Inner<K>>,
    view: NodeRef<Div>,
    content: NodeRef<Div>,
    place: Place<K>,
    window: RwSignal<Range<usize>>,
    // Counts every change of the items, so that an equal window is read again.
    version: RwSignal<u32>,
    watched: StoredValue<HashMap<String, Element>, LocalStorage>,
    sizes: RwSignal<Option<StoredValue<Sizes, LocalStorage>>>,
    hand: StoredValue<Option<Timeout>, LocalStorage>,
    on_near_start: Callback<()>,
}

impl<K: Key> Clone for State<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Key> Copy for State<K> {}

impl<K: Key> State<K> {
    pub(super) fn new(
        view: NodeRef<Div>,
        content: NodeRef<Div>,
        place: Place<K>,
        on_near_start: Callback<()>,
    ) -> Self {
        Self {
            inner: StoredValue::new(Inner::new()),
            view,
            content,
            place,
            window: RwSignal::new(0..0),
            version: RwSignal::new(0),
            watched: StoredValue::new_local(HashMap::new()),
            sizes: RwSignal::new(None),
            hand: StoredValue::new_local(None),
            on_near_start,
        }
    }

    pub(super) fn watch_with(self, sizes: StoredValue<Sizes, LocalStorage>) {
        self.sizes.set(Some(sizes));
    }

    /// The items that have elements, each with the number that its element bears.
    pub(super) fn window(self) -> Vec<(K, u32)> {
        self.version.track();
        let window = self.window.get();
        let numbered = self.inner.try_update_value(|inner| {
            let keys = inner.heights.keys(window).to_vec();
            keys.into_iter()
                .map(|key| (key.clone(), inner.serial(key)))
                .collect()
        });
        numbered.unwrap_or_default()
    }

    /// Other items.
    pub(super) fn take(self, items: Arc<Vec<K>>) {
        let is_there = self.inner.try_update_value(|inner| {
            inner.heights.take(items);
            inner.hold.keep(&inner.heights);
            inner.reach_goal();
            inner.forget();
        });
        if is_there.is_some() {
            self.version
                .update(|version| *version = version.wrapping_add(1));
            self.lay();
        }
    }

    /// The person, or whoever holds the items, wants to be elsewhere.
    pub(super) fn go(self, goal: Goal<K>) {
        self.inner.update_value(|inner| match goal {
            Goal::End => {
                inner.hold.is_end = true;
                inner.is_moving = false;
                inner.goal = None;
            }
            Goal::Item(key) => {
                inner.goal = Some(key);
                inner.reach_goal();
            }
        });
        self.lay();
    }

    /// The view was scrolled, by the person unless it is where we set it.
    pub(super) fn scrolled(self) {
        let Some(page) = Page::of(self.view, self.content) else {
            return;
        };
        let heeded = self.inner.try_update_value(|inner| {
            let is_hand = inner.heed(page.top(), page.end(), page.tall());
            (is_hand, inner.is_moving)
        });
        let (is_hand, is_moving) = heeded.unwrap_or_default();
        if is_moving {
            let rested = Timeout::new(REST, move || self.rested());
            self.hand.set_value(Some(rested));
        }
        if is_hand {
            self.lay();
        }
    }

    /// The hand rests: what it was spared is put right.
    pub(super) fn rested(self) {
        let Some(page) = Page::of(self.view, self.content) else {
            return;
        };
        let was_moving = self.inner.try_update_value(|inner| {
            inner.heed(page.top(), page.end(), page.tall());
            let is_end = is_at_end(inner.stood, page.end());
            inner.hold.is_end |= inner.is_moving && is_end && inner.lacks == 0.0;
            std::mem::take(&mut inner.is_moving)
        });
        if was_moving == Some(true) {
            self.lay();
        }
    }

    /// Sizes changed: of an item, of the view.
    pub(super) fn measured(self, measured: &[Measured]) {
        let page = Page::of(self.view, self.content);
        let changed = self.inner.try_update_value(|inner| {
            // Where shrunken content has taken the view is told apart from a hand only now, before
            // other items get elements.
            if let Some(page) = page {
                inner.heed(page.top(), page.end(), page.tall());
            }
            let mut changed = false;
            for one in measured {
                match number(&one.element).and_then(|serial| inner.key(serial)) {
                    // One that was just taken away has no height.
                    Some(key) if one.element.is_connected() => {
                        changed |= inner.heights.measure(&key, one.height);
                    }
                    Some(_) => {}
                    None if one.element.has_attribute("tabindex") => {
                        let width = one.element.client_width();
                        changed |= (inner.view - one.height).abs() > 0.01 || inner.width != width;
                        inner.view = one.height;
                    }
                    // The content: something below the items changed.
                    None => changed = true,
                }
            }
            changed
        });
        if changed == Some(true) {
            self.lay();
        }
    }

    /// Chooses the window; everything is brought in order when its items have elements.
    pub(super) fn lay(self) {
        let Some(window) = self.inner.try_update_value(|inner| inner.window()) else {
            return;
        };
        if self.window.with_untracked(|old| *old != window) {
            self.window.set(window);
        }
        self.settle_soon();
    }

    fn settle_soon(self) {
        let is_due = self
            .inner
            .try_update_value(|inner| std::mem::replace(&mut inner.is_settle_due, true));
        if is_due == Some(false) {
            queue_microtask(move || self.settle());
        }
    }

    /// Measures what has elements now, and corrects the place; again until nothing changes.
    fn settle(self) {
        let page = Page::of(self.view, self.content);
        let items = page.as_ref().map(|page| self.watch(page));
        let reading = Reading {
            part: self.place.reads,
            holds: self.place.holds,
        };
        let settled = self.inner.try_update_value(|inner| {
            inner.is_settle_due = false;
            let (page, items) = (page.as_ref()?, items.as_ref()?);
            let window = self.window.get_untracked();
            let settled = inner.settle(page, items, &window, &reading);
            inner.turns = if settled == Settled::Done {
                0
            } else {
                inner.turns + 1
            };
            let is_enough = inner.turns >= TURNS;
            if is_enough {
                inner.turns = 0;
            }
            Some(if is_enough { Settled::Done } else { settled })
        });
        match settled.flatten() {
            Some(Settled::Unready) => self.settle_soon(),
            Some(Settled::Changed) => self.lay(),
            Some(Settled::Done) => {
                self.report();
                let is_bare = self
                    .inner
                    .with_value(|inner| inner.is_bare && inner.heights.len() > 0);
                if is_bare {
                    // The second frame comes when the first was painted.
                    request_animation_frame(move || {
                        request_animation_frame(move || self.widen());
                    });
                }
            }
            None => {}
        }
    }

    /// What is beside the view gets elements, too.
    fn widen(self) {
        let was_bare = self
            .inner
            .try_update_value(|inner| std::mem::take(&mut inner.is_bare));
        if was_bare == Some(true) {
            self.lay();
        }
    }

    /// Watches the elements that are there, and only them.
    fn watch(self, page: &Page) -> Vec<Element> {
        let items = page.items();
        let Some(sizes) = self.sizes.get_untracked() else {
            return items;
        };
        self.watched.update_value(|watched| {
            let mut gone = std::mem::take(watched);
            for item in &items {
                let serial = item.get_attribute("data-item").unwrap_or_default();
                if gone.remove(&serial).is_none() {
                    sizes.with_value(|sizes| sizes.watch(item));
                }
                watched.insert(serial, item.clone());
            }
            for element in gone.values() {
                sizes.with_value(|sizes| sizes.forget(element));
            }
        });
        items
    }

    /// Tells where the view stands now.
    fn report(self) {
        let Some(page) = Page::of(self.view, self.content) else {
            return;
        };
        let told = self.inner.try_update_value(|inner| {
            let (first, last, asks) = inner.told();
            (is_at_end(inner.stood, page.end()), first, last, asks)
        });
        let Some((is_at_end, first, last, asks)) = told else {
            return;
        };
        set(self.place.is_at_end, is_at_end);
        set(self.place.first, first);
        set(self.place.last, last);
        if asks {
            self.on_near_start.run(());
        }
    }
}

fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
