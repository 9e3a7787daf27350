//! The list of the chosen tab: which rows are known, how many there are, what is held back.
//!
//! Rows are ids; what they show stands in [`Conversations`]. Pages may be of any time: what was
//! written after a page was made is taken out of it and put where it belongs now.

use super::{
    Cell, Conversations,
    conversations::Before,
    query::{Asked, Query},
};
use bandeja_contract::{
    Conversation, ConversationId, Counts, Filter, Seq, Sort, endpoint::ConversationPage,
};
use bandeja_domain::{
    filter::{Facts, place},
    list_window::{StayPut, Was},
};
use leptos::prelude::*;
use std::ops::Range;

/// Rows of a page.
pub const PAGE: u32 = 50;
/// Rows around those in sight that are fetched along.
const AROUND: u32 = 20;

/// The list.
#[derive(Default)]
pub struct List {
    query: ArcRwSignal<Query>,
    counts: ArcRwSignal<Option<Counts>>,
    is_loaded: ArcRwSignal<bool>,
    changed: ArcTrigger,
    inner: Cell<Inner>,
}

struct Inner {
    window: StayPut,
    /// Counts the lists chosen, and the times the list became doubtful.
    version: u32,
    /// What is shown is old: the next page takes its place.
    is_old: bool,
    asked: Vec<u32>,
    in_sight: Range<u32>,
    /// The newest number that a page held up to.
    page_seq: Seq,
}

impl Default for Inner {
    fn default() -> Self {
        Self::new(Query::default().sort, 0)
    }
}

impl Inner {
    fn new(sort: Sort, version: u32) -> Self {
        Self {
            window: StayPut::new(sort),
            version,
            is_old: false,
            asked: Vec::new(),
            in_sight: 0..PAGE,
            page_seq: Seq(0),
        }
    }

    /// What is shown is not to be relied on; answers that are under way are of no use.
    fn grow_old(&mut self) {
        self.version += 1;
        self.is_old = true;
        self.asked.clear();
    }
}

impl List {
    /// Which list it is.
    #[must_use]
    pub fn query(&self) -> Query {
        self.query.get()
    }

    /// Which list it is, for code that must not run again when it changes.
    #[must_use]
    pub fn query_untracked(&self) -> Query {
        self.query.get_untracked()
    }

