//! What an admin edits (G9): one value at a time, by the server's word.

use super::{ApiError, App};
use bandeja_browser::ids::uuid_v7;
use bandeja_contract::*;

/// Gives an option another value.
///
/// # Errors
/// [`ApiError`]; [`Code::FieldMoved`] when somebody else was faster.
pub async fn edit_option(
    app: &App,
    option: OptionName,
    seen: String,
    value: String,
) -> Result<(), ApiError> {
    let edit = OptionEdit {
        id: OperationId(uuid_v7()),
        option,
        seen,
        value,
    };
    take(app, app.call_twice(&EditOption(edit)).await)
}

/// Adds an entry to a list.
///
/// # Errors
/// [`ApiError`]; nothing was added when it is a refusal.
pub async fn add_entry(
    app: &App,
    kind: EntryKind,
    name: String,
    group: Option<GroupId>,
) -> Result<(), ApiError> {
    let new = NewEntry {
        id: OperationId(uuid_v7()),
        kind,
        name,
        group,
    };
    take(app, app.call_twice(&AddEntry(new)).await)
}

/// Gives a field of an entry another value. `heir` takes what a queue has that goes.
///
/// # Errors
/// [`ApiError`]; [`Code::FieldMoved`] when somebody else was faster.
pub async fn edit_entry(
    app: &App,
    (kind, entry, field): (EntryKind, EntryId, EntryField),
    seen: String,
    value: String,
    heir: Option<QueueId>,
) -> Result<(), ApiError> {
    let body = EntryEdit {
        id: OperationId(uuid_v7()),
        kind,
        field,
        seen,
        value,
        heir,
    };
    take(app, app.call_twice(&EditEntry { entry, body }).await)
}

/// A page of who changed what, from the newest or from before a number.
///
/// # Errors
/// [`ApiError`].
pub async fn list_audit(app: &App, before: Option<Seq>) -> Result<AuditPage, ApiError> {
    app.call(&ListAudit { before, limit: 50 }).await
}

fn take(app: &App, answer: Result<Setup, ApiError>) -> Result<(), ApiError> {
    answer.map(|setup| app.store.workspace.put_setup(setup))
}
