//! Queries for conversations and what stands in them.

use super::mails;
use super::rows::{self, Kept, select_conversations, sql};
use super::sqlite::{in_list, list};
use crate::error::Result;
use bandeja_contract::*;
use bandeja_domain::filter::Facts;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use std::collections::HashMap;

/// The number of the last change, and where the event log begins.
pub(crate) async fn head(connection: &mut SqliteConnection) -> Result<(Seq, Seq)> {
    let row = sqlx::query("SELECT seq, log_start FROM workspace")
        .fetch_one(connection)
        .await?;
    Ok((rows::seq(&row, "seq")?, rows::seq(&row, "log_start")?))
}

/// The facts of every conversation, for the list's index.
pub(crate) async fn facts(connection: &mut SqliteConnection) -> Result<Vec<Facts>> {
    let found = sqlx::query(
        "SELECT c.id, c.status, c.grp, c.assignee, c.queued_at, c.last_activity_at, \
         c.unread > 0 AS is_unread, i.channel, \
         (SELECT group_concat(hex(x.tag), ',' ORDER BY g.place) FROM contact_tags x \
         JOIN tags g ON g.id = x.tag WHERE x.contact = c.contact) AS tags \
         FROM conversations c JOIN inboxes i ON i.id = c.inbox",
    )
    .fetch_all(connection)
    .await?;
    found
        .iter()
        .map(|row| {
            Ok(Facts {
                id: ConversationId(row.try_get(0)?),
                status: rows::word(row, "status", Status::from_word)?,
                group: GroupId(row.try_get(2)?),
                assignee: rows::id(row, "assignee")?.map(AgentId),
                channel: rows::word(row, "channel", Channel::from_word)?,
                is_unread: row.try_get("is_unread")?,
                tags: rows::tags(row)?,
                queued_at: Timestamp(row.try_get(4)?),
                last_activity_at: Timestamp(row.try_get(5)?),
            })
        })
        .collect()
}

/// The windows that will end, of conversations that expire then.
pub(crate) async fn windows(
    connection: &mut SqliteConnection,
) -> Result<Vec<(ConversationId, Timestamp)>> {
    let found = sqlx::query(
        "SELECT id, window_until FROM conversations WHERE window_until IS NOT NULL \
         AND status IN ('open', 'queued', 'pending')",
    )
    .fetch_all(connection)
    .await?;
    found
        .iter()
        .map(|row| Ok((ConversationId(row.try_get(0)?), Timestamp(row.try_get(1)?))))
        .collect()
}

/// What the workspace has chosen; what it has not, has its default.
pub(crate) async fn options(connection: &mut SqliteConnection) -> Result<Options> {
    let stored: String = sqlx::query_scalar("SELECT options FROM workspace")
        .fetch_one(connection)
        .await?;
    Ok(serde_json::from_str(&stored)?)
}

/// A contact's tags, in the workspace's order.
pub(crate) async fn tags_of(
    connection: &mut SqliteConnection,
    contact: ContactId,
) -> Result<Vec<TagId>> {
    let found = sqlx::query_scalar(
        "SELECT x.tag FROM contact_tags x JOIN tags t ON t.id = x.tag WHERE x.contact = ? \
         ORDER BY t.place",
    )
    .bind(contact.0)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().map(TagId).collect())
}

/// One conversation.
pub(crate) async fn conversation(
    connection: &mut SqliteConnection,
    id: ConversationId,
) -> Result<Option<Kept>> {
    let row = sqlx::query(select_conversations!("WHERE c.id = ?"))
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(rows::conversation).transpose()?)
}

/// Conversations in the order of their ids; one that is gone is left out.
pub(crate) async fn conversations(
    connection: &mut SqliteConnection,
    ids: &[ConversationId],
) -> Result<Vec<Conversation>> {
    let found = sqlx::query(select_conversations!(concat!("WHERE c.id IN ", in_list!())))
        .bind(list(ids.iter().map(|id| id.0)))
        .fetch_all(connection)
        .await?;
    let mut by_id = HashMap::with_capacity(found.len());
    for row in &found {
        let kept = rows::conversation(row)?;
        by_id.insert(kept.row.id, kept.row);
    }
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// Where to read in a thread.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From {
    /// The newest.
    End,
    /// The last ones before a position.
    Before(Seq),
    /// The first ones after a position.
    After(Seq),
}

/// A part of a thread, oldest first, and whether there is more in the direction asked.
pub(crate) async fn items(
    connection: &mut SqliteConnection,
    conversation: ConversationId,
    from: From,
    limit: u32,
) -> Result<(Vec<Item>, bool)> {
    let (query, edge) = match from {
        From::End => (BACKWARDS, i64::MAX),
        From::Before(position) => (BACKWARDS, sql(position)),
        From::After(position) => (FORWARDS, sql(position)),
    };
    let found = sqlx::query(query)
        .bind(conversation.0)
        .bind(edge)
        .bind(limit.saturating_add(1))
        .fetch_all(&mut *connection)
        .await?;
    page(connection, &found, limit, matches!(from, From::After(_))).await
}

const BACKWARDS: &str =
    "SELECT * FROM items WHERE conversation = ? AND position < ? ORDER BY position DESC LIMIT ?";
