//! What a workspace consists of, as it travels.
//!
//! Flat structs with shared shapes rather than many tagged enums: each new shape costs kilobytes of
//! wasm in the app. The store turns them into stricter types at its edge.

use crate::{ids::*, mail::MailHead};
use serde::{Deserialize, Serialize};

/// Makes wire enums: lower-case words, one per variant, with a list of all of them.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every one, in the order of the documents.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire, in the database and in URLs.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this word, if there is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}
pub(crate) use words;

words! {
    /// Where a conversation stands; each is a tab of the list (L1; reference 000 and 001).
    Status {
        /// Somebody answers it (Abiertas, Conversaciones en curso).
        Open = "open",
        /// It waits for an agent (En Cola, En espera).
        Queued = "queued",
        /// Begun and put aside; may be resumed (Pendientes).
        Pending = "pending",
        /// Nothing can be answered for now (Expiradas, Inactivas).
        Expired = "expired",
        /// Ended, read-only (Cerradas).
        Closed = "closed",
    }
    /// How a customer reaches the workspace (G2).
    Channel {
        /// WhatsApp Business.
        Whatsapp = "whatsapp",
        /// Facebook Messenger.
        Facebook = "facebook",
        /// The widget on a customer's site.
        Webchat = "webchat",
        /// E-mail.
        Email = "email",
        /// Instagram direct messages.
        Instagram = "instagram",
        /// Telegram.
        Telegram = "telegram",
        /// SMS.
        Sms = "sms",
        /// Google Business messages.
        GoogleBusiness = "google_business",
    }
    /// What a login may do (G1). «Coordinador» is a supervisor.
    Role {
        /// Sees the conversations of the own groups, acts on own and unassigned ones.
        Agent = "agent",
        /// Also acts on everybody's in the own groups.
        Operator = "operator",
        /// All groups.
        Supervisor = "supervisor",
        /// All groups, and the workspace's options.
        Admin = "admin",
    }
    /// Who wrote an item.
    AuthorKind {
        /// The contact.
        Customer = "customer",
        /// A login; [`Item::agent`] says which.
        Agent = "agent",
        /// The chatbot.
        Bot = "bot",
        /// The workspace itself; only with [`ItemKind::Event`].
        System = "system",
    }
    /// What an item is.
    ItemKind {
        /// A message that both sides see.
        Message = "message",
        /// Something that happened, told in line (T4); [`Item::happening`] says what.
        Event = "event",
        /// A comment of an agent on the contact (*comentario*): seen by the team, wherever it looks
        /// at this contact, and never by the customer.
        Comment = "comment",
    }
    /// How far a message of ours got. «Read» is no state of an item: it follows from
    /// [`Conversation::customer_read`].
    Delivery {
        /// The server has it and hands it to the channel.
        Sent = "sent",
        /// The channel says that it arrived.
        Delivered = "delivered",
        /// The channel refused it; the text stays.
        Failed = "failed",
    }
    /// Why the chatbot handed over (A4).
    HandOver {
        /// The client asked for a person.
        Asked = "asked",
        /// It did not understand, twice in a row.
        NotUnderstood = "not_understood",
        /// It was switched off.
        SwitchedOff = "switched_off",
    }
    /// What an event item tells.
    Happening {
        /// The conversation began.
        Started = "started",
        /// An agent took it from the queue.
        Accepted = "accepted",
        /// It went to an agent by hand or by rule; [`Item::to_agent`] says to whom.
        Assigned = "assigned",
        /// It was taken from its owner; [`Item::to_agent`] says from whom.
        Unassigned = "unassigned",
        /// It went to a group; [`Item::to_group`] says to which.
        Transferred = "transferred",
        /// It was put aside.
        Paused = "paused",
        /// It was taken up again.
        Resumed = "resumed",
        /// Nobody was there to answer (A8).
        Expired = "expired",
        /// It came back to the queue.
        Queued = "queued",
        /// It ended; [`Item::text`] is the reason, [`Item::note`] the closing note.
        Closed = "closed",
        /// The channel's session window ran out (L7).
        WindowEnded = "window_ended",
        /// The client wrote again and it went back to its agent (L7).
        Returned = "returned",
        /// Its agent was gone for too long, or signed out: it was put aside (A7).
        Away = "away",
        /// The chatbot began to answer (A4).
        BotStarted = "bot_started",
        /// Somebody stopped the chatbot for this contact (A4).
        BotPaused = "bot_paused",
        /// The chatbot handed over (A4); [`Item::text`] is a [`HandOver`], as its word.
        Escalated = "escalated",
    }
}

