//! Closing a conversation with a reason (A5, R7).

pub mod wrap_up_dialog;
pub mod wrap_up_form;
