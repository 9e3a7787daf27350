//! Cards in the details pane: a contact (T2), a ticket (T3). Fields are kept one by one.

pub mod comments;
pub mod comments_pane;
pub mod contact_card;
pub mod contact_pane;
pub mod earlier;
pub mod edited_field;
pub mod field_control;
pub mod known;
pub mod tags;
pub mod tags_pane;
pub mod ticket_card;
pub mod ticket_pane;

mod contact_rows;
mod saving;
