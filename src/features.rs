//! What agents see, one folder per feature. Features do not know each other.

pub mod composer;
pub mod conversation_list;
pub mod details;
pub mod login;
pub mod presence;
pub mod thread;
pub mod wrap_up;
