//! What a virtual list remembers: its geometry, which slot shows what, which row has the focus.
//! No elements, no signals but those of the rows.

use super::{Key, Rows, geometry::Geometry};
use leptos::prelude::untrack;
use std::ops::Range;

/// How far around its old place a row that moved is looked for.
const REACH: usize = 128;

pub(super) struct Inner<K> {
    pub(super) rows: Rows<K>,
    pub(super) geometry: Geometry,
    pub(super) slots: Vec<Option<K>>,
    pub(super) laid: Vec<(usize, K)>,
    pub(super) seen: Vec<K>,
    pub(super) stop: Option<(usize, K)>,
    pub(super) has_focus: bool,
    pub(super) has_pointer: bool,
    pub(super) is_lay_due: bool,
    pub(super) is_scroll_due: bool,
    pub(super) shifted_at: f64,
    pub(super) stirred_at: f64,
}

impl<K: Key> Inner<K> {
    pub(super) const fn new(rows: Rows<K>, geometry: Geometry) -> Self {
        Self {
            rows,
            geometry,
            slots: Vec::new(),
            laid: Vec::new(),
            seen: Vec::new(),
            stop: None,
            has_focus: false,
            has_pointer: false,
            is_lay_due: false,
            is_scroll_due: false,
            shifted_at: f64::NEG_INFINITY,
            stirred_at: f64::NEG_INFINITY,
        }
    }

    /// The row that must stay where it is: the one with the focus, else the first in view, unless
    /// the list stands at its top, where new rows are to be seen.
    pub(super) fn anchor(&self) -> Option<(usize, K)> {
        if self.has_focus {
            let stop = self.stop.clone()?;
            if self.geometry.shows(stop.0) {
                return Some(stop);
            }
        }
        if self.geometry.top() < 1.0 {
            return None;
        }
        let first = self.geometry.first();
        self.laid.iter().find(|(index, _)| *index == first).cloned()
    }

    /// Where a row is now that was at `old`.
    pub(super) fn find(&self, old: usize, key: &K, count: usize) -> Option<usize> {
        let is_it = |index: &usize| *index < count && self.key_at(*index) == *key;
        (0..=REACH)
            .flat_map(|step| [old.checked_add(step), old.checked_sub(step)])
            .flatten()
            .find(is_it)
    }

    /// The stop keeps its row; when the row is gone it keeps its place.
    pub(super) fn follow_stop(&mut self, count: usize) {
        let Some((old, key)) = self.stop.clone() else {
            return;
        };
        if let Some(new) = self.find(old, &key, count) {
            self.stop = Some((new, key));
        } else if count == 0 {
            self.stop = None;
        } else {
            let place = old.min(count - 1);
            self.stop = Some((place, self.key_at(place)));
        }
    }

    /// The rows that need a slot: the window, and the one with the focus wherever it is.
    pub(super) fn wanted(&self, window: Range<usize>, count: usize) -> Vec<(usize, K)> {
        let mut wanted: Vec<_> = (window.start..window.end.min(count))
            .map(|index| (index, self.key_at(index)))
            .collect();
        if self.has_focus
            && let Some((index, key)) = &self.stop
            && *index < count
            && !wanted.iter().any(|(_, other)| other == key)
        {
            wanted.push((*index, key.clone()));
        }
        wanted
    }

    /// Takes what is laid now; says whether a row in view is another one than before.
    pub(super) fn lays(&mut self, laid: &[(usize, K)]) -> bool {
        let seen: Vec<K> = laid
            .iter()
            .filter(|(index, _)| self.geometry.shows(*index))
            .map(|(_, key)| key.clone())
            .collect();
        laid.clone_into(&mut self.laid);
        let has_shifted = !self.seen.is_empty() && self.seen != seen;
        self.seen = seen;
        has_shifted
    }

    /// The key at a place, for code that must not run again when it changes.
    pub(super) fn key_at(&self, index: usize) -> K {
        untrack(|| (self.rows.key_at)(index))
    }
}
