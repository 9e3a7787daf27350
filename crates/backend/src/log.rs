//! The event log: what changed, in order, for whoever comes back.
//!
//! It stores what goes over the wire, and whom it concerns beside it. Who may read what is
//! decided by [`view`](crate::view), at the moment of reading.

use crate::{
    db::rows::{self, sql},
    error::Result,
};
use bandeja_contract::*;
use serde_json::value::RawValue;
use sqlx::{Row, SqliteConnection};

/// How long events are kept at least, in milliseconds.
const KEPT_FOR: i64 = 24 * 3_600_000;
/// How many events are kept at least.
const KEPT: i64 = 10_000;

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// [`Change::Conversation`].
    Conversation,
    /// [`Change::Item`].
    Item,
    /// [`Change::Agent`].
    Agent,
    /// [`Change::Setup`].
    Setup,
    /// Somebody of a group came, or the last one left; visitors hear of it.
    Online,
    /// [`Change::Contact`]: only an id, for every agent.
    Contact,
    /// [`Change::Ticket`]: the same.
    Ticket,
    /// A conversation was erased: every agent is told to forget it, whoever saw it when.
    Erased,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Item => "item",
            Self::Agent => "agent",
            Self::Setup => "setup",
            Self::Online => "online",
            Self::Contact => "contact",
            Self::Ticket => "ticket",
            Self::Erased => "erased",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [
            Self::Conversation,
            Self::Item,
            Self::Agent,
            Self::Setup,
            Self::Online,
            Self::Contact,
            Self::Ticket,
            Self::Erased,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}

/// One entry.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    pub(crate) seq: Seq,
    pub(crate) kind: Kind,
    pub(crate) conversation: Option<ConversationId>,
    /// The group it concerns, at that time.
    pub(crate) group: Option<GroupId>,
    /// The group that answered the conversation before.
    pub(crate) before: Option<GroupId>,
    /// Who writes the conversation through the widget.
    pub(crate) visitor: Option<VisitorId>,
    /// The contact whose card it speaks of.
    pub(crate) contact: Option<ContactId>,
    /// The ticket that it speaks of.
    pub(crate) ticket: Option<TicketId>,
    /// The [`Event`] as it goes to agents. Of [`Kind::Online`] nothing goes to them.
    pub(crate) wire: Box<RawValue>,
}

impl Logged {
    /// An entry that concerns nobody yet.
    pub(crate) fn new(seq: Seq, kind: Kind, change: Change) -> Result<Self> {
        Ok(Self {
            seq,
            kind,
            conversation: None,
            group: None,
            before: None,
            visitor: None,
            contact: None,
            ticket: None,
            wire: serde_json::value::to_raw_value(&Event { seq, change })?,
        })
    }

    /// What is different.
    pub(crate) fn change(&self) -> Result<Change> {
        Ok(serde_json::from_str::<Event>(self.wire.get())?.change)
    }
}

/// Appends an entry.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    at: Timestamp,
    logged: &Logged,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO events (seq, at, kind, conversation, grp, grp_before, visitor, contact, ticket, \
         payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(sql(logged.seq))
    .bind(at.0)
    .bind(logged.kind.word())
    .bind(logged.conversation.map(|id| id.0))
    .bind(logged.group.map(|id| id.0))
    .bind(logged.before.map(|id| id.0))
    .bind(logged.visitor.map(|id| id.0))
    .bind(logged.contact.map(|id| id.0))
    .bind(logged.ticket.map(|id| id.0))
    .bind(logged.wire.get())
    .execute(connection)
    .await?;
    Ok(())
}

/// At most `limit` entries after a number and up to another, in order.
pub(crate) async fn between(
    connection: &mut SqliteConnection,
    after: Seq,
    to: Seq,
    limit: u32,
) -> Result<Vec<Logged>> {
    let found = sqlx::query("SELECT * FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?")
        .bind(sql(after))
        .bind(sql(to))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    found.iter().map(entry).collect()
}

/// The same for a visitor: what concerns them, and who is there of the group that answers.
pub(crate) async fn between_for_visitor(
    connection: &mut SqliteConnection,
    visitor: VisitorId,
    group: GroupId,
    after: Seq,
    to: Seq,
    limit: u32,
) -> Result<Vec<Logged>> {
    let found = sqlx::query(
        "SELECT * FROM events WHERE visitor = ?1 AND seq > ?3 AND seq <= ?4 \
         UNION ALL \
         SELECT * FROM events WHERE kind = 'online' AND grp = ?2 AND seq > ?3 AND seq <= ?4 \
         ORDER BY seq LIMIT ?5",
    )
    .bind(visitor.0)
    .bind(group.0)
    .bind(sql(after))
    .bind(sql(to))
    .bind(limit)
    .fetch_all(connection)
    .await?;
    found.iter().map(entry).collect()
}

/// Forgets what is older than a day, as far as ten thousand newer ones stay. Answers where the
/// log begins now.
pub(crate) async fn prune(connection: &mut SqliteConnection, now: Timestamp) -> Result<Seq> {
    let edge: Option<i64> = sqlx::query_scalar(
        "SELECT min(edge) FROM ( \
             SELECT coalesce((SELECT seq FROM events ORDER BY seq DESC LIMIT 1 OFFSET ?1), 0) \
                 AS edge \
             UNION ALL \
             SELECT coalesce((SELECT min(seq) - 1 FROM events WHERE at >= ?2), \
                 (SELECT seq FROM workspace)))",
    )
    .bind(KEPT)
    .bind(now.plus(-KEPT_FOR).0)
    .fetch_one(&mut *connection)
    .await?;
    let edge = edge.unwrap_or_default().max(0);
    let gone = sqlx::query("DELETE FROM events WHERE seq <= ?")
        .bind(edge)
        .execute(&mut *connection)
        .await?;
    if gone.rows_affected() > 0 {
        sqlx::query("UPDATE workspace SET log_start = ?1 WHERE log_start < ?1")
            .bind(edge)
            .execute(&mut *connection)
            .await?;
    }
    let start: i64 = sqlx::query_scalar("SELECT log_start FROM workspace")
        .fetch_one(connection)
        .await?;
    Ok(Seq(start.unsigned_abs()))
}

fn entry(row: &sqlx::sqlite::SqliteRow) -> Result<Logged> {
    Ok(Logged {
        seq: rows::seq(row, "seq")?,
        kind: rows::word(row, "kind", Kind::from_word)?,
        conversation: rows::id(row, "conversation")?.map(ConversationId),
        group: rows::id(row, "grp")?.map(GroupId),
        before: rows::id(row, "grp_before")?.map(GroupId),
        visitor: rows::id(row, "visitor")?.map(VisitorId),
        contact: rows::id(row, "contact")?.map(ContactId),
        ticket: rows::id(row, "ticket")?.map(TicketId),
        wire: RawValue::from_string(row.try_get("payload")?)?,
    })
}
