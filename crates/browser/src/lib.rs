//! The web-sys corner: one browser capability per module, shared by the app and the widget.
//!
//! Nothing here knows conversations, views or signals: a capability takes plain values and
//! callbacks and reports failure as a value. Every listener and timer ends when its handle is
//! dropped. Nothing panics: a browser that lacks something says so by a return value.
//!
//! | module | capability |
//! |---|---|
//! | [`ids`] | UUIDv7 and secrets from the browser's randomness |
//! | [`clock`] | this machine's time, which is not the server's |
//! | [`fetch`] | one HTTP request with a time limit |
//! | [`socket`] | one websocket that can be abandoned |
//! | [`idb`] | a small durable key-value store |
//! | [`storage`] | `localStorage` that admits failure |
//! | [`locks`] | Web Locks, where there are any |
//! | [`tabs`] | messages between the tabs of one origin |
//! | [`listen`], [`wake`] | event listeners; signs that the page is alive again |
//! | [`timer`] | timeouts, frames |
//! | [`page`] | its addresses, languages, title, theme |
//! | [`intl`] | dates, times, numbers, plurals in the reader's language |

pub mod clock;
pub mod fetch;
pub mod idb;
pub mod ids;
pub mod intl;
pub mod listen;
pub mod locks;
pub mod page;
pub mod socket;
pub mod storage;
pub mod tabs;
pub mod timer;
pub mod wake;
