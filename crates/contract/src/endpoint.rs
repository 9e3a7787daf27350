//! Every HTTP call of an agent's client as a value: nobody else builds URLs.
//!
//! | call | route |
//! |---|---|
//! | [`SignIn`] | `POST /session` |
//! | [`WhoAmI`] | `GET /session` |
//! | [`SignOut`] | `DELETE /session` |
//! | [`GetSnapshot`] | `GET /snapshot` |
//! | [`ListConversations`] | `GET /conversations` |
//! | [`GetConversation`] | `GET /conversations/{conversation}` |
//! | [`ListItems`] | `GET /conversations/{conversation}/items` |
//! | [`GetItem`](crate::search::GetItem) | `GET /conversations/{conversation}/items/{item}` |
//! | [`Search`](crate::search::Search) | `POST /search` |
//! | [`SendMessage`] | `POST /conversations/{conversation}/messages` |
//! | [`Accept`] | `POST /conversations/{conversation}/accept` |
//! | [`Close`] | `POST /conversations/{conversation}/close` |
//! | [`Resume`](crate::acts::Resume) | `POST /conversations/{conversation}/resume` |
//! | [`Pause`](crate::acts::Pause) | `POST /conversations/{conversation}/pause` |
//! | [`Assign`](crate::acts::Assign) | `POST /conversations/{conversation}/assign` |
//! | [`DoBulk`](crate::acts::DoBulk) | `POST /conversations/bulk` |
//! | [`MarkRead`] | `POST /conversations/{conversation}/read` |
//! | [`PauseBot`](crate::bot::PauseBot) | `POST /conversations/{conversation}/bot/pause` |
//! | [`OpenBody`](crate::mail::OpenBody) | `POST /items/{item}/body` |
//! | [`GetContact`](crate::people::GetContact) | `GET /contacts/{contact}` |
//! | [`EditContact`](crate::people::EditContact) | `POST /contacts/{contact}/fields` |
//! | [`TagContact`](crate::people::TagContact) | `POST /contacts/{contact}/tags` |
//! | [`ListOfContact`](crate::people::ListOfContact) | `GET /contacts/{contact}/conversations` |
//! | [`ListComments`](crate::people::ListComments) | `GET /contacts/{contact}/comments` |
//! | [`AddComment`](crate::people::AddComment) | `POST /contacts/{contact}/comments` |
//! | [`GetTicket`](crate::people::GetTicket) | `GET /tickets/{number}` |
//! | [`EditTicket`](crate::people::EditTicket) | `POST /tickets/{number}/fields` |
//! | [`GetSetup`](crate::GetSetup) | `GET /setup` |
//! | [`EditOption`](crate::EditOption) | `POST /options` |
//! | [`AddEntry`](crate::AddEntry) | `POST /entries` |
//! | [`EditEntry`](crate::EditEntry) | `POST /entries/{entry}` |
//! | [`ListAudit`](crate::ListAudit) | `GET /audit` |
//! | [`MakeTicket`] | `POST /tickets` |
//! | [`PollEvents`] | `GET /events` |
//! | file upload, raw body, `?name=` | `POST /attachments` |
//! | file download | `GET /attachments/{attachment}` |
//! | the body of a mail, for a frame | `GET /mail/{capability}/body` |
//! | its images | `GET /mail/{capability}/inline/{n}`, `GET /mail/{capability}/remote/{n}` |
//! | a mail comes in, raw, with the inbox's secret | `POST /inbound/mail` |
//! | a chat message comes in, with the inbox's secret | `POST /inbound/chat` |
//!
//! Paths are below [`API_ROOT`](crate::API_ROOT). Methods other than GET need
//! `Content-Type: application/json` (uploads: the file's own type) and the header
//! [`CLIENT_HEADER`], so that no foreign page can send them without a preflight.

use crate::{FieldDefinition, Options, ids::*, model::*, realtime::Frames};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt::Write;

/// The header that every non-GET request carries; any value. It forces a CORS preflight.
pub const CLIENT_HEADER: &str = "x-bandeja";

/// The HTTP method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Changes.
    Post,
    /// Ends.
    Delete,
}

/// A call: what it asks and what it answers.
pub trait Endpoint {
    /// The JSON body; `()` for none.
    type Body: Serialize;
    /// The JSON answer.
    type Answer: DeserializeOwned;
    /// Its method.
    const METHOD: Method;
    /// Its route below [`API_ROOT`](crate::API_ROOT), with parameters in braces.
    const ROUTE: &'static str;

    /// The path and query below [`API_ROOT`](crate::API_ROOT), parameters filled in.
    fn path(&self) -> String {
        Self::ROUTE.to_owned()
    }

    /// The body, for a method that has one.
    fn body(&self) -> Option<&Self::Body> {
        None
    }
}

