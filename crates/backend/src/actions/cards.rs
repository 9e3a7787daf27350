//! The card of a contact (T2): reading it, writing its fields one by one, its tags.

use super::once::{Answer, Key};
use crate::{
    app::App,
    db::{people, people::Column, read},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{
    endpoint::{ConversationPage, ItemPage},
    *,
};
use bandeja_domain::{
    fields::{self, Shape, Unfit},
    people::{ContactField, may_edit, may_read},
    permission::{Actor, sees_all_groups},
};
use sqlx::SqliteConnection;

/// What is kept of a contact.
pub(crate) async fn get(app: &App, actor: &Actor, id: ContactId) -> Result<Contact> {
    let mut moment = app.readers().moment().await?;
    readable(&mut moment, actor, id).await?;
    known(&mut moment, id).await
}

/// The conversations of a contact that the actor sees.
pub(crate) async fn conversations(
    app: &App,
    actor: &Actor,
    call: &ListOfContact,
) -> Result<ConversationPage> {
    let mut moment = app.readers().moment().await?;
    readable(&mut moment, actor, call.contact).await?;
    let (seq, _) = read::head(&mut moment).await?;
    let groups = (!sees_all_groups(actor.role)).then_some(actor.groups.as_slice());
    let (rows, counts) =
        people::page_of(&mut moment, call.contact, groups, call.offset, call.limit).await?;
    Ok(ConversationPage {
        seq,
        offset: call.offset,
        counts,
        rows,
        next: None,
    })
}

/// The comments on a contact, from every conversation.
pub(crate) async fn comments(app: &App, actor: &Actor, call: &ListComments) -> Result<ItemPage> {
    let mut moment = app.readers().moment().await?;
    readable(&mut moment, actor, call.contact).await?;
    let (seq, _) = read::head(&mut moment).await?;
    let (items, more) = read::comments(&mut moment, call.contact, call.before, call.limit).await?;
    Ok(ItemPage { seq, items, more })
}

/// Writes one field.
pub(crate) async fn edit(
    app: &App,
    actor: &Actor,
    id: ContactId,
    edit: &FieldEdit,
) -> Result<Answer<Contact>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(
        actor.id.0,
        edit.id.0,
        &("edit contact", id, &edit.field, &edit.value),
    )?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let before = editable(&mut writing, actor, id).await?;
    let (field, definition) = field(app, &edit.field)?;
    let shape = match &definition {
        Some(definition) => Shape::of(definition.kind, &definition.choices),
        None => shape(field),
    };
    let value = fields::fit(shape, &edit.value).map_err(refusal)?;
    let holds = holds(&before, field);
    if value != holds {
        stale(&edit.seen, holds)?;
        write(&mut writing, id, field, &value).await?;
    }
    let after = known(writing.connection()?, id).await?;
    key.finish(writing, &after).await
}

/// Puts a tag on a contact, or takes it off.
pub(crate) async fn tag(
    app: &App,
    actor: &Actor,
    id: ContactId,
    edit: TagEdit,
) -> Result<Answer<Contact>> {
    let (answer, _) = put_tag(app, actor, id, edit).await?;
    Ok(answer)
}

/// The same, and whether this call changed anything: not one that was answered before.
pub(super) async fn put_tag(
    app: &App,
    actor: &Actor,
    id: ContactId,
    edit: TagEdit,
) -> Result<(Answer<Contact>, bool)> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(
        actor.id.0,
        edit.id.0,
        &("tag contact", id, edit.tag, edit.is_on),
    )?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok((answer, false));
    }
    let before = editable(&mut writing, actor, id).await?;
    let exists = {
        let memory = app.memory().read();
        let tags = &memory.directory.tags;
        tags.iter().any(|tag| tag.id == edit.tag)
    };
    if !exists {
        return Err(Problem::new(Code::Invalid).at("/tag").into());
    }
    let is_changed = before.tags.contains(&edit.tag) != edit.is_on;
    if is_changed {
        people::put_tag(writing.connection()?, id, edit.tag, edit.is_on).await?;
        changed(&mut writing, id, true).await?;
    }
    let after = known(writing.connection()?, id).await?;
    Ok((key.finish(writing, &after).await?, is_changed))
}

