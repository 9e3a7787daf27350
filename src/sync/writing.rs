//! What is being written: kept with each key, told to others while it is written.

use super::{App, local_now};
use crate::store::{drafts::Kept, outbox::Held};
use bandeja_browser::{ids::uuid_v7, storage};
use bandeja_contract::{
    ContactId, ConversationId, ItemId, endpoint::NewMessage, realtime::TypingSign,
};
use bandeja_domain::{
    channel::rules,
    drafts::{Draft, draft_key, draft_prefix},
    outbox::{Entry, State},
    permission::{Action, may},
    status::permits,
    text::{Unfit, check, clean},
};
use leptos::prelude::untrack;

/// Milliseconds after which a typing sign is repeated while it holds.
const REPEAT: i64 = 3_000;

impl App {
    /// Keeps a draft in the browser before this returns.
    pub(crate) fn keep_draft(&self, id: ConversationId, draft: &Draft) {
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        let key = draft_key(me, id);
        if draft.is_empty() {
            storage::remove(&key);
        } else {
            let is_kept = storage::set(&key, &draft.write()).is_ok();
            self.store.connection.set_keeps(is_kept);
        }
        self.tell_draft(id);
    }

    /// Keeps a comment that is being written in the browser before this returns.
    pub(crate) fn keep_comment(&self, contact: ContactId, words: &str) {
        let Some(key) = self.comment_key(contact) else {
            return;
        };
        if words.is_empty() {
            storage::remove(&key);
        } else {
            let is_kept = storage::set(&key, words).is_ok();
            self.store.connection.set_keeps(is_kept);
        }
    }

    /// The comment that was being written, if any.
    pub(crate) fn kept_comment(&self, contact: ContactId) -> Option<String> {
        storage::get(&self.comment_key(contact)?)
    }

    fn comment_key(&self, contact: ContactId) -> Option<String> {
        let me = self.store.workspace.me_untracked()?;
        Some(format!("{}comment-{contact}", draft_prefix(me)))
    }

    /// Brings back the draft that the browser keeps, unless one is on the screen already.
    pub(crate) fn recall_draft(&self, id: ConversationId) {
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        let known = self.store.drafts.get_untracked(id);
        if known.draft.version > 0 || !known.draft.is_empty() {
            return;
        }
        if let Some(text) = storage::get(&draft_key(me, id)) {
            self.store.drafts.put(
                id,
                Kept {
                    draft: Draft::read(&text),
                    is_from_elsewhere: false,
                    is_rescued: false,
                },
            );
        }
    }

    /// Brings back all drafts that the browser keeps for whoever is signed in.
    pub(super) fn recall_drafts(&self) {
        let Some(me) = self.store.workspace.me_untracked() else {
            return;
        };
        let prefix = bandeja_domain::drafts::draft_prefix(me);
        for key in storage::keys(&prefix) {
            if let Some(Ok(id)) = key.strip_prefix(&prefix).map(str::parse) {
                self.recall_draft(id);
            }
        }
    }

    /// The draft as a message to be sent; `None` while it cannot be sent here.
    pub(crate) fn message_of_draft(&self, id: ConversationId) -> Option<Held> {
        let actor = self.store.workspace.actor_untracked()?;
        let conversation = self.store.conversations.get_untracked(id)?;
        let may_reply = may(&actor, Action::Reply, &conversation)
            && permits(conversation.status, Action::Reply);
        let rules = rules(conversation.channel);
        let draft = self.store.drafts.get_untracked(id).draft.clone();
        let text = clean(&draft.text);
        let is_fit = match check(&text, rules.text_limit, rules.unit) {
            Err(Unfit::Empty) => !draft.files.is_empty(),
            fit => fit.is_ok(),
        };
        // What is still on its way would stay behind.
        let is_whole = self.store.uploads.get_untracked(id).is_empty();
        if !may_reply || !is_fit || !is_whole {
            return None;
        }
        let answers = if rules.mail {
            untrack(|| self.store.answered_mail(id)).map(|(item, _)| item)
        } else {
            draft.answers.filter(|_| rules.quotes)
        };
        let thread = self.store.threads.get_untracked(id);
        let seen = thread.map(|thread| thread.last_position_untracked());
        let item = ItemId(uuid_v7());
        let now = local_now();
        Some(Held {
            entry: Entry {
                id: item,
                thread: id,
                written_at: now,
                state: State::Queued {
                    not_before: now,
                    tries: 0,
                },
            },
            message: NewMessage {
                id: item,
                text,
                attachments: draft.files.iter().map(|file| file.id).collect(),
                seen: seen.unwrap_or_default(),
                anyway: false,
                answers,
            },
            files: draft.files,
            at: self.now(),
            unseen: 0,
        })
    }

    /// Somebody writes here, or stopped. Told at most every three seconds.
    pub(crate) fn type_in(&self, id: ConversationId, is_writing: bool) {
        let Some(inner) = self.inner() else { return };
        let now = local_now();
        let last = inner.typing.get();
        let was_writing = last.is_some_and(|(where_, _)| where_ == id);
        let is_fresh = last.is_some_and(|(_, at)| (0..REPEAT).contains(&now.since(at)));
        if is_writing && was_writing && is_fresh || !is_writing && !was_writing {
            return;
        }
        let is_allowed = self
            .store
            .workspace
            .actor_untracked()
            .zip(self.store.conversations.get_untracked(id))
            .is_some_and(|(actor, one)| {
                may(&actor, Action::Type, &one) && permits(one.status, Action::Type)
            });
        if !is_allowed {
            return;
        }
        inner.typing.set(is_writing.then_some((id, now)));
        self.say_typing(TypingSign {
            conversation: Some(id),
            on: is_writing,
        });
    }
}