/// Declares a call without parameters.
macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident, $method:ident $route:literal -> $answer:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Endpoint for $name {
            type Body = ();
            type Answer = $answer;
            const METHOD: Method = Method::$method;
            const ROUTE: &'static str = $route;
        }
    )+};
}

/// Declares a call on one conversation with a JSON body.
macro_rules! on_conversation {
    ($($(#[$doc:meta])* $name:ident($body:ty) $route:literal -> $answer:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Which conversation.
            pub conversation: ConversationId,
            /// What to do, exactly.
            pub body: $body,
        }
        impl Endpoint for $name {
            type Body = $body;
            type Answer = $answer;
            const METHOD: Method = Method::Post;
            const ROUTE: &'static str = $route;
            fn path(&self) -> String {
                fill(Self::ROUTE, "{conversation}", self.conversation)
            }
            fn body(&self) -> Option<&Self::Body> {
                Some(&self.body)
            }
        }
    )+};
}

pub(crate) use on_conversation;

plain! {
    /// Who is signed in.
    WhoAmI, Get "/session" -> Agent;
    /// Signs out: ends the session on the server and closes its sockets.
    SignOut, Delete "/session" -> Done;
    /// The workspace and its people; the number from which events go on.
    GetSnapshot, Get "/snapshot" -> Snapshot;
    /// A ticket for one websocket.
    MakeTicket, Post "/tickets" -> Ticket;
}

on_conversation! {
    /// Sends a message. On a queued conversation it accepts it, too (M8).
    SendMessage(NewMessage) "/conversations/{conversation}/messages" -> Item;
    /// Takes a queued conversation (L5).
    Accept(Operation) "/conversations/{conversation}/accept" -> Conversation;
    /// Ends a conversation with a reason (A5).
    Close(Closing) "/conversations/{conversation}/close" -> Conversation;
    /// The owner has seen everything up to an item. Going back changes nothing.
    MarkRead(ReadMark) "/conversations/{conversation}/read" -> Conversation;
}

/// Signs in; the answer sets the session cookie.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The login's address; upper and lower case are the same.
    pub email: String,
    /// The password.
    pub password: String,
}

impl Endpoint for SignIn {
    type Body = Self;
    type Answer = Agent;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/session";
    fn body(&self) -> Option<&Self> {
        Some(self)
    }
}

/// One conversation.
#[derive(Clone, Copy, Debug)]
pub struct GetConversation {
    /// Which.
    pub conversation: ConversationId,
}

impl Endpoint for GetConversation {
    type Body = ();
    type Answer = Conversation;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/conversations/{conversation}";
    fn path(&self) -> String {
        fill(Self::ROUTE, "{conversation}", self.conversation)
    }
}

/// A page of the list: from `cursor` where one is given, else from row `offset`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListConversations {
    /// The tab.
    pub status: Status,
    /// The order.
    pub sort: Sort,
    /// What else to show only.
    pub filter: Filter,
    /// The first row, counted from 0; a drag to the end of the list needs it.
    pub offset: u32,
    /// A [`ConversationPage::next`], for reading on from there.
    pub cursor: Option<String>,
    /// At most this many rows, 1 to [`MAX_PAGE`].
    pub limit: u32,
}

/// The longest page of conversations or items.
pub const MAX_PAGE: u32 = 200;

impl Endpoint for ListConversations {
    type Body = ();
    type Answer = ConversationPage;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/conversations";
    fn path(&self) -> String {
        let mut path = format!(
            "{}?status={}&sort={}&offset={}&limit={}",
            Self::ROUTE,
            self.status.word(),
            self.sort.word(),
            self.offset,
            self.limit
        );
        for (name, value) in self.filter.query() {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(&value);
        }
        if let Some(cursor) = &self.cursor {
            path.push_str("&cursor=");
            path.push_str(cursor);
        }
        path
    }
}

/// A page of a thread: the last items before a position, or the first after one, or, with
/// neither, the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListItems {
    /// Whose thread.
    pub conversation: ConversationId,
    /// Only items before this position.
    pub before: Option<Seq>,
    /// Only items after this position.
    pub after: Option<Seq>,
    /// At most this many, 1 to [`MAX_PAGE`].
    pub limit: u32,
}

impl Endpoint for ListItems {
    type Body = ();
    type Answer = ItemPage;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/conversations/{conversation}/items";
    fn path(&self) -> String {
        let mut path = fill(Self::ROUTE, "{conversation}", self.conversation);
        // A `String` takes every write.
        let _ = write!(path, "?limit={}", self.limit);
        if let Some(before) = self.before {
            let _ = write!(path, "&before={before}");
        }
        if let Some(after) = self.after {
            let _ = write!(path, "&after={after}");
        }
        path
    }
}

/// The long-poll twin of the websocket: waits at most `wait` seconds for something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollEvents {
    /// The number applied last.
    pub after: Seq,
    /// Seconds, 0 to 25.
    pub wait: u32,
}

