//! A visitor's message: it goes on with the conversation, or begins one (A6, A8, L7).

use super::{
    items,
    once::{Answer, Key},
    presence::somebody_there,
    send::fit,
};
use crate::{
    app::App,
    auth::visitor::{self, Visitor},
    db::{
        read,
        rows::Kept,
        write::{self, Counter},
    },
    error::{Error, Result},
    view,
    writer::Writing,
};
use bandeja_contract::{
    visitor::{VisitorMessage, VisitorSend},
    *,
};
use bandeja_domain::{
    channel::rules,
    status::{Step, after, first},
};
use uuid::Uuid;

/// What a case is about before anybody says so (*tipo de servicio*).
const SERVICE: &str = "Consulta web";

/// Takes a visitor's message.
pub(crate) async fn send(
    app: &App,
    visitor: &Visitor,
    new: &VisitorSend,
) -> Result<Answer<VisitorMessage>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(visitor.id.0, new.id.0, &("visitor-send", &new.text))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let text = fit(&new.text, rules(Channel::Webchat), true)?;
    if items::exists(writing.connection()?, new.id).await? {
        return Err(Error::refused(Code::KeyReused));
    }
    let there = somebody_there(app, visitor.group);
    let step = if there {
        Step::ClientWrote
    } else {
        Step::ClientWroteToNobody
    };
    let current = current(&mut writing, visitor).await?;
    let next = current
        .as_ref()
        .and_then(|kept| after(kept.row.status, step));
    let (mut kept, status) = match (current, next) {
        (Some(kept), Some(status)) => (kept, status),
        // None yet, or a closed one: a new one opens (A6).
        (old, _) => begin(app, &mut writing, visitor, old, &text, there).await?,
    };
    let item = items::message(new.id, kept.row.id, None, text, Vec::new());
    let item = writing.add_item(&mut kept, item).await?;
    follow(&mut writing, &mut kept, &item, status).await?;
    writing.put_conversation(&mut kept, None).await?;
    let answer = view::message(&item, &*app.memory().read())
        .ok_or_else(|| Error::Broken("a message that is none".to_owned()))?;
    key.finish(writing, &answer).await
}

/// The newest conversation of a visitor, as of this transaction.
async fn current(writing: &mut Writing, visitor: &Visitor) -> Result<Option<Kept>> {
    let found = visitor::find(writing.connection()?, visitor.id).await?;
    let (visitor, _) = found.ok_or_else(|| Error::refused(Code::SignedOut))?;
    match visitor.conversation {
        Some(id) => read::conversation(writing.connection()?, id).await,
        None => Ok(None),
    }
}

/// Brings the conversation where a message leads, and tells in the thread when it moved.
async fn follow(
    writing: &mut Writing,
    kept: &mut Kept,
    message: &Item,
    status: Status,
) -> Result<()> {
    let moved = kept.row.status != status;
    kept.row.unread += 1;
    kept.row.last_activity_at = message.at;
    // While queued the preview is the first line that the client wrote (L2).
    if moved || status != Status::Queued || kept.row.preview.is_empty() {
        kept.row.preview = items::preview(message);
        kept.row.preview_by = message.author;
    }
    kept.row.status = status;
    let happening = match status {
        Status::Queued if moved => {
            kept.row.queued_at = message.at;
            kept.row.assignee = None;
            Happening::Queued
        }
        Status::Expired if moved => Happening::Expired,
        _ => return Ok(()),
    };
    let told = items::event(kept.row.id, None, happening);
    writing.add_item(kept, told).await?;
    Ok(())
}

/// Begins a conversation; after a closed one it belongs to the same case, and both link to each
/// other (A6).
async fn begin(
    app: &App,
    writing: &mut Writing,
    visitor: &Visitor,
    old: Option<Kept>,
    text: &str,
    there: bool,
) -> Result<(Kept, Status)> {
    let inbox = {
        let memory = app.memory().read();
        memory
            .directory
            .inbox(visitor.inbox)
            .cloned()
            .ok_or_else(Error::not_found)?
    };
    let id = ConversationId(Uuid::now_v7());
    let attention = match old {
        Some(mut old) => {
            old.row.followed_by = Some(id);
            writing.put_conversation(&mut old, None).await?;
            Attention::of(&old.row)
        }
        None => new_attention(writing, visitor.contact, text).await?,
    };
    let now = writing.now();
    let status = first(inbox.queue.is_some(), there);
    let row = Conversation {
        id,
        seq: Seq(0),
        // Expired is told after the message that found nobody.
        status: first(inbox.queue.is_some(), true),
        channel: inbox.channel,
        inbox: inbox.id,
        group: inbox.group,
        queue: inbox.queue,
        assignee: None,
        contact: visitor.contact,
        contact_name: attention.contact_name,
        contact_email: attention.contact_email,
        contact_phone: attention.contact_phone,
        attention: attention.id,
        attention_number: attention.number,
        ticket_number: attention.ticket_number,
        service: attention.service,
        subject: None,
        preview: String::new(),
        preview_by: AuthorKind::Customer,
        unread: 0,
        created_at: now,
        queued_at: now,
        started_at: None,
        last_activity_at: now,
        closed_at: None,
        last_position: Seq(0),
        // What was read before stays read.
        customer_read: attention.customer_read,
        agent_read: attention.agent_read,
        follows: attention.follows,
        followed_by: None,
    };
    let mut kept = Kept {
        row,
        visitor: Some(visitor.id),
    };
    write::conversation(writing.connection()?, &kept).await?;
    sqlx::query("UPDATE visitors SET conversation = ? WHERE id = ?")
        .bind(id.0)
        .bind(visitor.id.0)
        .execute(writing.connection()?)
        .await?;
    writing
        .add_item(&mut kept, items::event(id, None, Happening::Started))
        .await?;
    Ok((kept, status))
}

/// What a new conversation takes from its case and its contact.
struct Attention {
    id: AttentionId,
    number: u64,
    ticket_number: u64,
    service: String,
    contact_name: String,
    contact_email: Option<String>,
    contact_phone: Option<String>,
    customer_read: Seq,
    agent_read: Seq,
    follows: Option<ConversationId>,
}

impl Attention {
    /// That of a conversation which the new one follows.
    fn of(row: &Conversation) -> Self {
        Self {
            id: row.attention,
            number: row.attention_number,
            ticket_number: row.ticket_number,
            service: row.service.clone(),
            contact_name: row.contact_name.clone(),
            contact_email: row.contact_email.clone(),
            contact_phone: row.contact_phone.clone(),
            customer_read: row.customer_read,
            agent_read: row.agent_read,
            follows: Some(row.id),
        }
    }
}

/// A new case, with its ticket.
async fn new_attention(writing: &mut Writing, contact: ContactId, text: &str) -> Result<Attention> {
    let now = writing.now();
    let connection = writing.connection()?;
    let number = write::take_number(connection, Counter::Attention).await?;
    let ticket_number = write::take_number(connection, Counter::Ticket).await?;
    let (id, ticket) = (AttentionId(Uuid::now_v7()), TicketId(Uuid::now_v7()));
    let subject = bandeja_domain::text::preview(text);
    write::ticket(connection, ticket, ticket_number, &subject, now).await?;
    write::attention(connection, id, number, contact, ticket, SERVICE).await?;
    let contact = read::contact(connection, contact).await?;
    Ok(Attention {
        id,
        number,
        ticket_number,
        service: SERVICE.to_owned(),
        contact_name: contact.name,
        contact_email: contact.email,
        contact_phone: contact.phone,
        customer_read: Seq(0),
        agent_read: Seq(0),
        follows: None,
    })
}
