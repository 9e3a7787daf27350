//! The design system: controls, lists and panes without any knowledge of conversations.
//!
//! Nothing here knows the domain, the store or the texts of the interface: words come in as props.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod icon;
pub mod initials;
pub mod text_box;
