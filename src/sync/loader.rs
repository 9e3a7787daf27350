//! Fetches rows and items that are missing.

use super::{App, local_now};
use crate::{
    api::ApiError,
    store::{Thread, list::PAGE, query::Asked},
};
use bandeja_browser::timer::Timeout;
use bandeja_contract::{
    ConversationId, ItemId, Seq,
    endpoint::{GetConversation, ListConversations, ListItems},
    search::GetItem,
};
use bandeja_domain::{
    session::State,
    sorted::Sorted,
    timeline::{Ask, Key},
};
use leptos::{prelude::*, task::spawn_local};

/// Items of a page.
const ITEMS: u32 = 50;
/// Milliseconds between two fetches of the same rows.
const AGAIN: i64 = 1_000;
/// Milliseconds after which rows that did not come are asked for again.
const RETRY: i64 = 5_000;
/// Pages that are fetched to close a gap before somebody has to scroll there.
const MENDED: usize = 4;

impl App {
    /// Fetches the rows of the list that are missing in sight.
    pub(crate) fn refill(&self) {
        if self.applied().is_none() {
            // Rows of before the first snapshot would be doubtful at once.
            return;
        }
        if self.owes_sign_out() || self.store.connection.state_untracked() == State::SignedOut {
            // Whoever is leaving is shown nothing more.
            return;
        }
        for asked in self.store.list.ask() {
            let Some(inner) = self.inner() else { return };
            let last = inner.fetched.borrow().get(asked.offset).copied();
            let since = last.map_or(AGAIN, |at| local_now().since(at));
            if (0..AGAIN).contains(&since) {
                self.store.list.lost(&asked);
                self.refill_later(AGAIN - since);
            } else {
                spawn_local(self.clone().fetch_rows(asked));
            }
        }
    }

    /// Another list is chosen: its first page is not held up by the other's.
    pub(crate) fn forget_fetches(&self) {
        if let Some(inner) = self.inner() {
            *inner.fetched.borrow_mut() = Sorted::new();
        }
        self.list_failure.set(None);
    }

    async fn fetch_rows(self, asked: Asked) {
        let answer = self
            .call(&ListConversations {
                status: asked.query.status,
                sort: asked.query.sort,
                filter: asked.query.filter.clone(),
                offset: asked.offset,
                cursor: None,
                limit: PAGE,
            })
            .await;
        match answer {
            Ok(page) => {
                if let Some(inner) = self.inner() {
                    inner.fetched.borrow_mut().insert(asked.offset, local_now());
                }
                self.store.see_page(&asked, &page);
                if self.list_failure.with_untracked(Option::is_some) {
                    self.list_failure.set(None);
                }
                self.refill();
            }
            Err(error) => {
                self.store.list.lost(&asked);
                if self.store.list.wants(&asked) {
                    self.list_failure.set(Some(error));
                    self.refill_later(RETRY);
                }
            }
        }
    }

    fn refill_later(&self, wait: i64) {
        let Some(inner) = self.inner() else { return };
        let app = self.clone();
        let timer = Timeout::new(wait, move || app.refill());
        *inner.timers.list.borrow_mut() = Some(timer);
    }

    /// Opens a thread and fetches what is not known of it.
    pub(crate) async fn load_thread(&self, id: ConversationId) -> Result<(), ApiError> {
        let thread = self.store.open_thread(id, self.applied());
        if self.store.conversations.get_untracked(id).is_none() {
            let conversation = self.call(&GetConversation { conversation: id }).await?;
            self.store.see(conversation);
        }
        if !untrack(|| thread.is_loaded()) {
            self.load_items(&thread, Key::Older).await?;
        }
        Ok(())
    }

    /// Fetches what is missing at a row of a thread.
    pub(crate) async fn load_items(&self, thread: &Thread, key: Key) -> Result<(), ApiError> {
        for ask in [thread.ask(key), thread.ask_back(key)]
            .into_iter()
            .flatten()
        {
            self.fetch_items(thread, ask).await?;
        }
        Ok(())
    }

    /// Fetches an item's neighbours, unless they are here.
    pub(crate) async fn load_around(&self, thread: &Thread, id: ItemId) -> Result<(), ApiError> {
        if thread.is_covered(id) {
            return Ok(());
        }
        let call = GetItem {
            conversation: thread.id(),
            item: id,
        };
        let Seq(position) = self.call(&call).await?.position;
        self.fetch_items(thread, Ask::Before(Seq(position + 1)))
            .await?;
        self.fetch_items(thread, Ask::After(Seq(position))).await
    }

    async fn fetch_items(&self, thread: &Thread, ask: Ask) -> Result<(), ApiError> {
        let (before, after) = match ask {
            Ask::Newest => (None, None),
            Ask::Before(position) => (Some(position), None),
            Ask::After(position) => (None, Some(position)),
        };
        let call = ListItems {
            conversation: thread.id(),
            before,
            after,
            limit: ITEMS,
        };
        match self.call(&call).await {
            Ok(page) => {
                thread.page(ask, page);
                Ok(())
            }
            Err(error) => {
                thread.lost(ask);
                Err(error)
            }
        }
    }

    /// After a snapshot: what is on the screen is told again.
    pub(super) async fn mend(&self) {
        self.forget_fetches();
        self.refill();
        self.recall_drafts();
        self.open_disk().await;
        let Some(thread) = self.store.threads.last() else {
            return;
        };
        // What fails here is shown as a gap, and fetched when it comes into sight.
        match self
            .call(&GetConversation {
                conversation: thread.id(),
            })
            .await
        {
            Ok(conversation) => self.store.see(conversation),
            Err(_) => return,
        }
        if self.fetch_items(&thread, Ask::Newest).await.is_err() {
            return;
        }
        for _ in 0..MENDED {
            let Some(gap) = thread.gaps().pop() else {
                break;
            };
            if self.load_items(&thread, gap).await.is_err() {
                break;
            }
        }
    }
}
