//! Signing in, on a page of its own or over the work that is still there.

pub mod language_switch;
pub mod login_form;
pub mod login_page;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
