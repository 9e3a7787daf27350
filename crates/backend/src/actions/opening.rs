//! What a customer's message does to a conversation: it begins one, or brings one on (A6, L7).

use super::{
    assign::own,
    bot, items,
    keeping::keeper,
    presence::{is_available, somebody_there},
};
use crate::{
    app::App,
    db::{
        people, read,
        rows::Kept,
        write::{self, Counter},
    },
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::*;
use bandeja_domain::{
    channel::{expires_unattended, rules},
    status::{Step, after, first},
};
use uuid::Uuid;

/// What a new conversation begins with.
pub(crate) struct Opening<'a> {
    pub(crate) inbox: InboxId,
    pub(crate) contact: ContactId,
    /// Who writes it through the widget.
    pub(crate) visitor: Option<VisitorId>,
    /// Where the channel has one.
    pub(crate) subject: Option<String>,
    /// What the ticket of a new case is called after.
    pub(crate) about: &'a str,
    /// What a new case is about before anybody says so (*tipo de servicio*).
    pub(crate) service: &'static str,
    /// Whether somebody is there to answer; nobody needs to be for channels that are not live.
    pub(crate) there: bool,
}

/// Begins a conversation; after an old one it belongs to the same case, and both link to each
/// other (A6). Answers the status that the first message brings.
pub(crate) async fn begin(
    app: &App,
    writing: &mut Writing,
    opening: Opening<'_>,
    old: Option<Kept>,
) -> Result<(Kept, Status)> {
    let inbox = {
        let memory = app.memory().read();
        memory
            .directory
            .inbox(opening.inbox)
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
        None => new_attention(writing, &opening).await?,
    };
    // A card that is open shows that there is another one.
    if people::has_any(writing.connection()?, attention.contact).await? {
        writing.touch_contact(attention.contact)?;
    }
    let now = writing.now();
    let status = first(inbox.queue.is_some(), opening.there);
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
        contact: attention.contact,
        contact_name: attention.contact_name,
        contact_email: attention.contact_email,
        contact_phone: attention.contact_phone,
        attention: attention.id,
        attention_number: attention.number,
        ticket_number: attention.ticket_number,
        service: attention.service,
        subject: attention.subject.or(opening.subject),
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
        window_until: None,
        bot: false,
        tags: attention.tags,
    };
    let mut kept = Kept {
        row,
        visitor: opening.visitor,
    };
    write::conversation(writing.connection()?, &kept).await?;
    if let Some(visitor) = opening.visitor {
        sqlx::query("UPDATE visitors SET conversation = ? WHERE id = ?")
            .bind(id.0)
            .bind(visitor.0)
            .execute(writing.connection()?)
            .await?;
    }
    writing
        .add_item(&mut kept, items::event(id, None, Happening::Started))
        .await?;
    let (contact, group) = (kept.row.contact, kept.row.group);
    if let Some(agent) = keeper(app, writing, contact, group).await? {
        let mut told = items::event(id, None, Happening::Assigned);
        told.to_agent = Some(agent);
        own(writing, &mut kept, agent, told).await?;
        return Ok((kept, Status::Open));
    }
    if bot::begin(app, writing, &mut kept).await? {
        return Ok((kept, Status::Open));
    }
    Ok((kept, status))
}

/// What a client's message means for a conversation, or for one that it would begin: whether anybody
/// is there who could answer (A8), and whether that is its own agent (L7).
pub(crate) fn step(
    app: &App,
    channel: Channel,
    group: GroupId,
    row: Option<&Conversation>,
) -> Step {
    let owner = row.and_then(|row| row.assignee);
    if owner.is_some_and(|owner| is_available(app, owner)) {
        Step::ClientWroteToOwner
    } else if expires_unattended(channel) && !somebody_there(app, group) {
        Step::ClientWroteToNobody
    } else {
        Step::ClientWrote
    }
}

/// Where a client's message leads a conversation; none where it begins another one (A6).
pub(crate) fn next(row: &Conversation, step: Step) -> Option<Status> {
    let next = after(row.status, step)?;
    // Where nothing queues, what comes back is open and nobody's.
    let waits = row.status == Status::Expired && next == Status::Queued;
    Some(if waits {
        first(row.queue.is_some(), true)
    } else {
        next
    })
}

/// Brings the conversation where a message leads, and tells in the thread when it moved.
pub(crate) async fn follow(
    app: &App,
    writing: &mut Writing,
    kept: &mut Kept,
    message: &Item,
    status: Status,
) -> Result<()> {
    let moved = kept.row.status != status;
    kept.row.unread += 1;
    kept.row.last_activity_at = message.at;
    // The session begins anew with every message of the client (M7).
    let window = rules(kept.row.channel).window;
    kept.row.window_until = window.map(|window| message.at.plus(window));
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
        Status::Open
            if moved
                && kept
                    .row
                    .assignee
                    .is_some_and(|owner| is_available(app, owner)) =>
        {
            Happening::Returned
        }
        Status::Open if moved => {
            kept.row.assignee = None;
            return Ok(());
        }
        Status::Expired if moved => Happening::Expired,
        _ => return Ok(()),
    };
    let agent = kept
        .row
        .assignee
        .filter(|_| happening == Happening::Returned);
    let told = items::event(kept.row.id, agent, happening);
    writing.add_item(kept, told).await?;
    Ok(())
}

/// What a new conversation takes from its case and its contact.
struct Attention {
    id: AttentionId,
    number: u64,
    ticket_number: u64,
    service: String,
    subject: Option<String>,
    contact: ContactId,
    contact_name: String,
    contact_email: Option<String>,
    contact_phone: Option<String>,
    customer_read: Seq,
    agent_read: Seq,
    follows: Option<ConversationId>,
    tags: Vec<TagId>,
}

impl Attention {
    /// That of a conversation which the new one follows.
    fn of(row: &Conversation) -> Self {
        Self {
            id: row.attention,
            number: row.attention_number,
            ticket_number: row.ticket_number,
            service: row.service.clone(),
            subject: row.subject.clone(),
            contact: row.contact,
            contact_name: row.contact_name.clone(),
            contact_email: row.contact_email.clone(),
            contact_phone: row.contact_phone.clone(),
            customer_read: row.customer_read,
            agent_read: row.agent_read,
            follows: Some(row.id),
            tags: row.tags.clone(),
        }
    }
}

/// A new case, with its ticket.
async fn new_attention(writing: &mut Writing, opening: &Opening<'_>) -> Result<Attention> {
    let now = writing.now();
    let connection = writing.connection()?;
    let number = write::take_number(connection, Counter::Attention).await?;
    let ticket_number = write::take_number(connection, Counter::Ticket).await?;
    let (id, ticket) = (AttentionId(Uuid::now_v7()), TicketId(Uuid::now_v7()));
    let subject = bandeja_domain::text::preview(opening.about);
    write::ticket(connection, ticket, ticket_number, &subject, now).await?;
    write::attention(
        connection,
        id,
        number,
        opening.contact,
        ticket,
        opening.service,
    )
    .await?;
    let contact = read::contact(connection, opening.contact).await?;
    Ok(Attention {
        id,
        number,
        ticket_number,
        service: opening.service.to_owned(),
        subject: None,
        contact: opening.contact,
        contact_name: contact.name,
        contact_email: contact.email,
        contact_phone: contact.phone,
        customer_read: Seq(0),
        agent_read: Seq(0),
        follows: None,
        tags: read::tags_of(connection, opening.contact).await?,
    })
}
