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
//! | [`contacts`] | what is kept of a person, by command: finding, exporting, erasing |
//! | [`backup`] | backup and restore, by command |
//! | [`forwarded`] | which machine asks, behind proxies |
//! | `footprint` | which tables keep what belongs to a person |
//! | [`seed`] | the demo workspace |
//! | `routes`, `router` | the one table of routes; handlers: extract, authorise, do, answer |
//! | `actions` | every change, one file per resource |
//! | `writer` | one transaction writes a change and its events; then memory, then the lines |
//! | `log`, `hub`, `view` | the event log, the open lines, what a reader may see |
//! | `memory`, `index`, `directory` | people and the conversation list in memory |
//! | `bot` | what the chatbot says, by its script |
//! | `engine`, `deadlines` | what happens by itself when its time has come |
//! | `db` | SQL; what only SQLite knows is in `db::sqlite` |
//! | `auth`, `limits`, `files` | who asks, how often, uploaded files |
//! | `mail`, `outgoing`, `proxy` | e-mail in, e-mail out, its remote images |
//! | `mailbox` | where the mails of the demo arrive |
//! | `site`, `widget` | static files of the app, the panel and the sample shop |
//! | [`openapi`] | the contract as OpenAPI 3.1, from the same table |

pub mod admin;
pub mod app;
pub mod backup;
pub mod clock;
pub mod config;
pub mod contacts;
pub mod error;
pub mod forwarded;
pub mod limits;
pub mod openapi;
pub mod sample;
pub mod seed;
pub mod serve;

mod actions;
mod auth;
mod bot;
mod db;
mod deadlines;
mod directory;
mod engine;
mod files;
mod footprint;
mod hub;
mod index;
mod log;
mod mail;
mod mailbox;
mod memory;
mod outgoing;
mod pixels;
mod proxy;
mod request;
mod router;
mod routes;
mod site;
mod view;
mod widget;
mod writer;

pub use app::App;
pub use config::Config;
