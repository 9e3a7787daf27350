//! The reference backend of Bandeja: axum and SQLite, one binary.
//!
//! It keeps data, enforces the rules of `domain`, and survives being killed at any moment. Nothing
//! in it knows the app or the widget; it serves their files, if it is given any.
//!
//! | module | what it does |
//! |---|---|
//! | [`app`] | the server in one value; opening, background work, closing |
//! | [`serve`] | listening, and stopping in peace |
//! | [`config`] | how it is set up |
//! | [`admin`] | logins, by command |
//! | [`seed`] | the demo workspace |
//! | `routes`, `router` | the one table of routes; handlers: extract, authorise, do, answer |
//! | `actions` | every change, one file per resource |
//! | `writer` | one transaction writes a change and its events; then memory, then the lines |
//! | `log`, `hub`, `view` | the event log, the open lines, what a reader may see |
//! | `memory`, `index`, `directory` | people and the conversation list in memory |
//! | `db` | SQL; what only SQLite knows is in `db::sqlite` |
//! | `auth`, `limits`, `files` | who asks, how often, uploaded files |
//! | `site`, `widget` | static files of the app, the panel and the sample shop |
//! | [`openapi`] | the contract as OpenAPI 3.1, from the same table |

pub mod admin;
pub mod app;
pub mod clock;
pub mod config;
pub mod error;
pub mod limits;
pub mod openapi;
pub mod sample;
pub mod seed;
pub mod serve;

mod actions;
mod auth;
mod db;
mod directory;
mod files;
mod hub;
mod index;
mod log;
mod memory;
mod request;
mod router;
mod routes;
mod site;
mod view;
mod widget;
mod writer;

pub use app::App;
pub use config::Config;
