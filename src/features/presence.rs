//! Who is signed in, and how the page stands with the server (G8).

pub mod account_menu;
pub mod account_pane;
pub mod away_pane;
pub mod connection_badge;
pub mod nav_rail;
pub mod rail_pane;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
