//! The details of a conversation: the right pane (T1).

pub mod details_card;
pub mod interaction_log;
