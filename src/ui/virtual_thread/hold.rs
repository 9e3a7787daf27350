//! What a view stays with: the contents that were in it, and where each of them stood.
//!
//! It holds on to what is read, an item's *content*, not to its row: the head of a run above a
//! message comes and goes with the message before it. Nothing here knows an element.

use super::heights::Heights;
use crate::ui::virtual_list::Key;

/// So much of an item must be in view to be read: a line of text.
const LEAST: f64 = 24.0;

/// An item with an element, as it stands now; heights below the upper edge of the view.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stand<K> {
    pub(super) key: K,
    /// The upper edge of its row.
    pub(super) row: f64,
    /// The upper edge of its content.
    pub(super) top: f64,
    /// How high the content is.
    pub(super) height: f64,
    /// Whether it may hold the view.
    pub(super) holds: bool,
}

/// An item that holds the view, as it stood when the view was last in order.
#[derive(Clone, Debug, PartialEq)]
struct Seen<K> {
    key: K,
    /// Where its content began, below the upper edge of the view.
    top: f64,
    /// How far its content begins below its row; `None` while it is held by its row.
    inset: Option<f64>,
    height: f64,
}

/// What the view stays with.
pub(super) struct Hold<K> {
    /// The end, whatever comes.
    pub(super) is_end: bool,
    /// What is in view, from above.
    seen: Vec<Seen<K>>,
    /// The place of the first of them among all items.
    place: usize,
}

impl<K: Key> Hold<K> {
    pub(super) const fn new() -> Self {
        Self {
            is_end: true,
            seen: Vec::new(),
            place: 0,
        }
    }

    /// Stays with one item, whose upper edge belongs `top` below that of the view.
    pub(super) fn stay_with(&mut self, key: K, top: f64, is_by_row: bool, heights: &Heights<K>) {
        self.is_end = false;
        self.place = heights.place(&key).unwrap_or_default();
        self.seen = vec![Seen {
            key,
            top,
            inset: (!is_by_row).then_some(0.0),
            height: 0.0,
        }];
    }

    /// Stays with the row at a height of the thread, whatever it is: a view that was sent far is
    /// where the hand sent it.
    pub(super) fn stay_at(&mut self, y: f64, heights: &Heights<K>) {
        let place = heights.at(y);
        if let Some(key) = heights.key(place) {
            self.stay_with(key.clone(), heights.before(place) - y, true, heights);
        }
    }

    /// Stays with what is in view now.
    pub(super) fn take(&mut self, stands: &[Stand<K>], view: f64, heights: &Heights<K>) {
        let holds = |stand: &&Stand<K>| stand.holds;
        let mut chosen: Vec<&Stand<K>> = stands
            .iter()
            .filter(holds)
            .filter(|stand| is_read(stand.top, stand.height) && stand.top < view)
            .collect();
        if chosen.is_empty() {
            // Marks alone are in view: the nearest item below them, else above them.
            let nearest = stands.iter().filter(holds).find(|stand| stand.top >= 0.0);
            let last = || stands.iter().rfind(holds);
            chosen.extend(nearest.or_else(last).or_else(|| stands.first()));
        }
        let Some(first) = chosen.first() else {
            return;
        };
        self.place = heights.place(&first.key).unwrap_or_default();
        self.seen = chosen
            .into_iter()
            .map(|stand| Seen {
                key: stand.key.clone(),
                top: stand.top,
                inset: Some(stand.top - stand.row),
                height: stand.height,
            })
            .collect();
    }

    /// The view was moved down by the person. Says whether anything that was in it still is.
    pub(super) fn moved(&mut self, by: f64, view: f64) -> bool {
        for seen in &mut self.seen {
            seen.top -= by;
        }
        self.seen
            .retain(|seen| is_read(seen.top, seen.height) && seen.top < view);
        !self.seen.is_empty()
    }

    /// After a change of the items: those that are gone give their place to the one there now.
    pub(super) fn keep(&mut self, heights: &Heights<K>) {
        let Some(first) = self.seen.first() else {
            return;
        };
        let top = first.top;
        let at = self
            .seen
            .iter()
            .find_map(|seen| heights.place(&seen.key).map(|place| (seen, place)));
        if let Some((_, place)) = at {
            self.place = place;
            self.seen.retain(|seen| heights.place(&seen.key).is_some());
            return;
        }
        let place = self.place.min(heights.len().saturating_sub(1));
        let is_end = self.is_end;
        match heights.key(place) {
            Some(key) => self.stay_with(key.clone(), top, false, heights),
            None => self.seen.clear(),
        }
        self.is_end = is_end || self.seen.is_empty();
    }

    /// Where the view's upper edge belongs in the thread; `None` for the end.
    pub(super) fn y(&self, heights: &Heights<K>) -> Option<f64> {
        let first = self.seen.first().filter(|_| !self.is_end)?;
        let place = heights.place(&first.key).unwrap_or(self.place);
        Some(heights.before(place) + first.inset.unwrap_or_default() - first.top)
    }

