//! Queries and statements for what an item has beside when it is a mail.

use super::rows;
use super::sqlite::{in_list, list};
use crate::error::{Error, Result};
use bandeja_contract::{mail::MailHead, *};
use bandeja_mail::{MessageId, Safe};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;

/// A mail as it is kept beside its item.
pub(crate) struct Mail {
    pub(crate) item: ItemId,
    pub(crate) inbox: InboxId,
    /// Names the raw message.
    pub(crate) raw: Vec<u8>,
    pub(crate) message_id: Option<MessageId>,
    /// What it answers, oldest first.
    pub(crate) chain: Vec<MessageId>,
    pub(crate) head: MailHead,
}

/// An image that stands in a body.
pub(crate) struct Inline {
    pub(crate) n: usize,
    pub(crate) hash: Vec<u8>,
    pub(crate) media_type: String,
}

/// Hangs heads on those items that are mails.
pub(crate) async fn heads(connection: &mut SqliteConnection, items: &mut [Item]) -> Result<()> {
    let found = sqlx::query(concat!(
        "SELECT item, head FROM mails WHERE item IN ",
        in_list!()
    ))
    .bind(list(items.iter().map(|item| item.id.0)))
    .fetch_all(connection)
    .await?;
    for row in &found {
        let id = ItemId(row.try_get("item")?);
        if let Some(item) = items.iter_mut().find(|one| one.id == id) {
            item.mail = Some(Box::new(serde_json::from_str(row.try_get("head")?)?));
        }
    }
    Ok(())
}

