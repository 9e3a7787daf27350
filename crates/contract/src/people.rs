//! Cards: what is kept of a contact and of a ticket, and the calls that read and edit them (T2, T3).
//!
//! Cards are read when somebody opens one. That one has changed since is told by
//! [`Change::Contact`](crate::Change::Contact) and [`Change::Ticket`](crate::Change::Ticket),
//! which name it and say no more: whoever shows it reads it again, everybody else learns nothing.
//! What lists and threads show of a contact (name, address, number, tags) comes with the
//! [`Conversation`](crate::Conversation)s, which are sent anew.
//!
//! Values of fields are texts, and an empty one is none; what fits is one function of `domain`.

use crate::{
    endpoint::{ConversationPage, Endpoint, ItemPage, Method, fill},
    ids::*,
    model::{Item, words},
};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

words! {
    /// What a field of the workspace takes.
    FieldKind {
        /// Words.
        Text = "text",
        /// A number.
        Number = "number",
        /// A day, `2026-11-25`.
        Date = "date",
        /// One of its choices.
        Choice = "choice",
        /// An address on the web.
        Link = "link",
        /// `true`, or nothing.
        Checkbox = "checkbox",
    }
    /// Where a ticket stands (*estado*).
    TicketStatus {
        /// Nobody has begun.
        New = "new",
        /// Somebody works on it.
        Open = "open",
        /// It waits for the one who asked.
        Waiting = "waiting",
        /// Solved; the one who asked may say otherwise.
        Solved = "solved",
        /// Over.
        Closed = "closed",
    }
    /// For whom a ticket is (*tipo de ticket*).
    TicketKind {
        /// For the one who asked, too (*público*).
        Public = "public",
        /// For the team only (*interno*).
        Internal = "internal",
    }
    /// How much a ticket presses (*prioridad*).
    Priority {
        /// When there is time.
        Low = "low",
        /// In order.
        Normal = "normal",
        /// Before others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
    /// The fields of a ticket, as the documents name them.
    TicketField {
        /// Número de ticket.
        Number = "number",
        /// Estado.
        Status = "status",
        /// Asunto.
        Subject = "subject",
        /// Tipo de ticket.
        Kind = "kind",
        /// Solicitante.
        Requester = "requester",
        /// Servicio.
        Service = "service",
        /// Categoría.
        Category = "category",
        /// Prioridad.
        Priority = "priority",
        /// Previsión de solución.
        Due = "due",
        /// Responsable.
        Owner = "owner",
    }
}

/// A field that the workspace keeps of every contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldDefinition {
    /// Its id.
    pub id: FieldId,
    /// Its name, in the workspace's language.
    pub name: String,
    /// What it takes.
    pub kind: FieldKind,
    /// What can be chosen, for a [`FieldKind::Choice`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// What a field of the workspace holds for one contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldValue {
    /// Which field.
    pub field: FieldId,
    /// Never empty: what holds nothing is not here.
    pub value: String,
}

/// What is kept of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// The name. A customer's bytes: text, never markup.
    pub name: String,
    /// The e-mail address, or nothing.
    pub email: String,
    /// The telephone number, or nothing.
    pub phone: String,
    /// The agent that it keeps after closing, if any (A2).
    pub agent: Option<AgentId>,
    /// Its tags, in the order of the workspace.
    pub tags: Vec<TagId>,
    /// The workspace's own fields that hold something, in the order of the workspace.
    pub fields: Vec<FieldValue>,
}

/// A ticket of support (T3). Not to be mixed up with the
/// [`Ticket`](crate::endpoint::Ticket) that opens a websocket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SupportTicket {
    /// Its id, as [`Change::Ticket`](crate::Change::Ticket) names it.
    pub id: TicketId,
    /// The change that last wrote it.
    pub seq: Seq,
    /// Número de ticket.
    pub number: u64,
    /// Estado.
    pub status: TicketStatus,
    /// Asunto. May be a customer's words.
    pub subject: String,
    /// Tipo de ticket.
    pub kind: TicketKind,
    /// Solicitante: the contact's name.
    pub requester: String,
    /// Servicio; the *tipo de servicio* of the cases linked to it.
    pub service: String,
    /// Categoría, or nothing.
    pub category: String,
    /// Prioridad.
    pub priority: Priority,
    /// Previsión de solución: a day, `2026-11-25`, or nothing.
    pub due: String,
    /// Responsable.
    pub owner: Option<AgentId>,
}

