//! Which cards have changed since they were read: contacts and tickets, by the id that events name.
//!
//! Cards themselves are kept by whoever shows one: they are seldom open.

use super::Cell;
use bandeja_contract::Seq;
use bandeja_domain::sorted::Sorted;
use leptos::prelude::*;

/// The change that last touched a card, by the number that its id is.
#[derive(Default)]
pub struct Told(Cell<Sorted<u128, ArcRwSignal<Seq>>>);

impl Told {
    /// The last change of a card that was told; 0 if none was.
    #[must_use]
    pub fn last(&self, id: u128) -> Seq {
        self.slot(id).get()
    }

    /// A card was touched by a change.
    pub(super) fn note(&self, id: u128, seq: Seq) {
        let slot = self.slot(id);
        if slot.get_untracked() < seq {
            slot.set(seq);
        }
    }

    /// Everything may have changed: events began anew after a number.
    pub(super) fn doubt(&self, seq: Seq) {
        let slots: Vec<_> = self.0.read().values().cloned().collect();
        for slot in slots {
            slot.set(seq);
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        drop(std::mem::take(&mut *self.0.write()));
    }

    fn slot(&self, id: u128) -> ArcRwSignal<Seq> {
        self.0.write().slot(id).clone()
    }
}
