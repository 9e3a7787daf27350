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
//! | [`endpoint`] | every agent's HTTP call as a value: method, path, request, response |
//! | [`event`] | what changed, as upserts |
//! | [`realtime`] | the frames of the websocket and its long-poll twin |
//! | [`problem`] | RFC 9457 refusals with stable codes |
//! | [`visitor`] | the widget's whole contract: flat structs only, its calls and its frames |

pub mod endpoint;
pub mod event;
pub mod ids;
pub mod model;
pub mod problem;
pub mod realtime;
pub mod visitor;

pub use endpoint::{Endpoint, Method};
pub use event::{Change, Event};
pub use ids::*;
pub use model::*;
pub use problem::{Code, Problem};

/// The path under which every call of this contract lives, without a trailing slash.
pub const API_ROOT: &str = "/api/v1";
