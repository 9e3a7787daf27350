//! What agents see, one folder per feature. Features do not know each other.

pub mod actions;
pub mod card;
pub mod composer;
pub mod conversation_list;
pub mod details;
pub mod login;
pub mod notices;
pub mod palette;
pub mod presence;
pub mod search;
pub mod settings;
pub mod thread;
pub mod wrap_up;
