//! The wire between Bandeja's app, its widget and any backend.
//!
//! Everything here is data: ids, types, endpoints, events and problems. DESIGN: JSON over HTTP under
//! [`API_ROOT`], ids are UUIDs, times epoch milliseconds UTC, integers below 2^53.
//!
//! Invariant: this crate knows no clock, no randomness, no I/O and no view, so that a backend of
//! another house can take it (or its snapshots under `tests/snapshots`) as the protocol itself.
//! A changed snapshot is a changed protocol.
//!
//! | module | what it holds |
//! |---|---|
//! | [`ids`] | one type per kind of id, [`Seq`], [`Timestamp`] |
//! | [`model`] | what the workspace consists of: agents, groups, conversations, items |
//! | [`options`] | what a workspace chooses, read by the rules |
//! | [`acts`] | what is done to conversations: assigned, put aside, many at once |
//! | [`setup`] | the lists and options of a workspace as one thing, how they are edited, who did |
//! | [`endpoint`] | every agent's HTTP call as a value: method, path, request, response |
//! | [`bot`] | what people do about the chatbot |
//! | [`mail`] | what e-mail has beside: heads, bodies, what became of what came in |
//! | [`inbound`] | messages of channels that are neither widget nor e-mail |
//! | [`event`] | what changed, as upserts |
//! | [`realtime`] | the frames of the websocket and its long-poll twin |
//! | [`people`] | cards: contacts, their fields, tags and comments, tickets |
//! | [`looking`] | who looks at a conversation, and whether its customer is there |
//! | [`problem`] | RFC 9457 refusals with stable codes |
//! | [`search`] | looking for words, numbers and people; one item of a thread |
//! | [`visitor`] | the widget's whole contract: flat structs only, its calls and its frames |

pub mod acts;
pub mod bot;
pub mod endpoint;
pub mod event;
mod filter;
pub mod ids;
pub mod inbound;
pub mod looking;
pub mod mail;
pub mod model;
pub mod options;
pub mod people;
pub mod problem;
pub mod realtime;
pub mod search;
pub mod setup;
pub mod visitor;

pub use endpoint::{Endpoint, Method};
pub use event::{Change, Event};
pub use ids::*;
pub use model::*;
pub use options::*;
pub use people::*;
pub use problem::{Code, Problem};
pub use setup::*;

/// The path under which every call of this contract lives, without a trailing slash.
pub const API_ROOT: &str = "/api/v1";
