//! What was asked of the server and is not answered yet: a guess kept beside what is confirmed.

use bandeja_contract::ConversationId;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What is being done to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It is being taken.
    Accepting,
    /// It is being ended.
    Closing,
}

/// What is being done, by conversation.
#[derive(Default)]
pub struct Pending {
    doing: ArcRwSignal<BTreeMap<ConversationId, Doing>>,
}

impl Pending {
    /// Whether it is being taken by the person at this screen.
    #[must_use]
    pub fn is_accepting(&self, id: ConversationId) -> bool {
        self.doing
            .with(|doing| doing.get(&id) == Some(&Doing::Accepting))
    }

    /// Whether it is being ended by the person at this screen.
    #[must_use]
    pub fn is_closing(&self, id: ConversationId) -> bool {
        self.doing
            .with(|doing| doing.get(&id) == Some(&Doing::Closing))
    }

    /// Begins. Answers `false` when something is being done to it already.
    #[must_use]
    pub fn begin(&self, id: ConversationId, what: Doing) -> bool {
        if self.doing.with_untracked(|doing| doing.contains_key(&id)) {
            return false;
        }
        self.doing.update(|doing| {
            doing.insert(id, what);
        });
        true
    }

    /// The server has answered, or cannot be asked.
    pub fn end(&self, id: ConversationId) {
        self.doing.update(|doing| {
            doing.remove(&id);
        });
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.doing.set(BTreeMap::new());
    }
}
