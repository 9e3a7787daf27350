//! Cards of contacts and tickets: reading them, keeping a field, a tag, a comment.
//!
//! An edit is made once, however often it is tried; what was typed stays with its field.

use super::{ApiError, App};
use bandeja_browser::ids::uuid_v7;
use bandeja_contract::{
    AddComment, Contact, ContactId, ConversationId, EditContact, EditTicket, FieldEdit, GetContact,
    GetTicket, Item, ItemId, ListComments, ListOfContact, NewComment, OperationId, Seq,
    SupportTicket, TagContact, TagEdit, TagId,
    endpoint::{ConversationPage, ItemPage},
};
use bandeja_domain::editing::Edit;

/// How many conversations or comments are read at once.
const PAGE: u32 = 20;

/// What is kept of a contact.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn read_contact(app: &App, contact: ContactId) -> Result<Contact, ApiError> {
    app.call(&GetContact { contact }).await
}

/// Keeps a field of a contact.
///
/// # Errors
/// [`ApiError`]; nothing was changed when it is a refusal.
pub async fn edit_contact(
    app: &App,
    contact: ContactId,
    field: String,
    edit: Edit,
) -> Result<Contact, ApiError> {
    let body = field_edit(field, edit);
    app.call_twice(&EditContact { contact, body }).await
}

/// Puts a tag on a contact, or takes it off.
///
/// # Errors
/// [`ApiError`]; nothing was changed when it is a refusal.
pub async fn tag_contact(
    app: &App,
    contact: ContactId,
    tag: TagId,
    is_on: bool,
) -> Result<Contact, ApiError> {
    let id = OperationId(uuid_v7());
    let body = TagEdit { id, tag, is_on };
    app.call_twice(&TagContact { contact, body }).await
}

/// The conversations of a contact, from a row on. They are news like any others.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn conversations_of(
    app: &App,
    contact: ContactId,
    offset: u32,
) -> Result<ConversationPage, ApiError> {
    let call = ListOfContact {
        contact,
        offset,
        limit: PAGE,
    };
    let page = app.call(&call).await?;
    for row in &page.rows {
        app.store.see(row.clone());
    }
    Ok(page)
}

/// Comments on a contact before a position, or the newest.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn read_comments(
    app: &App,
    contact: ContactId,
    before: Option<Seq>,
) -> Result<ItemPage, ApiError> {
    let call = ListComments {
        contact,
        before,
        limit: PAGE,
    };
    app.call(&call).await
}

/// Writes a comment on a contact into the thread of a conversation; `id` is made once for it.
///
/// # Errors
/// [`ApiError`]; asking again with the same id is safe.
pub async fn add_comment(
    app: &App,
    contact: ContactId,
    conversation: ConversationId,
    id: ItemId,
    text: String,
) -> Result<Item, ApiError> {
    let body = NewComment {
        id,
        conversation,
        text,
    };
    let item = app.call_twice(&AddComment { contact, body }).await?;
    app.store.see_item(item.clone());
    Ok(item)
}

/// What was being written as a comment on a contact.
#[must_use]
pub fn comment_draft(app: &App, contact: ContactId) -> String {
    app.kept_comment(contact).unwrap_or_default()
}

/// Keeps what is being written as a comment on a contact.
pub fn write_comment(app: &App, contact: ContactId, words: &str) {
    app.keep_comment(contact, words);
}

/// A ticket, by its number.
///
/// # Errors
/// [`ApiError`]; asking again is safe.
pub async fn read_ticket(app: &App, number: u64) -> Result<SupportTicket, ApiError> {
    app.call(&GetTicket { number }).await
}

/// Keeps a field of a ticket.
///
/// # Errors
/// [`ApiError`]; nothing was changed when it is a refusal.
pub async fn edit_ticket(
    app: &App,
    number: u64,
    field: String,
    edit: Edit,
) -> Result<SupportTicket, ApiError> {
    let body = field_edit(field, edit);
    app.call_twice(&EditTicket { number, body }).await
}

fn field_edit(field: String, edit: Edit) -> FieldEdit {
    FieldEdit {
        id: OperationId(uuid_v7()),
        field,
        value: edit.value,
        seen: edit.seen,
    }
}
