//! The settings of the workspace (G9): options, lists, and who changed what. Only admins see them.

pub mod add_entry;
pub mod audit_list;
pub mod audit_pane;
pub mod control;
pub mod entries_pane;
pub mod entry_line;
pub mod entry_pane;
pub mod field_pane;
pub mod lists;
pub mod option_pane;
pub mod saving;
pub mod section_links;
pub mod setting;
pub mod settings_page;
pub mod shown;
