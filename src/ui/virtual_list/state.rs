//! What a virtual list knows between two frames, and how it lays its slots.

use super::{Key, Rows, Stir, attention::now, geometry::Geometry, inner::Inner, pool::assign};
use crate::ui::{
    popover::unique,
    sizes::{parts, px},
};
use leptos::{html::Div, prelude::*};
use std::ops::Range;
use wasm_bindgen::JsCast;

/// Rows beyond each edge of the view, ready before they are scrolled to.
const EXTRA: usize = 6;

/// One slot on the screen.
#[derive(Clone, Copy)]
pub(super) struct Live<K: Key> {
    pub(super) id: usize,
    pub(super) key: RwSignal<K>,
    pub(super) index: RwSignal<usize>,
    /// In sixty-fourths of a pixel, as everything here that views read.
    pub(super) y: RwSignal<usize>,
    pub(super) is_shown: RwSignal<bool>,
}

impl<K: Key> Live<K> {
    fn new(id: usize, key: K, index: usize, y: f64) -> Self {
        Self {
            id,
            key: RwSignal::new(key),
            index: RwSignal::new(index),
            y: RwSignal::new(parts(y)),
            is_shown: RwSignal::new(true),
        }
    }
}

/// A handle to all of it; copies are the same list.
pub(super) struct State<K: Key> {
    pub(super) inner: StoredValue<Inner<K>>,
    pub(super) view: NodeRef<Div>,
    // One kind of value for all numbers: each kind is 2 kB of code in the first load.
    window: [RwSignal<usize>; 2],
    pub(super) stop: RwSignal<Option<K>>,
    prefix: StoredValue<String>,
    // Slots are made in animation frames, which have no owner of their own.
    owner: StoredValue<Option<Owner>>,
    chosen: Signal<Option<K>>,
    on_window: Callback<Range<usize>>,
    pub(super) on_stir: Callback<Stir>,
    pub(super) count: Signal<usize>,
    pub(super) live: RwSignal<Vec<Live<K>>>,
    pub(super) height: RwSignal<usize>,
    pub(super) order: RwSignal<String>,
}

impl<K: Key> Clone for State<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Key> Copy for State<K> {}

impl<K: Key> State<K> {
    pub(super) fn new(
        rows: Rows<K>,
        view: NodeRef<Div>,
        chosen: Signal<Option<K>>,
        on_window: Callback<Range<usize>>,
        on_stir: Callback<Stir>,
    ) -> Self {
        let count = rows.count;
        let mut geometry = Geometry::new(rows.height);
        // Until the view is measured: a screen of ordinary height.
        geometry.resize(count.get_untracked(), rows.height * 12.0);
        let window = [RwSignal::new(0), RwSignal::new(0)];
        Self {
            inner: StoredValue::new(Inner::new(rows, geometry)),
            view,
            window,
            stop: RwSignal::new(None),
            prefix: StoredValue::new(unique("row")),
            owner: StoredValue::new(Owner::current()),
            chosen,
            on_window,
            on_stir,
            count,
            live: RwSignal::new(Vec::new()),
            height: RwSignal::new(0),
            order: RwSignal::new(String::new()),
        }
    }

    /// Reads what the window shows, so that the caller runs again when that changes.
    pub(super) fn read(self) {
        let count = self.count.get();
        let [start, end] = self.window.map(|edge| edge.get());
        self.chosen.track();
        let Some(key_at) = self.inner.try_with_value(|inner| inner.rows.key_at.clone()) else {
            return;
        };
        for index in start..end.min(count) {
            let _ = key_at(index);
        }
    }

    pub(super) fn lay_soon(self) {
        let is_due = self
            .inner
            .try_update_value(|inner| std::mem::replace(&mut inner.is_lay_due, true));
        if is_due == Some(false) {
            request_animation_frame(move || self.lay(true));
        }
    }

    pub(super) fn scroll_soon(self) {
        let is_due = self
            .inner
            .try_update_value(|inner| std::mem::replace(&mut inner.is_scroll_due, true));
        if is_due == Some(false) {
            request_animation_frame(move || self.scrolled());
        }
    }

    fn scrolled(self) {
        let Some(view) = self.view.try_get_untracked().flatten() else {
            return;
        };
        let bar = self.inner.try_update_value(|inner| {
            inner.is_scroll_due = false;
            inner.geometry.scrolled(f64::from(view.scroll_top()))
        });
        if let Some(Some(bar)) = bar {
            set_scroll(&view, bar);
        }
        self.lay(false);
    }

    pub(super) fn resized(self, height: f64) {
        if let Some(count) = self.rows_there() {
            self.inner.update_value(|inner| {
                let _ = inner.geometry.resize(count, height.max(1.0));
            });
            self.lay(false);
        }
    }

