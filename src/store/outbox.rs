//! What was written and has not arrived: in the order of its writing, each with its echo in the
//! thread. Whoever writes here keeps it on disk first.

use super::{Author, Cell, Progress, Store, ThreadItem, What};
use bandeja_contract::{Attachment, ConversationId, ItemId, Seq, Timestamp, endpoint::NewMessage};
use bandeja_domain::{
    clock::LocalTime,
    drafts::DraftFile,
    outbox::{self, Entry, Next, State},
};
use leptos::prelude::*;

/// A message that is kept until the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where it stands.
    pub entry: Entry<ConversationId>,
    /// What is sent.
    pub message: NewMessage,
    /// The files that it takes along, as its writer knows them.
    pub files: Vec<DraftFile>,
    /// When it was written, on the server's clock as far as one could tell.
    pub at: Timestamp,
    /// How many items its writer had not seen, where that stopped it.
    pub unseen: u32,
}

/// Messages on their way.
#[derive(Default)]
pub struct Outbox {
    held: Cell<Vec<Held>>,
    /// The server has these; the disk does not know yet.
    arrived: Cell<Vec<ItemId>>,
    changed: ArcTrigger,
}

impl Outbox {
    /// How many messages have not arrived, failed ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changed.track();
        self.held.read().len()
    }

    /// Whether everything has arrived.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many messages of a conversation were refused and wait for their writer.
    #[must_use]
    pub fn failed_in(&self, id: ConversationId) -> usize {
        self.changed.track();
        let held = self.held.read();
        let here = held.iter().filter(|one| one.entry.thread == id);
        here.filter(|one| matches!(one.entry.state, State::Failed(_)))
            .count()
    }

    /// A message, by its id.
    #[must_use]
    pub fn get(&self, id: ItemId) -> Option<Held> {
        self.held
            .read()
            .iter()
            .find(|one| one.entry.id == id)
            .cloned()
    }

    /// What to send now.
    #[must_use]
    pub fn next(&self, now: LocalTime) -> Next {
        let entries: Vec<_> = self
            .held
            .read()
            .iter()
            .map(|one| one.entry.clone())
            .collect();
        outbox::next(&entries, now)
    }

    /// The connection is back: nothing waits any longer for its own time.
    pub fn hurry(&self, now: LocalTime) {
        for one in self.held.write().iter_mut() {
            if let State::Queued { not_before, .. } = &mut one.entry.state {
                *not_before = (*not_before).min(now);
            }
        }
    }

    /// What the server has by now and the disk should forget.
    #[must_use]
    pub fn take_arrived(&self) -> Vec<ItemId> {
        std::mem::take(&mut *self.arrived.write())
    }

    fn in_thread(&self, id: ConversationId) -> Vec<Held> {
        let held = self.held.read();
        let here = held.iter().filter(|one| one.entry.thread == id);
        here.cloned().collect()
    }

    fn take(&self, id: ItemId) -> Option<Held> {
        let taken = {
            let mut held = self.held.write();
            let at = held.iter().position(|one| one.entry.id == id)?;
            held.remove(at)
        };
        self.changed.notify();
        Some(taken)
    }

    /// Forgets everything.
    pub(super) fn clear(&self) {
        self.held.write().clear();
        self.arrived.write().clear();
        self.changed.notify();
    }
}

impl Store {
    /// Holds a message until the server has it, and shows it as being sent. One that is held
    /// already, by its id, is not held twice.
    pub fn hold_message(&self, held: Held) {
        if self.outbox.get(held.entry.id).is_some() {
            return;
        }
        if let Some(thread) = self.threads.get_untracked(held.entry.thread) {
            thread.put_echo(self.echo(&held));
        }
        {
            let mut all = self.outbox.held.write();
            // Ids are made in the order of writing, also over tabs and restarts.
            let at = all.partition_point(|one| one.entry.id < held.entry.id);
            all.insert(at, held);
        }
        self.outbox.changed.notify();
    }

    /// A message goes on, was refused, or is to be sent anyway.
    pub fn change_message(&self, id: ItemId, change: impl FnOnce(&mut Held)) {
        let changed = {
            let mut all = self.outbox.held.write();
            let Some(held) = all.iter_mut().find(|one| one.entry.id == id) else {
                return;
            };
            change(held);
            held.clone()
        };
        if let Some(thread) = self.threads.get_untracked(changed.entry.thread) {
            thread.put_echo(self.echo(&changed));
        }
        self.outbox.changed.notify();
    }

    /// A message is not sent any more, by its writer's will.
    pub fn drop_message(&self, id: ItemId) -> Option<Held> {
        let held = self.outbox.take(id)?;
        if let Some(thread) = self.threads.get_untracked(held.entry.thread) {
            thread.remove_echo(id);
        }
        Some(held)
    }

    /// Another tab has sent a message; its echo stays until the item comes.
    pub fn message_is_sent(&self, id: ItemId) {
        self.outbox.take(id);
    }

    /// The server has a message, by whatever way that came to be known.
    pub(super) fn message_arrived(&self, id: ItemId) {
        if let Some(held) = self.outbox.take(id) {
            self.outbox.arrived.write().push(id);
            let thread = self.threads.get_untracked(held.entry.thread);
            // The item stands in the echo's place already, if the thread is open.
            if let Some(thread) = thread {
                thread.remove_echo(id);
            }
        }
    }

    /// Shows what is being sent in a thread that was just opened.
    pub(super) fn echo_into(&self, id: ConversationId) {
        if let Some(thread) = self.threads.get_untracked(id) {
            for held in self.outbox.in_thread(id) {
                thread.put_echo(self.echo(&held));
            }
        }
    }

    fn echo(&self, held: &Held) -> ThreadItem {
        ThreadItem {
            id: held.entry.id,
            seq: Seq(0),
            position: Seq(0),
            at: held.at,
            what: What::Message {
                author: Author::Agent(self.workspace.me_untracked()),
                text: held.message.text.clone(),
                attachments: held.files.iter().map(attachment).collect(),
                mail: None,
                answers: held.message.answers,
                progress: Progress::OnItsWay {
                    state: held.entry.state,
                    unseen: held.unseen,
                },
            },
        }
    }
}

fn attachment(file: &DraftFile) -> Attachment {
    Attachment {
        id: file.id,
        name: file.name.clone(),
        // Nobody asks for it before the server has looked.
        media_type: String::new(),
        size: file.size,
        width: None,
        height: None,
    }
}
