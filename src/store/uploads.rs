//! Files on their way to the server, by conversation. What has arrived belongs to the draft.

use super::Cell;
use bandeja_contract::{Code, ConversationId};
use bandeja_domain::{channel::FileUnfit, sorted::Sorted};
use leptos::prelude::*;
use std::sync::Arc;

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its number in this page.
    pub key: u32,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Where it stands.
    pub stand: Stand,
}

/// Where an upload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// So many hundredths are sent.
    Going(u8),
    /// It did not arrive.
    Failed(Why),
}

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The channel does not take it; nothing was sent.
    Unfit(FileUnfit),
    /// There are as many files as a message takes; nothing was sent.
    TooMany,
    /// The server refused it.
    Refused(Code),
    /// There was no answer.
    Lost,
}

impl Why {
    /// Whether the same file may get through another time.
    #[must_use]
    pub const fn may_pass_later(self) -> bool {
        matches!(
            self,
            Self::Lost | Self::Refused(Code::RateLimited | Code::Internal | Code::Unavailable)
        )
    }
}

/// Uploads by conversation.
#[derive(Default)]
pub struct Uploads {
    slots: Cell<Sorted<ConversationId, ArcRwSignal<Arc<Vec<Upload>>>>>,
}

impl Uploads {
    /// What is on its way in a conversation, or failed.
    #[must_use]
    pub fn get(&self, id: ConversationId) -> Arc<Vec<Upload>> {
        self.slot(id).get()
    }

    /// What is on its way, for code that must not run again.
    #[must_use]
    pub fn get_untracked(&self, id: ConversationId) -> Arc<Vec<Upload>> {
        self.slot(id).get_untracked()
    }

    /// A file is on its way, or stays behind.
    pub fn put(&self, id: ConversationId, upload: Upload) {
        self.change(id, |all| {
            match all.iter_mut().find(|one| one.key == upload.key) {
                Some(one) => *one = upload,
                None => all.push(upload),
            }
        });
    }

    /// Where a file stands now. Says whether it is still wanted.
    pub fn stands(&self, id: ConversationId, key: u32, stand: Stand) -> bool {
        let known = self.get_untracked(id);
        let Some(one) = known.iter().find(|one| one.key == key) else {
            return false;
        };
        if one.stand != stand {
            let upload = Upload {
                stand,
                ..one.clone()
            };
            self.put(id, upload);
        }
        true
    }

    /// It is not on its way any more.
    pub fn remove(&self, id: ConversationId, key: u32) {
        self.change(id, |all| all.retain(|one| one.key != key));
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        for slot in std::mem::take(&mut *self.slots.write()).values() {
            slot.set(Arc::default());
        }
    }

    fn change(&self, id: ConversationId, change: impl FnOnce(&mut Vec<Upload>)) {
        let slot = self.slot(id);
        let mut all = (*slot.get_untracked()).clone();
        change(&mut all);
        slot.set(Arc::new(all));
    }

    fn slot(&self, id: ConversationId) -> ArcRwSignal<Arc<Vec<Upload>>> {
        self.slots.write().slot(id).clone()
    }
}