/// A login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Agent {
    /// Its id.
    pub id: AgentId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// The name that colleagues and customers see.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The groups it belongs to.
    pub groups: Vec<GroupId>,
    /// Whether a screen of this login is connected now.
    pub connected: bool,
}

/// A team, and the word for it in the workspace (*departamento*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
}

words! {
    /// How a queue hands out what waits in it (A3).
    Distribution {
        /// Agents take from it.
        Manual = "manual",
        /// It offers to agents with room.
        Automatic = "automatic",
    }
}

/// A queue of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Queue {
    /// Its id.
    pub id: QueueId,
    /// The group it belongs to.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// How it hands out what waits in it.
    #[serde(default = "manual")]
    pub distribution: Distribution,
}

const fn manual() -> Distribution {
    Distribution::Manual
}

/// One connected channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Inbox {
    /// Its id.
    pub id: InboxId,
    /// The kind of channel; its rules stand in `domain`'s table.
    pub channel: Channel,
    /// Its name.
    pub name: String,
    /// The number, address or site it is reached at.
    pub address: String,
    /// Where new conversations wait; without one they are open and unassigned.
    pub queue: Option<QueueId>,
    /// The group that answers it.
    pub group: GroupId,
    /// Its first words, where the channel has some.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub greeting: String,
}

/// A reason for closing (*motivo de cierre*, A5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Its id.
    pub id: ReasonId,
    /// Its words, in the workspace's language.
    pub name: String,
}

/// A tag that contacts can bear (T2), by which lists filter (L4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its words, in the workspace's language.
    pub name: String,
}

/// One conversation: a row of the list, the head of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// Where it stands.
    pub status: Status,
    /// The kind of channel.
    pub channel: Channel,
    /// The connected channel it came over.
    pub inbox: InboxId,
    /// The group that answers it.
    pub group: GroupId,
    /// The queue it came through, if any.
    pub queue: Option<QueueId>,
    /// Its owner, if any.
    pub assignee: Option<AgentId>,
    /// Who writes.
    pub contact: ContactId,
    /// The contact's name. A customer's bytes: text, never markup.
    pub contact_name: String,
    /// The contact's e-mail address, if known.
    pub contact_email: Option<String>,
    /// The contact's phone number, if known.
    pub contact_phone: Option<String>,
    /// The case it belongs to.
    pub attention: AttentionId,
    /// The case's number, shown as `#6597`.
    pub attention_number: u64,
    /// The number of the ticket linked to the case.
    pub ticket_number: u64,
    /// The kind of service of the case (*tipo de servicio*).
    pub service: String,
    /// The subject, where the channel has one.
    pub subject: Option<String>,
    /// At most 200 characters: the first line the client wrote while queued, of the last message
    /// afterwards (L2).
    pub preview: String,
    /// Who wrote the preview.
    pub preview_by: AuthorKind,
    /// Messages of the client that its owner has not seen.
    pub unread: u32,
    /// When it began.
    pub created_at: Timestamp,
    /// When it came to the queue last; orders «En Cola».
    pub queued_at: Timestamp,
    /// When somebody took it first.
    pub started_at: Option<Timestamp>,
    /// When somebody wrote last; orders the other tabs.
    pub last_activity_at: Timestamp,
    /// When it ended.
    pub closed_at: Option<Timestamp>,
    /// The [`Item::position`] of the last item.
    pub last_position: Seq,
    /// How far the customer has read, as an [`Item::position`].
    pub customer_read: Seq,
    /// How far its owner has read, as an [`Item::position`].
    pub agent_read: Seq,
    /// The conversation of the same contact that was closed before it (A6).
    pub follows: Option<ConversationId>,
    /// The one that opened when the client wrote again (A6).
    pub followed_by: Option<ConversationId>,
    /// Until when free text may be sent, where the channel has a session window (M7); none while
    /// the client has not written, or where there is no window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_until: Option<Timestamp>,
    /// Whether the chatbot answers it now (A4).
    #[serde(default, skip_serializing_if = "is_false")]
    pub bot: bool,
    /// The contact's tags, in the workspace's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagId>,
}

