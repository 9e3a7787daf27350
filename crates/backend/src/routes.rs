//! The one table of routes: the router, the OpenAPI document and the test of who may do what are
//! made from it, so that none can miss one.

mod attachments;
mod conversations;
mod realtime;
pub(crate) mod route;
mod session;
mod visitor;
mod workspace;

use axum::{
    body::Body,
    http::Method,
    response::{IntoResponse, Response},
};
use bandeja_contract::{Attachment, endpoint::*, realtime::ServerWire, visitor::*};
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
    use Who::{Agent as AgentOnly, AgentOrVisitor, Anybody, Ticket, Visitor};
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
        Route::of::<ListConversations, _, _>(AgentOnly, "A page of the list.", conversations::list)
            .query([
                Parameter::needed("status", Named("Status"), "The tab."),
                Parameter::needed("sort", Named("Sort"), "The order."),
                Parameter::optional("groups", Text, "Only these groups, commas between."),
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
        Route::of::<SendMessage, _, _>(AgentOnly, "Sends a message.", conversations::send)
            .body::<NewMessage>(),
        Route::of::<Accept, _, _>(AgentOnly, "Takes a conversation.", conversations::accept)
            .body::<Operation>(),
        Route::of::<Close, _, _>(AgentOnly, "Ends a conversation.", conversations::close)
            .body::<Closing>(),
        Route::of::<MarkRead, _, _>(
            AgentOnly,
            "Moves the owner's read mark.",
            conversations::read,
        )
        .body::<ReadMark>(),
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
        .bytes_out(),
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
