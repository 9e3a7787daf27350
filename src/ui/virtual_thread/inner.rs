//! What a virtual thread remembers: heights, what the view stays with, the numbers of its elements.

use super::{heights::Heights, hold::Hold};
use crate::ui::virtual_list::Key;
use std::{collections::HashMap, ops::Range};

/// At most this many items have elements.
const MOST: usize = 60;
/// So near to the oldest item older ones are asked for.
const NEAR: usize = 8;
/// So near to the end is at the end.
const AT_END: f64 = 2.0;

pub(super) struct Inner<K> {
    pub(super) heights: Heights<K>,
    pub(super) hold: Hold<K>,
    /// Waits for an item that is not there yet.
    pub(super) goal: Option<K>,
    /// The view was sent somewhere: the browser's ends limit it as they limit a hand.
    pub(super) is_sent: bool,
    /// The oldest item and the number of items for which older ones were asked for last.
    asked_at: Option<(K, usize)>,
    serials: HashMap<K, u32>,
    keys: HashMap<u32, K>,
    next: u32,
    pub(super) view: f64,
    pub(super) width: i32,
    /// How high the view was when we last looked.
    tall: f64,
    /// Where the view was scrolled to when we last looked.
    pub(super) stood: f64,
    /// Space before the first item that is not of the thread, or that it lacks.
    ///
    /// While the person scrolls nobody else may: what comes above is let in without moving what is
    /// seen, and the scroll place is put right when the hand rests. At rest it is what the scroll
    /// place cannot say: parts of a pixel, and a place above the first item.
    pub(super) shift: f64,
    /// By how much the view stands too high because there is not enough below it: what it stays with
    /// gets its place back when there is, unless a hand has moved the view meanwhile.
    pub(super) lacks: f64,
    /// The height of the thread at the upper edge of the view.
    pub(super) y: f64,
    pub(super) is_moving: bool,
    pub(super) is_settle_due: bool,
    pub(super) turns: u8,
    /// Only what is in view has elements: nothing was painted yet, and nobody waits for the rest.
    pub(super) is_bare: bool,
}

impl<K: Key> Inner<K> {
    pub(super) fn new() -> Self {
        Self {
            heights: Heights::new(),
            hold: Hold::new(),
            goal: None,
            is_sent: false,
            asked_at: None,
            serials: HashMap::new(),
            keys: HashMap::new(),
            next: 0,
            // Until it is measured: an ordinary screen.
            view: 800.0,
            width: 0,
            tall: 0.0,
            stood: 0.0,
            shift: 0.0,
            lacks: 0.0,
            y: 0.0,
            is_moving: false,
            is_settle_due: false,
            turns: 0,
            is_bare: true,
        }
    }

    pub(super) fn window(&self) -> Range<usize> {
        let top = self
            .hold
            .y(&self.heights)
            .unwrap_or_else(|| self.heights.whole() - self.view)
            .max(0.0);
        let around = if self.is_bare { 0.0 } else { self.view };
        self.heights.window(top, self.view, around, MOST)
    }

    /// Goes to the item that was waited for, if it is there; it stands a third below the upper edge.
    pub(super) fn reach_goal(&mut self) {
        let heights = &self.heights;
        if let Some(key) = self.goal.take_if(|key| heights.place(key).is_some()) {
            self.hold.stay_with(key, self.view / 3.0, false, heights);
            self.is_sent = true;
            self.is_moving = false;
        }
    }

    /// Heeds where the view, `tall` high, is scrolled to, of which `end` is the end. Says whether a
    /// hand did it.
    pub(super) fn heed(&mut self, top: f64, end: f64, tall: f64) -> bool {
        let natural = self.stood - self.shift;
        let by = top - self.stood;
        // Shrunken content takes the view along with its end, and so does a view that has become
        // taller; that is no hand. In the latter case more may have come below by now.
        let taller = tall - std::mem::replace(&mut self.tall, tall);
        let was_pushed = self.hold.is_end && -by <= taller + 1.0;
        let is_dragged = by < 0.0 && (top >= end - 1.0 || was_pushed);
        if by.abs() < 0.01 {
            return false;
        }
        self.stood = top;
        if is_dragged {
            return false;
        }
        self.goal = None;
        self.is_sent = false;
        self.is_moving = true;
        // Above the first item there is nothing to see, whatever was estimated.
        let by = by.max(natural.min(0.0) - natural);
        self.y += by;
        self.hold.is_end = by > 0.0 && is_at_end(top, end);
        let lacked = std::mem::take(&mut self.lacks);
        self.hold.moved(-lacked, self.view);
        if !self.hold.moved(by, self.view) {
            let is_end = self.hold.is_end;
            self.hold.stay_at(self.y, &self.heights);
            self.hold.is_end = is_end;
        }
        true
    }

    /// The first and the last item in view, and whether older ones should be asked for now.
    pub(super) fn told(&mut self) -> (Option<K>, Option<K>, bool) {
        let heights = &self.heights;
        let at = heights.at(self.y);
        let first = heights.key(at).cloned();
        let last = heights.key(heights.at(self.y + self.view - 1.0)).cloned();
        let oldest = heights.key(0).map(|key| (key.clone(), heights.len()));
        let asks = at < NEAR && oldest.is_some() && self.asked_at != oldest;
        if asks {
            self.asked_at = oldest;
        }
        (first, last, asks)
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

    /// The item whose element bears this number.
    pub(super) fn key(&self, serial: u32) -> Option<K> {
        self.keys.get(&serial).cloned()
    }

    /// Forgets the numbers of items that are gone.
    pub(super) fn forget(&mut self) {
        let heights = &self.heights;
        self.serials.retain(|key, _| heights.place(key).is_some());
        self.keys.retain(|_, key| heights.place(key).is_some());
    }
}

/// Whether a view that stands there shows the end.
pub(super) fn is_at_end(top: f64, end: f64) -> bool {
    top >= end - AT_END
}