    /// How many rows there are; `None` when the list itself has gone. Its own state goes first, so
    /// that is asked first.
    pub(super) fn rows_there(self) -> Option<usize> {
        self.inner.try_with_value(|_| ())?;
        self.count.try_get_untracked()
    }

    /// Brings slots and rows together. `is_data`: the rows may have changed, not only the place.
    pub(super) fn lay(self, is_data: bool) {
        // A frame may come when the list has gone.
        let Some(count) = self.rows_there() else {
            return;
        };
        // Whoever scrolls may come before the frame that changed rows wait for: they are laid now, then.
        let is_data = is_data || self.inner.with_value(|inner| inner.is_lay_due);
        let bar = self.inner.try_update_value(|inner| {
            inner.is_lay_due &= !is_data;
            let view = inner.geometry.view();
            let anchor = is_data.then(|| inner.anchor()).flatten();
            let mut bar = inner.geometry.resize(count, view);
            if let Some((old, key)) = anchor
                && let Some(new) = inner.find(old, &key, count)
            {
                #[expect(
                    clippy::cast_possible_wrap,
                    reason = "a list has far fewer rows than 2^63"
                )]
                let rows = new as i64 - old as i64;
                bar = inner.geometry.shift(rows).or(bar);
            }
            inner.follow_stop(count);
            bar
        });
        let Some(bar) = bar else { return };
        let height = self.inner.with_value(|inner| inner.geometry.height());
        self.height.set(parts(height));
        if let (Some(bar), Some(view)) = (bar, self.view.get_untracked()) {
            // The element must be as high as the place before it can be scrolled there.
            if let Some(track) = view
                .first_element_child()
                .and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok())
            {
                let _ = track.style().set_property("height", &px(height));
            }
            set_scroll(&view, bar);
        }
        self.place_slots(count, is_data);
    }

    fn place_slots(self, count: usize, is_data: bool) {
        let window = self.inner.with_value(|inner| inner.geometry.window(EXTRA));
        let [start, end] = self.window;
        if start.get_untracked() != window.start || end.get_untracked() != window.end {
            start.set(window.start);
            end.set(window.end);
            self.on_window.run(window.clone());
        }
        let laid = self.inner.with_value(|inner| inner.wanted(window, count));
        let keys: Vec<K> = laid.iter().map(|(_, key)| key.clone()).collect();
        let mut live = self.live.get_untracked();
        let (taken, slots, geometry) = self
            .inner
            .try_update_value(|inner| {
                if inner.lays(&laid) && is_data {
                    inner.shifted_at = now();
                }
                let taken = assign(&mut inner.slots, &keys);
                (taken, inner.slots.len(), inner.geometry)
            })
            .unwrap_or_else(|| (Vec::new(), 0, Geometry::new(1.0)));
        let old = live.len();
        let mut is_used = vec![false; slots];
        for (slot, (index, key)) in taken.iter().zip(&laid) {
            is_used[*slot] = true;
            let y = geometry.place(*index);
            match live.iter().find(|one| one.id == *slot) {
                Some(one) => {
                    set(one.key, key.clone());
                    set(one.index, *index);
                    set(one.y, parts(y));
                    set(one.is_shown, true);
                }
                None => live.push(self.own(|| Live::new(*slot, key.clone(), *index, y))),
            }
        }
        for one in &live {
            if !is_used.get(one.id).copied().unwrap_or_default() {
                set(one.is_shown, false);
            }
        }
        let order = taken
            .iter()
            .map(|slot| self.slot_id(*slot))
            .collect::<Vec<_>>()
            .join(" ");
        set(self.order, order);
        if live.len() != old {
            self.live.set(live);
        }
        self.settle_stop(&laid);
    }

    fn own<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Some row is always a stop of the Tab key: the one that had the focus, the chosen one, the
    /// first one.
    fn settle_stop(self, laid: &[(usize, K)]) {
        let here = |key: &K| laid.iter().any(|(_, other)| other == key);
        let stop = self
            .inner
            .with_value(|inner| inner.stop.as_ref().map(|(_, key)| key.clone()))
            .filter(|key| here(key))
            .or_else(|| self.chosen.get_untracked().filter(|key| here(key)))
            .or_else(|| laid.first().map(|(_, key)| key.clone()));
        set(self.stop, stop);
    }

    pub(super) fn is_stop(self, key: RwSignal<K>) -> Signal<bool> {
        Signal::derive(move || self.stop.with(|stop| stop.as_ref() == Some(&*key.read())))
    }

    pub(super) fn slot_id(self, slot: usize) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}-{slot}"))
    }
}

pub(super) fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "browsers clamp it, tallest is 8,000,000"
)]
pub(super) fn set_scroll(view: &web_sys::HtmlDivElement, bar: f64) {
    view.set_scroll_top(bar.round() as i32);
}
