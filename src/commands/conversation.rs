//! What can be done to a conversation. Another person may be faster, so the server's word is
//! awaited; meanwhile the screen says what is being done.

use super::{ApiError, App};
use crate::store::pending::Doing;
use bandeja_browser::ids::uuid_v7;
use bandeja_contract::{
    ConversationId, OperationId, ReasonId,
    endpoint::{Accept, Close, Closing, Operation},
};

/// Takes a conversation from the queue (L5).
///
/// # Errors
/// [`ApiError`]; [`Code::AlreadyTaken`](bandeja_contract::Code::AlreadyTaken) when a colleague was
/// faster.
pub async fn accept(app: &App, id: ConversationId) -> Result<(), ApiError> {
    if !app.store.pending.begin(id, Doing::Accepting) {
        return Ok(());
    }
    let call = Accept {
        conversation: id,
        body: Operation { id: operation() },
    };
    let answer = app.call_twice(&call).await;
    if let Ok(conversation) = &answer {
        app.store.see(conversation.clone());
    }
    app.store.pending.end(id);
    answer.map(drop)
}

/// Ends a conversation with a reason, and a note for colleagues (A5).
///
/// # Errors
/// [`ApiError`]; nothing was done when it is a refusal.
pub async fn close(
    app: &App,
    id: ConversationId,
    reason: ReasonId,
    note: Option<String>,
) -> Result<(), ApiError> {
    if !app.store.pending.begin(id, Doing::Closing) {
        return Ok(());
    }
    let call = Close {
        conversation: id,
        body: Closing {
            id: operation(),
            reason,
            note,
        },
    };
    let answer = app.call_twice(&call).await;
    if let Ok(conversation) = &answer {
        app.store.see(conversation.clone());
    }
    app.store.pending.end(id);
    answer.map(drop)
}

/// Made once per thing a person did, however often it is tried.
fn operation() -> OperationId {
    OperationId(uuid_v7())
}
