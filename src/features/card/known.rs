//! What a card knows of its contact, read when it is opened and whenever somebody changed it.

use crate::{
    commands::{self, App},
    present::failure,
};
use bandeja_contract::{Contact, ContactId, ConversationId, Item};
use leptos::prelude::*;

/// What is known of the contact. Copies are the same.
#[derive(Clone, Copy)]
pub struct Known {
    /// What is kept; none before the first answer.
    pub contact: RwSignal<Option<Contact>>,
    /// Its conversations that the reader sees, the newest first.
    pub rows: RwSignal<Vec<ConversationId>>,
    /// Whether there are more of them.
    pub has_more_rows: RwSignal<bool>,
    /// The newest first.
    pub comments: RwSignal<Vec<Item>>,
    /// Whether there are older ones.
    pub has_more_comments: RwSignal<bool>,
    /// Why it could not be read.
    pub trouble: RwSignal<Option<String>>,
}

impl Known {
    /// Nothing yet.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            contact: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            has_more_rows: RwSignal::new(false),
            comments: RwSignal::new(Vec::new()),
            has_more_comments: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Takes a contact unless a newer one is known. The card may be gone.
    pub fn see(self, contact: Contact) {
        let is_newer = self
            .contact
            .try_with_untracked(|known| known.as_ref().is_none_or(|known| known.seq < contact.seq));
        if is_newer == Some(true) {
            self.contact.set(Some(contact));
        }
    }

    /// Reads all of it.
    pub async fn read(self, app: App, id: ContactId) {
        let _ = self.trouble.try_set(None);
        match commands::read_contact(&app, id).await {
            Ok(contact) => self.see(contact),
            Err(error) => drop(self.trouble.try_set(Some(failure::of_call(&error)))),
        }
        self.read_rows(&app, id, 0).await;
        if let Ok(page) = commands::read_comments(&app, id, None).await {
            let _ = self.has_more_comments.try_update(|more| {
                let oldest = page.items.first().map(|item| item.position);
                // Older ones that were read before stay.
                let _ = self.comments.try_update(|known| {
                    known.retain(|item| oldest.is_some_and(|oldest| item.position < oldest));
                    *more = page.more && (known.is_empty() || *more);
                    known.splice(0..0, page.items.into_iter().rev());
                });
            });
        }
    }

    /// Reads conversations from a row on.
    pub async fn read_rows(self, app: &App, id: ContactId, from: usize) {
        let offset = u32::try_from(from).unwrap_or(u32::MAX);
        let Ok(page) = commands::conversations_of(app, id, offset).await else {
            return;
        };
        let all = page.counts.open
            + page.counts.queued
            + page.counts.pending
            + page.counts.expired
            + page.counts.closed;
        let _ = self.rows.try_update(|rows| {
            let news: Vec<_> = page.rows.iter().map(|row| row.id).collect();
            rows.truncate(from);
            rows.extend(news);
        });
        let known = self.rows.try_with_untracked(Vec::len).unwrap_or_default();
        let _ = self
            .has_more_rows
            .try_set(known < usize::try_from(all).unwrap_or(usize::MAX));
    }

    /// Reads older comments.
    pub async fn read_older_comments(self, app: App, id: ContactId) {
        let before = self
            .comments
            .try_with_untracked(|known| known.last().map(|item| item.position));
        let Some(Some(before)) = before else { return };
        if let Ok(page) = commands::read_comments(&app, id, Some(before)).await {
            let _ = self.has_more_comments.try_set(page.more);
            let _ = self
                .comments
                .try_update(|known| known.extend(page.items.into_iter().rev()));
        }
    }
}
