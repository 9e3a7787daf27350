//! What is being written, by conversation. Whoever writes here keeps it in the browser, too.

use super::Cell;
use bandeja_contract::ConversationId;
use bandeja_domain::{drafts::Draft, sorted::Sorted};
use leptos::prelude::*;
use std::sync::Arc;

/// The draft of a conversation, and whose hand changed it last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The draft.
    pub draft: Draft,
    /// Another tab changed it since this one did.
    pub is_from_elsewhere: bool,
    /// It was in the browser when the page was loaded after a crash.
    pub is_rescued: bool,
}

/// Drafts by conversation.
#[derive(Default)]
pub struct Drafts {
    slots: Cell<Sorted<ConversationId, ArcRwSignal<Arc<Kept>>>>,
}

impl Drafts {
    /// The draft of a conversation; an empty one when nothing is written.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Arc<Kept> {
        self.slot(id).get()
    }

    /// The draft, for code that must not run again when it changes.
    #[must_use]
    pub fn get_untracked(&self, id: ConversationId) -> Arc<Kept> {
        self.slot(id).get_untracked()
    }

    /// Takes a draft.
    pub fn put(&self, id: ConversationId, kept: Kept) {
        let slot = self.slot(id);
        if slot.with_untracked(|known| **known != kept) {
            slot.set(Arc::new(kept));
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        for slot in std::mem::take(&mut *self.slots.write()).values() {
            slot.set(Arc::default());
        }
    }

    fn slot(&self, id: ConversationId) -> ArcRwSignal<Arc<Kept>> {
        self.slots.write().slot(id).clone()
    }
}
