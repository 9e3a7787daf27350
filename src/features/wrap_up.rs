//! Closing a conversation with a reason (A5, R7).

pub mod wrap_up_dialog;
pub mod wrap_up_form;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
