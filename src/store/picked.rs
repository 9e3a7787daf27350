//! Which conversations of the list are ticked (L12): some, or the whole list but some.

use super::{Query, Store};
use bandeja_contract::ConversationId;
use leptos::prelude::*;

/// What is ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// These; with `all`, everything but these.
    pub ids: Vec<ConversationId>,
    /// The whole list that was on the screen.
    pub all: Option<Query>,
    /// The one ticked last, from which a range goes.
    last: Option<ConversationId>,
}

/// What is ticked in the list.
#[derive(Default)]
pub struct Picked {
    ticked: ArcRwSignal<Ticked>,
}

impl Picked {
    /// What is ticked.
    #[must_use]
    pub fn ticked(&self) -> Ticked {
        self.ticked.get()
    }

    /// What is ticked, for code that must not run again when it changes.
    #[must_use]
    pub fn ticked_untracked(&self) -> Ticked {
        self.ticked.get_untracked()
    }

    /// Whether a conversation is ticked.
    #[must_use]
    pub fn has(&self, id: ConversationId) -> bool {
        self.ticked
            .with(|ticked| ticked.ids.contains(&id) != ticked.all.is_some())
    }

    /// Whether anything is ticked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ticked
            .with(|ticked| ticked.ids.is_empty() && ticked.all.is_none())
    }

    /// Nothing is ticked any more.
    pub fn clear(&self) {
        if !untrack(|| self.is_empty()) {
            self.ticked.set(Ticked::default());
        }
    }
}

impl Store {
    /// Ticks a row of the list, or not any more; with `is_range` all from the one ticked last.
    pub fn pick(&self, id: ConversationId, is_range: bool) {
        let last = self.picked.ticked.with_untracked(|ticked| ticked.last);
        let mut meant = vec![id];
        if let Some(last) = last.filter(|_| is_range) {
            untrack(|| {
                if let (Some(one), Some(other)) = (self.list.find(last), self.list.find(id)) {
                    let rows = one.min(other)..=one.max(other);
                    meant = rows.filter_map(|row| self.list.row(row)).collect();
                }
            });
        }
        self.picked.ticked.update(|ticked| {
            let is_all = ticked.all.is_some();
            let was_ticked = ticked.ids.contains(&id) != is_all;
            for id in meant {
                ticked.ids.retain(|other| *other != id);
                if was_ticked == is_all {
                    ticked.ids.push(id);
                }
            }
            ticked.last = Some(id);
        });
    }

    /// Ticks everything in the list on the screen, over all its pages.
    pub fn pick_all(&self) {
        self.picked.ticked.set(Ticked {
            ids: Vec::new(),
            all: Some(self.list.query_untracked()),
            last: None,
        });
    }

    /// How many are ticked.
    #[must_use]
    pub fn picked_count(&self) -> u32 {
        let ticked = self.picked.ticked();
        let some = u32::try_from(ticked.ids.len()).unwrap_or(u32::MAX);
        match ticked.all {
            Some(_) => self.list.len().saturating_sub(some),
            None => some,
        }
    }
}
