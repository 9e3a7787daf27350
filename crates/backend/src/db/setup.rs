//! SQL of the workspace's lists, options and audit log.

use super::rows::{self, sql};
use crate::error::Result;
use bandeja_contract::*;
use sqlx::{Row, SqliteConnection};

/// The table of a list.
const fn table(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Group => "groups",
        EntryKind::Queue => "queues",
        EntryKind::Inbox => "inboxes",
        EntryKind::Reason => "reasons",
        EntryKind::Tag => "tags",
    }
}

/// Adds an entry, at the end where there is an order.
pub(crate) async fn add(connection: &mut SqliteConnection, new: &NewEntry) -> Result<()> {
    let id = new.id.0;
    let table = table(new.kind);
    match (new.kind, new.group) {
        (EntryKind::Queue, Some(group)) => {
            sqlx::query("INSERT INTO queues (id, name, grp) VALUES (?, ?, ?)")
                .bind(id)
                .bind(&new.name)
                .bind(group.0)
                .execute(connection)
                .await?;
        }
        (EntryKind::Reason | EntryKind::Tag, _) => {
            let insert = format!(
                "INSERT INTO {table} (id, name, place) \
                 SELECT ?, ?, coalesce(max(place) + 1, 0) FROM {table}"
            );
            sqlx::query(sqlx::AssertSqlSafe(insert))
                .bind(id)
                .bind(&new.name)
                .execute(connection)
                .await?;
        }
        _ => {
            sqlx::query("INSERT INTO groups (id, name) VALUES (?, ?)")
                .bind(id)
                .bind(&new.name)
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

/// Writes the column of an entry. `column` is a word of this code.
pub(crate) async fn set<'v, V>(
    connection: &mut SqliteConnection,
    kind: EntryKind,
    entry: EntryId,
    column: &'static str,
    value: V,
) -> Result<()>
where
    V: sqlx::Encode<'v, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + Send + 'v,
{
    let update = format!("UPDATE {} SET {column} = ? WHERE id = ?", table(kind));
    sqlx::query(sqlx::AssertSqlSafe(update))
        .bind(value)
        .bind(entry.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes the order of a list.
pub(crate) async fn order(
    connection: &mut SqliteConnection,
    kind: EntryKind,
    entries: &[EntryId],
) -> Result<()> {
    for (place, entry) in (0_i64..).zip(entries) {
        set(connection, kind, *entry, "place", place).await?;
    }
    Ok(())
}

/// Writes the options.
pub(crate) async fn options(connection: &mut SqliteConnection, options: &Options) -> Result<()> {
    sqlx::query("UPDATE workspace SET options = ?")
        .bind(serde_json::to_string(options)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The conversations of a queue that are not closed.
pub(crate) async fn waiting_in(
    connection: &mut SqliteConnection,
    queue: QueueId,
) -> Result<Vec<ConversationId>> {
    let found = sqlx::query_scalar(
        "SELECT id FROM conversations WHERE queue = ? AND status <> 'closed' ORDER BY queued_at, id",
    )
    .bind(queue.0)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().map(ConversationId).collect())
}

/// Whether a group has conversations that are not closed.
pub(crate) async fn group_is_busy(
    connection: &mut SqliteConnection,
    group: GroupId,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM conversations WHERE grp = ? AND status <> 'closed')",
    )
    .bind(group.0)
    .fetch_one(connection)
    .await?)
}

/// Adds a line to the audit log.
pub(crate) async fn note(connection: &mut SqliteConnection, line: &AuditEntry) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (seq, at, agent, kind, entry, name, field, was, became) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(sql(line.seq))
    .bind(line.at.0)
    .bind(line.agent.0)
    .bind(line.kind.map(EntryKind::word))
    .bind(line.entry.map(|id| id.0))
    .bind(&line.name)
    .bind(&line.field)
    .bind(&line.from)
    .bind(&line.to)
    .execute(connection)
    .await?;
    Ok(())
}

/// At most `limit` lines of the audit log before a number, newest first.
pub(crate) async fn audit(
    connection: &mut SqliteConnection,
    before: Option<Seq>,
    limit: u32,
) -> Result<Vec<AuditEntry>> {
    let found =
        sqlx::query("SELECT * FROM audit WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT ?2")
            .bind(before.map(sql))
            .bind(limit)
            .fetch_all(connection)
            .await?;
    found
        .iter()
        .map(|row| {
            let kind: Option<&str> = row.try_get("kind")?;
            Ok(AuditEntry {
                seq: rows::seq(row, "seq")?,
                at: Timestamp(row.try_get("at")?),
                agent: AgentId(row.try_get("agent")?),
                kind: kind.and_then(EntryKind::from_word),
                entry: rows::id(row, "entry")?.map(EntryId),
                name: row.try_get("name")?,
                field: row.try_get("field")?,
                from: row.try_get("was")?,
                to: row.try_get("became")?,
            })
        })
        .collect()
}
