//! What the tabs of one login tell each other: a draft was changed, a message written or sent,
//! somebody signed out. Who misses it loses nothing: the disk and the server know.

use super::App;
use crate::store::drafts::Kept;
use bandeja_browser::{listen::Listener, storage, tabs::Tabs, wake};
use bandeja_contract::{ConversationId, ItemId};
use bandeja_domain::{
    drafts::{Draft, draft_key},
    session::Input,
};
use leptos::task::spawn_local;

/// Milliseconds that a tab has for sending what it wrote, before another one does.
const GRACE: i64 = 10_000;

impl App {
    pub(super) fn join_tabs(&self) {
        let Some(inner) = self.inner() else { return };
        let app = self.clone();
        *inner.tabs.borrow_mut() = Tabs::join("bandeja", move |said| app.heard(&said));
    }

    /// Tells the other tabs that a draft was changed here.
    pub(crate) fn tell_draft(&self, id: ConversationId) {
        self.tell("draft", &id.to_string());
    }

    /// Tells the other tabs that a message was written here.
    pub(crate) fn tell_written(&self) {
        self.tell("written", "");
    }

    /// Tells the other tabs that the server has a message.
    pub(super) fn tell_sent(&self, id: ItemId) {
        self.tell("sent", &id.to_string());
    }

    /// Tells the other tabs that somebody signed out.
    pub(crate) fn tell_signed_out(&self) {
        self.tell("out", "");
    }

    /// Somebody looks again: what is on the screen counts as read.
    pub(super) fn listen_to_attention(&self) -> Vec<Listener> {
        let app = self.clone();
        wake::on_attention(move |has_attention| {
            if has_attention {
                app.read_on();
            } else {
                // There may be no next picture.
                app.take_in();
            }
        })
    }

    fn tell(&self, what: &str, id: &str) {
        let (Some(inner), Some(me)) = (self.inner(), self.store.workspace.me_untracked()) else {
            return;
        };
        if let Some(tabs) = &*inner.tabs.borrow() {
            tabs.tell(&format!("{me} {what} {id}"));
        }
    }

    fn heard(&self, said: &str) {
        let mut words = said.splitn(3, ' ');
        let (Some(who), Some(what), Some(id)) = (words.next(), words.next(), words.next()) else {
            return;
        };
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        if who != me.to_string() {
            return;
        }
        match what {
            "draft" => {
                if let Ok(id) = id.parse::<ConversationId>() {
                    let kept = storage::get(&draft_key(me, id));
                    let draft = kept.as_deref().map(Draft::read).unwrap_or_default();
                    let is_from_elsewhere = !draft.is_empty();
                    self.store.drafts.put(
                        id,
                        Kept {
                            draft,
                            is_from_elsewhere,
                            is_rescued: false,
                        },
                    );
                }
            }
            "written" => {
                let app = self.clone();
                spawn_local(async move { app.take_up(me, GRACE).await });
            }
            "sent" => {
                if let Ok(id) = id.parse::<ItemId>() {
                    // Its echo goes when the item comes, by the events.
                    self.store.message_is_sent(id);
                }
            }
            "out" => {
                self.feed(Input::SignedOut);
                self.store.clear();
            }
            _ => {}
        }
    }
}
