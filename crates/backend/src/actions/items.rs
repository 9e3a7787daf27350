//! Threads: reading a part of one, and making the events that are told in line.

use super::conversations::visible;
use crate::{
    app::App,
    db::read::{self, From},
    error::Result,
};
use bandeja_contract::{endpoint::*, *};
use bandeja_domain::permission::Actor;
use sqlx::SqliteConnection;
use uuid::Uuid;

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
        delivery: agent.map(|_| Delivery::Sent),
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
    let text = bandeja_domain::text::preview(&item.text);
    match item.attachments.first() {
        Some(attachment) if text.is_empty() => bandeja_domain::text::preview(&attachment.name),
        _ => text,
    }
}
