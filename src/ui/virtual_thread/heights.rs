//! The heights of a thread's items: measured where they have been on the screen, estimated
//! elsewhere. Sums in logarithmic time. Nothing here knows an element.

use std::{collections::HashMap, hash::Hash, ops::Range, sync::Arc};

/// Until something is measured: a line of text and its foot.
const GUESS: f64 = 56.0;

/// Items in order, with their heights.
pub(super) struct Heights<K> {
    keys: Arc<Vec<K>>,
    places: HashMap<K, usize>,
    measured: HashMap<K, f64>,
    guess: f64,
    /// A Fenwick tree: `sums[i]` is the height of the `lowbit(i + 1)` items that end at `i`.
    sums: Vec<f64>,
}

impl<K: Clone + Eq + Hash> Heights<K> {
    pub(super) fn new() -> Self {
        Self {
            keys: Arc::new(Vec::new()),
            places: HashMap::new(),
            measured: HashMap::new(),
            guess: GUESS,
            sums: Vec::new(),
        }
    }

    /// Takes other items; what was measured is remembered.
    pub(super) fn take(&mut self, keys: Arc<Vec<K>>) {
        if !self.measured.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
            let known = self.measured.len() as f64;
            self.guess = self.measured.values().sum::<f64>() / known;
        }
        self.places = keys
            .iter()
            .enumerate()
            .map(|(place, key)| (key.clone(), place))
            .collect();
        self.measured.retain(|key, _| self.places.contains_key(key));
        self.sums = keys
            .iter()
            .map(|key| self.measured.get(key).copied().unwrap_or(self.guess))
            .collect();
        for at in 0..self.sums.len() {
            let next = at | (at + 1);
            if next < self.sums.len() {
                self.sums[next] += self.sums[at];
            }
        }
        self.keys = keys;
    }

    /// An item was measured. Says whether that changes anything.
    pub(super) fn measure(&mut self, key: &K, height: f64) -> bool {
        let Some(place) = self.places.get(key).copied() else {
            return false;
        };
        let old = self
            .measured
            .insert(key.clone(), height)
            .unwrap_or(self.guess);
        let change = height - old;
        if change.abs() < 0.01 {
            return false;
        }
        let mut at = place;
        while at < self.sums.len() {
            self.sums[at] += change;
            at |= at + 1;
        }
        true
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn key(&self, place: usize) -> Option<&K> {
        self.keys.get(place)
    }

    pub(super) fn place(&self, key: &K) -> Option<usize> {
        self.places.get(key).copied()
    }

    pub(super) fn keys(&self, range: Range<usize>) -> &[K] {
        self.keys.get(range).unwrap_or_default()
    }

    /// The height of everything before a place.
    pub(super) fn before(&self, place: usize) -> f64 {
        let mut sum = 0.0;
        let mut at = place.min(self.sums.len());
        while at > 0 {
            sum += self.sums[at - 1];
            at &= at - 1;
        }
        sum
    }

    /// The height of all items.
    pub(super) fn whole(&self) -> f64 {
        self.before(self.len())
    }

    /// The item at a height from the top; the last one beyond the end.
    pub(super) fn at(&self, y: f64) -> usize {
        let mut place = 0;
        let mut rest = y;
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            let next = place + step;
            if next <= self.sums.len() && self.sums[next - 1] <= rest {
                rest -= self.sums[next - 1];
                place = next;
            }
            step /= 2;
        }
        place.min(self.len().saturating_sub(1))
    }

    /// The items between two heights and `extra` pixels more at each side, at most `most` of them;
    /// what is in view comes first.
    pub(super) fn window(&self, top: f64, view: f64, extra: f64, most: usize) -> Range<usize> {
        if self.len() == 0 {
            return 0..0;
        }
        let (first, last) = (self.at(top), self.at(top + view) + 1);
        let mut window = self.at(top - extra)..self.at(top + view + extra) + 1;
        let spare = most.saturating_sub(last - first);
        window.start = window.start.max(first.saturating_sub(spare / 2));
        window.end = window
            .end
            .min(window.start + most)
            .min(self.len())
            .max(last.min(window.start + most));
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(heights: &[f64]) -> Heights<usize> {
        let mut thread = Heights::new();
        thread.take(Arc::new((0..heights.len()).collect()));
        for (key, height) in heights.iter().enumerate() {
            thread.measure(&key, *height);
        }
        thread
    }

    #[test]
    fn sums_and_places_agree() {
        let thread = thread(&[10.0, 20.0, 30.0, 40.0, 50.0]);
        let before: Vec<f64> = (0..=5).map(|place| thread.before(place)).collect();
        assert_eq!(before, [0.0, 10.0, 30.0, 60.0, 100.0, 150.0]);
        for (y, place) in [
            (-5.0, 0),
            (0.0, 0),
            (9.9, 0),
            (10.0, 1),
            (59.0, 2),
            (100.0, 4),
            (999.0, 4),
        ] {
            assert_eq!(thread.at(y), place, "{y}");
        }
    }

    /// Proves T5: what comes above moves nothing that was measured.
    #[test]
    fn older_items_add_their_guess_and_later_their_height() {
        let mut thread = thread(&[10.0, 20.0, 30.0]);
        thread.take(Arc::new(vec![100, 101, 0, 1, 2]));
        assert_eq!((thread.place(&1), thread.before(2)), (Some(3), 40.0));
        assert!(thread.measure(&100, 25.0));
        assert!(!thread.measure(&100, 25.0));
        assert!(!thread.measure(&999, 25.0));
        assert_eq!(thread.before(2), 45.0);
        assert_eq!(thread.whole(), 105.0);
    }

    #[test]
    fn five_thousand_items_are_one_sum() {
        let heights: Vec<f64> = (0..5000).map(|n| f64::from(20 + n % 7)).collect();
        let thread = thread(&heights);
        let mut y = 0.0;
        for (place, height) in heights.iter().enumerate() {
            assert!((thread.before(place) - y).abs() < 0.001);
            assert_eq!(thread.at(y + height / 2.0), place);
            y += height;
        }
    }

    #[test]
    fn a_window_never_holds_more_than_it_may() {
        let thread = thread(&[4.0; 5000]);
        for top in [0.0, 77.0, 9_000.0, 19_900.0] {
            let window = thread.window(top, 200.0, 1000.0, 60);
            assert!(window.len() <= 60, "{window:?}");
            assert!(
                window.start <= thread.at(top) && window.end > thread.at(top + 199.0),
                "{window:?}"
            );
        }
        assert_eq!(Heights::<u8>::new().window(0.0, 500.0, 500.0, 60), 0..0);
    }
}