impl Endpoint for PollEvents {
    type Body = ();
    type Answer = Frames;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/events";
    fn path(&self) -> String {
        format!("{}?after={}&wait={}", Self::ROUTE, self.after, self.wait)
    }
}

/// Nothing to tell: it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Done {}

/// The workspace and its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// Events go on after this number.
    pub seq: Seq,
    /// The server's time.
    pub now: Timestamp,
    /// Who is signed in.
    pub me: AgentId,
    /// The workspace's name.
    pub workspace: String,
    /// Every login.
    pub agents: Vec<Agent>,
    /// Every group.
    pub groups: Vec<Group>,
    /// Every queue.
    pub queues: Vec<Queue>,
    /// Every inbox.
    pub inboxes: Vec<Inbox>,
    /// Every closing reason, in the order to show.
    pub reasons: Vec<Reason>,
    /// Every tag, in the order to show.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// The workspace's own fields of contacts, in the order to show.
    #[serde(default)]
    pub fields: Vec<FieldDefinition>,
    /// What of all these is not offered any more; it stays in the history.
    #[serde(default)]
    pub retired: Vec<EntryId>,
    /// What the workspace has chosen (G9).
    #[serde(default)]
    pub options: Options,
    /// The reader's chats that were put aside because they were gone, and still are (A7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<ConversationId>,
}

/// A page of the conversation list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConversationPage {
    /// What is in it holds at least up to this number.
    pub seq: Seq,
    /// The row of the whole list that the first of `rows` is.
    pub offset: u32,
    /// The numbers of all tabs for the same filter; the list's length among them.
    pub counts: Counts,
    /// In order.
    pub rows: Vec<Conversation>,
    /// Where to read on; none at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ItemPage {
    /// What is in it holds at least up to this number.
    pub seq: Seq,
    /// Oldest first.
    pub items: Vec<Item>,
    /// Whether there are more in the direction asked.
    pub more: bool,
}

/// What every mutation carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Operation {
    /// Made by the client, once per thing the person did.
    pub id: OperationId,
}

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewMessage {
    /// The id that the item will have; also the operation's id.
    pub id: ItemId,
    /// Plain text, at most what the channel takes.
    pub text: String,
    /// Uploaded before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentId>,
    /// The position of the last item that the writer had seen. No part of the compared body.
    pub seen: Seq,
    /// Send although the thread has moved. No part of the compared body.
    #[serde(default)]
    pub anyway: bool,
    /// What is answered. E-mail: a mail; if none is named, the client's newest one here. On channels
    /// that show it above the answer (T9): a message of the same conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ItemId>,
}

/// How a conversation ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Closing {
    /// The operation's id.
    pub id: OperationId,
    /// Why (*motivo de cierre*).
    pub reason: ReasonId,
    /// A summary for colleagues (*nota de cierre*), at most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How far somebody has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReadMark {
    /// The [`Item::position`] of the last item seen.
    pub up_to: Seq,
}

/// A ticket for one websocket, good for 30 seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// To be said in [`Hello`](crate::realtime::Hello).
    pub ticket: String,
}

/// A route with its one parameter filled in.
pub(crate) fn fill(route: &str, parameter: &str, value: impl ToString) -> String {
    debug_assert!(route.contains(parameter), "{route} has no {parameter}");
    // By hand: `str::replace` with its searcher would be 1 kB of the app's first load.
    let (before, rest) = route.split_once('{').unwrap_or((route, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    [before, &value.to_string(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(byte: u8) -> uuid::Uuid {
        uuid::Uuid::from_bytes([byte; 16])
    }

    #[test]
    fn a_list_names_its_filter_in_the_query() {
        let call = ListConversations {
            status: Status::Queued,
            sort: Sort::Oldest,
            filter: Filter {
                groups: vec![GroupId(id(1)), GroupId(id(2))],
                owner: Some(Owner::Nobody),
                channels: vec![Channel::Email, Channel::Sms],
                unread: true,
                tags: vec![TagId(id(3))],
            },
            offset: 50,
            cursor: None,
            limit: 25,
        };
        assert_eq!(
            call.path(),
            "/conversations?status=queued&sort=oldest&offset=50&limit=25\
             &groups=01010101-0101-0101-0101-010101010101,02020202-0202-0202-0202-020202020202\
             &owner=unassigned&channels=email,sms&unread=1\
             &tags=03030303-0303-0303-0303-030303030303"
        );
    }

    #[test]
    fn a_thread_is_read_backwards_from_a_position() {
        let call = ListItems {
            conversation: ConversationId(id(3)),
            before: Some(Seq(70)),
            after: None,
            limit: 50,
        };
        assert_eq!(
            call.path(),
            "/conversations/03030303-0303-0303-0303-030303030303/items?limit=50&before=70"
        );
    }
}
