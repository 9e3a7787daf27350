//! Every conversation that was ever seen, one signal each.

use super::Cell;
use bandeja_contract::{AgentId, Conversation, ConversationId, Seq, Status};
use bandeja_domain::{filter::Facts, sorted::Sorted};
use leptos::prelude::*;
use std::sync::Arc;

/// Conversations by id. The only ways in are `put` and `forget`.
#[derive(Default)]
pub struct Conversations {
    slots: Cell<Sorted<ConversationId, Slot>>,
    /// Counts the times at which everything became doubtful.
    epoch: Cell<u32>,
}

#[derive(Clone, Default)]
struct Slot {
    conversation: ArcRwSignal<Option<Arc<Conversation>>>,
    /// The owner has read up to here, and the server does not know yet.
    read_guess: ArcRwSignal<Seq>,
    /// The epoch in which the facts were told.
    told: u32,
    /// It went out of sight with this change: what is older does not bring it back.
    gone: Seq,
}

/// What was known of a conversation before it was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing that could be relied on.
    Unknown,
    /// These facts.
    Known(Facts),
}

impl Conversations {
    /// A conversation; `None` while it has not come, or when it has gone.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Option<Arc<Conversation>> {
        self.slot(id).conversation.get()
    }

    /// A conversation, for code that must not run again when it changes.
    #[must_use]
    pub fn get_untracked(&self, id: ConversationId) -> Option<Arc<Conversation>> {
        let slot = self.slots.read().get(id).cloned();
        slot?.conversation.get_untracked()
    }

    /// What is unread for its owner, the reading that the server has not heard of counted in.
    #[must_use]
    pub fn unread(&self, id: ConversationId) -> u32 {
        let slot = self.slot(id);
        let guess = slot.read_guess.get();
        let unread = |one: &Arc<Conversation>| {
            if guess >= one.last_position {
                0
            } else {
                one.unread
            }
        };
        slot.conversation
            .with(|conversation| conversation.as_ref().map(unread))
            .unwrap_or_default()
    }

    /// Takes a conversation as the server has it. `None` when something as new was known.
    pub fn put(&self, conversation: Conversation) -> Option<Before> {
        let epoch = *self.epoch.read();
        let (signal, before, known) = {
            let mut slots = self.slots.write();
            let slot = slots.slot(conversation.id);
            let known = slot.conversation.get_untracked();
            let is_doubtful = std::mem::replace(&mut slot.told, epoch) != epoch;
            if is_doubtful {
                // Numbers may have begun anew.
                slot.gone = Seq::default();
            }
            let is_told = slot.gone >= conversation.seq
                || known
                    .as_ref()
                    .is_some_and(|known| known.seq >= conversation.seq);
            if is_told && !is_doubtful {
                return None;
            }
            let before = match &known {
                Some(known) if !is_doubtful => Before::Known(Facts::from(&**known)),
                _ => Before::Unknown,
            };
            (slot.conversation.clone(), before, known)
        };
        // A doubtful one that has not changed must be told to the lists, but not to the views.
        let is_newer = known.is_none_or(|known| known.seq < conversation.seq);
        if is_newer {
            signal.set(Some(Arc::new(conversation)));
        }
        Some(before)
    }

    /// Forgets a conversation that may not be seen any more, unless something newer is known.
    pub fn forget(&self, id: ConversationId, seq: Seq) -> Option<Before> {
        let epoch = *self.epoch.read();
        let (signal, told) = {
            let mut slots = self.slots.write();
            let slot = slots.slot(id);
            let told = std::mem::replace(&mut slot.told, epoch);
            slot.gone = if told == epoch {
                slot.gone.max(seq)
            } else {
                seq
            };
            (slot.conversation.clone(), told)
        };
        let known = signal.get_untracked()?;
        // A doubtful one may be of another count of numbers.
        if told == epoch && known.seq > seq {
            return None;
        }
        signal.set(None);
        Some(if told == epoch {
            Before::Known(Facts::from(&*known))
        } else {
            Before::Unknown
        })
    }

    /// Whether it went out of sight after `seq`, and nothing newer has brought it back.
    #[must_use]
    pub fn is_gone_since(&self, id: ConversationId, seq: Seq) -> bool {
        let slots = self.slots.read();
        let is_away = |slot: &Slot| slot.conversation.with_untracked(Option::is_none);
        slots
            .get(id)
            .is_some_and(|slot| slot.told == *self.epoch.read() && slot.gone > seq && is_away(slot))
    }

    /// Events were missed: what is known may be old, until it is told again.
    pub fn doubt(&self) {
        *self.epoch.write() += 1;
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.doubt();
        let slots = std::mem::take(&mut *self.slots.write());
        for slot in slots.values() {
            slot.conversation.set(None);
        }
    }

    /// How much is unread in the open and pending conversations of an agent, as far as they are known.
    #[must_use]
    pub fn own_unread(&self, agent: AgentId) -> u32 {
        let slots = self.slots.read();
        let unread = slots.values().filter_map(|slot| {
            let it = slot.conversation.get_untracked()?;
            let is_own = it.assignee == Some(agent)
                && matches!(it.status, Status::Open | Status::Pending)
                && slot.read_guess.get_untracked() < it.last_position;
            is_own.then_some(it.unread)
        });
        unread.fold(0, u32::saturating_add)
    }

    /// The conversations written after `seq`.
    #[must_use]
    pub fn after(&self, seq: Seq) -> Vec<Arc<Conversation>> {
        let known = |slot: &Slot| slot.conversation.get_untracked();
        let slots = self.slots.read();
        slots
            .values()
            .filter_map(known)
            .filter(|one| one.seq > seq)
            .collect()
    }

    /// The owner has read up to here. Answers the guess before.
    pub fn guess_read(&self, id: ConversationId, up_to: Seq) -> Seq {
        let guess = self.slot(id).read_guess;
        let before = guess.get_untracked();
        if before != up_to {
            guess.set(up_to);
        }
        before
    }

    /// How far the owner has read as far as this browser knows.
    #[must_use]
    pub fn read_guess(&self, id: ConversationId) -> Seq {
        self.slot(id).read_guess.get_untracked()
    }

    fn slot(&self, id: ConversationId) -> Slot {
        self.slots.write().slot(id).clone()
    }
}
