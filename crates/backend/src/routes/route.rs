//! What a route consists of.

use crate::app::App;
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodRouter, delete, get, post},
};
use bandeja_contract::{endpoint::Endpoint, realtime::ClientFrame};
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
    /// Whoever holds a capability, in the path.
    Capability,
    /// Whoever hands in mails, by the inbox's secret in the `Authorization` header. No browser.
    Postman,
}

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// Below [`API_ROOT`](bandeja_contract::API_ROOT).
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    /// One sentence.
    pub(crate) says: &'static str,
    pub(crate) query: Vec<Parameter>,
    pub(crate) body: Content,
    pub(crate) answer: Content,
    /// The status of a good answer.
    pub(crate) good: &'static str,
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
    pub(super) fn new<H, T>(
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
        let (query, body, answer) = (Vec::new(), Content::Nothing, Content::Nothing);
        Self {
            method,
            path,
            who,
            says,
            query,
            body,
            answer,
            good: "200",
            handler,
        }
    }

    /// A route of an endpoint of the contract: method, path and answer are the contract's.
    pub(super) fn of<E, H, T>(who: Who, says: &'static str, handler: H) -> Self
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

    pub(super) fn query<const N: usize>(self, query: [Parameter; N]) -> Self {
        Self {
            query: query.to_vec(),
            ..self
        }
    }

    pub(super) fn body<T: utoipa::ToSchema>(self) -> Self {
        Self {
            body: Content::Json(described::<T>()),
            ..self
        }
    }

    pub(super) fn answer<T: utoipa::ToSchema>(self) -> Self {
        Self {
            answer: Content::Json(described::<T>()),
            ..self
        }
    }

    /// A JSON list as the answer.
    pub(super) fn answers_list_of<T: utoipa::ToSchema>(self) -> Self {
        let mut one = described::<T>();
        one.schema = utoipa::openapi::ArrayBuilder::new()
            .items(one.schema)
            .into();
        Self {
            answer: Content::Json(one),
            ..self
        }
    }

    /// What is answered is taken, and goes on.
    pub(super) fn accepted(self) -> Self {
        Self {
            good: "202",
            ..self
        }
    }

    pub(super) fn bytes_in(self) -> Self {
        Self {
            body: Content::Bytes,
            ..self
        }
    }

    pub(super) fn bytes_out(self) -> Self {
        Self {
            answer: Content::Bytes,
            ..self
        }
    }

    pub(super) fn socket<Server: utoipa::ToSchema>(self) -> Self {
        let answer = Content::Socket(described::<ClientFrame>(), described::<Server>());
        Self { answer, ..self }
    }
}

/// One parameter of a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) needed: bool,
    pub(crate) kind: Kind,
    pub(crate) says: &'static str,
}

/// What a parameter is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A whole number, not negative.
    Number,
    /// Whatever its sentence says.
    Text,
    /// A type of the contract.
    Named(&'static str),
}

impl Parameter {
    /// One that must be there.
    pub(super) const fn needed(name: &'static str, kind: Kind, says: &'static str) -> Self {
        Self {
            name,
            needed: true,
            kind,
            says,
        }
    }

    /// One that may be left out.
    pub(super) const fn optional(name: &'static str, kind: Kind, says: &'static str) -> Self {
        Self {
            name,
            needed: false,
            kind,
            says,
        }
    }
}
