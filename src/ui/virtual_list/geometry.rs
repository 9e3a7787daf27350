//! The geometry of a list of equal rows, also of one that is longer than an element can be.
//!
//! Browsers stop growing elements somewhere between 17 and 33 million pixels. Beyond [`TALLEST`]
//! the scrollbar moves in a smaller measure than the rows: small steps move the rows as far as the
//! hand, long ones (a drag of the bar) by proportion. Nothing here knows an element.

use std::ops::Range;

/// The tallest element that every browser of our floor can make, in pixels.
pub(super) const TALLEST: f64 = 8_000_000.0;

/// Where the list is scrolled to, and what that means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Geometry {
    count: usize,
    row: f64,
    view: f64,
    /// How far the rows are scrolled.
    top: f64,
    /// What the element's `scrollTop` says.
    bar: f64,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a list has far fewer rows than 2^53"
)]
impl Geometry {
    /// A list of rows of this height, unscrolled.
    #[must_use]
    pub(super) const fn new(row: f64) -> Self {
        Self {
            count: 0,
            row,
            view: 0.0,
            top: 0.0,
            bar: 0.0,
        }
    }

    /// How far the rows are scrolled, in pixels.
    #[must_use]
    pub(super) const fn top(&self) -> f64 {
        self.top
    }

    /// The height of the view, in pixels.
    #[must_use]
    pub(super) const fn view(&self) -> f64 {
        self.view
    }

    /// The height of the element that makes the scrollbar.
    #[must_use]
    pub(super) fn height(&self) -> f64 {
        self.whole().min(TALLEST)
    }

    /// Where a row stands in that element.
    #[must_use]
    pub(super) fn place(&self, index: usize) -> f64 {
        index as f64 * self.row + (self.bar - self.top)
    }

    /// The rows in view, and `extra` more at each side.
    #[must_use]
    pub(super) fn window(&self, extra: usize) -> Range<usize> {
        let first = self.row_at(self.top);
        let last = self.row_at(self.top + self.view.max(self.row)) + 1;
        first.saturating_sub(extra)..(last + extra).min(self.count)
    }

    /// Whether a row is in view as a whole.
    #[must_use]
    pub(super) fn shows(&self, index: usize) -> bool {
        let y = index as f64 * self.row;
        y >= self.top && y + self.row <= self.top + self.view
    }

    /// The first row that is in view as a whole.
    #[must_use]
    pub(super) fn first(&self) -> usize {
        self.row_at(self.top + self.row - 1.0)
    }

    /// How many whole rows a page has; at least one.
    #[must_use]
    pub(super) fn page(&self) -> usize {
        self.row_at(self.view).max(1)
    }

    /// The list has another length, or the view another height. Returns the `scrollTop` to set.
    pub(super) fn resize(&mut self, count: usize, view: f64) -> Option<f64> {
        self.count = count;
        self.view = view;
        self.go(self.top)
    }

    /// The bar was moved to `bar`. Returns the `scrollTop` to set, where the measures have drifted
    /// apart so far that an end could not be reached.
    pub(super) fn scrolled(&mut self, bar: f64) -> Option<f64> {
        let step = bar - self.bar;
        self.bar = bar;
        if !self.is_scaled() {
            self.top = within(bar, self.end());
            return None;
        }
        self.top = if step.abs() <= self.view * 2.0 {
            within(self.top + step, self.end())
        } else {
            within(bar * self.ratio(), self.end())
        };
        let wanted = self.top / self.ratio();
        if (wanted - bar).abs() <= 1.0 {
            // So near to each other the ends of both are the same.
            if bar <= 0.0 {
                self.top = 0.0;
            } else if bar >= self.height() - self.view {
                self.top = self.end();
            }
            return None;
        }
        let is_near_an_end = bar < self.view || bar > self.height() - self.view * 2.0;
        is_near_an_end.then(|| {
            self.bar = wanted;
            wanted
        })
    }

