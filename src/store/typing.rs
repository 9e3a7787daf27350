//! Who is writing where. Signs have no number and end by themselves.

use super::Cell;
use bandeja_contract::{AgentId, ConversationId, Timestamp, realtime};
use bandeja_domain::sorted::Sorted;
use leptos::prelude::*;

/// Somebody who is writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The login; `None` is the customer.
    pub agent: Option<AgentId>,
    /// How long the sign is good, on the server's clock.
    pub until: Timestamp,
}

/// The signs, by conversation.
#[derive(Default)]
pub struct Typing {
    slots: Cell<Sorted<ConversationId, ArcRwSignal<Vec<Sign>>>>,
}

impl Typing {
    /// Who is writing in a conversation.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Vec<Sign> {
        self.slot(id).get()
    }

    /// Whether the customer is writing.
    #[must_use]
    pub fn is_customer(&self, id: ConversationId) -> bool {
        self.slot(id)
            .with(|signs| signs.iter().any(|sign| sign.agent.is_none()))
    }

    /// A sign came. `now` is the server's time: a sign that comes late is no sign.
    pub fn put(&self, sign: &realtime::Typing, now: Timestamp) {
        let sign_of = Sign {
            agent: sign.agent,
            until: sign.until,
        };
        self.change(sign.conversation, |signs| {
            signs.retain(|other| other.agent != sign.agent);
            if sign.until > now {
                signs.push(sign_of);
            }
        });
    }

    /// Whoever wrote is not writing any more: the message is here.
    pub fn arrived(&self, id: ConversationId, agent: Option<AgentId>) {
        self.change(id, |signs| signs.retain(|sign| sign.agent != agent));
    }

    /// Takes off what is over at `now`; answers when the next sign ends.
    pub fn expire(&self, now: Timestamp) -> Option<Timestamp> {
        let slots = self.slots.read();
        let with_signs = |signs: &ArcRwSignal<Vec<Sign>>| signs.with_untracked(|it| !it.is_empty());
        let ids = slots.iter().filter(|(_, signs)| with_signs(signs));
        let ids: Vec<_> = ids.map(|(id, _)| *id).collect();
        drop(slots);
        let mut next = None;
        for id in ids {
            self.change(id, |signs| signs.retain(|sign| sign.until > now));
            let earliest = self
                .slot(id)
                .with_untracked(|signs| signs.iter().map(|sign| sign.until).min());
            next = [next, earliest].into_iter().flatten().min();
        }
        next
    }

    /// Forgets everything.
    pub fn clear(&self) {
        for slot in std::mem::take(&mut *self.slots.write()).values() {
            slot.set(Vec::new());
        }
    }

    fn change(&self, id: ConversationId, change: impl FnOnce(&mut Vec<Sign>)) {
        let slot = self.slot(id);
        let mut signs = slot.get_untracked();
        change(&mut signs);
        if slot.with_untracked(|known| *known != signs) {
            slot.set(signs);
        }
    }

    fn slot(&self, id: ConversationId) -> ArcRwSignal<Vec<Sign>> {
        self.slots.write().slot(id).clone()
    }
}
