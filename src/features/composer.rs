//! Writing to the customer (M1).

pub mod composer_blocked;
pub mod composer_box;
pub mod composer_pane;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
