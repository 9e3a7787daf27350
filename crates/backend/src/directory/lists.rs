//! The workspace's lists as whoever edits them sees them: entries, and their fields as texts.

use super::Directory;
use bandeja_contract::*;
use bandeja_domain::setup;

impl Directory {
    /// The lists and options as one thing, as of a change.
    pub(crate) fn setup(&self, seq: Seq, options: Options) -> Setup {
        Setup {
            seq,
            groups: self.groups.clone(),
            queues: self.queues.clone(),
            inboxes: self.inboxes.clone(),
            reasons: self.reasons.clone(),
            tags: self.tags.clone(),
            retired: self.retired.clone(),
            options,
        }
    }

    /// Takes the lists of another one: people and who is there stay.
    pub(crate) fn put_lists(&mut self, other: Self) {
        self.groups = other.groups;
        self.queues = other.queues;
        self.inboxes = other.inboxes;
        self.sites = other.sites;
        self.reasons = other.reasons;
        self.tags = other.tags;
        self.retired = other.retired;
    }

    /// Whether an entry is offered no more.
    pub(crate) fn is_retired(&self, entry: EntryId) -> bool {
        self.retired.contains(&entry)
    }

    /// The closing reasons that are offered.
    pub(crate) fn offered_reasons(&self) -> Vec<ReasonId> {
        let ids = self.reasons.iter().map(|reason| reason.id);
        ids.filter(|id| !self.is_retired(EntryId(id.0))).collect()
    }

    /// Every entry of a list with its name, in its order.
    pub(crate) fn entries(&self, kind: EntryKind) -> Vec<(EntryId, String)> {
        let setup = self.setup(Seq(0), Options::default());
        let entries = setup::entries(&setup, kind).into_iter();
        entries.map(|(id, name)| (id, name.to_owned())).collect()
    }

    /// A field of an entry as a text; none where the list has no such field, or no such entry.
    pub(crate) fn field(
        &self,
        kind: EntryKind,
        entry: EntryId,
        field: EntryField,
    ) -> Option<String> {
        setup::field(&self.setup(Seq(0), Options::default()), kind, entry, field)
    }
}
