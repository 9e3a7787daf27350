//! One's own chats that were put aside because one was gone for too long (A7).

use super::{Cell, Store};
use bandeja_contract::{ConversationId, Happening, Item, Status};
use bandeja_domain::clock::LocalTime;
use leptos::prelude::*;

/// Milliseconds of silence from which on a lost line was lost with its last sign of life.
const SILENT: i64 = 20_000;

/// What was put aside, and since when the line is lost.
#[derive(Default)]
pub struct Away {
    aside: ArcRwSignal<Vec<ConversationId>>,
    heard: Cell<LocalTime>,
    lost: Cell<LocalTime>,
}

impl Away {
    /// The server gave a sign of life.
    pub fn heard(&self, now: LocalTime) {
        *self.heard.write() = now;
    }

    /// The line is lost: just now, or, where nothing told, since the last sign of life.
    pub fn lost(&self, now: LocalTime) {
        let heard = *self.heard.read();
        let was_told = now.since(heard) < SILENT || heard == LocalTime(0);
        *self.lost.write() = if was_told { now } else { heard };
    }

    /// Since when the line is lost.
    #[must_use]
    pub fn since(&self) -> LocalTime {
        *self.lost.read()
    }

    /// The server says which were put aside and still are.
    pub fn put(&self, aside: Vec<ConversationId>) {
        if self.aside.with_untracked(|known| *known != aside) {
            self.aside.set(aside);
        }
    }

    /// Nobody wants to be told of them any more.
    pub fn clear(&self) {
        self.put(Vec::new());
    }
}

impl Store {
    /// One's own chats that were put aside while one was gone, and still are.
    #[must_use]
    pub fn left_aside(&self) -> Vec<ConversationId> {
        let me = self.workspace.me();
        let mut aside = self.away.aside.get();
        aside.retain(|id| {
            let known = self.conversations.get(*id);
            known.is_none_or(|it| it.status == Status::Pending && it.assignee == me)
        });
        aside
    }

    /// An event may tell that one of one's own was put aside.
    pub(super) fn note_away(&self, item: &Item) {
        let is_mine = item.agent.is_some() && item.agent == self.workspace.me_untracked();
        let is_new = |aside: &Vec<ConversationId>| !aside.contains(&item.conversation);
        if is_mine
            && item.happening == Some(Happening::Away)
            && self.away.aside.with_untracked(is_new)
        {
            self.away
                .aside
                .update(|aside| aside.push(item.conversation));
        }
    }
}
