//! The one table of routes: the router, the OpenAPI document and the test of who may do what are
//! made from it, so that none can miss one.

mod attachments;
mod conversations;
mod realtime;
mod session;
mod visitor;
mod workspace;

use crate::app::App;
use axum::{
    body::Body,
    handler::Handler,
    http::Method,
    response::{IntoResponse, Response},
    routing::{MethodRouter, delete, get, post},
};
use bandeja_contract::{
    Attachment,
    endpoint::*,
    realtime::{ClientFrame, ServerWire},
    visitor::*,
};
use utoipa::openapi::{RefOr, Schema};

/// Who may ask for a route at all; what of it they get is for the action to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Anybody.
    Anybody,
    /// An agent, by the session's cookie.
    Agent,
    /// A visitor, by the secret in the `Authorization` header.
    Visitor,
    /// Either.
    AgentOrVisitor,
    /// Whoever holds a ticket, said in the first frame.
    Ticket,
}

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// Below [`API_ROOT`](bandeja_contract::API_ROOT).
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    /// One sentence.
    pub(crate) says: &'static str,
    pub(crate) query: &'static [(&'static str, bool, &'static str)],
    pub(crate) body: Content,
    pub(crate) answer: Content,
    pub(crate) handler: MethodRouter<App>,
}

/// What travels in a body.
#[derive(Clone, Default)]
pub(crate) enum Content {
    /// Nothing.
    #[default]
    Nothing,
    /// JSON of a schema: its name, the schema, and those it refers to.
    Json(Box<Described>),
    /// Bytes of any type.
    Bytes,
    /// A websocket with frames of these schemas, the client's and the server's.
    Socket(Box<Described>, Box<Described>),
}

/// A schema with its name and those it refers to.
#[derive(Clone)]
pub(crate) struct Described {
    pub(crate) schema: RefOr<Schema>,
    pub(crate) named: Vec<(String, RefOr<Schema>)>,
}

pub(crate) fn described<T: utoipa::ToSchema>() -> Box<Described> {
    let mut named = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut named);
    Box::new(Described {
        schema: RefOr::Ref(utoipa::openapi::Ref::from_schema_name(T::name())),
        named,
    })
}

impl Route {
    fn new<H, T>(
        method: Method,
        path: &'static str,
        who: Who,
        says: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let handler = match method {
            Method::POST => post(handler),
            Method::DELETE => delete(handler),
            _ => get(handler),
        };
        let (query, body, answer) = (&[] as &[_], Content::Nothing, Content::Nothing);
        Self {
            method,
            path,
            who,
            says,
            query,
            body,
            answer,
            handler,
        }
    }

    /// A route of an endpoint of the contract: method, path and answer are the contract's.
    fn of<E, H, T>(who: Who, says: &'static str, handler: H) -> Self
    where
        E: Endpoint<Answer: utoipa::ToSchema>,
        H: Handler<T, App>,
        T: 'static,
    {
        let method = match E::METHOD {
            bandeja_contract::Method::Get => Method::GET,
            bandeja_contract::Method::Post => Method::POST,
            bandeja_contract::Method::Delete => Method::DELETE,
        };
        let answer = Content::Json(described::<E::Answer>());
        Self {
            answer,
            ..Self::new(method, E::ROUTE, who, says, handler)
        }
    }

    fn query(self, query: &'static [(&'static str, bool, &'static str)]) -> Self {
        Self { query, ..self }
    }

    fn body<T: utoipa::ToSchema>(self) -> Self {
        Self {
            body: Content::Json(described::<T>()),
            ..self
        }
    }

    fn answer<T: utoipa::ToSchema>(self) -> Self {
        Self {
            answer: Content::Json(described::<T>()),
            ..self
        }
    }

    fn bytes_in(self) -> Self {
        Self {
            body: Content::Bytes,
            ..self
        }
    }

    fn bytes_out(self) -> Self {
        Self {
            answer: Content::Bytes,
            ..self
        }
    }

    fn socket<Server: utoipa::ToSchema>(self) -> Self {
        let answer = Content::Socket(described::<ClientFrame>(), described::<Server>());
        Self { answer, ..self }
    }
}

const AFTER: (&str, bool, &str) = ("after", true, "The number applied last.");
const WAIT: (&str, bool, &str) = ("wait", false, "Seconds to wait for something, 0 to 25.");
const LIMIT: (&str, bool, &str) = (
    "limit",
    false,
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
            .query(&[
                ("status", true, "The tab."),
                ("sort", true, "The order."),
                ("groups", false, "Only these groups, commas between."),
                ("offset", false, "The first row, from 0."),
                ("cursor", false, "The `next` of a page, to read on."),
                LIMIT,
            ]),
        Route::of::<GetConversation, _, _>(AgentOnly, "One conversation.", conversations::get),
        Route::of::<ListItems, _, _>(AgentOnly, "A page of a thread.", conversations::items).query(
            &[
                ("before", false, "Only items before this position."),
                ("after", false, "Only items after this position."),
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
            .query(&[AFTER, WAIT]),
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
        .query(&[("name", true, "The file's name.")])
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
        .query(&[("before", false, "Only messages before this position.")])
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
        .query(&[AFTER, WAIT])
        .answer::<Vec<VisitorFrame>>(),
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
