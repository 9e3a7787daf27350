//! The one table of routes: the router, the OpenAPI document and the test of who may do what are
//! made from it, so that none can miss one.

mod attachments;
mod chat;
mod conversations;
mod mail;
mod people;
mod realtime;
pub(crate) mod route;
mod search;
mod session;
mod setup;
mod visitor;
mod workspace;

use axum::{
    body::Body,
    http::Method,
    response::{IntoResponse, Response},
};
use bandeja_contract::{
    AddComment, AddEntry, Attachment, EditContact, EditEntry, EditOption, EditTicket, EntryEdit,
    FieldEdit, GetContact, GetSetup, GetTicket, ListAudit, ListComments, ListOfContact, NewComment,
    NewEntry, OptionEdit, TagContact, TagEdit,
    acts::{Assign, Assignment, Bulk, DoBulk, Pause, Resume},
    bot::PauseBot,
    endpoint::*,
    inbound::{ChatIn, ChatTaken},
    mail::{BodyWish, MailTaken, OpenBody},
    realtime::ServerWire,
    search::{GetItem, Search},
    visitor::*,
};
use route::{
    Kind::{Named, Number, Text},
    Parameter, Route, Who,
};

const AFTER: Parameter = Parameter::needed("after", Number, "The number applied last.");
const WAIT: Parameter =
    Parameter::optional("wait", Number, "Seconds to wait for something, 0 to 25.");
const LIMIT: Parameter = Parameter::optional(
    "limit",
    Number,
    "At most this many, 1 to 200; 50 if not said.",
);

