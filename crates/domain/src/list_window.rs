//! A window over the server's list: the rows that were fetched, at their true places among rows
//! that were not, kept right by events.
//!
//! The list may have 100,000 rows; the window holds the few pages somebody looked at. A change of a
//! conversation moves its row where its [`Place`] says, and shifts what comes after, also across gaps.
//! Where the old place of a row is not known, rows behind the first gap may be off by one: they are
//! still shown, [`ListWindow::missing`] names them again, and a fresh page mends it.
//!
//! [`StayPut`] is the list that never moves under the pointer: while it is held, the rows shown
//! neither enter, leave nor move (DESIGN §5, L8).

pub use stay_put::StayPut;

use crate::{
    filter::{Place, compare},
    sorted::Sorted,
};
use bandeja_contract::{ConversationId, Sort};
use std::ops::Range;

/// Where a conversation stood in this list before a change, as far as the client knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// In the list, at this place.
    At(Place),
    /// Not in the list.
    Absent,
    /// The client had never heard of it.
    Unknown,
}

/// The fetched rows of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListWindow {
    sort: Sort,
    total: u32,
    /// By the number of their first row. They neither overlap nor touch.
    segments: Sorted<u32, Vec<Place>>,
    /// Whether rows behind the first gap may be off.
    unsure: bool,
}

impl ListWindow {
    /// A list of which nothing is known.
    #[must_use]
    pub fn new(sort: Sort) -> Self {
        Self {
            sort,
            total: 0,
            segments: Sorted::new(),
            unsure: false,
        }
    }

