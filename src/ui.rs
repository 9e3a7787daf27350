//! The design system: controls, lists and panes without any knowledge of conversations.
//!
//! Nothing here knows the domain, the store or the texts of the interface: words come in as props.

pub mod announcer;
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
#[cfg(test)]
mod contrast;
pub mod dialog;
pub mod field;
pub mod file_name;
pub mod fold;
pub mod frame;
pub mod icon;
pub mod initials;
pub mod linkify;
pub mod menu;
pub mod moment;
pub mod notice;
pub mod popover;
pub mod prelude;
pub mod quote;
pub mod read;
pub mod sealed_frame;
pub mod sheet;
pub mod show;
pub mod sizes;
pub mod splitter;
pub mod tabs;
pub mod text_box;
pub mod toast;
pub mod virtual_list;
pub mod virtual_thread;
pub mod waiting;
pub mod zoom;
pub mod zoom_stage;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
