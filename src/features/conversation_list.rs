//! The list of conversations (L1–L5).

pub mod changes_button;
pub mod conversation_row;
pub mod filter_choices;
pub mod group_filter;
pub mod group_filter_pane;
pub mod list_header;
pub mod list_notice;
pub mod list_pane;
pub mod list_rows_pane;
pub mod row_parts;
pub mod row_tools;
pub mod search_box;
pub mod status_tabs;

/// The height of a row in CSS pixels, as `--size-row` in `style/tokens.css`.
pub const ROW: f64 = 72.0;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
