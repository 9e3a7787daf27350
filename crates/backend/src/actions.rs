//! What can be changed, one file per resource. Each asks `domain` whether it may, writes through
//! the [`writer`](crate::writer), and answers what the client gets.

pub(crate) mod accept;
pub(crate) mod assign;
pub(crate) mod attachments;
pub(crate) mod away;
pub(crate) mod bot;
pub(crate) mod bulk;
pub(crate) mod cards;
pub(crate) mod close;
pub(crate) mod comments;
pub(crate) mod conversations;
pub(crate) mod erase;
pub(crate) mod expire;
pub(crate) mod items;
pub(crate) mod keeping;
pub(crate) mod mail_body;
pub(crate) mod moving;
pub(crate) mod once;
pub(crate) mod opening;
pub(crate) mod pausing;
pub(crate) mod people;
pub(crate) mod presence;
pub(crate) mod read;
pub(crate) mod receive_chat;
pub(crate) mod receive_mail;
pub(crate) mod retention;
pub(crate) mod search;
pub(crate) mod send;
pub(crate) mod send_mail;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod snapshot;
pub(crate) mod tickets;
pub(crate) mod typing;
pub(crate) mod visitor;
pub(crate) mod visitor_send;
