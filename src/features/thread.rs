//! The thread of one conversation: what was written and what happened (T4, T6).

pub mod attached;
pub mod audio_player;
pub mod comment_line;
pub mod image_viewer;
pub mod jump_to_end;
pub mod mail_body;
pub mod mail_detail;
pub mod mail_message;
pub mod marks;
pub mod message_bubble;
pub mod message_foot;
pub mod message_menu;
pub mod message_words;
pub mod messages_pane;
pub mod quoted;
pub mod thread_header;
pub mod thread_notice;
pub mod thread_pane;
pub mod thread_strip;
pub mod typing_line;
pub mod viewer_pane;
pub mod viewers;
pub mod viewers_pane;

mod looking;
mod mail_frames;
mod mail_height;
mod mail_item;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod mail_tests;
mod mail_views;
mod open_thread;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
mod thread_item;