/// Writes a mail and what is shown of it; its item is there already.
pub(crate) async fn write(
    connection: &mut SqliteConnection,
    mail: &Mail,
    safe: &Safe,
    inline: &[Inline],
) -> Result<()> {
    sqlx::query(
        "INSERT INTO mails (item, inbox, raw, message_id, chain, head) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(mail.item.0)
    .bind(mail.inbox.0)
    .bind(mail.raw.as_slice())
    .bind(mail.message_id.as_ref().map(MessageId::as_str))
    .bind(serde_json::to_string(&mail.chain)?)
    .bind(serde_json::to_string(&mail.head)?)
    .execute(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO mail_bodies (item, safe) VALUES (?, ?)")
        .bind(mail.item.0)
        .bind(serde_json::to_string(safe)?)
        .execute(&mut *connection)
        .await?;
    for image in inline {
        sqlx::query("INSERT INTO mail_inline (item, n, hash, media_type) VALUES (?, ?, ?, ?)")
            .bind(mail.item.0)
            .bind(place(image.n))
            .bind(image.hash.as_slice())
            .bind(image.media_type.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn read(row: &SqliteRow) -> Result<Mail> {
    let message_id: Option<&str> = row.try_get("message_id")?;
    Ok(Mail {
        item: ItemId(row.try_get("item")?),
        inbox: InboxId(row.try_get("inbox")?),
        raw: row.try_get("raw")?,
        message_id: message_id
            .map(MessageId::new)
            .transpose()
            .map_err(|_| Error::Broken("a message id that is none".to_owned()))?,
        chain: serde_json::from_str(row.try_get("chain")?)?,
        head: serde_json::from_str(row.try_get("head")?)?,
    })
}

/// The mail that an item is.
pub(crate) async fn of_item(connection: &mut SqliteConnection, id: ItemId) -> Result<Option<Mail>> {
    let row = sqlx::query("SELECT * FROM mails WHERE item = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The newest mail of the customer in a conversation.
pub(crate) async fn newest_of_customer(
    connection: &mut SqliteConnection,
    conversation: ConversationId,
) -> Result<Option<Mail>> {
    let row = sqlx::query(
        "SELECT m.* FROM mails m JOIN items i ON i.id = m.item \
         WHERE i.conversation = ? AND i.author = ? ORDER BY i.position DESC LIMIT 1",
    )
    .bind(conversation.0)
    .bind(AuthorKind::Customer.word())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The item and conversation of a mail with these bytes.
pub(crate) async fn same_bytes(
    connection: &mut SqliteConnection,
    inbox: InboxId,
    raw: &[u8],
) -> Result<Option<(ItemId, ConversationId)>> {
    let row = sqlx::query(
        "SELECT i.id, i.conversation FROM mails m JOIN items i ON i.id = m.item \
         WHERE m.inbox = ? AND m.raw = ?",
    )
    .bind(inbox.0)
    .bind(raw)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(ids).transpose()
}

/// The item and conversation of the first mail that came or went under an id.
pub(crate) async fn with_id(
    connection: &mut SqliteConnection,
    inbox: InboxId,
    id: &MessageId,
) -> Result<Option<(ItemId, ConversationId)>> {
    let row = sqlx::query(
        "SELECT i.id, i.conversation FROM mails m JOIN items i ON i.id = m.item \
         WHERE m.inbox = ? AND m.message_id = ? ORDER BY i.position LIMIT 1",
    )
    .bind(inbox.0)
    .bind(id.as_str())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(ids).transpose()
}

fn ids(row: &SqliteRow) -> Result<(ItemId, ConversationId)> {
    Ok((ItemId(row.try_get(0)?), ConversationId(row.try_get(1)?)))
}

/// The newest conversation of a case in an inbox, if this address takes part in the case.
pub(crate) async fn with_number(
    connection: &mut SqliteConnection,
    inbox: InboxId,
    number: u64,
    address: &str,
) -> Result<Option<ConversationId>> {
    let found: Option<Uuid> = sqlx::query_scalar(
        "SELECT c.id FROM attentions a JOIN conversations c ON c.attention = a.id \
         JOIN mail_people p ON p.attention = a.id \
         WHERE a.number = ? AND c.inbox = ? AND p.address = ? \
         ORDER BY c.created_at DESC, c.id DESC LIMIT 1",
    )
    .bind(rows::sql(Seq(number)))
    .bind(inbox.0)
    .bind(address)
    .fetch_optional(connection)
    .await?;
    Ok(found.map(ConversationId))
}

/// Notes who takes part in a case; addresses in lower case.
pub(crate) async fn take_part(
    connection: &mut SqliteConnection,
    attention: AttentionId,
    addresses: impl IntoIterator<Item = String>,
) -> Result<()> {
    for address in addresses {
        sqlx::query(
            "INSERT INTO mail_people (attention, address) VALUES (?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(attention.0)
        .bind(address)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// The safe body of a mail.
pub(crate) async fn body(connection: &mut SqliteConnection, item: ItemId) -> Result<Option<Safe>> {
    let safe: Option<String> = sqlx::query_scalar("SELECT safe FROM mail_bodies WHERE item = ?")
        .bind(item.0)
        .fetch_optional(connection)
        .await?;
    Ok(safe.map(|safe| serde_json::from_str(&safe)).transpose()?)
}

/// An image that stands in a body: the name of its content, and its type.
pub(crate) async fn inline(
    connection: &mut SqliteConnection,
    item: ItemId,
    n: usize,
) -> Result<Option<(Vec<u8>, String)>> {
    let row = sqlx::query("SELECT hash, media_type FROM mail_inline WHERE item = ? AND n = ?")
        .bind(item.0)
        .bind(place(n))
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((row.try_get("hash")?, row.try_get("media_type")?)))
        .transpose()
}

fn place(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The inbox that a secret opens.
pub(crate) async fn inbox_of(
    connection: &mut SqliteConnection,
    hash: &[u8],
) -> Result<Option<InboxId>> {
    let found: Option<Uuid> = sqlx::query_scalar("SELECT inbox FROM mail_secrets WHERE hash = ?")
        .bind(hash)
        .fetch_optional(connection)
        .await?;
    Ok(found.map(InboxId))
}

/// The contact that an address is.
pub(crate) async fn contact(
    connection: &mut SqliteConnection,
    address: &str,
) -> Result<Option<ContactId>> {
    let found: Option<Uuid> =
        sqlx::query_scalar("SELECT contact FROM mail_contacts WHERE address = ?")
            .bind(address)
            .fetch_optional(connection)
            .await?;
    Ok(found.map(ContactId))
}

/// Writes a new contact, who has this address if there is one.
pub(crate) async fn new_contact(
    connection: &mut SqliteConnection,
    name: &str,
    address: Option<&str>,
) -> Result<ContactId> {
    let id = ContactId(Uuid::now_v7());
    sqlx::query("INSERT INTO contacts (id, name, email) VALUES (?, ?, ?)")
        .bind(id.0)
        .bind(name)
        .bind(address)
        .execute(&mut *connection)
        .await?;
    if let Some(address) = address {
        sqlx::query("INSERT INTO mail_contacts (address, contact) VALUES (?, ?)")
            .bind(address.to_lowercase())
            .bind(id.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(id)
}
