//! Ids, sequence numbers and instants: one type each, so that a swapped argument does not compile.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Makes one id type per line.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::SchemaFormat::Custom("uuid".to_owned())))
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {}
    )+};
}

ids! {
    /// A login: a person who answers, or supervises.
    AgentId,
    /// A person who writes to the workspace, over any channel.
    ContactId,
    /// One case of one contact (*atención*); it holds one or more conversations.
    AttentionId,
    /// The ticket that an attention is linked to.
    TicketId,
    /// One interaction: one channel, one status, one owner, one row of the list.
    ConversationId,
    /// One entry of a thread. Made by whoever writes it (UUIDv7), before the network is touched,
    /// and kept for ever: it is the key of the local echo, of the answer and of the event.
    ItemId,
    /// A team (*departamento*).
    GroupId,
    /// One entry of the workspace's lists: a group, a queue, an inbox, a reason, a tag.
    EntryId,
    /// A tag of contacts.
    TagId,
    /// A field that the workspace keeps of every contact.
    FieldId,
    /// A queue of a group; it distributes conversations that wait.
    QueueId,
    /// One connected channel: a WhatsApp number, a mail address, a web site.
    InboxId,
    /// A stored file.
    AttachmentId,
    /// A browser that wrote through the widget.
    VisitorId,
    /// A reason for closing (*motivo de cierre*).
    ReasonId,
    /// A client-made UUIDv7 that makes a mutation safe to repeat: same id and same body, same
    /// answer; same id and another body, 422.
    OperationId,
}

/// The number of a change. Counts up per workspace, below 2^53; every entity carries the one that
/// last wrote it, and a lower or equal one is ignored.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Seq(pub u64);

/// An instant: milliseconds since 1970-01-01T00:00:00Z, on the server's clock.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `millis` milliseconds later (or earlier, when negative).
    #[must_use]
    pub fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this instant; negative when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
