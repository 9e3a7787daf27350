//! Looking: at a list, at rows, at a thread.

use super::{ApiError, App};
use crate::store::Query;
use bandeja_contract::{
    ConversationId, ItemId, Seq, Timestamp,
    looking::{Attention, Look},
    mail::{BodyWish, OpenBody},
    search::{MAX_HITS, Search, SearchPage},
};
use bandeja_domain::timeline::Key;
use std::ops::Range;

/// Chooses a tab, an order, a filter.
pub fn choose_list(app: &App, query: Query) {
    let before = app.store.list.query_untracked();
    if before == query {
        return;
    }
    let filter = query.filter.clone();
    let is_other_filter = before.filter != filter;
    app.store.list.choose(query);
    app.store.picked.clear();
    if is_other_filter {
        app.watch(filter);
    }
    app.forget_fetches();
    app.refill();
}

/// These rows are in sight: those that are missing are fetched.
pub fn show_rows(app: &App, rows: Range<u32>) {
    app.store.list.show(rows);
    app.refill();
}

/// Opens a thread: the conversation, if it is not known, and its newest items.
///
/// # Errors
/// [`ApiError`]; [`Code::NotFound`](bandeja_contract::Code::NotFound) for what does not exist or may
/// not be seen.
pub async fn open_thread(app: &App, id: ConversationId) -> Result<(), ApiError> {
    app.recall_draft(id);
    app.load_thread(id).await
}

/// The thread is not on the screen any more.
pub fn leave_thread(app: &App) {
    app.stop_reading();
}

/// Tells colleagues what stands on the screen and how far somebody attends to it (T8). Said again
/// when the connection is back.
pub fn look(app: &App, conversation: Option<ConversationId>, attention: Attention) {
    app.say_look(Look {
        conversation,
        attention,
    });
}

/// Fetches what is missing at a row of a thread: older items, or a gap.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn load_items(app: &App, id: ConversationId, key: Key) -> Result<(), ApiError> {
    match app.store.threads.get_untracked(id) {
        Some(thread) => app.load_items(&thread, key).await,
        None => Ok(()),
    }
}

/// Fetches what stands around an item of an open thread (L9, T9).
///
/// # Errors
/// [`ApiError`]; [`Code::NotFound`](bandeja_contract::Code::NotFound) for one that is not there, or
/// may not be seen.
pub async fn load_around(app: &App, id: ConversationId, item: ItemId) -> Result<(), ApiError> {
    match app.store.threads.get_untracked(id) {
        Some(thread) => app.load_around(&thread, item).await,
        None => Ok(()),
    }
}

/// Looks for words, numbers and people (L9). What comes along is news of conversations, too.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn search(
    app: &App,
    text: String,
    cursor: Option<String>,
) -> Result<SearchPage, ApiError> {
    let page = app
        .call(&Search {
            text,
            cursor,
            limit: MAX_HITS,
        })
        .await?;
    for conversation in &page.conversations {
        app.store.see(conversation.clone());
    }
    Ok(page)
}

/// Everything up to an item is on the screen. Only the owner's reading counts (L5), and only while
/// somebody looks at the page.
pub fn mark_read(app: &App, id: ConversationId, seen: Seq) {
    app.read_up_to(id, seen);
}

/// Where the body of a mail is: an address for a frame, and until when it is good.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn open_mail(
    app: &App,
    item: ItemId,
    body: BodyWish,
) -> Result<(String, Timestamp), ApiError> {
    let link = app.call(&OpenBody { item, body }).await?;
    let inner = app.inner().ok_or(ApiError::Offline)?;
    Ok((inner.api.address(&link.path), link.until))
}

/// Somebody wants to see the remote images of a mail; remembered as long as this page lives.
pub fn show_images(app: &App, item: ItemId) {
    app.store.mails.show_images(item);
}