    /// Scrolls the rows to `top`, or as near as there are rows. Returns the `scrollTop` to set.
    pub(super) fn go(&mut self, top: f64) -> Option<f64> {
        self.top = within(top, self.end());
        let bar = if self.is_scaled() {
            self.top / self.ratio()
        } else {
            self.top
        };
        let moved = (bar - self.bar).abs() > 0.01;
        self.bar = bar;
        moved.then_some(bar)
    }

    /// Scrolls by `rows` rows, down or (negative) up, rows and all.
    pub(super) fn shift(&mut self, rows: i64) -> Option<f64> {
        self.go(self.top + rows as f64 * self.row)
    }

    /// Scrolls as little as possible so that a row is in view. Returns the `scrollTop` to set.
    pub(super) fn reveal(&mut self, index: usize) -> Option<f64> {
        let y = index as f64 * self.row;
        if y < self.top {
            self.go(y)
        } else if y + self.row > self.top + self.view {
            self.go(y + self.row - self.view)
        } else {
            None
        }
    }

    fn whole(&self) -> f64 {
        self.count as f64 * self.row
    }

    fn end(&self) -> f64 {
        (self.whole() - self.view).max(0.0)
    }

    fn is_scaled(&self) -> bool {
        self.whole() > TALLEST
    }

    fn ratio(&self) -> f64 {
        self.end() / (self.height() - self.view).max(1.0)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates; the value is not negative"
    )]
    fn row_at(&self, y: f64) -> usize {
        ((y / self.row).floor().max(0.0) as usize).min(self.count.saturating_sub(1))
    }
}

/// Between nothing and `most`. Not `clamp`: what that says of bounds in the wrong order brings the
/// writing of floats into the wasm.
const fn within(length: f64, most: f64) -> f64 {
    length.min(most).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Geometry {
        let mut list = Geometry::new(72.0);
        list.resize(count, 720.0);
        list
    }

    /// Proves L10.
    #[test]
    fn the_window_is_what_is_in_view_and_a_little_more() {
        let mut list = rows(100_000);
        assert_eq!(list.window(2), 0..13);
        list.scrolled(36.0);
        assert_eq!((list.window(0), list.first()), (0..11, 1));
        list.scrolled(7_200_000.0 - 720.0);
        assert_eq!(list.window(2), 99_988..100_000);
        assert_eq!(rows(0).window(2), 0..0);
        assert_eq!(rows(3).window(2), 0..3);
    }

    #[test]
    fn a_row_is_revealed_by_the_shortest_way() {
        let mut list = rows(1000);
        assert_eq!(list.reveal(9), None);
        assert_eq!(list.reveal(10), Some(72.0));
        assert_eq!(list.reveal(0), Some(0.0));
    }

    #[test]
    fn a_shorter_list_stays_in_bounds() {
        let mut list = rows(1000);
        list.scrolled(50_000.0);
        assert_eq!(list.resize(20, 720.0), Some(720.0));
        assert_eq!(list.window(0), 10..20);
        list.resize(0, 720.0);
        assert_eq!(list.window(5), 0..0);
    }

    #[test]
    fn a_million_rows_move_with_the_hand_and_both_ends_can_be_reached() {
        let mut list = rows(1_000_000);
        assert_eq!(list.height(), TALLEST);
        // A wheel's step moves the rows as far as the hand.
        let before = list.place(5) - list.bar;
        list.scrolled(100.0);
        assert!((before - (list.place(5) - list.bar) - 100.0).abs() < 0.001);
        // A drag of the bar to the end shows the last row.
        list.scrolled(TALLEST - 720.0);
        assert_eq!(list.window(0).end, 1_000_000);
        assert!((list.place(999_999) - (TALLEST - 72.0)).abs() < 0.001);
        // From there the wheel goes all the way up to the first row, whatever has drifted.
        let mut bar = TALLEST / 4.0;
        list.scrolled(bar);
        list.go(5_000.0);
        bar = list.bar;
        for _ in 0..1000 {
            bar = (bar - 120.0).max(0.0);
            bar = list.scrolled(bar).unwrap_or(bar);
        }
        assert_eq!((bar, list.top(), list.first()), (0.0, 0.0, 0));
    }
}
