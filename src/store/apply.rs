//! The one door for events, and for answers: both are upserts, in any order.

use super::{Store, Thread, conversations::Before};
use bandeja_contract::{
    AuthorKind, Change, Conversation, ConversationId, Event, Item, ItemKind, Seq,
    endpoint::{ConversationPage, Snapshot},
};

use super::query::Asked;

impl Store {
    /// Applies events, in one go.
    pub fn apply(&self, events: Vec<Event>) {
        for event in events {
            match event.change {
                Change::Conversation(conversation) => self.see(*conversation),
                Change::Item(item) => self.see_item(*item),
                Change::Agent(agent) => self.workspace.put_agent(*agent),
                Change::Contact(id) => self.told.note(id.0.as_u128(), event.seq),
                Change::Ticket(id) => self.told.note(id.0.as_u128(), event.seq),
                Change::Setup(setup) => self.workspace.put_setup(*setup),
                Change::Hidden(id) => self.hide(id, event.seq),
                Change::Unknown => {}
            }
        }
    }

    /// A conversation as the server has it.
    pub fn see(&self, conversation: Conversation) {
        let (id, seq) = (conversation.id, conversation.seq);
        if let Some(before) = self.conversations.put(conversation) {
            let now = self.conversations.get_untracked(id);
            self.list.note((id, seq), before, now.as_deref());
        }
    }

    /// An item as the server has it.
    pub fn see_item(&self, item: Item) {
        if item.kind == ItemKind::Message && item.author != AuthorKind::System {
            self.typing.arrived(item.conversation, item.agent);
        }
        self.note_away(&item);
        let id = item.id;
        self.threads.put(item);
        self.message_arrived(id);
    }

    /// A page of the list.
    pub fn see_page(&self, asked: &Asked, page: &ConversationPage) {
        let rows_before: Vec<Option<Before>> = page
            .rows
            .iter()
            .map(|row| self.conversations.put(row.clone()))
            .collect();
        if self.list.wants(asked) {
            self.list.page(asked, page, &self.conversations);
            return;
        }
        // An answer for another list: its rows are news all the same.
        for (row, before) in page.rows.iter().zip(rows_before) {
            if let Some(before) = before {
                self.list.note((row.id, row.seq), before, Some(row));
            }
        }
    }

    /// Opens a thread; events after `applied` will be told to it. `None` before the first snapshot.
    pub fn open_thread(&self, id: ConversationId, applied: Option<Seq>) -> Thread {
        let (thread, is_new) = self.threads.open(id, applied);
        if is_new {
            self.echo_into(id);
        }
        thread
    }

    /// A snapshot, after which events begin anew; `last` is the number applied before it. What is
    /// known of lists and threads may be old and stays on the screen until it is told again.
    pub fn bootstrap(&self, mut snapshot: Snapshot, last: Seq) {
        let seq = snapshot.seq;
        self.away.put(std::mem::take(&mut snapshot.away));
        self.workspace.put(snapshot);
        self.conversations.doubt();
        self.list.doubt();
        if let Some(thread) = self.threads.keep_last() {
            thread.interrupted(last, seq);
        }
        self.told.doubt(seq);
        self.typing.clear();
    }

    /// Forgets everything: somebody else may sit here next.
    pub fn clear(&self) {
        self.threads.clear();
        self.outbox.clear();
        self.drafts.clear();
        self.uploads.clear();
        self.mails.clear();
        self.typing.clear();
        self.told.clear();
        self.viewers.clear();
        self.pending.clear();
        self.away.clear();
        self.picked.clear();
        self.list.clear();
        self.conversations.clear();
        self.workspace.clear();
    }

    fn hide(&self, id: ConversationId, seq: Seq) {
        if let Some(before) = self.conversations.forget(id, seq) {
            self.list.note((id, seq), before, None);
        }
        self.threads.forget(id);
    }
}
