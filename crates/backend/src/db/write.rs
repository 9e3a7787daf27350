//! Statements that write conversations and what stands in them.

use super::rows::{Kept, sql};
use crate::error::Result;
use bandeja_contract::*;
use sqlx::SqliteConnection;

/// Writes a conversation, new or known.
pub(crate) async fn conversation(connection: &mut SqliteConnection, kept: &Kept) -> Result<()> {
    let row = &kept.row;
    sqlx::query(
        "INSERT INTO conversations (id, seq, status, inbox, grp, queue, assignee, contact, \
         attention, visitor, subject, preview, preview_by, unread, created_at, queued_at, \
         started_at, last_activity_at, closed_at, last_position, customer_read, agent_read, \
         follows, followed_by, window_until, bot) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, status = excluded.status, \
         grp = excluded.grp, queue = excluded.queue, assignee = excluded.assignee, \
         subject = excluded.subject, preview = excluded.preview, \
         preview_by = excluded.preview_by, unread = excluded.unread, \
         queued_at = excluded.queued_at, started_at = excluded.started_at, \
         last_activity_at = excluded.last_activity_at, closed_at = excluded.closed_at, \
         last_position = excluded.last_position, customer_read = excluded.customer_read, \
         agent_read = excluded.agent_read, follows = excluded.follows, \
         followed_by = excluded.followed_by, window_until = excluded.window_until, \
         bot = excluded.bot",
    )
    .bind(row.id.0)
    .bind(sql(row.seq))
    .bind(row.status.word())
    .bind(row.inbox.0)
    .bind(row.group.0)
    .bind(row.queue.map(|id| id.0))
    .bind(row.assignee.map(|id| id.0))
    .bind(row.contact.0)
    .bind(row.attention.0)
    .bind(kept.visitor.map(|id| id.0))
    .bind(row.subject.as_deref())
    .bind(row.preview.as_str())
    .bind(row.preview_by.word())
    .bind(row.unread)
    .bind(row.created_at.0)
    .bind(row.queued_at.0)
    .bind(row.started_at.map(|at| at.0))
    .bind(row.last_activity_at.0)
    .bind(row.closed_at.map(|at| at.0))
    .bind(sql(row.last_position))
    .bind(sql(row.customer_read))
    .bind(sql(row.agent_read))
    .bind(row.follows.map(|id| id.0))
    .bind(row.followed_by.map(|id| id.0))
    .bind(row.window_until.map(|at| at.0))
    .bind(row.bot)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes a new item; its attachments are rows already and are hung on it.
pub(crate) async fn item(connection: &mut SqliteConnection, item: &Item) -> Result<()> {
    sqlx::query(
        "INSERT INTO items (position, id, conversation, seq, at, kind, author, agent, text, \
         happening, note, delivery, to_agent, to_group, answers) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(sql(item.position))
    .bind(item.id.0)
    .bind(item.conversation.0)
    .bind(sql(item.seq))
    .bind(item.at.0)
    .bind(item.kind.word())
    .bind(item.author.word())
    .bind(item.agent.map(|id| id.0))
    .bind(item.text.as_str())
    .bind(item.happening.map(Happening::word))
    .bind(item.note.as_deref())
    .bind(item.delivery.map(Delivery::word))
    .bind(item.to_agent.map(|id| id.0))
    .bind(item.to_group.map(|id| id.0))
    .bind(item.answers.map(|id| id.0))
    .execute(&mut *connection)
    .await?;
    for (place, attachment) in (0_i64..).zip(&item.attachments) {
        sqlx::query("UPDATE attachments SET item = ?, place = ? WHERE id = ?")
            .bind(item.id.0)
            .bind(place)
            .bind(attachment.id.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Writes how far a known item got.
pub(crate) async fn delivery(connection: &mut SqliteConnection, item: &Item) -> Result<()> {
    sqlx::query("UPDATE items SET seq = ?, delivery = ? WHERE id = ?")
        .bind(sql(item.seq))
        .bind(item.delivery.map(Delivery::word))
        .bind(item.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes what an event says of an agent.
pub(crate) async fn agent(connection: &mut SqliteConnection, agent: &Agent) -> Result<()> {
    sqlx::query("UPDATE agents SET seq = ?, connected = ?, changed = 0 WHERE id = ?")
        .bind(sql(agent.seq))
        .bind(agent.connected)
        .bind(agent.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes whether anybody of a group is there.
pub(crate) async fn online(
    connection: &mut SqliteConnection,
    group: GroupId,
    online: bool,
    seq: Seq,
) -> Result<()> {
    sqlx::query("UPDATE groups SET online = ?, online_seq = ? WHERE id = ?")
        .bind(online)
        .bind(sql(seq))
        .bind(group.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a number from one of the workspace's counters.
pub(crate) async fn take_number(
    connection: &mut SqliteConnection,
    counter: Counter,
) -> Result<u64> {
    let taken: i64 = sqlx::query_scalar(match counter {
        Counter::Attention => {
            "UPDATE workspace SET next_attention = next_attention + 1 RETURNING next_attention - 1"
        }
        Counter::Ticket => {
            "UPDATE workspace SET next_ticket = next_ticket + 1 RETURNING next_ticket - 1"
        }
        Counter::Visitor => {
            "UPDATE workspace SET next_visitor = next_visitor + 1 RETURNING next_visitor - 1"
        }
    })
    .fetch_one(connection)
    .await?;
    Ok(taken.unsigned_abs())
}

/// What is numbered for people to read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Counter {
    /// Cases.
    Attention,
    /// Tickets.
    Ticket,
    /// Visitors without a name.
    Visitor,
}

/// Writes a new ticket.
pub(crate) async fn ticket(
    connection: &mut SqliteConnection,
    id: TicketId,
    number: u64,
    subject: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query("INSERT INTO tickets (id, number, subject, created_at) VALUES (?, ?, ?, ?)")
        .bind(id.0)
        .bind(sql(Seq(number)))
        .bind(subject)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes a new case.
pub(crate) async fn attention(
    connection: &mut SqliteConnection,
    id: AttentionId,
    number: u64,
    contact: ContactId,
    ticket: TicketId,
    service: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO attentions (id, number, contact, ticket, service) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(id.0)
    .bind(sql(Seq(number)))
    .bind(contact.0)
    .bind(ticket.0)
    .bind(service)
    .execute(connection)
    .await?;
    Ok(())
}
