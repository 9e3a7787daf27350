//! The threads that were opened, as rows with fixed keys and one signal per item.

use super::{Cell, ThreadItem};
use bandeja_contract::{ConversationId, Item, ItemId, Seq, Timestamp, endpoint::ItemPage};
use bandeja_domain::sorted::Sorted;
use bandeja_domain::{
    timeline::{Ask, Entry, Key, Row, Timeline},
    when::Day,
};
use leptos::prelude::*;
use std::sync::Arc;

/// How many threads are kept. Others are fetched again when they are opened again.
const MOST: usize = 12;

/// Threads, the one opened last at the end.
#[derive(Default)]
pub struct Threads {
    open: Cell<Vec<Thread>>,
    changed: ArcTrigger,
}

impl Threads {
    /// A thread that was opened.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Option<Thread> {
        self.changed.track();
        self.get_untracked(id)
    }

    /// A thread that was opened, for code that must not run again when it goes.
    #[must_use]
    pub fn get_untracked(&self, id: ConversationId) -> Option<Thread> {
        let open = self.open.read();
        open.iter().find(|thread| thread.id() == id).cloned()
    }

    /// Opens a thread. Events after `applied` will be told to it; `None` before the first snapshot.
    /// Answers whether it is new.
    #[must_use]
    pub fn open(&self, id: ConversationId, applied: Option<Seq>) -> (Thread, bool) {
        let known = self.get_untracked(id);
        let is_new = known.is_none();
        let thread = known.unwrap_or_else(|| Thread::new(id, applied));
        {
            let mut open = self.open.write();
            open.retain(|other| other.id() != id);
            open.push(thread.clone());
            if open.len() > MOST {
                open.remove(0);
            }
        }
        if is_new {
            self.changed.notify();
        }
        (thread, is_new)
    }

    /// The thread that was opened last.
    #[must_use]
    pub fn last(&self) -> Option<Thread> {
        self.open.read().last().cloned()
    }

    /// Forgets all threads but the one opened last, and answers that.
    pub(super) fn keep_last(&self) -> Option<Thread> {
        let last = self.last();
        *self.open.write() = last.iter().cloned().collect();
        self.changed.notify();
        last
    }

    /// An item as the server has it.
    pub(super) fn put(&self, item: Item) {
        if let Some(thread) = self.get_untracked(item.conversation) {
            thread.put(item.into());
        }
    }

    /// Forgets a thread.
    pub(super) fn forget(&self, id: ConversationId) {
        self.open.write().retain(|thread| thread.id() != id);
        self.changed.notify();
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        self.open.write().clear();
        self.changed.notify();
    }
}

/// One thread. A clone is the same thread.
#[derive(Clone)]
pub struct Thread(Arc<Inner>);

struct Inner {
    id: ConversationId,
    timeline: Cell<Timeline<Arc<ThreadItem>>>,
    asked: Cell<Vec<Ask>>,
    slots: Cell<Sorted<ItemId, ArcRwSignal<Option<Arc<ThreadItem>>>>>,
    changed: ArcTrigger,
}

impl Thread {
    fn new(id: ConversationId, applied: Option<Seq>) -> Self {
        Self(Arc::new(Inner {
            id,
            timeline: Cell::new(Timeline::new(applied)),
            asked: Cell::default(),
            slots: Cell::default(),
            changed: ArcTrigger::new(),
        }))
    }

    /// Whose thread.
    #[must_use]
    pub fn id(&self) -> ConversationId {
        self.0.id
    }