    /// Rows of the whole list, as far as known.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The conversation in row `row`, if it was fetched.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<ConversationId> {
        let (start, places) = self.segments.up_to(row)?;
        places.get((row - start) as usize).map(|place| place.id)
    }

    /// The row of a conversation, if it was fetched.
    #[must_use]
    pub fn find(&self, place: Place) -> Option<u32> {
        self.segments.iter().find_map(|(start, places)| {
            let at = places
                .binary_search_by(|other| compare(self.sort, *other, place))
                .ok()?;
            Some(start + number(at))
        })
    }

    /// Every fetched row, in order.
    pub fn rows(&self) -> impl Iterator<Item = (u32, ConversationId)> + '_ {
        self.segments.iter().flat_map(|(start, places)| {
            places
                .iter()
                .enumerate()
                .map(move |(at, place)| (start + number(at), place.id))
        })
    }

    /// What must be fetched to show `rows`: parts that were not, or that may be off.
    #[must_use]
    pub fn missing(&self, rows: Range<u32>) -> Vec<Range<u32>> {
        let end = rows.end.min(self.total);
        let mut missing = Vec::new();
        let mut at = rows.start;
        for (start, places) in &self.segments {
            let stop = start + number(places.len());
            if stop <= at || (self.unsure && *start > 0) {
                continue;
            }
            if *start >= end {
                break;
            }
            if *start > at {
                missing.push(at..*start);
            }
            at = stop;
        }
        if at < end {
            missing.push(at..end);
        }
        missing
    }

    /// The server's own word on how long the list is. A surprise means that something is not known
    /// here.
    pub fn set_total(&mut self, total: u32) {
        if total != self.total {
            self.total = total;
            self.unsure = true;
            self.cut();
        }
    }

    /// A page: `places` are the rows from `offset` on, of a list `total` rows long. Where it
    /// contradicts older rows, those go. `exact` says whether the page was made at the very number
    /// that events are applied up to; if not, it may be off by one and is asked for again.
    pub fn page(&mut self, offset: u32, total: u32, places: Vec<Place>, exact: bool) {
        let end = offset + number(places.len());
        let fresh: Vec<ConversationId> = places.iter().map(|place| place.id).collect();
        let (first, last) = (places.first().copied(), places.last().copied());
        let doubted = std::mem::replace(&mut self.unsure, !exact && offset > 0);
        for (start, rows) in std::mem::take(&mut self.segments) {
            if doubted && start > 0 {
                continue;
            }
            let numbered = rows
                .iter()
                .enumerate()
                .map(|(at, place)| (start + number(at), *place));
            let others = numbered.filter(|(_, place)| !fresh.contains(&place.id));
            let before = |place: Place| first.is_none_or(|p| compare(self.sort, place, p).is_lt());
            let after = |place: Place| last.is_none_or(|p| compare(self.sort, p, place).is_lt());
            let (mut head, mut tail) = (Vec::new(), Vec::new());
            for (row, place) in others {
                if row < offset && before(place) {
                    head.push((row, place));
                } else if row >= end && after(place) {
                    tail.push((row, place));
                }
            }
            self.put_numbered(&head);
            self.put_numbered(&tail);
        }
        self.put_segment(offset, places);
        self.total = if last.is_some() {
            total.max(end)
        } else {
            total
        };
        self.cut();
    }

    /// A conversation changed: it was here, and is there now (`None`: not in this list). Answers
    /// whether a row entered, left or moved.
    pub fn change(&mut self, was: Was, now: Option<Place>) -> bool {
        match was {
            Was::At(old) if now == Some(old) => return false,
            Was::At(old) => self.remove(old),
            Was::Absent => {}
            // Whoever is in a list that was fetched whole is known.
            Was::Unknown if self.is_whole() => {}
            // It may have stood in any gap. Whether the list is longer now only the server knows, and
            // says by its counts.
            Was::Unknown => {
                self.unsure = true;
                if let Some(new) = now {
                    let total = self.total;
                    self.insert(new);
                    self.total = total.max(self.loaded_end());
                }
                return now.is_some();
            }
        }
        if let Some(new) = now {
            self.insert(new);
        }
        matches!(was, Was::At(_)) || now.is_some()
    }

    fn is_whole(&self) -> bool {
        self.segments.get(0).map_or(0, |rows| number(rows.len())) == self.total && !self.unsure
    }

    fn loaded_end(&self) -> u32 {
        self.segments
            .last()
            .map_or(0, |(start, rows)| start + number(rows.len()))
    }

    fn remove(&mut self, old: Place) {
        let sort = self.sort;
        // The first segment that does not end before the old place holds it, or begins behind it.
        let found = self.segments.iter_mut().find_map(|(start, rows)| {
            match rows.binary_search_by(|other| compare(sort, *other, old)) {
                Ok(at) => {
                    rows.remove(at);
                    Some(*start)
                }
                Err(at) if at < rows.len() => Some(start.saturating_sub(1)),
                Err(_) => None,
            }
        });
        if let Some(row) = found {
            self.shift_behind(row, -1);
        }
        self.total = self.total.saturating_sub(1);
        self.cut();
    }

    fn insert(&mut self, new: Place) {
        let sort = self.sort;
        let mut row = None;
        let mut previous_end = 0;
        for (start, rows) in self.segments.iter_mut() {
            let at = rows.partition_point(|other| compare(sort, *other, new).is_lt());
            let in_gap = at == 0 && *start > previous_end;
            if in_gap {
                row = Some(start.saturating_sub(1));
                break;
            }
            if at < rows.len() {
                rows.insert(at, new);
                row = Some(*start);
                break;
            }
            previous_end = *start + number(rows.len());
        }
        match row {
            Some(row) => self.shift_behind(row, 1),
            // Behind everything that was fetched, and the list ends there.
            None if previous_end >= self.total => self.put_segment(previous_end, vec![new]),
            None => {}
        }
        self.total += 1;
    }

    /// Moves every segment that begins behind `row`.
    fn shift_behind(&mut self, row: u32, by: i32) {
        for (start, rows) in std::mem::take(&mut self.segments) {
            let start = if start > row {
                start.saturating_add_signed(by)
            } else {
                start
            };
            self.put_segment(start, rows);
        }
    }

    fn put_numbered(&mut self, rows: &[(u32, Place)]) {
        for (row, place) in rows {
            self.put_segment(*row, vec![*place]);
        }
    }

    /// Adds rows, joined to a neighbour they touch.
    fn put_segment(&mut self, start: u32, mut rows: Vec<Place>) {
        if rows.is_empty() {
            return;
        }
        if let Some(next) = self.segments.remove(start + number(rows.len())) {
            rows.extend(next);
        }
        match self.segments.below_mut(start) {
            Some((first, before)) if first + number(before.len()) == start => before.extend(rows),
            _ => {
                self.segments.insert(start, rows);
            }
        }
    }

    /// Nothing stands behind the end.
    fn cut(&mut self) {
        let total = self.total;
        self.segments.retain(|start, rows| {
            rows.truncate(total.saturating_sub(*start) as usize);
            !rows.is_empty()
        });
    }
}

impl ListWindow {
    /// Fills rows of which nothing is known, and touches no other. Answers who is new for sure: not
    /// here, where all are known or those on both sides are.
    fn fill(&mut self, offset: u32, places: &[Place]) -> Vec<ConversationId> {
        let known: Vec<ConversationId> = self.rows().map(|(_, id)| id).collect();
        let end = self.total;
        let is_whole = number(known.len()) == end;
        let (mut strangers, mut behind_known) = (Vec::new(), Vec::new());
        let mut is_known_before = offset == 0;
        for (row, place) in (offset..).zip(places) {
            if known.contains(&place.id) {
                strangers.append(&mut behind_known);
                is_known_before = true;
            } else if row < end && self.row(row).is_none() {
                self.put_segment(row, vec![*place]);
                behind_known.clear();
                is_known_before = false;
            } else if is_whole {
                strangers.push(place.id);
            } else if is_known_before {
                behind_known.push(place.id);
            }
        }
        self.unsure = false;
        strangers
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

mod stay_put;
#[cfg(test)]
mod tests;
