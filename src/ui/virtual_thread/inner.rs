//! What a virtual thread remembers: heights, what the view stays with, the numbers of its elements.

use super::heights::Heights;
use crate::ui::virtual_list::Key;
use std::{collections::HashMap, ops::Range};

/// At most this many items have elements.
const MOST: usize = 60;

/// What the view stays with.
#[derive(Clone, PartialEq)]
pub(super) enum Hold<K> {
    /// The end.
    End,
    /// An item, whose upper edge is `offset` below that of the view.
    Item { key: K, offset: f64, place: usize },
}

pub(super) struct Inner<K> {
    pub(super) heights: Heights<K>,
    pub(super) hold: Hold<K>,
    /// Waits for an item that is not there yet.
    pub(super) goal: Option<K>,
    /// The oldest item and the number of items for which older ones were asked for last.
    pub(super) asked_at: Option<(K, usize)>,
    pub(super) serials: HashMap<K, u32>,
    pub(super) keys: HashMap<u32, K>,
    /// Whether the view may be held by an item.
    pub(super) holds: fn(&K) -> bool,
    pub(super) next: u32,
    pub(super) view: f64,
    /// The place set last: a scroll event that says the same is our own.
    pub(super) set_to: i32,
    pub(super) is_settle_due: bool,
    pub(super) turns: u8,
}

impl<K: Key> Inner<K> {
    pub(super) fn new(holds: fn(&K) -> bool) -> Self {
        Self {
            heights: Heights::new(),
            hold: Hold::End,
            goal: None,
            asked_at: None,
            serials: HashMap::new(),
            keys: HashMap::new(),
            holds,
            next: 0,
            // Until it is measured: an ordinary screen.
            view: 800.0,
            set_to: 0,
            is_settle_due: false,
            turns: 0,
        }
    }

    /// Where the view's upper edge belongs; `None` for the end.
    pub(super) fn top(&self) -> Option<f64> {
        match &self.hold {
            Hold::End => None,
            Hold::Item { key, offset, place } => {
                let place = self.heights.place(key).unwrap_or(*place);
                Some(self.heights.before(place) - offset)
            }
        }
    }

    pub(super) fn window(&self) -> Range<usize> {
        let top = self
            .top()
            .unwrap_or_else(|| self.heights.whole() - self.view)
            .max(0.0);
        self.heights.window(top, self.view, self.view, MOST)
    }

    /// The hold of a view that stands at `top`.
    ///
    /// It is held by the first item there that keeps its place among its neighbours: the line that
    /// older ones are on their way stays first whatever comes below it.
    pub(super) fn hold_at(&self, top: f64) -> Hold<K> {
        let first = self.heights.at(top);
        let holds = |place: &usize| self.heights.key(*place).is_some_and(self.holds);
        let place = (first..self.heights.len()).find(holds).unwrap_or(first);
        match self.heights.key(place) {
            Some(key) => Hold::Item {
                key: key.clone(),
                offset: self.heights.before(place) - top,
                place,
            },
            None => Hold::End,
        }
    }

    /// After a change of the items: goes to the one that was waited for; an item that is gone gives
    /// its place to the one that is there now.
    pub(super) fn keep_hold(&mut self) {
        if let Some(key) = self.goal.take_if(|key| self.heights.place(key).is_some())
            && let Some(place) = self.heights.place(&key)
        {
            self.hold = Hold::Item {
                key,
                offset: self.view / 3.0,
                place,
            };
            return;
        }
        if let Hold::Item { key, offset, place } = &self.hold {
            let (offset, old) = (*offset, *place);
            match self.heights.place(key) {
                Some(place) => {
                    self.hold = Hold::Item {
                        key: key.clone(),
                        offset,
                        place,
                    }
                }
                None => {
                    let place = old.min(self.heights.len().saturating_sub(1));
                    self.hold = self.heights.key(place).map_or(Hold::End, |key| Hold::Item {
                        key: key.clone(),
                        offset,
                        place,
                    });
                }
            }
        }
    }

    pub(super) fn serial(&mut self, key: K) -> u32 {
        if let Some(serial) = self.serials.get(&key) {
            return *serial;
        }
        let serial = self.next;
        self.next = self.next.wrapping_add(1);
        self.serials.insert(key.clone(), serial);
        self.keys.insert(serial, key);
        serial
    }
}