/// For members that are left out when they say no.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(crate) const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The name its sender gave it. Untrusted: show it isolated, never as a path.
    pub name: String,
    /// The media type that the server found by looking, not the one that was claimed.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// How wide an image is, in pixels, as it stands upright; the server read it from its head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// How high it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// One entry of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Item {
    /// Its id, made by its writer.
    pub id: ItemId,
    /// The conversation it stands in.
    pub conversation: ConversationId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// The change that made it; orders the thread.
    pub position: Seq,
    /// When the server took it.
    pub at: Timestamp,
    /// What it is.
    pub kind: ItemKind,
    /// Who wrote it.
    pub author: AuthorKind,
    /// Which login, when an agent wrote or did it.
    pub agent: Option<AgentId>,
    /// Plain text; of a mail what it says that is new, at most
    /// [`MAX_MAIL_TEXT`](crate::mail::MAX_MAIL_TEXT) characters; the closing reason of a
    /// [`Happening::Closed`]; else empty.
    pub text: String,
    /// What came along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What happened, for an event.
    pub happening: Option<Happening>,
    /// The closing note of a [`Happening::Closed`].
    pub note: Option<String>,
    /// The agent whom an event concerns beside the one who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_agent: Option<AgentId>,
    /// The group that an event leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_group: Option<GroupId>,
    /// How far it got, for a message of ours.
    pub delivery: Option<Delivery>,
    /// The head of a mail; its body is a document of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Box<MailHead>>,
    /// The message of the same conversation that it answers, shown above it (T9). Of mails their
    /// head tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ItemId>,
}

/// Absolute numbers of conversations per status, for one filter and one reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// [`Status::Open`].
    pub open: u32,
    /// [`Status::Queued`].
    pub queued: u32,
    /// [`Status::Pending`].
    pub pending: u32,
    /// [`Status::Expired`].
    pub expired: u32,
    /// [`Status::Closed`].
    pub closed: u32,
}

impl Counts {
    /// The number of one status.
    #[must_use]
    pub const fn of(&self, status: Status) -> u32 {
        match status {
            Status::Open => self.open,
            Status::Queued => self.queued,
            Status::Pending => self.pending,
            Status::Expired => self.expired,
            Status::Closed => self.closed,
        }
    }

    /// The number of one status, to be written.
    pub const fn of_mut(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Open => &mut self.open,
            Status::Queued => &mut self.queued,
            Status::Pending => &mut self.pending,
            Status::Expired => &mut self.expired,
            Status::Closed => &mut self.closed,
        }
    }
}

words! {
    /// The order of a list (L3).
    Sort {
        /// Más antiguas.
        Oldest = "oldest",
        /// Recientes.
        Newest = "newest",
    }
}

words! {
    /// Whose conversations a list shows (L4).
    Owner {
        /// The reader's own.
        Mine = "mine",
        /// Nobody's.
        Nobody = "unassigned",
    }
}

/// Which conversations a list shows, beside its status (L4). What names nothing asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Filter {
    /// Only these groups; none named means all that the reader may see.
    #[serde(default)]
    pub groups: Vec<GroupId>,
    /// Only these owners'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Only these channels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Only what its owner has not read.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unread: bool,
    /// Only contacts that bear one of these tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagId>,
}