    /// Whether a page has come.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.0.changed.track();
        self.0.timeline.read().is_loaded()
    }

    /// The rows, oldest first. `day` says on which day an instant falls; `unread_after` is where
    /// reading stopped when the thread was opened.
    #[must_use]
    pub fn rows(&self, day: &dyn Fn(Timestamp) -> Day, unread_after: Option<Seq>) -> Vec<Row> {
        self.0.changed.track();
        self.0.timeline.read().rows(day, unread_after)
    }

    /// One item; `None` when it has gone.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<Arc<ThreadItem>> {
        let known = self.0.slots.read().get(id).cloned();
        let slot = known.unwrap_or_else(|| {
            let now = self.0.timeline.read().get(id).cloned();
            let slot = ArcRwSignal::new(now);
            self.0.slots.write().insert(id, slot.clone());
            slot
        });
        slot.get()
    }

    /// The position of the last item that the server has.
    #[must_use]
    pub fn last_position(&self) -> Seq {
        self.0.changed.track();
        self.0.timeline.read().last_position()
    }

    /// The position of the last item that the server has, for code that must not run again.
    #[must_use]
    pub fn last_position_untracked(&self) -> Seq {
        self.0.timeline.read().last_position()
    }

    /// How many messages of the customer came after a position.
    #[must_use]
    pub fn incoming_after(&self, position: Seq) -> u32 {
        self.0.changed.track();
        let timeline = self.0.timeline.read();
        let newer = timeline
            .items()
            .rev()
            .take_while(|item| item.position > position);
        u32::try_from(newer.filter(|item| item.is_incoming()).count()).unwrap_or(u32::MAX)
    }

    /// The newest item that `read` makes something of, what is on its way left out.
    #[must_use]
    pub fn find_map<R>(&self, mut read: impl FnMut(&ThreadItem) -> Option<R>) -> Option<R> {
        self.0.changed.track();
        self.0
            .timeline
            .read()
            .items()
            .rev()
            .find_map(|item| read(item))
    }

    /// What every item gives that gives something, oldest first.
    #[must_use]
    pub fn filter_map<R>(&self, mut read: impl FnMut(&ThreadItem) -> Option<R>) -> Vec<R> {
        self.0.changed.track();
        self.0
            .timeline
            .read()
            .items()
            .filter_map(|item| read(item))
            .collect()
    }

    /// What to ask the server for when a row comes into sight; `None` when nothing is missing
    /// there, or it is asked for already. It counts as asked for until [`Thread::page`] or
    /// [`Thread::lost`].
    #[must_use]
    pub fn ask(&self, key: Key) -> Option<Ask> {
        let ask = self.0.timeline.read().ask_for(key);
        self.ask_once(ask?)
    }

    /// The same for the lower end of a gap: it closes from both sides.
    #[must_use]
    pub fn ask_back(&self, key: Key) -> Option<Ask> {
        let ask = self.0.timeline.read().ask_back_for(key);
        self.ask_once(ask?)
    }

    /// Whether an item is here with what stands around it.
    #[must_use]
    pub fn is_covered(&self, id: ItemId) -> bool {
        self.0.timeline.read().is_covered(id)
    }

    fn ask_once(&self, ask: Ask) -> Option<Ask> {
        let mut asked = self.0.asked.write();
        if asked.contains(&ask) {
            return None;
        }
        asked.push(ask);
        Some(ask)
    }

    /// The gaps: what to ask for so that nothing is missing between what is loaded.
    #[must_use]
    pub fn gaps(&self) -> Vec<Key> {
        let rows = self.0.timeline.read().rows(&|_| Day(0), None);
        let keys = rows.into_iter().map(|row| row.key);
        keys.filter(|key| matches!(key, Key::Gap(..))).collect()
    }

    /// A page did not come.
    pub fn lost(&self, ask: Ask) {
        self.0.asked.write().retain(|other| *other != ask);
    }

    /// A page came.
    pub fn page(&self, ask: Ask, page: ItemPage) {
        self.lost(ask);
        let items = page.items.into_iter().map(ThreadItem::from);
        let items: Vec<_> = items.map(Arc::new).collect();
        let ids: Vec<_> = items.iter().map(|item| item.id).collect();
        let mut timeline = self.0.timeline.write();
        timeline.page(ask, items, page.more, page.seq);
        drop(timeline);
        for id in ids {
            self.refresh(id);
        }
        self.0.changed.notify();
    }

    /// An item as the server has it.
    pub fn put(&self, item: ThreadItem) {
        let id = item.id;
        if self.0.timeline.write().put(Arc::new(item)) {
            self.refresh(id);
            self.0.changed.notify();
        }
    }

    /// An item that is being sent.
    pub fn put_echo(&self, item: ThreadItem) {
        let id = item.id;
        self.0.timeline.write().put_echo(Arc::new(item));
        self.refresh(id);
        self.0.changed.notify();
    }

    /// It is not being sent any more.
    pub fn remove_echo(&self, id: ItemId) {
        if self.0.timeline.write().remove_echo(id) {
            self.refresh(id);
            self.0.changed.notify();
        }
    }

    /// Events between these numbers were missed.
    pub(super) fn interrupted(&self, last: Seq, snapshot: Seq) {
        self.0.asked.write().clear();
        self.0.timeline.write().interrupted(last, snapshot);
        self.0.changed.notify();
    }

    /// Tells whoever shows the item.
    fn refresh(&self, id: ItemId) {
        let Some(slot) = self.0.slots.read().get(id).cloned() else {
            return;
        };
        let now = self.0.timeline.read().get(id).cloned();
        if slot.with_untracked(|shown| *shown != now) {
            slot.set(now);
        }
    }
}