/// Writes one field of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldEdit {
    /// The operation's id.
    pub id: OperationId,
    /// Of a contact `name`, `email`, `phone` or a [`FieldId`]; of a ticket a [`TicketField`].
    pub field: String,
    /// What it shall hold.
    pub value: String,
    /// What its editor saw in it. Where it holds something else by now the answer is
    /// [`Code::FieldMoved`](crate::Code::FieldMoved), with that.
    pub seen: String,
}

/// Puts a tag on a contact, or takes it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TagEdit {
    /// The operation's id.
    pub id: OperationId,
    /// Which tag.
    pub tag: TagId,
    /// Whether it shall be there.
    pub is_on: bool,
}

/// A comment for the team, never for the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// The id that the item will have; also the operation's id.
    pub id: ItemId,
    /// The conversation of the contact in whose thread it stands.
    pub conversation: ConversationId,
    /// Plain text.
    pub text: String,
}

/// Declares a call on a contact or a ticket with a JSON body.
macro_rules! on_card {
    ($($(#[$doc:meta])* $name:ident($which:ident: $id:ty, $body:ty) $route:literal -> $answer:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Which one.
            pub $which: $id,
            /// What to do, exactly.
            pub body: $body,
        }
        impl Endpoint for $name {
            type Body = $body;
            type Answer = $answer;
            const METHOD: Method = Method::Post;
            const ROUTE: &'static str = $route;
            fn path(&self) -> String {
                fill(Self::ROUTE, concat!("{", stringify!($which), "}"), self.$which)
            }
            fn body(&self) -> Option<&Self::Body> {
                Some(&self.body)
            }
        }
    )+};
}

on_card! {
    /// Writes one field of a contact.
    EditContact(contact: ContactId, FieldEdit) "/contacts/{contact}/fields" -> Contact;
    /// Puts a tag on a contact, or takes it off.
    TagContact(contact: ContactId, TagEdit) "/contacts/{contact}/tags" -> Contact;
    /// Writes a comment.
    AddComment(contact: ContactId, NewComment) "/contacts/{contact}/comments" -> Item;
    /// Writes one field of a ticket; it is named by its number.
    EditTicket(number: u64, FieldEdit) "/tickets/{number}/fields" -> SupportTicket;
}

/// What is kept of a contact.
#[derive(Clone, Copy, Debug)]
pub struct GetContact {
    /// Which.
    pub contact: ContactId,
}

impl Endpoint for GetContact {
    type Body = ();
    type Answer = Contact;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/contacts/{contact}";
    fn path(&self) -> String {
        fill(Self::ROUTE, "{contact}", self.contact)
    }
}

/// A ticket, by its number.
#[derive(Clone, Copy, Debug)]
pub struct GetTicket {
    /// Which.
    pub number: u64,
}

impl Endpoint for GetTicket {
    type Body = ();
    type Answer = SupportTicket;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/tickets/{number}";
    fn path(&self) -> String {
        fill(Self::ROUTE, "{number}", self.number)
    }
}

/// The conversations of a contact that the reader may see, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct ListOfContact {
    /// Whose.
    pub contact: ContactId,
    /// The first row, counted from 0.
    pub offset: u32,
    /// At most this many, 1 to [`MAX_PAGE`](crate::endpoint::MAX_PAGE).
    pub limit: u32,
}

impl Endpoint for ListOfContact {
    type Body = ();
    type Answer = ConversationPage;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/contacts/{contact}/conversations";
    fn path(&self) -> String {
        let mut path = fill(Self::ROUTE, "{contact}", self.contact);
        // A `String` takes every write.
        let _ = write!(path, "?offset={}&limit={}", self.offset, self.limit);
        path
    }
}

/// The comments on a contact from every conversation, also from those that the reader does not
/// see: the last ones before a position, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct ListComments {
    /// Whose.
    pub contact: ContactId,
    /// Only those before this position; without one the newest.
    pub before: Option<Seq>,
    /// At most this many, 1 to [`MAX_PAGE`](crate::endpoint::MAX_PAGE).
    pub limit: u32,
}

impl Endpoint for ListComments {
    type Body = ();
    type Answer = ItemPage;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/contacts/{contact}/comments";
    fn path(&self) -> String {
        let mut path = fill(Self::ROUTE, "{contact}", self.contact);
        // A `String` takes every write.
        let _ = write!(path, "?limit={}", self.limit);
        if let Some(before) = self.before {
            let _ = write!(path, "&before={before}");
        }
        path
    }
}
