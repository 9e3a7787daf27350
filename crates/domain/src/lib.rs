//! Bandeja's rules, without I/O.
//!
//! The app, the widget and the backend ask the same functions, so a limit, a right or a filter is
//! written once. Nothing here knows a clock, randomness, the network or a view: time and chance
//! come in as arguments, and every rule is tested in microseconds.
//!
//! | rules of the product | |
//! |---|---|
//! | [`actions`] | what somebody can do to a conversation now, and why not (L6) |
//! | [`permission`] | who may see and do what (G1) |
//! | [`status`] | the status model |
//! | [`filter`] | which conversations a list shows, in which order, how many (L1, L3, L4) |
//! | [`channel`] | the channel table |
//! | [`media`] | what a file is to whoever looks at it |
//! | [`news`] | what may sound, show on the desktop, count in the title |
//! | [`gate`] | what stops a message that was written without knowing |
//! | [`people`], [`fields`] | who may edit what on cards, and what fits in a field (T2, T3) |
//! | [`search`] | what somebody looks for, taken apart (L9) |
//! | [`setup`] | what fits in an option of the workspace and in a field of its lists (G9) |
//! | [`text`] | what people write: limits, cleaning, previews |
//!
//! | machinery of a client | |
//! |---|---|
//! | [`session`] | the sync session: snapshot, events, resume, what the header says |
//! | [`timeline`] | one thread: confirmed items, local echoes, gaps, rows |
//! | [`list_window`] | a sparse view of the server's list; the list that stays put |
//! | [`outbox`] | what was written and has not arrived: order, retries, verdicts |
//! | [`drafts`] | where drafts are kept, and which of two is the newer |
//! | [`editing`] | one field of a card while somebody edits it |
//! | [`looking`] | whether somebody attends to what they have open |
//! | [`unread`] | when reading counts |
//! | [`when`] | which form an instant is told in |
//! | [`sorted`] | a small map |
//! | [`backoff`] | how long to wait before trying again |
//! | [`clock`] | an estimate of the server's clock |

pub mod actions;
pub mod backoff;
pub mod channel;
pub mod clock;
pub mod drafts;
pub mod editing;
pub mod fields;
pub mod filter;
pub mod gate;
pub mod list_window;
pub mod looking;
pub mod media;
pub mod news;
pub mod outbox;
pub mod people;
pub mod permission;
pub mod search;
pub mod session;
pub mod setup;
pub mod sorted;
pub mod status;
pub mod text;
pub mod timeline;
pub mod unread;
pub mod when;
