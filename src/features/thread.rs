//! The thread of one conversation: what was written and what happened (T4, T6).

pub mod jump_to_end;
pub mod marks;
pub mod message_bubble;
pub mod message_foot;
pub mod messages_pane;
pub mod thread_header;
pub mod thread_notice;
pub mod thread_pane;
pub mod thread_strip;
pub mod typing_line;

mod open_thread;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
mod thread_item;
