//! What the views of one open thread share, and what follows from looking at it: older messages
//! are fetched, what is seen is marked as read, what comes is announced.

use super::{mail_views::MailViews, message_bubble::Run};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key as Word, language, t, tf},
    present::stand,
    route,
    store::{Author, Thread, ThreadItem, What},
    ui::{prelude::*, virtual_thread::Place},
};
use bandeja_browser::{clipboard, page};
use bandeja_contract::{Code, ItemId, Seq, Status};
use bandeja_domain::{
    channel::rules,
    timeline::{Entry, Key},
};
use leptos::task::spawn_local;
use std::{collections::HashMap, sync::Arc};

/// What the views of one thread share.
#[derive(Clone)]
pub(super) struct OpenThread {
    pub(super) app: App,
    pub(super) thread: Thread,
    pub(super) runs: Memo<Arc<HashMap<Key, Run>>>,
    pub(super) desk: Desk,
    /// Whether a page of older messages did not come.
    pub(super) is_stuck: RwSignal<bool>,
    /// What its mails remember.
    pub(super) mails: MailViews,
    /// The mail whose «Detalle» is open.
    pub(super) detail: RwSignal<Option<ItemId>>,
    /// Where it stands.
    pub(super) place: Place<Key>,
    /// The message that the address names (L9, T9).
    pub(super) found: Signal<Option<ItemId>>,
    /// How far it was read when it was opened; `None` when nothing was unread.
    pub(super) read_to: Option<Seq>,
}

impl OpenThread {
    pub(super) fn load(&self, key: Key) {
        let (app, id, is_stuck) = (self.app.clone(), self.thread.id(), self.is_stuck);
        is_stuck.set(false);
        spawn_local(async move {
            if commands::load_items(&app, id, key).await.is_err() {
                // The pane may be gone by now.
                let _ = is_stuck.try_set(true);
            }
        });
    }

    /// The message that the address names is brought into view, with what stands around it.
    pub(super) fn seek(&self) {
        let (shown, place) = (self.clone(), self.place);
        whenever(move || {
            let Some(id) = shown.found.get() else {
                return;
            };
            place.to(Key::Item(id));
            let (app, of, desk) = (shown.app.clone(), shown.thread.id(), shown.desk.clone());
            spawn_local(async move {
                if let Err(error) = commands::load_around(&app, of, id).await {
                    let is_gone = error.code() == Some(Code::NotFound);
                    let word = if is_gone {
                        Word::MessageNotHere
                    } else {
                        Word::MessageNotLoaded
                    };
                    desk.toasts.say(t(word), None);
                }
            });
        });
    }

    /// Puts the address of a message where it can be pasted (T9).
    /// Whether a message here can be answered so that the answer shows it.
    pub(super) fn takes_answers(&self) -> bool {
        let store = &self.app.store;
        let known = untrack(|| store.conversations.get(self.thread.id()));
        known.is_some_and(|it| {
            rules(it.channel).quotes && untrack(|| stand::blocked(&it, store)).is_none()
        })
    }

    /// The next message answers this one.
    pub(super) fn answer(&self, id: ItemId) {
        commands::answer(&self.app, self.thread.id(), Some(id));
        self.desk.wants_caret.set(Some(self.thread.id()));
    }

    /// Leads to a message of this thread, loaded or not.
    pub(super) fn see(&self, id: ItemId) {
        let here = &self.desk.here;
        let place = here.place.get_untracked();
        here.go(&place.at_message(self.thread.id(), id));
    }

    pub(super) fn copy_link(&self, id: ItemId) {
        let conversation = self.thread.id();
        let known = self.app.store.conversations.get_untracked(conversation);
        let tab = known.map_or(Status::Open, |known| known.status);
        let place = route::Place::of(tab).at_message(conversation, id);
        let link = format!("{}{}", page::origin(), self.desk.here.address(&place));
        let toasts = self.desk.toasts;
        spawn_local(async move {
            let word = if clipboard::write(&link).await {
                Word::MessageLinkCopied
            } else {
                Word::MessageLinkNotCopied
            };
            toasts.say(t(word), None);
        });
    }

    /// Where a thread of mails begins to be read: its end may be the foot of a long newsletter.
    /// `None` on other channels, which begin at their end.
    pub(super) fn start(&self) -> Option<Key> {
        untrack(|| {
            let it = self.app.store.conversations.get(self.thread.id())?;
            if !rules(it.channel).mail {
                return None;
            }
            let unread = self.read_to.and_then(|read| {
                self.thread
                    .filter_map(|item| {
                        (item.is_incoming() && item.position > read).then_some(item.id)
                    })
                    .first()
                    .copied()
            });
            let newest = || self.thread.find_map(|item| item.author().map(|_| item.id));
            unread.or_else(newest).map(Key::Item)
        })
    }

    /// When the reader wants other colours, another language or images, the mails on the screen are
    /// asked for anew.
    pub(super) fn follow_wishes(&self) {
        let shown = self.clone();
        Effect::new(move |before: Option<()>| {
            shown.desk.theme.track();
            let _ = language();
            shown.app.store.mails.follow();
            if before.is_some() {
                untrack(|| shown.mails.refresh(&shown.app, &shown.desk));
            }
        });
    }

    /// What was on the screen of an attentive owner is read (L5).
    pub(super) fn mark_read(&self, place: Place<Key>) {
        let shown = self.clone();
        whenever(move || {
            let is_read = shown.desk.has_attention.get();
            let Some(Key::Item(last)) = place.last().get() else {
                return;
            };
            let position = shown.thread.item(last).map_or(Seq(0), |item| item.position);
            // Follows the owner, too: whoever takes it has read what is on the screen.
            let is_there = shown
                .app
                .store
                .conversations
                .get(shown.thread.id())
                .is_some();
            if is_read && is_there && position > Seq(0) {
                commands::mark_read(&shown.app, shown.thread.id(), position);
            }
        });
    }

    /// What comes while the thread is open is said to screen readers.
    pub(super) fn announce(&self) {
        let shown = self.clone();
        Effect::new(move |before: Option<Seq>| {
            let last = shown.thread.last_position();
            if let Some(before) = before.filter(|before| *before < last)
                && let Some(text) = shown.thread.find_map(|item| incoming_after(item, before))
            {
                let head = tf(Word::ThreadReceived, &[("name", &shown.contact())]);
                shown.desk.announcements.say(format!("{head}: {text}"));
            }
            last
        });
    }

    pub(super) fn typing_sentence(&self) -> Option<String> {
        // Colleagues stand above the composer.
        let is_writing = self.app.store.typing.is_customer(self.thread.id());
        is_writing.then(|| tf(Word::ThreadTyping, &[("name", &self.contact())]))
    }

    pub(super) fn contact(&self) -> String {
        let conversation = self.app.store.conversations.get(self.thread.id());
        conversation
            .map(|it| it.contact_name.clone())
            .unwrap_or_default()
    }
}

fn incoming_after(item: &ThreadItem, before: Seq) -> Option<String> {
    match &item.what {
        What::Message {
            author: Author::Customer,
            text,
            ..
        } if item.position > before => Some(text.clone()),
        _ => None,
    }
}
