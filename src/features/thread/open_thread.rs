//! What the views of one open thread share, and what follows from looking at it: older messages
//! are fetched, what is seen is marked as read, what comes is announced.

use super::message_bubble::Run;
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key as Word, tf},
    store::{Author, Thread, ThreadItem, What},
    ui::virtual_thread::Place,
};
use bandeja_contract::Seq;
use bandeja_domain::timeline::Key;
use leptos::{prelude::*, task::spawn_local};
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

    /// What was on the screen of an attentive owner is read (L5).
    pub(super) fn mark_read(&self, place: Place<Key>) {
        let shown = self.clone();
        Effect::new(move |_| {
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
        let store = &self.app.store;
        let signs = store.typing.get(self.thread.id());
        let sign = signs.iter().min_by_key(|sign| sign.agent.is_some())?;
        Some(match sign.agent {
            None => tf(Word::ThreadTyping, &[("name", &self.contact())]),
            Some(agent) => tf(
                Word::ThreadTypingColleague,
                &[("name", &store.workspace.agent_name(agent))],
            ),
        })
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
