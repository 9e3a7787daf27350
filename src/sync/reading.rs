//! Reading: what the owner has seen on a screen that somebody looks at is told to the server.

use super::App;
use bandeja_browser::wake;
use bandeja_contract::{
    ConversationId, Seq,
    endpoint::{MarkRead, ReadMark},
};
use bandeja_domain::unread::mark;
use leptos::task::spawn_local;

impl App {
    /// Everything up to an item is on the screen. Counts for the owner only, and only while
    /// somebody looks; until then it is remembered.
    pub(crate) fn read_up_to(&self, id: ConversationId, seen: Seq) {
        if let Some(inner) = self.inner() {
            inner.seen.set(Some((id, seen)));
        }
        self.read_on();
    }

    /// The thread is not on the screen any more.
    pub(crate) fn stop_reading(&self) {
        if let Some(inner) = self.inner() {
            inner.seen.set(None);
        }
    }

    /// Somebody looks again, or the connection is back.
    pub(super) fn read_on(&self) {
        let Some((id, seen)) = self.inner().and_then(|inner| inner.seen.get()) else {
            return;
        };
        let (Some(actor), Some(conversation)) = (
            self.store.workspace.actor_untracked(),
            self.store.conversations.get_untracked(id),
        ) else {
            return;
        };
        let Some(up_to) = mark(&actor, &conversation, seen) else {
            return;
        };
        if !wake::has_attention() || self.store.conversations.read_guess(id) >= up_to {
            return;
        }
        let before = self.store.conversations.guess_read(id, up_to);
        let app = self.clone();
        spawn_local(async move {
            let call = MarkRead {
                conversation: id,
                body: ReadMark { up_to },
            };
            match app.call(&call).await {
                Ok(conversation) => app.store.see(conversation),
                // The guess goes, unless a later one took its place; the next look tries again.
                Err(_) if app.store.conversations.read_guess(id) == up_to => {
                    app.store.conversations.guess_read(id, before);
                }
                Err(_) => {}
            }
        });
    }
}
