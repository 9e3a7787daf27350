//! The outbox on disk: IndexedDB, and before it slots of `localStorage`, which take a text in the
//! very moment in which it leaves the box.
//!
//! Where the browser keeps nothing, everything works from memory and the header says so.

use super::{App, kept, local_now};
use crate::store::outbox::Held;
use bandeja_browser::{idb, storage};
use bandeja_contract::{AgentId, ItemId};
use bandeja_domain::drafts::{draft_prefix, slot_key, slot_prefix};

impl App {
    /// Keeps a message in its slot, at once.
    pub(crate) fn keep_in_slot(&self, held: &Held) {
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        let is_kept = storage::set(&slot_key(me, held.entry.id), &kept::write(held)).is_ok();
        self.store.connection.set_keeps(is_kept);
    }

    /// Whether a message is on disk as it is.
    pub(super) fn is_on_disk(&self, id: ItemId) -> bool {
        self.inner()
            .is_some_and(|inner| inner.on_disk.borrow().contains(&id))
    }

    /// Keeps a message on disk, and empties its slot when that is done.
    pub(crate) async fn keep_on_disk(&self, id: ItemId) {
        let (Some(held), Some(me)) = (
            self.store.outbox.get(id),
            self.store.workspace.me_untracked(),
        ) else {
            return;
        };
        let Some(disk) = self.disk_of(me) else { return };
        if disk.put(&id.to_string(), &kept::write(&held)).await.is_ok() {
            storage::remove(&slot_key(me, id));
            if let Some(inner) = self.inner() {
                inner.on_disk.borrow_mut().push(id);
            }
        }
        if self.store.outbox.get(id).is_none() {
            // It arrived, or was dropped, while the disk was busy.
            self.forget_on_disk(id).await;
        }
    }

    /// Forgets a message on disk.
    pub(crate) async fn forget_on_disk(&self, id: ItemId) {
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        storage::remove(&slot_key(me, id));
        if let Some(inner) = self.inner() {
            inner.on_disk.borrow_mut().retain(|other| *other != id);
        }
        if let Some(disk) = self.disk_of(me) {
            // What stays is sent once more at the next start, which the server knows to be the same.
            let _ = disk.remove(&id.to_string()).await;
        }
    }

    /// Opens the disk of whoever is signed in, and takes up what an earlier page left.
    pub(super) async fn open_disk(&self) {
        let (Some(inner), Some(me)) = (self.inner(), self.store.workspace.me_untracked()) else {
            return;
        };
        let is_open = inner
            .disk
            .borrow()
            .as_ref()
            .is_some_and(|(owner, _)| *owner == me);
        if !is_open {
            let disk = match idb::Store::open(&format!("bandeja.outbox.{me}")).await {
                Ok(disk) => Some(disk),
                Err(idb::NotKept) => {
                    self.store.connection.set_keeps(false);
                    None
                }
            };
            *inner.disk.borrow_mut() = Some((me, disk));
        }
        self.take_up(me, 0).await;
    }

    /// Holds what is on disk and in slots. What another tab is sending gets `grace` milliseconds.
    pub(super) async fn take_up(&self, me: AgentId, grace: i64) {
        let slots = storage::keys(&slot_prefix(me));
        for text in slots.iter().filter_map(|key| storage::get(key)) {
            if let Some(id) = self.take_up_one(&text, grace) {
                self.keep_on_disk(id).await;
            }
        }
        let Some(inner) = self.inner() else { return };
        if let Some(disk) = self.disk_of(me) {
            for (_, text) in disk.all().await.unwrap_or_default() {
                inner
                    .on_disk
                    .borrow_mut()
                    .extend(self.take_up_one(&text, grace));
            }
        }
        self.run_outbox();
    }

    /// Holds one message that an earlier page or another tab left; `None` for one held already.
    fn take_up_one(&self, text: &str, grace: i64) -> Option<ItemId> {
        let held = kept::read(text, local_now().plus(grace))?;
        let id = held.entry.id;
        if self.store.outbox.get(id).is_some() {
            return None;
        }
        self.store.hold_message(held);
        Some(id)
    }

    /// Forgets everything that this browser keeps for a login.
    pub(crate) async fn wipe(&self, me: AgentId) {
        for prefix in [draft_prefix(me), slot_prefix(me)] {
            for key in storage::keys(&prefix) {
                storage::remove(&key);
            }
        }
        if let Some(disk) = self.disk_of(me) {
            // A disk that cannot be emptied cannot be read by the next one, either.
            let _ = disk.clear().await;
        }
    }

    fn disk_of(&self, me: AgentId) -> Option<idb::Store> {
        let inner = self.inner()?;
        let disk = inner.disk.borrow();
        let (owner, disk) = disk.as_ref()?;
        if *owner == me { disk.clone() } else { None }
    }
}
