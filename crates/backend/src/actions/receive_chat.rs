//! A message comes in over a channel like WhatsApp: it goes on with the conversation of whoever
//! wrote it, or begins one (A6, L7). The channel vouches for the address.

use super::{
    items,
    once::{Answer, Key},
    opening::{self, Opening, begin, follow},
    send::fit,
};
use crate::{
    app::App,
    db::{read, rows, rows::Kept},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{
    inbound::{ChatIn, ChatTaken},
    *,
};
use bandeja_domain::{channel::rules, status::Step, text};
use sqlx::Row;
use uuid::Uuid;

/// What a case is about before anybody says so (*tipo de servicio*).
const SERVICE: &str = "Consulta por chat";
/// The longest address, and the longest name.
const LONGEST: usize = 200;

/// Takes a message in.
pub(crate) async fn receive(app: &App, id: InboxId, new: &ChatIn) -> Result<Answer<ChatTaken>> {
    let (channel, group) = of_chat(app, id)?;
    let mut writing = Writing::begin(app).await?;
    let what = ("chat-in", id, &new.from, &new.name, &new.text);
    let key = Key::new(id.0, new.id.0, &what)?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let rules = rules(channel);
    let text = fit(&new.text, rules, true)?;
    let from = short(&new.from, "/from")?;
    if items::exists(writing.connection()?, new.id).await? {
        return Err(Error::refused(Code::KeyReused));
    }
    let known = known(&mut writing, id, &from).await?;
    let current = match known.as_ref().and_then(|(_, conversation)| *conversation) {
        Some(id) => read::conversation(writing.connection()?, id).await?,
        None => None,
    };
    let row = current.as_ref().map(|kept| &kept.row);
    let group = row.map_or(group, |row| row.group);
    let step = opening::step(app, channel, group, row);
    let next = row.and_then(|row| opening::next(row, step));
    let (mut kept, status) = match (current, next) {
        (Some(kept), Some(status)) => (kept, status),
        (old, _) => {
            let contact = match known {
                Some((contact, _)) => contact,
                None => contact(&mut writing, channel, &from, new.name.as_deref()).await?,
            };
            let opening = Opening {
                inbox: id,
                contact,
                visitor: None,
                subject: None,
                about: &text,
                service: SERVICE,
                there: step != Step::ClientWroteToNobody,
            };
            begin(app, &mut writing, opening, old).await?
        }
    };
    remember(&mut writing, id, &from, &kept).await?;
    let item = items::message(new.id, kept.row.id, None, text, Vec::new());
    let item = writing.add_item(&mut kept, item).await?;
    follow(app, &mut writing, &mut kept, &item, status).await?;
    writing.put_conversation(&mut kept, None).await?;
    let taken = ChatTaken {
        conversation: kept.row.id,
        item: item.id,
    };
    key.finish(writing, &taken).await
}

/// The channel and the group of an inbox that takes chats.
fn of_chat(app: &App, id: InboxId) -> Result<(Channel, GroupId)> {
    let memory = app.memory().read();
    let inbox = memory.directory.inbox(id).ok_or_else(Error::not_found)?;
    if inbox.channel == Channel::Webchat || rules(inbox.channel).mail {
        return Err(Error::not_found());
    }
    Ok((inbox.channel, inbox.group))
}

fn short(written: &str, field: &str) -> Result<String> {
    let cleaned = text::clean(written);
    let cleaned = cleaned.trim();
    if cleaned.is_empty() || cleaned.len() > LONGEST {
        return Err(Problem::new(Code::Invalid).at(field).into());
    }
    Ok(cleaned.to_owned())
}

/// Who writes from an address, and their newest conversation there.
async fn known(
    writing: &mut Writing,
    inbox: InboxId,
    from: &str,
) -> Result<Option<(ContactId, Option<ConversationId>)>> {
    let row = sqlx::query(
        "SELECT contact, conversation FROM chat_contacts WHERE inbox = ?1 AND address = ?2 \
         UNION ALL SELECT * FROM (SELECT c.contact, c.id FROM conversations c \
         JOIN contacts p ON p.id = c.contact \
         WHERE c.inbox = ?1 AND p.phone = ?2 AND c.followed_by IS NULL \
         ORDER BY c.created_at DESC LIMIT 1) LIMIT 1",
    )
    .bind(inbox.0)
    .bind(from)
    .fetch_optional(writing.connection()?)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let conversation = rows::id(&row, "conversation")?.map(ConversationId);
    Ok(Some((ContactId(row.try_get("contact")?), conversation)))
}

/// A new contact, by what the channel tells of them.
async fn contact(
    writing: &mut Writing,
    channel: Channel,
    from: &str,
    name: Option<&str>,
) -> Result<ContactId> {
    let name = match name {
        Some(name) if !name.trim().is_empty() => short(name, "/name")?,
        _ => from.to_owned(),
    };
    let id = ContactId(Uuid::now_v7());
    let has_phone = matches!(channel, Channel::Whatsapp | Channel::Sms);
    sqlx::query("INSERT INTO contacts (id, name, phone) VALUES (?, ?, ?)")
        .bind(id.0)
        .bind(name)
        .bind(has_phone.then_some(from))
        .execute(writing.connection()?)
        .await?;
    Ok(id)
}

async fn remember(writing: &mut Writing, inbox: InboxId, from: &str, kept: &Kept) -> Result<()> {
    sqlx::query(
        "INSERT INTO chat_contacts (inbox, address, contact, conversation) VALUES (?, ?, ?, ?) \
         ON CONFLICT (inbox, address) DO UPDATE SET conversation = excluded.conversation",
    )
    .bind(inbox.0)
    .bind(from)
    .bind(kept.row.contact.0)
    .bind(kept.row.id.0)
    .execute(writing.connection()?)
    .await?;
    Ok(())
}
