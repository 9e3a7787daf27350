//! The palette (Ctrl or ⌘ and K) and the window behind `?` (L11).
//!
//! Both draw from the registry in `keys`; what can be done to a conversation, and why not, comes
//! from `domain`.

pub mod doing_pane;
pub mod keys_dialog;
pub mod keys_table;
pub mod palette_dialog;
pub mod palette_list;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
