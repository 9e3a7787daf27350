//! E-mail as it really is: what arrives is parsed and made safe to show, what leaves is written.
//!
//! Pure functions over bytes. Nothing here opens a file or a socket, reads a clock, makes a random
//! number or knows the database, the wire or a view: time, chance, addresses and the making of
//! image links come in as arguments, and the backend stores what comes out.
//!
//! | from | to | by |
//! |---|---|---|
//! | raw bytes | [`Mail`] | [`parse()`] |
//! | a [`Mail`] | what is shown of it | [`show()`] |
//! | a mail's HTML | [`Safe`] | [`sanitise()`] |
//! | a mail's plain text | [`Safe`] | [`text_document`] |
//! | [`Safe`] | what it says that is new, as text | [`said`] |
//! | [`Safe`] | the frame's own document with its headers | [`document()`] |
//! | a reply | raw bytes | [`compose()`] |
//! | a mail | what it answers | [`thread_key`] |
//! | a mail | whom a reply goes to | [`reply_to`] |
//!
//! Every function is bounded in time and memory by counted limits, never by a clock, so that the
//! same mail is always treated alike. Whoever sends a mail is an adversary: what cannot be shown
//! safely is refused with a reason, and the caller shows the text part instead.

pub mod address;
pub mod compose;
pub mod document;
pub mod link;
pub mod parse;
pub mod recipients;
pub mod sanitise;
pub mod show;
pub mod text;
pub mod thread;

pub use address::{Address, Mailbox, MessageId};
pub use compose::{Reply, compose};
pub use document::{Document, document};
pub use parse::{Attachment, Mail, Refusal, parse};
pub use recipients::reply_to;
pub use sanitise::{Safe, Unsafe, sanitise};
pub use show::{Shown, show};
pub use text::{said, text_document};
pub use thread::thread_key;
