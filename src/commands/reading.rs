//! Looking: at a list, at rows, at a thread.

use super::{ApiError, App};
use crate::store::Query;
use bandeja_contract::{ConversationId, Seq};
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

/// Everything up to an item is on the screen. Only the owner's reading counts (L5), and only while
/// somebody looks at the page.
pub fn mark_read(app: &App, id: ConversationId, seen: Seq) {
    app.read_up_to(id, seen);
}
