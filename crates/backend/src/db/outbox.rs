//! Queries and statements for mails of ours on their way.

use super::rows;
use crate::error::Result;
use bandeja_contract::*;
use sqlx::{Row, SqliteConnection};

/// A mail that is due.
pub(crate) struct Due {
    pub(crate) item: ItemId,
    pub(crate) sender: String,
    pub(crate) recipients: Vec<String>,
    /// Names the raw message.
    pub(crate) raw: Vec<u8>,
    pub(crate) written_at: Timestamp,
    pub(crate) tries: u32,
}

/// A mail that left, or is on its way, as the demo's mailbox shows it.
pub(crate) struct Left {
    pub(crate) item: ItemId,
    pub(crate) recipients: Vec<String>,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) written_at: Timestamp,
    pub(crate) is_waiting: bool,
}

/// Puts a mail on its way; its other rows are there already.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    item: ItemId,
    sender: &str,
    recipients: &[String],
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (item, sender, recipients, written_at, state, tries, due) \
         VALUES (?1, ?2, ?3, ?4, 'waiting', 0, ?4)",
    )
    .bind(item.0)
    .bind(sender)
    .bind(serde_json::to_string(recipients)?)
    .bind(now.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Those that are due, the longest waiting first.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    now: Timestamp,
    most: u32,
) -> Result<Vec<Due>> {
    let found = sqlx::query(
        "SELECT o.*, m.raw FROM outbox o JOIN mails m ON m.item = o.item \
         WHERE o.state = 'waiting' AND o.due <= ? ORDER BY o.due LIMIT ?",
    )
    .bind(now.0)
    .bind(most)
    .fetch_all(connection)
    .await?;
    found
        .iter()
        .map(|row| {
            Ok(Due {
                item: ItemId(row.try_get("item")?),
                sender: row.try_get("sender")?,
                recipients: serde_json::from_str(row.try_get("recipients")?)?,
                raw: row.try_get("raw")?,
                written_at: Timestamp(row.try_get("written_at")?),
                tries: row.try_get("tries")?,
            })
        })
        .collect()
}

/// Notes what became of one; `false` when somebody noted it before.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    item: ItemId,
    accepted: bool,
    reply: Option<u16>,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE outbox SET state = ?, reply = ?, tries = tries + 1 \
         WHERE item = ? AND state = 'waiting'",
    )
    .bind(if accepted { "accepted" } else { "refused" })
    .bind(reply)
    .bind(item.0)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Puts one off.
pub(crate) async fn put_off(
    connection: &mut SqliteConnection,
    item: ItemId,
    due: Timestamp,
    reply: Option<u16>,
) -> Result<()> {
    sqlx::query(
        "UPDATE outbox SET due = ?, reply = ?, tries = tries + 1 \
         WHERE item = ? AND state = 'waiting'",
    )
    .bind(due.0)
    .bind(reply)
    .bind(item.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// How many wait.
pub(crate) async fn waiting(connection: &mut SqliteConnection) -> Result<i64> {
    Ok(
        sqlx::query_scalar("SELECT count(*) FROM outbox WHERE state = 'waiting'")
            .fetch_one(connection)
            .await?,
    )
}

/// What left, newest first.
pub(crate) async fn left(connection: &mut SqliteConnection, most: u32) -> Result<Vec<Left>> {
    let found = sqlx::query(
        "SELECT o.item, o.recipients, o.written_at, o.state, m.head, i.text FROM outbox o \
         JOIN mails m ON m.item = o.item JOIN items i ON i.id = o.item \
         ORDER BY o.written_at DESC, o.item DESC LIMIT ?",
    )
    .bind(most)
    .fetch_all(connection)
    .await?;
    found
        .iter()
        .map(|row| {
            let head: bandeja_contract::mail::MailHead =
                serde_json::from_str(row.try_get("head")?)?;
            Ok(Left {
                item: ItemId(row.try_get("item")?),
                recipients: serde_json::from_str(row.try_get("recipients")?)?,
                subject: head.subject,
                text: row.try_get("text")?,
                written_at: Timestamp(row.try_get("written_at")?),
                is_waiting: rows::word(row, "state", |word| Some(word == "waiting"))?,
            })
        })
        .collect()
}