const FORWARDS: &str =
    "SELECT * FROM items WHERE conversation = ? AND position > ? ORDER BY position LIMIT ?";

/// The last items before a position over all conversations of a visitor that concern the visitor:
/// messages, and ends.
pub(crate) async fn visitor_items(
    connection: &mut SqliteConnection,
    visitor: VisitorId,
    before: Option<Seq>,
    limit: u32,
) -> Result<(Vec<Item>, bool)> {
    let found = sqlx::query(
        "SELECT i.* FROM items i JOIN conversations c ON c.id = i.conversation \
         WHERE c.visitor = ? AND i.position < ? AND (i.kind = ? OR i.happening = ?) \
         ORDER BY i.position DESC LIMIT ?",
    )
    .bind(visitor.0)
    .bind(before.map_or(i64::MAX, sql))
    .bind(ItemKind::Message.word())
    .bind(Happening::Closed.word())
    .bind(limit.saturating_add(1))
    .fetch_all(&mut *connection)
    .await?;
    page(connection, &found, limit, false).await
}

/// The last comments on a contact before a position, oldest first, and whether there are older
/// ones.
pub(crate) async fn comments(
    connection: &mut SqliteConnection,
    contact: ContactId,
    before: Option<Seq>,
    limit: u32,
) -> Result<(Vec<Item>, bool)> {
    let found = sqlx::query(
        "SELECT i.* FROM conversations c JOIN items i ON i.conversation = c.id \
         WHERE c.contact = ? AND i.kind = 'comment' AND i.position < ? \
         ORDER BY i.position DESC LIMIT ?",
    )
    .bind(contact.0)
    .bind(before.map_or(i64::MAX, sql))
    .bind(limit.saturating_add(1))
    .fetch_all(&mut *connection)
    .await?;
    page(connection, &found, limit, false).await
}

/// Turns rows, one more than asked, into a page.
async fn page(
    connection: &mut SqliteConnection,
    found: &[SqliteRow],
    limit: u32,
    forwards: bool,
) -> Result<(Vec<Item>, bool)> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut items = found
        .iter()
        .take(limit)
        .map(rows::item)
        .collect::<Result<Vec<_>, sqlx::Error>>()?;
    if !forwards {
        items.reverse();
    }
    attach(connection, &mut items).await?;
    Ok((items, found.len() > limit))
}

/// The newest message of a thread.
pub(crate) async fn last_message(
    connection: &mut SqliteConnection,
    conversation: ConversationId,
) -> Result<Option<Item>> {
    let row = sqlx::query(
        "SELECT * FROM items WHERE conversation = ? AND kind = ? ORDER BY position DESC LIMIT 1",
    )
    .bind(conversation.0)
    .bind(ItemKind::Message.word())
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut items = [rows::item(&row)?];
    attach(connection, &mut items).await?;
    let [item] = items;
    Ok(Some(item))
}

/// The newest event of a thread, without anything that hangs on it.
pub(crate) async fn last_event(
    connection: &mut SqliteConnection,
    conversation: ConversationId,
) -> Result<Option<Item>> {
    let row = sqlx::query(
        "SELECT * FROM items WHERE conversation = ? AND kind = ? ORDER BY position DESC LIMIT 1",
    )
    .bind(conversation.0)
    .bind(ItemKind::Event.word())
    .fetch_optional(connection)
    .await?;
    Ok(row.as_ref().map(rows::item).transpose()?)
}

/// One item, wherever it stands.
pub(crate) async fn item(connection: &mut SqliteConnection, id: ItemId) -> Result<Option<Item>> {
    let row = sqlx::query("SELECT * FROM items WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut items = [rows::item(&row)?];
    attach(connection, &mut items).await?;
    let [item] = items;
    Ok(Some(item))
}

/// How many messages of the customer stand after a position.
pub(crate) async fn customer_messages_after(
    connection: &mut SqliteConnection,
    conversation: ConversationId,
    position: Seq,
) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM items WHERE conversation = ? AND position > ? AND author = ? \
         AND kind = ?",
    )
    .bind(conversation.0)
    .bind(sql(position))
    .bind(AuthorKind::Customer.word())
    .bind(ItemKind::Message.word())
    .fetch_one(connection)
    .await?)
}

/// Hangs the attachments on their items.
async fn attach(connection: &mut SqliteConnection, items: &mut [Item]) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let found = sqlx::query(concat!(
        "SELECT * FROM attachments WHERE item IN ",
        in_list!(),
        " ORDER BY place"
    ))
    .bind(list(items.iter().map(|item| item.id.0)))
    .fetch_all(&mut *connection)
    .await?;
    for row in &found {
        let item = ItemId(row.try_get("item")?);
        if let Some(item) = items.iter_mut().find(|one| one.id == item) {
            item.attachments.push(rows::attachment(row)?);
        }
    }
    mails::heads(connection, items).await
}

/// A person who writes.
pub(crate) struct Contact {
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

/// One contact.
pub(crate) async fn contact(connection: &mut SqliteConnection, id: ContactId) -> Result<Contact> {
    let row = sqlx::query("SELECT name, email, phone FROM contacts WHERE id = ?")
        .bind(id.0)
        .fetch_one(connection)
        .await?;
    Ok(Contact {
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        phone: row.try_get("phone")?,
    })
}