/// Every route of the API.
pub(crate) fn table() -> Vec<Route> {
    use Who::{Agent as AgentOnly, AgentOrVisitor, Anybody, Capability, Postman, Ticket, Visitor};
    let mut table = vec![
        Route::of::<SignIn, _, _>(
            Anybody,
            "Signs in; sets the session cookie.",
            session::sign_in,
        )
        .body::<SignIn>(),
        Route::of::<WhoAmI, _, _>(AgentOnly, "Who is signed in.", session::who_am_i),
        Route::of::<SignOut, _, _>(AgentOnly, "Signs out; closes sockets.", session::sign_out),
        Route::of::<GetSnapshot, _, _>(AgentOnly, "The workspace.", workspace::snapshot),
        Route::of::<GetSetup, _, _>(AgentOnly, "The lists and options.", setup::get),
        Route::of::<EditOption, _, _>(AgentOnly, "Edits an option.", setup::option)
            .body::<OptionEdit>(),
        Route::of::<AddEntry, _, _>(AgentOnly, "Adds to a list.", setup::add).body::<NewEntry>(),
        Route::of::<EditEntry, _, _>(AgentOnly, "Edits an entry of a list.", setup::edit)
            .body::<EntryEdit>(),
        Route::of::<ListAudit, _, _>(AgentOnly, "Who edited what, newest first.", setup::audit)
            .query([
                Parameter::optional("before", Number, "Only what is older."),
                LIMIT,
            ]),
        Route::of::<ListConversations, _, _>(AgentOnly, "A page of the list.", conversations::list)
            .query([
                Parameter::needed("status", Named("Status"), "The tab."),
                Parameter::needed("sort", Named("Sort"), "The order."),
                Parameter::optional("groups", Text, "Only these groups, commas between."),
                Parameter::optional("owner", Named("Owner"), "Only the reader's, or nobody's."),
                Parameter::optional("channels", Text, "Only these channels, commas between."),
                Parameter::optional("unread", Number, "1: only what its owner has not read."),
                Parameter::optional("tags", Text, "Only contacts with one of these tags."),
                Parameter::optional("offset", Number, "The first row, from 0."),
                Parameter::optional("cursor", Text, "The `next` of a page, to read on."),
                LIMIT,
            ]),
        Route::of::<GetConversation, _, _>(AgentOnly, "One conversation.", conversations::get),
        Route::of::<ListItems, _, _>(AgentOnly, "A page of a thread.", conversations::items).query(
            [
                Parameter::optional("before", Number, "Only items before this position."),
                Parameter::optional("after", Number, "Only items after this position."),
                LIMIT,
            ],
        ),
        Route::of::<GetItem, _, _>(AgentOnly, "One item of a thread.", search::item),
        Route::of::<Search, _, _>(
            AgentOnly,
            "Looks for words, numbers, people.",
            search::search,
        )
        .body::<Search>(),
        Route::of::<SendMessage, _, _>(AgentOnly, "Sends a message.", conversations::send)
            .body::<NewMessage>(),
        Route::of::<Accept, _, _>(AgentOnly, "Takes a conversation.", conversations::accept)
            .body::<Operation>(),
        Route::of::<PauseBot, _, _>(
            AgentOnly,
            "Stops the chatbot for a contact.",
            conversations::pause_bot,
        )
        .body::<Operation>(),
        Route::of::<Resume, _, _>(
            AgentOnly,
            "Takes up again what was put aside.",
            conversations::resume,
        )
        .body::<Operation>(),
        Route::of::<Pause, _, _>(
            AgentOnly,
            "Puts a conversation aside.",
            conversations::pause,
        )
        .body::<Operation>(),
        Route::of::<Assign, _, _>(
            AgentOnly,
            "Gives a conversation to an agent or a group.",
            conversations::assign,
        )
        .body::<Assignment>(),
        Route::of::<DoBulk, _, _>(
            AgentOnly,
            "Does the same thing to many conversations.",
            conversations::bulk,
        )
        .body::<Bulk>(),
        Route::of::<Close, _, _>(AgentOnly, "Ends a conversation.", conversations::close)
            .body::<Closing>(),
        Route::of::<MarkRead, _, _>(
            AgentOnly,
            "Moves the owner's read mark.",
            conversations::read,
        )
        .body::<ReadMark>(),
        Route::of::<OpenBody, _, _>(AgentOnly, "The address of a mail's body.", mail::open)
            .body::<BodyWish>(),
        Route::of::<GetContact, _, _>(AgentOnly, "A contact.", people::contact),
        Route::of::<EditContact, _, _>(AgentOnly, "Writes a field of a contact.", people::edit)
            .body::<FieldEdit>(),
        Route::of::<TagContact, _, _>(AgentOnly, "Puts a tag on, or takes it off.", people::tag)
            .body::<TagEdit>(),
        Route::of::<ListOfContact, _, _>(
            AgentOnly,
            "A contact's conversations, the newest first.",
            people::conversations,
        )
        .query([
            Parameter::optional("offset", Number, "The first row, from 0."),
            LIMIT,
        ]),
        Route::of::<ListComments, _, _>(AgentOnly, "The comments on a contact.", people::comments)
            .query([
                Parameter::optional("before", Number, "Only comments before this position."),
                LIMIT,
            ]),
        Route::of::<AddComment, _, _>(AgentOnly, "Writes a comment.", people::comment)
            .body::<NewComment>(),
        Route::of::<GetTicket, _, _>(AgentOnly, "A ticket of support.", people::ticket),
        Route::of::<EditTicket, _, _>(
            AgentOnly,
            "Writes a field of a ticket.",
            people::edit_ticket,
        )
        .body::<FieldEdit>(),
        Route::of::<MakeTicket, _, _>(AgentOnly, "A ticket for a websocket.", session::ticket),
        Route::of::<PollEvents, _, _>(AgentOnly, "The long poll.", realtime::poll)
            .query([AFTER, WAIT]),
    ];
    let get = |path, who, says| (Method::GET, path, who, says);
    let post = |path, who, says| (Method::POST, path, who, says);
    macro_rules! route {
        ($what:expr, $handler:expr) => {{
            let (method, path, who, says) = $what;
            Route::new(method, path, who, says, $handler)
        }};
    }
    table.extend([
        route!(
            get("/realtime", Ticket, "The websocket of agents."),
            realtime::socket
        )
        .socket::<ServerWire>(),
        route!(
            post("/attachments", AgentOnly, "Uploads a file."),
            attachments::upload
        )
        .query([Parameter::needed("name", Text, "The file's name.")])
        .bytes_in()
        .answer::<Attachment>(),
        route!(
            get(
                "/attachments/{attachment}",
                AgentOrVisitor,
                "Downloads a file."
            ),
            attachments::download
        )
        .query([Parameter::optional(
            "save",
            Text,
            "To be saved, whatever it is.",
        )])
        .bytes_out(),
        route!(
            get(
                "/mail/{capability}/body",
                Capability,
                "The body of a mail, for a frame."
            ),
            mail::body
        )
        .bytes_out(),
        route!(
            get(
                "/mail/{capability}/inline/{n}",
                Capability,
                "An image that came with a mail."
            ),
            mail::inline
        )
        .bytes_out(),
        route!(
            get(
                "/mail/{capability}/remote/{n}",
                Capability,
                "A remote image of a mail, fetched for its reader."
            ),
            mail::remote
        )
        .bytes_out(),
        route!(
            post(
                "/inbound/mail",
                Postman,
                "A mail comes in, as it is (`message/rfc822`)."
            ),
            mail::inbound
        )
        .bytes_in()
        .answer::<MailTaken>()
        .accepted(),
        route!(
            post(
                "/inbound/chat",
                Postman,
                "A message comes in over a channel like WhatsApp."
            ),
            chat::inbound
        )
        .body::<ChatIn>()
        .answer::<ChatTaken>(),
        route!(
            post(
                "/visitor/session",
                Anybody,
                "Begins a visitor's session, or comes back."
            ),
            visitor::register
        )
        .body::<Register>()
        .answer::<VisitorSnapshot>(),
        route!(
            get("/visitor/messages", Visitor, "Messages, newest page."),
            visitor::messages
        )
        .query([Parameter::optional(
            "before",
            Number,
            "Only messages before this position.",
        )])
        .answer::<VisitorSnapshot>(),
        route!(
            post("/visitor/messages", Visitor, "Sends a message."),
            visitor::send
        )
        .body::<VisitorSend>()
        .answer::<VisitorMessage>(),
        route!(
            post("/visitor/read", Visitor, "Moves the visitor's read mark."),
            visitor::read
        )
        .body::<VisitorRead>()
        .answer::<VisitorState>(),
        route!(
            post("/visitor/tickets", Visitor, "A ticket for a websocket."),
            visitor::ticket
        )
        .answer::<bandeja_contract::endpoint::Ticket>(),
        route!(
            get("/visitor/realtime", Ticket, "The websocket of visitors."),
            visitor::socket
        )
        .socket::<VisitorFrame>(),
        route!(
            get("/visitor/events", Visitor, "The long poll of visitors."),
            visitor::poll
        )
        .query([AFTER, WAIT])
        .answers_list_of::<VisitorFrame>(),
        route!(get("/openapi.json", Anybody, "This document."), openapi).bytes_out(),
    ]);
    table
}

async fn openapi() -> Response<Body> {
    match crate::openapi::document() {
        Ok(document) => crate::request::raw_json(document),
        Err(error) => error.into_response(),
    }
}
