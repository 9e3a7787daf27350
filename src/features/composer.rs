//! Writing to the customer (M1), with files (M3).

pub mod answer_head;
pub mod around;
pub mod composer_blocked;
pub mod composer_box;
pub mod composer_files;
pub mod composer_pane;
pub mod quote_head;
pub mod window_left;

mod composer_words;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
