//! Entities as the leaves show them: names, times, sentences.
//!
//! Reads the store, the language and the time zone, and follows what it reads when called inside a
//! memo or a closure of a view. It writes nothing and makes no views.

pub mod command;
pub mod deeds;
pub mod failure;
pub mod files;
pub mod happening;
pub mod hit;
pub mod mail;
pub mod message;
pub mod moment;
pub mod row;
pub mod stand;
pub mod viewers;
