//! What a person can do, one function each. A command does not know who gave it.
//!
//! Those that answer at once return at once and go on by themselves; their outcome shows in the
//! store. Those that need the server's word are `async` and answer with it.
//!
//! | file | commands |
//! |---|---|
//! | [`session`] | [`sign_in`], [`sign_out`] |
//! | [`reading`] | [`choose_list`], [`show_rows`], [`open_thread`], [`load_items`], [`load_around`], [`search`], [`mark_read`], [`leave_thread`], [`look`], [`open_mail`], [`show_images`] |
//! | [`files`] | [`attach`], [`detach`], [`cancel_upload`], [`retry_upload`] |
//! | [`news`] | [`hear_events`], [`hear_no_events`], [`look_for_unread`] |
//! | [`writing`] | [`write_draft`], [`answer`], [`send_message`], [`retry`], [`send_anyway`], [`discard`], [`edit`] |
//! | [`cards`] | [`read_contact`], [`edit_contact`], [`tag_contact`], [`read_comments`], [`add_comment`], [`write_comment`], [`comment_draft`], [`conversations_of`], [`read_ticket`], [`edit_ticket`] |
//! | [`away`] | [`resume_all`] |
//! | [`conversation`] | [`accept`], [`close`] |
//! | [`bulk`] | the same thing done to everything that is ticked |
//! | [`setup`] | [`edit_option`], [`add_entry`], [`edit_entry`], [`list_audit`] |
//! | [`acts`] | [`assign`], [`pause`], [`resume`] |

pub mod acts;
pub mod away;
pub mod bulk;
pub mod cards;
pub mod conversation;
pub mod files;
pub mod news;
pub mod reading;
pub mod session;
pub mod setup;
pub mod writing;

pub use crate::{api::ApiError, sync::App};
pub use acts::{To, assign, pause, pause_bot, resume};
pub use away::resume_all;
pub use cards::{
    add_comment, comment_draft, conversations_of, edit_contact, edit_ticket, read_comments,
    read_contact, read_ticket, tag_contact, write_comment,
};
pub use conversation::{accept, close};
pub use files::{attach, cancel_upload, detach, retry_upload};
pub use news::{hear_events, hear_no_events, look_for_unread};
pub use reading::{
    choose_list, leave_thread, load_around, load_items, look, mark_read, open_mail, open_thread,
    search, show_images, show_rows,
};
pub use session::{sign_in, sign_out};
pub use setup::{add_entry, edit_entry, edit_option, list_audit};
pub use writing::{answer, discard, edit, retry, send_anyway, send_message, write_draft};
