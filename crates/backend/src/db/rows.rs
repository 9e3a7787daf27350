//! From rows to the contract's types.

use bandeja_contract::*;
use sqlx::{Error, Row, sqlite::SqliteRow};
use uuid::Uuid;

/// A conversation, and what travels to nobody: its visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// As agents see it.
    pub(crate) row: Conversation,
    /// Who writes it through the widget.
    pub(crate) visitor: Option<VisitorId>,
}

/// Selects conversations; what is given follows the joins.
macro_rules! select_conversations {
    ($tail:expr) => {
        concat!(
            "SELECT c.*, i.channel, p.name AS contact_name, p.email AS contact_email, \
             p.phone AS contact_phone, a.number AS attention_number, t.number AS ticket_number, \
             a.service, \
             (SELECT group_concat(hex(x.tag), ',' ORDER BY g.place) FROM contact_tags x \
             JOIN tags g ON g.id = x.tag WHERE x.contact = c.contact) AS tags FROM conversations c JOIN inboxes i ON i.id = c.inbox \
             JOIN contacts p ON p.id = c.contact JOIN attentions a ON a.id = c.attention \
             JOIN tickets t ON t.id = a.ticket ",
            $tail
        )
    };
}
pub(crate) use select_conversations;

pub(crate) fn conversation(row: &SqliteRow) -> Result<Kept, Error> {
    let conversation = Conversation {
        id: ConversationId(row.try_get("id")?),
        seq: seq(row, "seq")?,
        status: word(row, "status", Status::from_word)?,
        channel: word(row, "channel", Channel::from_word)?,
        inbox: InboxId(row.try_get("inbox")?),
        group: GroupId(row.try_get("grp")?),
        queue: id(row, "queue")?.map(QueueId),
        assignee: id(row, "assignee")?.map(AgentId),
        contact: ContactId(row.try_get("contact")?),
        contact_name: row.try_get("contact_name")?,
        contact_email: row.try_get("contact_email")?,
        contact_phone: row.try_get("contact_phone")?,
        attention: AttentionId(row.try_get("attention")?),
        attention_number: number(row, "attention_number")?,
        ticket_number: number(row, "ticket_number")?,
        service: row.try_get("service")?,
        subject: row.try_get("subject")?,
        preview: row.try_get("preview")?,
        preview_by: word(row, "preview_by", AuthorKind::from_word)?,
        unread: row.try_get("unread")?,
        created_at: Timestamp(row.try_get("created_at")?),
        queued_at: Timestamp(row.try_get("queued_at")?),
        started_at: time(row, "started_at")?,
        last_activity_at: Timestamp(row.try_get("last_activity_at")?),
        closed_at: time(row, "closed_at")?,
        last_position: seq(row, "last_position")?,
        customer_read: seq(row, "customer_read")?,
        agent_read: seq(row, "agent_read")?,
        follows: id(row, "follows")?.map(ConversationId),
        followed_by: id(row, "followed_by")?.map(ConversationId),
        window_until: time(row, "window_until")?,
        bot: row.try_get("bot")?,
        tags: tags(row)?,
    };
    Ok(Kept {
        row: conversation,
        visitor: id(row, "visitor")?.map(VisitorId),
    })
}

/// The tags that a selection joined to one text.
pub(crate) fn tags(row: &SqliteRow) -> Result<Vec<TagId>, Error> {
    let joined: Option<&str> = row.try_get("tags")?;
    joined
        .into_iter()
        .flat_map(|joined| joined.split(','))
        .map(|one| Uuid::try_parse(one).map(TagId).map_err(|_| broken("tags")))
        .collect()
}

/// An item without its attachments.
pub(crate) fn item(row: &SqliteRow) -> Result<Item, Error> {
    Ok(Item {
        id: ItemId(row.try_get("id")?),
        conversation: ConversationId(row.try_get("conversation")?),
        seq: seq(row, "seq")?,
        position: seq(row, "position")?,
        at: Timestamp(row.try_get("at")?),
        kind: word(row, "kind", ItemKind::from_word)?,
        author: word(row, "author", AuthorKind::from_word)?,
        agent: id(row, "agent")?.map(AgentId),
        text: row.try_get("text")?,
        attachments: Vec::new(),
        happening: maybe_word(row, "happening", Happening::from_word)?,
        note: row.try_get("note")?,
        to_agent: id(row, "to_agent")?.map(AgentId),
        to_group: id(row, "to_group")?.map(GroupId),
        delivery: maybe_word(row, "delivery", Delivery::from_word)?,
        mail: None,
        answers: id(row, "answers")?.map(ItemId),
    })
}

pub(crate) fn attachment(row: &SqliteRow) -> Result<Attachment, Error> {
    Ok(Attachment {
        id: AttachmentId(row.try_get("id")?),
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        size: number(row, "size")?,
        width: row.try_get("width")?,
        height: row.try_get("height")?,
    })
}

/// An agent without the groups.
pub(crate) fn agent(row: &SqliteRow) -> Result<Agent, Error> {
    Ok(Agent {
        id: AgentId(row.try_get("id")?),
        seq: seq(row, "seq")?,
        name: row.try_get("name")?,
        role: word(row, "role", Role::from_word)?,
        groups: Vec::new(),
        connected: row.try_get("connected")?,
    })
}

/// A whole number that is never negative.
pub(crate) fn number(row: &SqliteRow, column: &str) -> Result<u64, Error> {
    let stored: i64 = row.try_get(column)?;
    u64::try_from(stored).map_err(|_| broken(column))
}

/// The number of a change.
pub(crate) fn seq(row: &SqliteRow, column: &str) -> Result<Seq, Error> {
    number(row, column).map(Seq)
}

/// The number of a change as SQL takes it.
#[expect(
    clippy::cast_possible_wrap,
    reason = "the contract keeps numbers below 2^53"
)]
pub(crate) const fn sql(seq: Seq) -> i64 {
    seq.0 as i64
}

/// An id that may be missing.
pub(crate) fn id(row: &SqliteRow, column: &str) -> Result<Option<Uuid>, Error> {
    row.try_get(column)
}

fn time(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Timestamp))
}

/// A word of the contract.
pub(crate) fn word<T>(
    row: &SqliteRow,
    column: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, Error> {
    parse(row.try_get(column)?).ok_or_else(|| broken(column))
}

fn maybe_word<T>(
    row: &SqliteRow,
    column: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    match row.try_get::<Option<&str>, _>(column)? {
        Some(text) => parse(text).map(Some).ok_or_else(|| broken(column)),
        None => Ok(None),
    }
}

fn broken(column: &str) -> Error {
    Error::ColumnDecode {
        index: column.to_owned(),
        source: "a value that this build does not know".into(),
    }
}
