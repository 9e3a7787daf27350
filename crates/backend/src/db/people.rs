//! Statements for cards: what is kept of contacts and tickets, and the comments on them.

use super::{
    read,
    rows::{self, Kept, select_conversations, sql},
    sqlite::{in_list, list},
};
use crate::error::Result;
use bandeja_contract::*;
use bandeja_domain::people::Held;
use sqlx::{Row, SqliteConnection};

/// What is kept of a contact.
pub(crate) async fn contact(
    connection: &mut SqliteConnection,
    id: ContactId,
) -> Result<Option<Contact>> {
    let row = sqlx::query("SELECT * FROM contacts WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let fields = sqlx::query(
        "SELECT x.field, x.value FROM contact_fields x JOIN fields f ON f.id = x.field \
         WHERE x.contact = ? ORDER BY f.place",
    )
    .bind(id.0)
    .fetch_all(&mut *connection)
    .await?;
    let text = |column: &str| -> Result<String> {
        Ok(row
            .try_get::<Option<String>, _>(column)?
            .unwrap_or_default())
    };
    Ok(Some(Contact {
        id,
        seq: rows::seq(&row, "seq")?,
        name: text("name")?,
        email: text("email")?,
        phone: text("phone")?,
        agent: rows::id(&row, "agent")?.map(AgentId),
        tags: read::tags_of(connection, id).await?,
        fields: fields
            .iter()
            .map(|row| {
                Ok(FieldValue {
                    field: FieldId(row.try_get("field")?),
                    value: row.try_get("value")?,
                })
            })
            .collect::<Result<_>>()?,
    }))
}

/// The conversations of a contact, as far as rights go.
pub(crate) async fn held_by(
    connection: &mut SqliteConnection,
    contact: ContactId,
) -> Result<Vec<Held>> {
    let found = sqlx::query("SELECT grp, assignee FROM conversations WHERE contact = ?")
        .bind(contact.0)
        .fetch_all(connection)
        .await?;
    found.iter().map(held).collect()
}

/// The conversations that a ticket is linked to, as far as rights go.
pub(crate) async fn held_by_ticket(
    connection: &mut SqliteConnection,
    ticket: TicketId,
) -> Result<Vec<Held>> {
    let found = sqlx::query(
        "SELECT c.grp, c.assignee FROM attentions a JOIN conversations c ON c.attention = a.id \
         WHERE a.ticket = ?",
    )
    .bind(ticket.0)
    .fetch_all(connection)
    .await?;
    found.iter().map(held).collect()
}

fn held(row: &sqlx::sqlite::SqliteRow) -> Result<Held> {
    Ok((
        GroupId(row.try_get("grp")?),
        rows::id(row, "assignee")?.map(AgentId),
    ))
}

/// All conversations of a contact.
pub(crate) async fn conversations_of(
    connection: &mut SqliteConnection,
    contact: ContactId,
) -> Result<Vec<Kept>> {
    let found = sqlx::query(select_conversations!("WHERE c.contact = ?"))
        .bind(contact.0)
        .fetch_all(connection)
        .await?;
    Ok(found
        .iter()
        .map(rows::conversation)
        .collect::<Result<_, _>>()?)
}

/// All conversations of a ticket.
pub(crate) async fn conversations_of_ticket(
    connection: &mut SqliteConnection,
    ticket: TicketId,
) -> Result<Vec<Kept>> {
    let found = sqlx::query(select_conversations!("WHERE t.id = ?"))
        .bind(ticket.0)
        .fetch_all(connection)
        .await?;
    Ok(found
        .iter()
        .map(rows::conversation)
        .collect::<Result<_, _>>()?)
}

/// A part of a contact's conversations, the newest first, and how many there are in each status:
/// those of some groups, or of all.
pub(crate) async fn page_of(
    connection: &mut SqliteConnection,
    contact: ContactId,
    groups: Option<&[GroupId]>,
    offset: u32,
    limit: u32,
) -> Result<(Vec<Conversation>, Counts)> {
    let groups = groups.map(|groups| list(groups.iter().map(|id| id.0)));
    let mut counts = Counts::default();
    let counted = sqlx::query(concat!(
        "SELECT status, count(*) AS n FROM conversations WHERE contact = ? AND (? OR grp IN ",
        in_list!(),
        ") GROUP BY status"
    ))
    .bind(contact.0)
    .bind(groups.is_none())
    .bind(groups.as_deref().unwrap_or("[]"))
    .fetch_all(&mut *connection)
    .await?;
    for row in &counted {
        *counts.of_mut(rows::word(row, "status", Status::from_word)?) = row.try_get("n")?;
    }
    let found = sqlx::query(select_conversations!(concat!(
        "WHERE c.contact = ? AND (? OR c.grp IN ",
        in_list!(),
        ") ORDER BY c.created_at DESC, c.id DESC LIMIT ? OFFSET ?"
    )))
    .bind(contact.0)
    .bind(groups.is_none())
    .bind(groups.as_deref().unwrap_or("[]"))
    .bind(limit)
    .bind(offset)
    .fetch_all(connection)
    .await?;
    let page = found
        .iter()
        .map(|row| Ok(rows::conversation(row)?.row))
        .collect::<Result<_>>()?;
    Ok((page, counts))
}