    /// By how much what is held stands too low.
    ///
    /// Held is the first item whose content would still be read in its old place: one that the
    /// upper edge cuts keeps its visible part still, and when that part is gone, or every line was
    /// wrapped anew, the next one keeps its place.
    pub(super) fn off(&self, stands: &[Stand<K>], view: f64, is_rewrapped: bool) -> Option<f64> {
        let pairs: Vec<_> = self
            .seen
            .iter()
            .filter_map(|seen| {
                let now = stands.iter().find(|stand| stand.key == seen.key)?;
                Some((seen, now))
            })
            .collect();
        let whole = pairs
            .iter()
            .find(|(seen, _)| is_rewrapped && (0.0..view / 2.0).contains(&seen.top));
        let (seen, now) = whole
            .or_else(|| {
                pairs
                    .iter()
                    .find(|(seen, now)| is_read(seen.top, now.height))
            })
            .or_else(|| pairs.last())?;
        if seen.inset.is_none() {
            return Some(now.row - seen.top);
        }
        // Of one that is wrapped anew the same share stays above the edge.
        let wrapped = is_rewrapped && seen.top < 0.0 && seen.height > 0.0;
        let share = if wrapped {
            now.height / seen.height
        } else {
            1.0
        };
        Some(now.top - seen.top * share)
    }
}

/// Whether enough of a content is below the upper edge of the view.
fn is_read(top: f64, height: f64) -> bool {
    top >= 0.0 || top + height >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// Rows of 100, each with a content of 60 that begins 30 below; the view begins at `top`.
    fn stands(top: f64) -> Vec<Stand<u8>> {
        (0..10)
            .map(|key| {
                let row = f64::from(key) * 100.0 - top;
                Stand {
                    key,
                    row,
                    top: row + 30.0,
                    height: 60.0,
                    holds: key != 0,
                }
            })
            .collect()
    }

    fn heights() -> Heights<u8> {
        let mut heights = Heights::new();
        heights.take(Arc::new((0..10).collect()));
        for key in 0..10 {
            heights.measure(&key, 100.0);
        }
        heights
    }

    fn held(top: f64) -> Hold<u8> {
        let mut hold = Hold::new();
        hold.is_end = false;
        hold.take(&stands(top), 300.0, &heights());
        hold
    }

    #[track_caller]
    fn check(hold: &Hold<u8>, keys: &[u8]) {
        let held: Vec<u8> = hold.seen.iter().map(|seen| seen.key).collect();
        assert_eq!(held, keys);
    }

    #[test]
    fn what_is_read_holds_the_view() {
        check(&held(0.0), &[1, 2]);
        check(&held(100.0), &[1, 2, 3]);
        // Less than a line of 1 is left.
        check(&held(170.0), &[2, 3, 4]);
        check(&held(160.0), &[1, 2, 3, 4]);
        assert_eq!(held(160.0).y(&heights()), Some(160.0));
    }

    /// Proves T5: the head of a run is no part of what is read.
    #[test]
    fn a_head_that_goes_moves_no_words() {
        let hold = held(110.0);
        let mut now = stands(110.0);
        for stand in now.iter_mut().skip(1) {
            stand.top -= 25.0;
        }
        assert_eq!(hold.off(&now, 300.0, false), Some(-25.0));
    }

    #[test]
    fn the_visible_part_of_a_cut_item_stays_until_it_is_gone() {
        let hold = held(150.0);
        let grown = |by: f64| {
            let mut now = stands(150.0);
            now[1].height += by;
            for stand in now.iter_mut().skip(2) {
                stand.row += by;
                stand.top += by;
            }
            hold.off(&now, 300.0, false)
        };
        assert_eq!(grown(500.0), Some(0.0), "what is below is pushed");
        assert_eq!(grown(-55.0), Some(-55.0), "the next one stays");
    }

    #[test]
    fn lines_wrapped_anew_keep_the_first_whole_item_or_the_share_that_was_read() {
        let hold = held(150.0);
        let mut now = stands(150.0);
        now[1].height = 90.0;
        now[2].top += 30.0;
        assert_eq!(hold.off(&now, 300.0, true), Some(30.0));
        // One item fills the view: a third of it was above the edge.
        let mut hold = Hold::new();
        let mut long = stands(150.0).remove(1);
        (long.top, long.height) = (-300.0, 900.0);
        hold.take(&[long.clone()], 300.0, &heights());
        long.height = 1500.0;
        assert_eq!(hold.off(&[long], 300.0, true), Some(200.0));
    }

    #[test]
    fn items_that_are_gone_give_their_place_to_others() {
        let mut hold = held(110.0);
        let mut heights = heights();
        heights.take(Arc::new(vec![0, 2, 3, 4, 5]));
        hold.keep(&heights);
        check(&hold, &[2, 3]);
        heights.take(Arc::new(vec![0, 8, 9]));
        hold.keep(&heights);
        check(&hold, &[8]);
        heights.take(Arc::new(Vec::new()));
        hold.keep(&heights);
        assert!(hold.is_end);
    }

    #[test]
    fn a_hand_moves_what_is_held_and_leaves_it_when_it_goes_far() {
        let mut hold = held(150.0);
        assert!(hold.moved(-90.0, 300.0));
        assert_eq!(hold.y(&heights()), Some(60.0));
        assert!(!hold.moved(600.0, 300.0));
        hold.stay_at(666.0, &heights());
        assert_eq!(hold.off(&stands(666.0), 300.0, false), Some(0.0));
        assert_eq!(hold.y(&heights()), Some(666.0));
    }
}
