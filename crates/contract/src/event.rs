//! What changed, as upserts.
//!
//! An event says how an entity is now, not what to do to it: whoever applies it compares
//! [`Seq`]s and keeps the newer. So events may come twice, late or before the answer that caused
//! them. What people are told (accepted, closed, …) stands in the thread as an
//! [`Item`](crate::Item) of kind event. Cards are the exception: they are seldom open, so their
//! events only name what changed ([`people`](crate::people)).
//!
//! | member on the wire | [`Change`] | who receives it |
//! |---|---|---|
//! | `conversation` | `Conversation` | every agent who may see the conversation |
//! | `item` | `Item` | the same |
//! | `agent` | `Agent` | every agent |
//! | `contact` | `Contact` | every agent: an id says nothing to whoever does not know it |
//! | `ticket` | `Ticket` | the same |
//! | `setup` | `Setup` | the same |
//! | `hidden` | `Hidden` | an agent who may not see the conversation any more |
//! | anything else | `Unknown` | skipped, and logged once |
//!
//! This list was read again for the code below at fingerprint `7c56f2c713f8bb9e`; `cargo xtask tidy`
//! asks for that whenever the code changes.

use crate::{Setup, ids::*, model::*};
use serde::{Deserialize, Serialize};

/// One change, with its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub struct Event {
    /// Its number.
    pub seq: Seq,
    /// What is different now.
    pub change: Change,
}

/// What is different after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A conversation is new, or changed, or came into sight.
    Conversation(Box<Conversation>),
    /// An item is new, or changed.
    Item(Box<Item>),
    /// A login changed: connected, renamed.
    Agent(Box<Agent>),
    /// What is kept of a contact, or the comments on it, or its conversations are other ones:
    /// whoever shows its card reads it again.
    Contact(ContactId),
    /// A ticket changed: whoever shows it reads it again.
    Ticket(TicketId),
    /// The workspace's lists or options changed; all of them, as they are now.
    Setup(Box<Setup>),
    /// The reader has lost sight of a conversation: forget it and its items.
    Hidden(ConversationId),
    /// A kind of change that this build does not know.
    Unknown,
}

/// How an [`Event`] looks on the wire: exactly one of the members besides `seq` is there.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = Event))]
pub struct Wire {
    seq: Seq,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    conversation: Option<Box<Conversation>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item: Option<Box<Item>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agent: Option<Box<Agent>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ticket: Option<TicketId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    setup: Option<Box<Setup>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hidden: Option<ConversationId>,
}

impl From<Wire> for Event {
    fn from(wire: Wire) -> Self {
        let change = if let Some(conversation) = wire.conversation {
            Change::Conversation(conversation)
        } else if let Some(item) = wire.item {
            Change::Item(item)
        } else if let Some(agent) = wire.agent {
            Change::Agent(agent)
        } else if let Some(contact) = wire.contact {
            Change::Contact(contact)
        } else if let Some(ticket) = wire.ticket {
            Change::Ticket(ticket)
        } else if let Some(setup) = wire.setup {
            Change::Setup(setup)
        } else if let Some(hidden) = wire.hidden {
            Change::Hidden(hidden)
        } else {
            Change::Unknown
        };
        Self {
            seq: wire.seq,
            change,
        }
    }
}

impl From<Event> for Wire {
    fn from(event: Event) -> Self {
        let mut wire = Self {
            seq: event.seq,
            conversation: None,
            item: None,
            agent: None,
            contact: None,
            ticket: None,
            setup: None,
            hidden: None,
        };
        match event.change {
            Change::Conversation(conversation) => wire.conversation = Some(conversation),
            Change::Item(item) => wire.item = Some(item),
            Change::Agent(agent) => wire.agent = Some(agent),
            Change::Contact(contact) => wire.contact = Some(contact),
            Change::Ticket(ticket) => wire.ticket = Some(ticket),
            Change::Setup(setup) => wire.setup = Some(setup),
            Change::Hidden(hidden) => wire.hidden = Some(hidden),
            Change::Unknown => {}
        }
        wire
    }
}
