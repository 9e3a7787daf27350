//! Brings heights, space and scroll place in order, once the items of the window have elements.
//!
//! What the elements measure decides; sums of estimates only choose which items get elements.

use super::{
    hold::Stand,
    inner::{Inner, is_at_end},
    page::{Page, number},
};
use crate::ui::virtual_list::Key;
use std::ops::Range;
use web_sys::Element;

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    /// The window has no elements yet.
    Unready,
    /// Other heights came to light, or other items belong into the window.
    Changed,
    /// Everything stands where it belongs.
    Done,
}

/// What is read in an item, and which items may hold the view.
pub(super) struct Reading<K> {
    pub(super) part: &'static str,
    pub(super) holds: fn(&K) -> bool,
}

impl<K: Key> Inner<K> {
    pub(super) fn settle(
        &mut self,
        page: &Page,
        items: &[Element],
        window: &Range<usize>,
        reading: &Reading<K>,
    ) -> Settled {
        let keys: Vec<K> = items
            .iter()
            .filter_map(|item| self.key(number(item)?))
            .collect();
        if keys != self.heights.keys(window.clone()) {
            return Settled::Unready;
        }
        self.heed(page.top(), page.end(), page.tall());
        let width = page.width();
        let is_rewrapped = std::mem::replace(&mut self.width, width) != width;

        let mut is_changed = false;
        let mut stands = Vec::with_capacity(items.len());
        for (key, item) in keys.into_iter().zip(items) {
            let (row, content) = (page.extent(item), page.content(item, reading.part));
            is_changed |= self.heights.measure(&key, row.height);
            stands.push(Stand {
                holds: (reading.holds)(&key),
                row: row.top,
                top: content.top,
                height: content.height,
                key,
            });
        }
        self.space(page, window);
        let moved_up_to_here = moved(page, items, &stands);
        move_by(&mut stands, moved_up_to_here);

        let off = self.place(page, window, &stands, is_rewrapped);
        let moved = moved(page, items, &stands);
        // Where it went as it should, its errors of a hundredth must not add up.
        let is_exact = (moved + off).abs() < 0.5;
        move_by(&mut stands, if is_exact { -off } else { moved });
        if let Some(first) = stands.first() {
            self.y = self.heights.before(window.start) - first.row;
        }
        if self.lacks == 0.0 {
            self.hold.take(&stands, self.view, &self.heights);
        }

        if is_changed || *window != self.window() {
            return Settled::Changed;
        }
        self.is_sent = false;
        if !self.is_moving && self.lacks == 0.0 {
            self.hold.is_end = is_at_end(self.stood, page.end());
        }
        Settled::Done
    }

    /// Puts the view where it belongs, and says by how much it was off.
    fn place(
        &mut self,
        page: &Page,
        window: &Range<usize>,
        stands: &[Stand<K>],
        is_rewrapped: bool,
    ) -> f64 {
        let top = page.top();
        self.lacks = 0.0;
        if self.hold.is_end || page.end() < 0.5 {
            self.hold.is_end = true;
            self.shift = 0.0;
            self.space(page, window);
            let end = page.end();
            // A hand that is about to leave the end is not held back.
            self.stood = if self.is_moving && is_at_end(top, end) {
                page.top()
            } else {
                page.scroll_to(end + 1.0)
            };
            return 0.0;
        }
        let off = self
            .hold
            .off(stands, self.view, is_rewrapped)
            .unwrap_or_default();
        if self.is_moving {
            // Content below has shrunk and taken the view along: the rest waits until there is more.
            let step = off.min((page.end() - top).max(0.0));
            self.shift -= step;
            self.space(page, window);
            self.stood = page.top();
            if off - step >= 1.0 {
                self.lacks = off - step;
            }
            return step;
        }
        let target = top - self.shift + off;
        let target = if self.is_sent {
            target.max(0.0)
        } else {
            target
        };
        // No browser scrolls above its upper end: space is put there.
        self.shift = (-target).max(0.0);
        self.space(page, window);
        let wanted = target.max(0.0);
        let is_there = (page.top() - wanted).abs() < 0.01;
        self.stood = if is_there {
            page.top()
        } else {
            page.scroll_to(wanted)
        };
        let rest = self.stood - wanted;
        if rest <= -1.0 && !self.is_sent {
            self.lacks = -rest;
        }
        if rest.abs() < 1.0 && rest != 0.0 {
            self.shift += rest;
            self.space(page, window);
        }
        off
    }

    fn space(&self, page: &Page, window: &Range<usize>) {
        let heights = &self.heights;
        page.space(
            heights.before(window.start) + self.shift,
            heights.whole() - heights.before(window.end),
        );
    }
}

/// How far the items have moved down since they were looked at.
fn moved<K>(page: &Page, items: &[Element], stands: &[Stand<K>]) -> f64 {
    match (items.first(), stands.first()) {
        (Some(item), Some(stand)) => page.extent(item).top - stand.row,
        _ => 0.0,
    }
}

fn move_by<K>(stands: &mut [Stand<K>], by: f64) {
    for stand in stands {
        stand.row += by;
        stand.top += by;
    }
}
