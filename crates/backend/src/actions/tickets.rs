//! Tickets of support (T3): reading one, writing its fields one by one. The role decides which.

use super::{
    cards::{refusal, stale},
    once::{Answer, Key},
};
use crate::{
    app::App,
    db::people,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::*;
use bandeja_domain::{
    fields::{Shape, fit},
    people::{may_edit_ticket, may_read},
    permission::Actor,
};

/// A ticket.
pub(crate) async fn get(app: &App, actor: &Actor, number: u64) -> Result<SupportTicket> {
    let mut moment = app.readers().moment().await?;
    let ticket = people::ticket(&mut moment, number)
        .await?
        .ok_or_else(Error::not_found)?;
    let held = people::held_by_ticket(&mut moment, ticket.id).await?;
    if may_read(actor, &held) {
        Ok(ticket)
    } else {
        Err(Error::not_found())
    }
}

/// Writes one field.
pub(crate) async fn edit(
    app: &App,
    actor: &Actor,
    number: u64,
    edit: &FieldEdit,
) -> Result<Answer<SupportTicket>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(
        actor.id.0,
        edit.id.0,
        &("edit ticket", number, &edit.field, &edit.value),
    )?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let before = people::ticket(writing.connection()?, number)
        .await?
        .ok_or_else(Error::not_found)?;
    let held = people::held_by_ticket(writing.connection()?, before.id).await?;
    if !may_read(actor, &held) {
        return Err(Error::not_found());
    }
    let field = TicketField::from_word(&edit.field)
        .ok_or_else(|| Problem::new(Code::Invalid).at("/field"))?;
    if !may_edit_ticket(actor, field, &held) {
        return Err(Error::refused(Code::Forbidden));
    }
    let mut after = before.clone();
    set(app, &mut after, field, &edit.value)?;
    if after != before {
        stale(&edit.seen, &holds(&before, field))?;
        after.seq = writing.touch_ticket(after.id)?;
        people::put_ticket(writing.connection()?, &after).await?;
        if after.service != before.service {
            let rows = people::conversations_of_ticket(writing.connection()?, after.id).await?;
            for mut kept in rows {
                writing.put_conversation(&mut kept, None).await?;
            }
        }
    }
    key.finish(writing, &after).await
}

/// What a field holds, as an edit says it.
fn holds(ticket: &SupportTicket, field: TicketField) -> String {
    match field {
        TicketField::Number => ticket.number.to_string(),
        TicketField::Status => ticket.status.word().to_owned(),
        TicketField::Subject => ticket.subject.clone(),
        TicketField::Kind => ticket.kind.word().to_owned(),
        TicketField::Requester => ticket.requester.clone(),
        TicketField::Service => ticket.service.clone(),
        TicketField::Category => ticket.category.clone(),
        TicketField::Priority => ticket.priority.word().to_owned(),
        TicketField::Due => ticket.due.clone(),
        TicketField::Owner => ticket.owner.map(|id| id.to_string()).unwrap_or_default(),
    }
}

fn set(app: &App, ticket: &mut SupportTicket, field: TicketField, value: &str) -> Result<()> {
    let text = |shape| fit(shape, value).map_err(|unfit| Error::from(refusal(unfit)));
    let unknown = || Problem::new(Code::Invalid).at("/value");
    match field {
        TicketField::Status => {
            ticket.status = TicketStatus::from_word(value).ok_or_else(unknown)?;
        }
        TicketField::Kind => ticket.kind = TicketKind::from_word(value).ok_or_else(unknown)?,
        TicketField::Priority => {
            ticket.priority = Priority::from_word(value).ok_or_else(unknown)?
        }
        TicketField::Subject => ticket.subject = text(Shape::Name)?,
        TicketField::Service => ticket.service = text(Shape::Name)?,
        TicketField::Category => ticket.category = text(Shape::Text)?,
        TicketField::Due => ticket.due = text(Shape::Date)?,
        TicketField::Owner => ticket.owner = owner(app, value)?,
        // `may_edit_ticket` lets nobody come here.
        TicketField::Number | TicketField::Requester => {
            return Err(Error::refused(Code::Forbidden));
        }
    }
    Ok(())
}

/// Somebody who may act, or nobody.
fn owner(app: &App, value: &str) -> Result<Option<AgentId>> {
    if value.is_empty() {
        return Ok(None);
    }
    let memory = app.memory().read();
    let found = value
        .parse()
        .ok()
        .filter(|id| memory.directory.actor(*id).is_some());
    let found = found.ok_or_else(|| Problem::new(Code::Invalid).at("/value"))?;
    Ok(Some(found))
}