/// Refuses whoever sees no conversation of the contact: to them it does not exist.
pub(super) async fn readable(
    connection: &mut SqliteConnection,
    actor: &Actor,
    id: ContactId,
) -> Result<()> {
    let held = people::held_by(connection, id).await?;
    if may_read(actor, &held) {
        Ok(())
    } else {
        Err(Error::not_found())
    }
}

/// A refusal for a value that does not fit.
pub(super) fn refusal(unfit: Unfit) -> Problem {
    let problem = match unfit {
        Unfit::Empty => Problem::new(Code::Empty),
        Unfit::TooLong(limit) => Problem::new(Code::TooLong).limit(limit as u64),
        Unfit::Email | Unfit::Phone | Unfit::Number | Unfit::Date | Unfit::Choice | Unfit::Link => {
            Problem::new(Code::Invalid)
        }
    };
    problem.at("/value")
}

/// Refuses to write over what its editor had not seen.
pub(super) fn stale(seen: &str, holds: &str) -> Result<()> {
    if seen == holds {
        return Ok(());
    }
    let mut problem = Problem::new(Code::FieldMoved).at("/seen");
    problem.value = Some(holds.to_owned());
    Err(problem.into())
}

async fn known(connection: &mut SqliteConnection, id: ContactId) -> Result<Contact> {
    people::contact(connection, id)
        .await?
        .ok_or_else(Error::not_found)
}

async fn editable(writing: &mut Writing, actor: &Actor, id: ContactId) -> Result<Contact> {
    let held = people::held_by(writing.connection()?, id).await?;
    if !may_read(actor, &held) {
        return Err(Error::not_found());
    }
    if !may_edit(actor, &held) {
        return Err(Error::refused(Code::Forbidden));
    }
    known(writing.connection()?, id).await
}

/// The field that an edit names, with its definition when it is the workspace's own.
fn field(app: &App, word: &str) -> Result<(ContactField, Option<FieldDefinition>)> {
    let unknown = || Problem::new(Code::Invalid).at("/field");
    let field = ContactField::from_word(word).ok_or_else(unknown)?;
    let ContactField::Custom(id) = field else {
        return Ok((field, None));
    };
    let memory = app.memory().read();
    let found = memory.directory.fields.iter().find(|one| one.id == id);
    Ok((field, Some(found.cloned().ok_or_else(unknown)?)))
}

const fn shape(field: ContactField) -> Shape<'static> {
    match field {
        ContactField::Name => Shape::Name,
        ContactField::Email => Shape::Email,
        ContactField::Phone => Shape::Phone,
        ContactField::Custom(_) => Shape::Text,
    }
}

fn holds(contact: &Contact, field: ContactField) -> &str {
    match field {
        ContactField::Name => &contact.name,
        ContactField::Email => &contact.email,
        ContactField::Phone => &contact.phone,
        ContactField::Custom(id) => contact
            .fields
            .iter()
            .find(|one| one.field == id)
            .map_or("", |one| &one.value),
    }
}

async fn write(
    writing: &mut Writing,
    id: ContactId,
    field: ContactField,
    value: &str,
) -> Result<()> {
    let connection = writing.connection()?;
    let column = match field {
        ContactField::Name => Column::Name,
        ContactField::Email => Column::Email,
        ContactField::Phone => Column::Phone,
        ContactField::Custom(custom) => {
            people::put_field(connection, id, custom, value).await?;
            return changed(writing, id, false).await;
        }
    };
    people::put_column(connection, id, column, value).await?;
    if matches!(field, ContactField::Name) {
        // Whoever asked is on the tickets.
        for number in people::tickets_of(writing.connection()?, id).await? {
            if let Some(mut ticket) = people::ticket(writing.connection()?, number).await? {
                ticket.seq = writing.touch_ticket(ticket.id)?;
                people::put_ticket(writing.connection()?, &ticket).await?;
            }
        }
    }
    changed(writing, id, true).await
}

/// Numbers the change and tells it; what rows show is told with every row.
async fn changed(writing: &mut Writing, id: ContactId, is_on_rows: bool) -> Result<()> {
    let seq = writing.touch_contact(id)?;
    people::put_seq(writing.connection()?, id, seq).await?;
    if is_on_rows {
        for mut kept in people::conversations_of(writing.connection()?, id).await? {
            writing.put_conversation(&mut kept, None).await?;
        }
    }
    Ok(())
}
