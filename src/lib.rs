//! The agent's inbox.

pub mod api;
pub mod features;
#[cfg(any(test, feature = "gallery"))]
pub mod fixtures;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod i18n;
pub mod route;
pub mod ui;