/// Writes one of the contact's own columns; nothing becomes NULL but for the name.
pub(crate) async fn put_column(
    connection: &mut SqliteConnection,
    contact: ContactId,
    column: Column,
    value: &str,
) -> Result<()> {
    sqlx::query(match column {
        Column::Name => "UPDATE contacts SET name = ? WHERE id = ?",
        Column::Email => "UPDATE contacts SET email = nullif(?, '') WHERE id = ?",
        Column::Phone => "UPDATE contacts SET phone = nullif(?, '') WHERE id = ?",
    })
    .bind(value)
    .bind(contact.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// A column of a contact.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    Name,
    Email,
    Phone,
}

/// Writes one of the workspace's own fields; nothing takes it away.
pub(crate) async fn put_field(
    connection: &mut SqliteConnection,
    contact: ContactId,
    field: FieldId,
    value: &str,
) -> Result<()> {
    if value.is_empty() {
        sqlx::query("DELETE FROM contact_fields WHERE contact = ? AND field = ?")
            .bind(contact.0)
            .bind(field.0)
            .execute(connection)
            .await?;
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO contact_fields (contact, field, value) VALUES (?, ?, ?) \
         ON CONFLICT (contact, field) DO UPDATE SET value = excluded.value",
    )
    .bind(contact.0)
    .bind(field.0)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts a tag on a contact, or takes it off.
pub(crate) async fn put_tag(
    connection: &mut SqliteConnection,
    contact: ContactId,
    tag: TagId,
    is_on: bool,
) -> Result<()> {
    sqlx::query(if is_on {
        "INSERT OR IGNORE INTO contact_tags (contact, tag) VALUES (?, ?)"
    } else {
        "DELETE FROM contact_tags WHERE contact = ? AND tag = ?"
    })
    .bind(contact.0)
    .bind(tag.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes which change last wrote a contact.
pub(crate) async fn put_seq(
    connection: &mut SqliteConnection,
    contact: ContactId,
    seq: Seq,
) -> Result<()> {
    sqlx::query("UPDATE contacts SET seq = ? WHERE id = ?")
        .bind(sql(seq))
        .bind(contact.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A ticket, by its number.
pub(crate) async fn ticket(
    connection: &mut SqliteConnection,
    number: u64,
) -> Result<Option<SupportTicket>> {
    // Several cases may be linked to it: the first one asked.
    let row = sqlx::query(
        "SELECT t.*, a.service, p.name AS requester FROM tickets t \
         JOIN attentions a ON a.ticket = t.id JOIN contacts p ON p.id = a.contact \
         WHERE t.number = ? ORDER BY a.number LIMIT 1",
    )
    .bind(sql(Seq(number)))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(SupportTicket {
        id: TicketId(row.try_get("id")?),
        seq: rows::seq(&row, "seq")?,
        number,
        status: rows::word(&row, "status", TicketStatus::from_word)?,
        subject: row.try_get("subject")?,
        kind: rows::word(&row, "kind", TicketKind::from_word)?,
        requester: row.try_get("requester")?,
        service: row.try_get("service")?,
        category: row.try_get("category")?,
        priority: rows::word(&row, "priority", Priority::from_word)?,
        due: row.try_get("due")?,
        owner: rows::id(&row, "owner")?.map(AgentId),
    }))
}

/// Writes a ticket, and the service of the cases that are linked to it.
pub(crate) async fn put_ticket(
    connection: &mut SqliteConnection,
    ticket: &SupportTicket,
) -> Result<()> {
    sqlx::query(
        "UPDATE tickets SET seq = ?, status = ?, subject = ?, kind = ?, category = ?, \
         priority = ?, due = ?, owner = ? WHERE id = ?",
    )
    .bind(sql(ticket.seq))
    .bind(ticket.status.word())
    .bind(ticket.subject.as_str())
    .bind(ticket.kind.word())
    .bind(ticket.category.as_str())
    .bind(ticket.priority.word())
    .bind(ticket.due.as_str())
    .bind(ticket.owner.map(|id| id.0))
    .bind(ticket.id.0)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE attentions SET service = ?1 WHERE ticket = ?2 AND service <> ?1")
        .bind(ticket.service.as_str())
        .bind(ticket.id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The numbers of the tickets of which a contact is the one who asked, or one of them.
pub(crate) async fn tickets_of(
    connection: &mut SqliteConnection,
    contact: ContactId,
) -> Result<Vec<u64>> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT t.number FROM attentions a JOIN tickets t ON t.id = a.ticket \
         WHERE a.contact = ?",
    )
    .bind(contact.0)
    .fetch_all(connection)
    .await?;
    Ok(numbers.into_iter().map(i64::unsigned_abs).collect())
}

/// The workspace's own fields, in its order.
pub(crate) async fn definitions(connection: &mut SqliteConnection) -> Result<Vec<FieldDefinition>> {
    let found = sqlx::query("SELECT id, name, kind, choices FROM fields ORDER BY place")
        .fetch_all(connection)
        .await?;
    found
        .iter()
        .map(|row| {
            Ok(FieldDefinition {
                id: FieldId(row.try_get("id")?),
                name: row.try_get("name")?,
                kind: rows::word(row, "kind", FieldKind::from_word)?,
                choices: serde_json::from_str(row.try_get("choices")?)?,
            })
        })
        .collect()
}

/// Whether a contact has any conversation.
pub(crate) async fn has_any(connection: &mut SqliteConnection, contact: ContactId) -> Result<bool> {
    let found = sqlx::query("SELECT 1 FROM conversations WHERE contact = ? LIMIT 1")
        .bind(contact.0)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}
