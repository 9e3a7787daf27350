//! What was asked of the server and is not answered yet: a guess kept beside what is confirmed.

use bandeja_contract::ConversationId;
use leptos::prelude::*;

/// What is being done to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It is being taken.
    Accepting,
    /// It is being ended.
    Closing,
    /// It is being given away, put aside or taken up again.
    Moving,
}

/// What is being done, by conversation.
#[derive(Default)]
pub struct Pending {
    doing: ArcRwSignal<Vec<(ConversationId, Doing)>>,
}

impl Pending {
    /// Whether it is being taken by the person at this screen.
    #[must_use]
    pub fn is_accepting(&self, id: ConversationId) -> bool {
        self.doing
            .with(|doing| doing.contains(&(id, Doing::Accepting)))
    }

    /// Whether it is being ended by the person at this screen.
    #[must_use]
    pub fn is_closing(&self, id: ConversationId) -> bool {
        self.doing
            .with(|doing| doing.contains(&(id, Doing::Closing)))
    }

    /// Begins. Answers `false` when something is being done to it already.
    #[must_use]
    pub fn begin(&self, id: ConversationId, what: Doing) -> bool {
        if self
            .doing
            .with_untracked(|doing| doing.iter().any(|(other, _)| *other == id))
        {
            return false;
        }
        self.doing.update(|doing| doing.push((id, what)));
        true
    }

    /// The server has answered, or cannot be asked.
    pub fn end(&self, id: ConversationId) {
        self.doing
            .update(|doing| doing.retain(|(other, _)| *other != id));
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.doing.set(Vec::new());
    }
}
