//! What a virtual thread knows, and how it brings items, heights and scroll place together.
//!
//! Items get their elements in a microtask after the window changed; `settle` runs in the next one,
//! measures them and corrects the place, all before the browser paints.

use super::{
    Goal, Place,
    inner::{Hold, Inner},
};
use crate::ui::{
    sizes::{Measured, Sizes},
    virtual_list::Key,
};
use leptos::{html::Div, prelude::*};
use std::{collections::HashMap, ops::Range, sync::Arc};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// So near to the oldest item older ones are asked for.
const NEAR: usize = 8;
/// Corrections in one go; a layout that never comes to rest must not hang the page.
const TURNS: u8 = 6;

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
            inner: StoredValue::new(Inner::new(place.holds)),
            view,
            content,
            place,
            window: RwSignal::new(0..0),
            version: RwSignal::new(0),
            watched: StoredValue::new_local(HashMap::new()),
            sizes: RwSignal::new(None),
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
            inner.keep_hold();
            let heights = &inner.heights;
            inner.serials.retain(|key, _| heights.place(key).is_some());
            inner.keys.retain(|_, key| heights.place(key).is_some());
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
                inner.hold = Hold::End;
                inner.goal = None;
            }
            Goal::Item(key) => {
                inner.goal = Some(key);
                inner.keep_hold();
            }
        });
        self.lay();
    }

    /// The view was scrolled, by the person unless it is where we set it.
    pub(super) fn scrolled(self) {
        let Some(view) = self.view.try_get_untracked().flatten() else {
            return;
        };
        let (top, end) = (
            view.scroll_top(),
            view.scroll_height() - view.client_height(),
        );
        let is_own = self.inner.try_update_value(|inner| {
            if (top - inner.set_to).abs() <= 1 {
                return true;
            }
            inner.set_to = top;
            inner.goal = None;
            inner.hold = if top >= end - 2 {
                Hold::End
            } else {
                inner.hold_at(f64::from(top))
            };
            false
        });
        if is_own == Some(false) {
            self.lay();
        }
    }

    /// Sizes changed: of an item, of the view.
    pub(super) fn measured(self, measured: &[Measured]) {
        let changed = self.inner.try_update_value(|inner| {
            let mut changed = false;
            for one in measured {
                match number(&one.element).and_then(|serial| inner.keys.get(&serial).cloned()) {
                    // One that was just taken away has no height.
                    Some(key) if one.element.is_connected() => {
                        changed |= inner.heights.measure(&key, one.height);
                    }
                    Some(_) => {}
                    None if one.element.has_attribute("tabindex") => {
                        changed |= (inner.view - one.height).abs() > 0.01;
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

    /// Chooses the window, sets the space before and after it, and the place.
    pub(super) fn lay(self) {
        let Some(window) = self.inner.try_update_value(|inner| inner.window()) else {
            return;
        };
        if self.window.with_untracked(|old| *old != window) {
            self.window.set(window);
        }
        self.scroll();
        let is_due = self
            .inner
            .try_update_value(|inner| std::mem::replace(&mut inner.is_settle_due, true));
        if is_due == Some(false) {
            queue_microtask(move || self.settle());
        }
    }

    /// Measures what has elements now; lays again until nothing changes.
    fn settle(self) {
        let Some(content) = self.content.try_get_untracked().flatten() else {
            let _ = self
                .inner
                .try_update_value(|inner| inner.is_settle_due = false);
            return;
        };
        let elements = self.watch(&content);
        let again = self.inner.try_update_value(|inner| {
            inner.is_settle_due = false;
            let mut changed = false;
            for element in &elements {
                if let Some(key) =
                    number(element).and_then(|serial| inner.keys.get(&serial).cloned())
                {
                    let height = element.get_bounding_client_rect().height();
                    changed |= inner.heights.measure(&key, height);
                }
            }
            inner.turns = if changed { inner.turns + 1 } else { 0 };
            changed && inner.turns < TURNS
        });
        match again {
            Some(true) => self.lay(),
            Some(false) => {
                let _ = self.inner.try_update_value(|inner| inner.turns = 0);
                self.scroll();
                self.report();
            }
            None => {}
        }
    }

    /// Watches the elements that are there, and only them.
    fn watch(self, content: &Element) -> Vec<Element> {
        let children = content.children();
        let items: Vec<Element> = (0..children.length())
            .filter_map(|at| children.item(at))
            .filter(|child| child.has_attribute("data-item"))
            .collect();
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

    /// Sets the space around the window, and the place.
    fn scroll(self) {
        let (Some(view), Some(content)) = (
            self.view.try_get_untracked().flatten(),
            self.content.try_get_untracked().flatten(),
        ) else {
            return;
        };
        let window = self.window.get_untracked();
        let (before, after, top) = self.inner.with_value(|inner| {
            let heights = &inner.heights;
            (
                heights.before(window.start),
                heights.whole() - heights.before(window.end),
                inner.top(),
            )
        });
        space(&content, ".virtual-thread__before", before);
        space(&content, ".virtual-thread__after", after);
        let end = view.scroll_height() - view.client_height();
        #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
        let top = top.map_or(end, |top| (top.round() as i32).clamp(0, end.max(0)));
        if view.scroll_top() != top {
            view.set_scroll_top(top);
        }
        let set_to = view.scroll_top();
        let _ = self.inner.try_update_value(|inner| inner.set_to = set_to);
    }

    /// Tells where the view stands now.
    fn report(self) {
        let Some(view) = self.view.try_get_untracked().flatten() else {
            return;
        };
        let top = view.scroll_top();
        let is_at_end = top >= view.scroll_height() - view.client_height() - 2;
        let told = self.inner.try_update_value(|inner| {
            let heights = &inner.heights;
            let first = heights.key(heights.at(f64::from(top))).cloned();
            let last = heights
                .key(heights.at(f64::from(top) + inner.view - 1.0))
                .cloned();
            let oldest = heights.key(0).map(|key| (key.clone(), heights.len()));
            let is_near = heights.at(f64::from(top)) < NEAR && oldest.is_some();
            let asks = is_near && inner.asked_at != oldest;
            if asks {
                inner.asked_at = oldest;
            }
            (first, last, asks)
        });
        let Some((first, last, asks)) = told else {
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

fn number(element: &Element) -> Option<u32> {
    element.get_attribute("data-item")?.parse().ok()
}

fn space(content: &Element, which: &str, height: f64) {
    let spacer = content
        .query_selector(which)
        .ok()
        .flatten()
        .and_then(|spacer| spacer.dyn_into::<HtmlElement>().ok());
    if let Some(spacer) = spacer {
        // A browser that refuses a height shows the items without the space around them.
        let _ = spacer
            .style()
            .set_property("height", &format!("{height}px"));
    }
}

fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
