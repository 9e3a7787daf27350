//! What can be done to conversations: the menu of one, giving it to somebody, many at once (L6, L12,
//! A1).

pub mod actions_pane;
pub mod bulk_bar;
pub mod bulk_pane;
pub mod hand_dialog;
pub mod hand_form;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
