//! The widget's whole contract: at most ten flat structs, because each costs bytes on a
//! customer's site.
//!
//! | call | route | body | answer |
//! |---|---|---|---|
//! | begin, or come back | `POST /visitor/session` | [`Register`] | [`VisitorSnapshot`] |
//! | older messages | `GET /visitor/messages?before=POSITION` | – | [`VisitorSnapshot`] |
//! | send | `POST /visitor/messages` | [`VisitorSend`] | [`VisitorMessage`] |
//! | read | `POST /visitor/read` | [`VisitorRead`] | [`VisitorState`] |
//! | ticket for the socket | `POST /visitor/tickets` | – | [`Ticket`](crate::endpoint::Ticket) |
//! | websocket | `GET /visitor/realtime` | [`ClientFrame`](crate::realtime::ClientFrame) | [`VisitorFrame`] |
//! | long poll | `GET /visitor/events?after=SEQ&wait=25` | – | a list of [`VisitorFrame`] |
//!
//! The visitor's secret is made in the panel (32 random bytes, hex) and stored only there; the
//! server keeps a hash. It travels as `Authorization: Bearer VISITOR.SECRET`, never in a URL.
//! All calls but the first need it. A visitor sees the own messages, the team's messages and names,
//! and nothing else of the workspace: no comments, no addresses, no ids of agents.
//!
//! The frames' rules are those of [`realtime`](crate::realtime).

use crate::{
    ids::*,
    model::{Attachment, AuthorKind, Status},
    problem::Code,
    realtime::Mark,
};
use serde::{Deserialize, Serialize};

/// Begins a visitor's session, or finds it again. Safe to repeat.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Register {
    /// Made by the panel, UUIDv7.
    pub visitor: VisitorId,
    /// Made by the panel: 64 hexadecimal digits.
    pub secret: String,
    /// The public key of the inbox, from the script tag.
    pub inbox: String,
    /// The language of the panel: `es`, `pt-BR` or `en`.
    pub locale: String,
}

/// Where the visitor's conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorState {
    /// The change that last wrote it.
    pub seq: Seq,
    /// None before the first message.
    pub status: Option<Status>,
    /// The name of the agent who answers.
    pub agent: Option<String>,
    /// Whether anybody of the team is there.
    pub online: bool,
    /// How far the team has read, as a position.
    pub agent_read: Seq,
    /// How far the visitor has read, as a position.
    pub visitor_read: Seq,
}

/// The visitor's messages, newest page, and the number from which events go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorSnapshot {
    /// Events go on after this number.
    pub seq: Seq,
    /// The server's time.
    pub now: Timestamp,
    /// Where the conversation stands.
    pub state: VisitorState,
    /// Oldest first, over all conversations of the visitor.
    pub messages: Vec<VisitorMessage>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One message, as the visitor may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorMessage {
    /// Its id, made by its writer.
    pub id: ItemId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// The change that made it; orders the thread.
    pub position: Seq,
    /// When the server took it.
    pub at: Timestamp,
    /// Who wrote it. `system` with [`VisitorMessage::ended`] only.
    pub author: AuthorKind,
    /// The name of the agent or bot who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Plain text.
    pub text: String,
    /// What came along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Whether the conversation ended here; there is no text then.
    #[serde(default)]
    pub ended: bool,
    /// The message that it answers, shown above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ItemId>,
}

/// A visitor's message to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorSend {
    /// The id that the message will have; also the operation's id.
    pub id: ItemId,
    /// Plain text, at most what the webchat takes.
    pub text: String,
}

/// How far the visitor has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorRead {
    /// The [`VisitorMessage::position`] of the last message seen.
    pub up_to: Seq,
}

/// One change, as the visitor may see it. Unknown members are skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorEvent {
    /// Its number.
    pub seq: Seq,
    /// A message is new, or changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<VisitorMessage>,
    /// The conversation stands differently.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<VisitorState>,
}

/// Events that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorBatch {
    /// The number last sent on this connection before this frame.
    pub prev: Seq,
    /// The number of the last event in it.
    pub seq: Seq,
    /// In order.
    pub events: Vec<VisitorEvent>,
}

/// What the server says to a widget: exactly one member is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitorFrame {
    /// Numbered changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<VisitorBatch>,
    /// The replay is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed: Option<Mark>,
    /// Start from a snapshot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<Mark>,
    /// A sign of life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beat: Option<Mark>,
    /// An agent writes, until then; zero: stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<Timestamp>,
}

/// The part of a [`Problem`](crate::Problem) that a widget reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What was refused.
    pub code: Code,
    /// Seconds to wait before trying again.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// The limit that was passed.
    #[serde(default)]
    pub limit: Option<u64>,
}
