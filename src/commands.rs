//! What a person can do, one function each. A command does not know who gave it.
//!
//! Those that answer at once return at once and go on by themselves; their outcome shows in the
//! store. Those that need the server's word are `async` and answer with it.
//!
//! | file | commands |
//! |---|---|
//! | [`session`] | [`sign_in`], [`sign_out`] |
//! | [`reading`] | [`choose_list`], [`show_rows`], [`open_thread`], [`load_items`], [`mark_read`], [`leave_thread`] |
//! | [`writing`] | [`write_draft`], [`send_message`], [`retry`], [`send_anyway`], [`discard`], [`edit`] |
//! | [`conversation`] | [`accept`], [`close`] |

pub mod conversation;
pub mod reading;
pub mod session;
pub mod writing;

pub use crate::{api::ApiError, sync::App};
pub use conversation::{accept, close};
pub use reading::{choose_list, leave_thread, load_items, mark_read, open_thread, show_rows};
pub use session::{sign_in, sign_out};
pub use writing::{discard, edit, retry, send_anyway, send_message, write_draft};
