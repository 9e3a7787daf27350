//! The details of a conversation: the right pane (T1).

pub mod details_card;
pub mod details_pane;
pub mod interaction_log;
pub mod side_tabs;
