//! One thread as it is shown: what the server has confirmed, in its order, and what is still being
//! sent, at the end.
//!
//! Pages come in any order, events at any time, and an item keeps the key it was born with: the
//! echo of a message and the message itself are the same row. What has not been loaded between two
//! loaded stretches is a gap and is shown as one. Knows neither clocks nor time zones; a day is
//! whatever the caller says.

use crate::{sorted::Sorted, when::Day};
use bandeja_contract::{ItemId, Seq, Timestamp};
use std::sync::Arc;

/// What a timeline needs to know of its items.
pub trait Entry {
    /// Made by its writer, the same for ever.
    fn id(&self) -> ItemId;
    /// The change that last wrote it.
    fn seq(&self) -> Seq;
    /// Where it stands; of no meaning while it is being sent.
    fn position(&self) -> Seq;
    /// When it was written.
    fn at(&self) -> Timestamp;
    /// Whether it came from the other side, so that it can be unread.
    fn is_incoming(&self) -> bool;
    /// Whether both are messages of the same sender.
    fn goes_with(&self, other: &Self) -> bool;
}

impl<T: Entry> Entry for Arc<T> {
    fn id(&self) -> ItemId {
        T::id(self)
    }
    fn seq(&self) -> Seq {
        T::seq(self)
    }
    fn position(&self) -> Seq {
        T::position(self)
    }
    fn at(&self) -> Timestamp {
        T::at(self)
    }
    fn is_incoming(&self) -> bool {
        T::is_incoming(self)
    }
    fn goes_with(&self, other: &Self) -> bool {
        T::goes_with(self, other)
    }
}

/// Which row it is, fixed at birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// There is older history.
    Older,
    /// Something is missing after the first position and before the second.
    Gap(Seq, Seq),
    /// A day begins.
    Day(Day),
    /// Reading stopped here.
    Unread,
    /// A message or an event, being sent or confirmed.
    Item(ItemId),
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub key: Key,
    /// It begins a run of one sender: the head is shown.
    pub head: bool,
    /// It ends a run of one sender: the time is shown.
    pub tail: bool,
}

/// Which part of a thread is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The newest items.
    Newest,
    /// The last items before a position.
    Before(Seq),
    /// The first items after a position.
    After(Seq),
}

/// Positions from … to, both included, of which everything is known.
type Span = (u64, u64);

/// The last stretch of a thread to which no events come.
const NOT_LIVE: Span = (u64::MAX, u64::MAX);

/// A thread.
#[derive(Clone, Debug)]
pub struct Timeline<T> {
    items: Sorted<Seq, T>,
    places: Sorted<ItemId, Seq>,
    echoes: Vec<T>,
    spans: Vec<Span>,
    loaded: bool,
}

impl<T: Entry> Timeline<T> {
    /// A thread of which nothing is known but what events will bring after `applied`; `None` while
    /// no events come, until the first [`Timeline::interrupted`].
    #[must_use]
    pub fn new(applied: Option<Seq>) -> Self {
        Self {
            items: Sorted::new(),
            places: Sorted::new(),
            echoes: Vec::new(),
            spans: vec![applied.map_or(NOT_LIVE, live_after)],
            loaded: false,
        }
    }

    /// Events between these two numbers did not come: a snapshot stands between them.
    pub fn interrupted(&mut self, last: Seq, snapshot: Seq) {
        if let Some((_, to)) = self.spans.last_mut() {
            *to = last.0;
        }
        self.spans.retain(|(from, to)| from <= to);
        self.cover(live_after(snapshot));
    }

    /// Whether a page has come.
    #[must_use]
    pub const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// A page of the server: what was asked, its items, whether there are more in that direction,
    /// and up to which number it holds.
    pub fn page(&mut self, ask: Ask, items: Vec<T>, more: bool, seq: Seq) {
        let first = items.iter().map(|item| item.position().0).min();
        let last = items.iter().map(|item| item.position().0).max();
        let span = match (ask, more) {
            (Ask::Newest, false) => Some((0, seq.0)),
            (Ask::Newest, true) => first.map(|first| (first, seq.0)),
            (Ask::Before(before), false) => Some((0, before.0.saturating_sub(1))),
            (Ask::Before(before), true) => first.map(|first| (first, before.0.saturating_sub(1))),
            (Ask::After(after), false) => Some((after.0.saturating_add(1), seq.0)),
            (Ask::After(after), true) => last.map(|last| (after.0.saturating_add(1), last)),
        };
        for item in items {
            self.put(item);
        }
        if let Some(span) = span {
            self.cover(span);
        }
        self.loaded = true;
    }

    /// An item as the server has it. An older state of it than the known one changes nothing.
    /// Answers whether anything changed.
    pub fn put(&mut self, item: T) -> bool {
        let (id, position) = (item.id(), item.position());
        if let Some(known) = self.get(id)
            && self.places.contains(id)
            && known.seq() >= item.seq()
        {
            return false;
        }
        self.remove_echo(id);
        if let Some(old) = self.places.insert(id, position) {
            self.items.remove(old);
        }
        self.items.insert(position, item);
        true
    }

