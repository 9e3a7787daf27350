//! What can be changed, one file per resource. Each asks `domain` whether it may, writes through
//! the [`writer`](crate::writer), and answers what the client gets.

pub(crate) mod accept;
pub(crate) mod attachments;
pub(crate) mod close;
pub(crate) mod conversations;
pub(crate) mod items;
pub(crate) mod moving;
pub(crate) mod once;
pub(crate) mod people;
pub(crate) mod presence;
pub(crate) mod read;
pub(crate) mod send;
pub(crate) mod session;
pub(crate) mod snapshot;
pub(crate) mod typing;
pub(crate) mod visitor;
pub(crate) mod visitor_send;