    /// The numbers of all tabs; `None` until they are known.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        self.counts.get()
    }

    /// Whether anything is known of this list.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.is_loaded.get()
    }

    /// How many rows the list on the screen has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.changed.track();
        self.inner.read().window.shown().total()
    }

    /// Whether the list on the screen has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The conversation in a row; `None` for one that has not come.
    #[must_use]
    pub fn row(&self, index: u32) -> Option<ConversationId> {
        self.changed.track();
        self.inner.read().window.shown().row(index)
    }

    /// The row of a conversation on the screen, if it is known.
    #[must_use]
    pub fn find(&self, id: ConversationId) -> Option<u32> {
        self.changed.track();
        let inner = self.inner.read();
        let mut rows = inner.window.shown().rows();
        rows.find_map(|(row, other)| (other == id).then_some(row))
    }

    /// How many changes are held back while somebody points at the list («3 cambios»).
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.changed.track();
        u32::try_from(self.inner.read().window.waiting()).unwrap_or(u32::MAX)
    }

    /// Another tab, order or filter was chosen. Choosing the same again changes nothing.
    pub fn choose(&self, query: Query) {
        if self.query.get_untracked() == query {
            return;
        }
        {
            let mut inner = self.inner.write();
            *inner = Inner::new(query.sort, inner.version + 1);
        }
        if self.query.with_untracked(|old| old.filter != query.filter) {
            self.counts.set(None);
        }
        self.is_loaded.set(false);
        self.query.set(query);
        self.changed.notify();
    }

    /// The pointer or the focus came into the list: rows stay where they are.
    pub fn hold(&self) {
        self.inner.write().window.hold();
    }

    /// Rows go where they belong.
    pub fn release(&self) {
        if !self.inner.read().window.is_held() {
            return;
        }
        self.inner.write().window.release();
        self.changed.notify();
    }

    /// These rows are in sight.
    pub fn show(&self, rows: Range<u32>) {
        self.inner.write().in_sight = rows;
    }

    /// Which pages to ask for now. They count as asked for until [`List::page`] or [`List::lost`].
    #[must_use]
    pub fn ask(&self) -> Vec<Asked> {
        let is_loaded = self.is_loaded.get_untracked();
        let query = self.query.get_untracked();
        let mut inner = self.inner.write();
        let inner = &mut *inner;
        let rows = inner.in_sight.start.saturating_sub(AROUND)..inner.in_sight.end + AROUND;
        let missing = if is_loaded && !inner.is_old {
            inner.window.missing(rows)
        } else {
            let first = inner.in_sight.start;
            std::iter::once(first..first + 1).collect()
        };
        let mut asks = Vec::new();
        for range in missing {
            for page in range.start / PAGE..=range.end.saturating_sub(1) / PAGE {
                let offset = page * PAGE;
                if !inner.asked.contains(&offset) {
                    inner.asked.push(offset);
                    asks.push(Asked {
                        query: query.clone(),
                        offset,
                        version: inner.version,
                    });
                }
            }
        }
        asks
    }

    /// Whether an answer is still wanted.
    #[must_use]
    pub fn wants(&self, asked: &Asked) -> bool {
        asked.version == self.inner.read().version
    }

    /// A page did not come.
    pub fn lost(&self, asked: &Asked) {
        let mut inner = self.inner.write();
        if inner.version == asked.version {
            inner.asked.retain(|offset| *offset != asked.offset);
        }
    }

    /// A page came; its conversations are in `conversations` already.
    pub fn page(&self, asked: &Asked, page: &ConversationPage, conversations: &Conversations) {
        if !self.wants(asked) {
            return;
        }
        let query = &asked.query;
        let newer = conversations.after(page.seq);
        let (moved, places): (Vec<_>, Vec<_>) = page
            .rows
            .iter()
            .map(|row| place(&Facts::from(row)))
            .partition(|place| {
                newer.iter().any(|one| one.id == place.id)
                    || conversations.is_gone_since(place.id, page.seq)
            });
        let gone = u32::try_from(moved.len()).unwrap_or_default();
        let total = page.counts.of(query.status).saturating_sub(gone);
        {
            let mut inner = self.inner.write();
            inner.asked.retain(|offset| *offset != asked.offset);
            if std::mem::take(&mut inner.is_old) {
                inner.window.renew();
                inner.page_seq = Seq(0);
            }
            inner.page_seq = inner.page_seq.max(page.seq);
            // What is newer than the page is taken out, so that both are of one time.
            for one in &newer {
                if let Some(place) = query.place_of(one)
                    && inner.window.live().find(place).is_some()
                {
                    inner.window.change(one.id, Was::At(place), None);
                }
            }
            inner.window.page(page.offset, total, places, true);
            for one in &newer {
                let was = if moved.iter().any(|place| place.id == one.id) {
                    Was::Absent
                } else {
                    Was::Unknown
                };
                inner.window.change(one.id, was, query.place_of(one));
            }
        }
        if self.counts.get_untracked() != Some(page.counts) {
            self.counts.set(Some(page.counts));
        }
        if !self.is_loaded.get_untracked() {
            self.is_loaded.set(true);
        }
        self.changed.notify();
    }

    /// The server told the numbers for a filter.
    pub fn put_counts(&self, filter: &Filter, counts: Counts) {
        let query = self.query.get_untracked();
        if query.filter != *filter {
            return;
        }
        {
            let mut inner = self.inner.write();
            if !inner.is_old {
                inner.window.set_total(counts.of(query.status));
            }
        }
        self.changed.notify();
        if self.counts.get_untracked() != Some(counts) {
            self.counts.set(Some(counts));
        }
    }

    /// A conversation changed, came or went. `seq` is the change that did it.
    pub(super) fn note(
        &self,
        (id, seq): (ConversationId, Seq),
        before: Before,
        now: Option<&Conversation>,
    ) {
        let query = self.query.get_untracked();
        let was = match before {
            Before::Unknown => Was::Unknown,
            Before::Known(facts) if query.lists(&facts) => Was::At(place(&facts)),
            Before::Known(_) => Was::Absent,
        };
        let now = now.and_then(|one| query.place_of(one));
        if was == Was::Absent && now.is_none() {
            return;
        }
        {
            let mut inner = self.inner.write();
            if inner.is_old {
                // Old rows stand at places that nobody knows any more; the next page knows.
                return;
            }
            inner.window.change(id, was, now);
            if seq <= inner.page_seq {
                // A page knew of it before the events did, and of its neighbours did not: rows of
                // two times stand side by side.
                inner.grow_old();
            }
        }
        self.changed.notify();
    }

    /// Events were missed. What is on the screen stays until the next page comes.
    pub(super) fn doubt(&self) {
        self.inner.write().grow_old();
        self.changed.notify();
    }

    /// Forgets everything but which list it is.
    pub(super) fn clear(&self) {
        {
            let mut inner = self.inner.write();
            *inner = Inner::new(self.query.get_untracked().sort, inner.version + 1);
        }
        self.counts.set(None);
        self.is_loaded.set(false);
        self.changed.notify();
    }

    /// Runs its caller again whenever rows may be missing.
    pub fn track(&self) {
        self.changed.track();
        self.is_loaded.track();
    }
}