    /// An item that is being sent. Once the server has it, the server's word holds.
    pub fn put_echo(&mut self, item: T) {
        let id = item.id();
        if self.places.contains(id) {
            return;
        }
        match self.echoes.iter_mut().find(|echo| echo.id() == id) {
            Some(echo) => *echo = item,
            None => self.echoes.push(item),
        }
    }

    /// It is not being sent any more. Answers whether it was.
    pub fn remove_echo(&mut self, id: ItemId) -> bool {
        let before = self.echoes.len();
        self.echoes.retain(|echo| echo.id() != id);
        self.echoes.len() < before
    }

    /// The item with this id, confirmed or being sent.
    #[must_use]
    pub fn get(&self, id: ItemId) -> Option<&T> {
        match self.places.get(id) {
            Some(position) => self.items.get(*position),
            None => self.echoes.iter().find(|echo| echo.id() == id),
        }
    }

    /// Whether the server has it.
    #[must_use]
    pub fn is_confirmed(&self, id: ItemId) -> bool {
        self.places.contains(id)
    }

    /// The confirmed items, in order.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.values()
    }

    /// What is being sent, in the order of its making.
    #[must_use]
    pub fn echoes(&self) -> &[T] {
        &self.echoes
    }

    /// The position of the last item the server has; 0 when there is none.
    #[must_use]
    pub fn last_position(&self) -> Seq {
        self.items
            .last()
            .map(|(position, _)| *position)
            .unwrap_or_default()
    }

    /// What to ask the server for when this row comes into sight.
    #[must_use]
    pub fn ask_for(&self, key: Key) -> Option<Ask> {
        match key {
            Key::Older if !self.loaded => Some(Ask::Newest),
            Key::Older => self.older().map(Ask::Before),
            Key::Gap(after, _) => Some(Ask::After(after)),
            _ => None,
        }
    }

    /// What to ask besides, so that a gap closes from below, too: whoever comes from there must not
    /// wait for everything above.
    #[must_use]
    pub fn ask_back_for(&self, key: Key) -> Option<Ask> {
        match key {
            Key::Gap(_, before) if before != Seq(NOT_LIVE.0) => Some(Ask::Before(before)),
            _ => None,
        }
    }

    /// Whether the server has it and everything around it is known: one that only changed may
    /// stand alone where nothing was loaded.
    #[must_use]
    pub fn is_covered(&self, id: ItemId) -> bool {
        self.places.get(id).is_some_and(|Seq(at)| {
            let mut spans = self.spans.iter();
            spans.any(|(from, to)| (from..=to).contains(&at))
        })
    }

    /// Everything from here on is known; `None` when that is everything there is.
    fn older(&self) -> Option<Seq> {
        match self.spans.first() {
            Some((0, _)) | None => None,
            Some((from, _)) => Some(Seq(*from)),
        }
    }

    fn cover(&mut self, span: Span) {
        if span.0 <= span.1 {
            let at = self.spans.partition_point(|other| *other < span);
            self.spans.insert(at, span);
        }
        let mut merged: Vec<Span> = Vec::new();
        for span in self.spans.drain(..) {
            match merged.last_mut() {
                Some(last) if span.0 <= last.1.saturating_add(1) => last.1 = last.1.max(span.1),
                _ => merged.push(span),
            }
        }
        self.spans = merged;
    }

    /// The rows, oldest first. `unread_after` is where reading stopped when the thread was opened.
    #[must_use]
    pub fn rows(&self, day: &dyn Fn(Timestamp) -> Day, unread_after: Option<Seq>) -> Vec<Row> {
        let mut rows = rows::Rows::new(self.items.len() + self.echoes.len() + 8);
        if self.older().is_some() {
            rows.mark(Key::Older);
        }
        let mut spans = self.spans.iter().peekable();
        let mut unread_after = unread_after;
        for (position, item) in &self.items {
            while let Some((_, to)) = spans.next_if(|(_, to)| *to < position.0) {
                let next = spans.peek().map_or(NOT_LIVE.0, |(from, _)| *from);
                rows.mark(Key::Gap(Seq(*to), Seq(next)));
            }
            rows.day(day(item.at()));
            if unread_after.is_some_and(|after| item.is_incoming() && *position > after) {
                unread_after = None;
                rows.mark(Key::Unread);
            }
            rows.item(item);
        }
        // The last stretch is live; gaps may stand before it although nothing has come in it yet.
        while let Some((_, to)) = spans.next()
            && let Some((next, _)) = spans.peek()
        {
            rows.mark(Key::Gap(Seq(*to), Seq(*next)));
        }
        for echo in &self.echoes {
            rows.day(day(echo.at()));
            rows.item(echo);
        }
        rows.list
    }
}

const fn live_after(applied: Seq) -> Span {
    (applied.0.saturating_add(1), u64::MAX)
}

mod rows;
#[cfg(test)]
mod tests;
