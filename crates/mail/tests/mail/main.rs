//! The crate as its users see it: whole mails in, documents and replies out.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

mod bounds;
mod checker;
mod corpus;
mod frame;
mod hostile;
mod outgoing;
mod properties;
mod remote;
