//! Many conversations at once (L12). What ends conversations is kept in the browser until the
//! server has it, so that a closed tab neither loses it nor hurries it.

use super::{
    ApiError, App, To,
    acts::{operation, parts},
};
use crate::api::json;
use bandeja_browser::{clock, locks, storage};
use bandeja_contract::{
    AgentId, OperationId, ReasonId, TagId,
    acts::{Bulk, BulkDone, BulkWhat, DoBulk},
};

/// Where what waits is kept; followed by whose it is and the operation's id.
const KEPT: &str = "bandeja.bulk.";

/// Something that waits, and until when it can be undone, in this browser's milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What is to be done.
    pub bulk: Bulk,
    /// Not before this.
    pub due: i64,
}

/// Whether anything waits in this browser, whoever wants it.
#[must_use]
pub fn any_bulk_waits() -> bool {
    !storage::keys(KEPT).is_empty()
}

/// Closes everything that is ticked, for one reason.
#[must_use]
pub fn bulk_close(app: &App, reason: ReasonId, note: Option<String>) -> Bulk {
    Bulk {
        reason: Some(reason),
        note,
        ..ticked(app, BulkWhat::Close)
    }
}

/// Gives everything that is ticked to somebody.
#[must_use]
pub fn bulk_assign(app: &App, to: To) -> Bulk {
    given(ticked(app, BulkWhat::Assign), to)
}

/// Puts a tag on the contacts of everything that is ticked, or takes it off.
#[must_use]
pub fn bulk_tag(app: &App, tag: TagId, is_on: bool) -> Bulk {
    let what = if is_on {
        BulkWhat::Tag
    } else {
        BulkWhat::Untag
    };
    Bulk {
        tag: Some(tag),
        ..ticked(app, what)
    }
}

/// The same, to somebody.
#[must_use]
pub fn given(bulk: Bulk, to: To) -> Bulk {
    let (agent, group) = parts(to);
    Bulk {
        agent,
        group,
        ..bulk
    }
}

fn ticked(app: &App, what: BulkWhat) -> Bulk {
    let ticked = app.store.picked.ticked_untracked();
    Bulk {
        id: operation(),
        what,
        conversations: ticked.ids,
        status: ticked.all.as_ref().map(|query| query.status),
        filter: ticked.all.map(|query| query.filter).unwrap_or_default(),
        agent: None,
        group: None,
        reason: None,
        note: None,
        tag: None,
    }
}

/// Does it now; asked again it changes nothing twice.
///
/// # Errors
/// [`ApiError`]; of single conversations the answer tells.
pub async fn do_bulk(app: &App, bulk: &Bulk) -> Result<BulkDone, ApiError> {
    let body = bulk.clone();
    app.call_twice(&DoBulk { body }).await
}

/// Keeps it until it may be done. Answers whether the browser could.
pub fn keep_bulk(app: &App, waiting: &Waiting) -> bool {
    let Some(me) = app.store.workspace.me_untracked() else {
        return false;
    };
    // It is plain data; a form that JSON lacks does not occur.
    let text = json::write(&waiting.bulk).unwrap_or_default();
    let text = format!("{}\n{text}", waiting.due);
    let is_kept = storage::set(&key(me, waiting.bulk.id), &text).is_ok();
    app.store.connection.set_keeps(is_kept);
    is_kept
}

/// It is not wanted any more, or the server has it. Answers whether it still waited.
pub fn forget_bulk(app: &App, id: OperationId) -> bool {
    let Some(me) = app.store.workspace.me_untracked() else {
        return false;
    };
    let key = key(me, id);
    let waited = storage::get(&key).is_some();
    storage::remove(&key);
    waited
}

/// What an earlier page of the same person left.
#[must_use]
pub fn waiting_bulks(app: &App) -> Vec<Waiting> {
    let Some(me) = app.store.workspace.me_untracked() else {
        return Vec::new();
    };
    let keys = storage::keys(&format!("{KEPT}{me}."));
    keys.iter().filter_map(|key| read(key)).collect()
}

/// Does what waits, unless it was undone or another tab was faster; `None` then.
///
/// # Errors
/// [`ApiError`]; without an answer it goes on waiting.
pub async fn do_waiting(app: &App, id: OperationId) -> Result<Option<BulkDone>, ApiError> {
    let Some(me) = app.store.workspace.me_untracked() else {
        return Ok(None);
    };
    let key = key(me, id);
    let _lock = locks::exclusive(&key).await;
    let Some(waiting) = read(&key) else {
        return Ok(None);
    };
    let answer = do_bulk(app, &waiting.bulk).await;
    if matches!(answer, Ok(_) | Err(ApiError::Refused(_))) {
        storage::remove(&key);
    }
    answer.map(Some)
}

/// Milliseconds until something may be done.
#[must_use]
pub fn left(waiting: &Waiting) -> i64 {
    waiting.due - clock::now().0
}

fn key(me: AgentId, id: OperationId) -> String {
    format!("{KEPT}{me}.{id}")
}

fn read(key: &str) -> Option<Waiting> {
    let text = storage::get(key)?;
    let (due, bulk) = text.split_once('\n')?;
    // What no page of ours has written waits for nothing.
    let (Ok(bulk), Ok(due)) = (json::read(bulk), due.parse()) else {
        return None;
    };
    Some(Waiting { bulk, due })
}
