//! The rows of a thread as they are put one below the other: days, runs of one sender.

use super::{Entry, Key, Row};
use crate::when::Day;

/// Milliseconds within which messages of one sender share a head.
const RUN: i64 = 120_000;

/// Rows so far.
pub(super) struct Rows<'a, T> {
    pub(super) list: Vec<Row>,
    before: Option<&'a T>,
    day: Option<Day>,
}

impl<'a, T: Entry> Rows<'a, T> {
    pub(super) fn new(many: usize) -> Self {
        Self {
            list: Vec::with_capacity(many),
            before: None,
            day: None,
        }
    }

    pub(super) fn mark(&mut self, key: Key) {
        self.before = None;
        self.list.push(Row {
            key,
            head: false,
            tail: false,
        });
    }

    /// A day is told once, also when a wrong clock goes back and forth over midnight.
    pub(super) fn day(&mut self, day: Day) {
        if self.day.is_none_or(|last| last < day) {
            self.day = Some(day);
            self.mark(Key::Day(day));
        }
    }

    pub(super) fn item(&mut self, item: &'a T) {
        let runs_on = self.before.is_some_and(|before| {
            before.goes_with(item) && item.at().since(before.at()).abs() <= RUN
        });
        if runs_on && let Some(last) = self.list.last_mut() {
            last.tail = false;
        }
        self.list.push(Row {
            key: Key::Item(item.id()),
            head: !runs_on,
            tail: true,
        });
        self.before = Some(item);
    }
}
