//! The agent's inbox: a single-page app, compiled to WebAssembly.
//!
//! `store` holds what the screen shows, `sync` keeps it as the server has it, `commands` are what a
//! person can do, `features` are what they see. The import rules stand in the README's code map and
//! are checked by `cargo xtask tidy`.

pub mod acting;
pub mod api;
pub mod app;
pub mod bulk;
pub mod commands;
pub mod desk;
pub mod doing;
pub mod features;
#[cfg(any(test, feature = "gallery"))]
pub mod fixtures;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod here;
pub mod i18n;
pub mod keys;
pub mod language;
pub mod parts;
pub mod present;
pub mod route;
pub mod searching;
pub mod store;
pub mod sync;
pub mod taking;
#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod testing;
pub mod ui;
pub mod windows_pane;
pub mod wish;
