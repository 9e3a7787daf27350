//! What was found (L9).

pub mod hit_row;
pub mod search_notice;
pub mod search_pane;

mod results;
