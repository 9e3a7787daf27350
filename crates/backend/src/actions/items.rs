//! Threads: reading a part of one, and making the events that are told in line.

use super::conversations::visible;
use crate::{
    app::App,
    db::read::{self, From},
    error::{Error, Result},
};
use bandeja_contract::{endpoint::*, search::GetItem, *};
use bandeja_domain::permission::Actor;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// How many words of a mail its preview is made of.
const MAIL_WORDS: usize = 100;

/// A part of a thread.
pub(crate) async fn list(app: &App, actor: &Actor, call: &ListItems) -> Result<ItemPage> {
    let mut moment = app.readers().moment().await?;
    visible(&mut moment, actor, call.conversation).await?;
    let (seq, _) = read::head(&mut moment).await?;
    let from = match (call.before, call.after) {
        (Some(before), _) => From::Before(before),
        (None, Some(after)) => From::After(after),
        (None, None) => From::End,
    };
    let (items, more) = read::items(&mut moment, call.conversation, from, call.limit).await?;
    Ok(ItemPage { seq, items, more })
}

/// One item of a thread.
pub(crate) async fn one(app: &App, actor: &Actor, call: &GetItem) -> Result<Item> {
    let mut moment = app.readers().moment().await?;
    visible(&mut moment, actor, call.conversation).await?;
    let item = read::item(&mut moment, call.item).await?;
    item.filter(|item| item.conversation == call.conversation)
        .ok_or_else(Error::not_found)
}

/// A new message; position and time come when it is written.
pub(crate) fn message(
    id: ItemId,
    conversation: ConversationId,
    agent: Option<AgentId>,
    text: String,
    attachments: Vec<Attachment>,
) -> Item {
    Item {
        id,
        conversation,
        seq: Seq(0),
        position: Seq(0),
        at: Timestamp(0),
        kind: ItemKind::Message,
        author: if agent.is_some() {
            AuthorKind::Agent
        } else {
            AuthorKind::Customer
        },
        agent,
        text,
        attachments,
        happening: None,
        note: None,
        to_agent: None,
        to_group: None,
        delivery: agent.map(|_| Delivery::Sent),
        mail: None,
        answers: None,
    }
}

/// A new event, told in line; by nobody named it is the workspace's.
pub(crate) fn event(
    conversation: ConversationId,
    agent: Option<AgentId>,
    happening: Happening,
) -> Item {
    let author = if agent.is_some() {
        AuthorKind::Agent
    } else {
        AuthorKind::System
    };
    Item {
        kind: ItemKind::Event,
        author,
        happening: Some(happening),
        delivery: None,
        mail: None,
        ..message(
            ItemId(Uuid::now_v7()),
            conversation,
            agent,
            String::new(),
            Vec::new(),
        )
    }
}

/// Whether an item with this id exists already, whoever made it.
pub(crate) async fn exists(connection: &mut SqliteConnection, id: ItemId) -> Result<bool> {
    let found = sqlx::query("SELECT 1 FROM items WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

/// What a message says in one line: its text, or else the name of what came along (L2).
pub(crate) fn preview(item: &Item) -> String {
    let text = if item.mail.is_some() {
        // A mail's first line greets; what it is about comes after.
        let words: Vec<&str> = item.text.split_whitespace().take(MAIL_WORDS).collect();
        bandeja_domain::text::preview(&words.join(" "))
    } else {
        bandeja_domain::text::preview(&item.text)
    };
    match item.attachments.first() {
        Some(attachment) if text.is_empty() => bandeja_domain::text::preview(&attachment.name),
        _ => text,
    }
}
