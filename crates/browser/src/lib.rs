//! The web-sys corner: one browser capability per module, shared by the app and the widget.
//!
//! Nothing here knows conversations, views or signals: a capability takes plain values and
//! callbacks and reports failure as a value. Every listener and timer ends when its handle is
//! dropped. Nothing panics: a browser that lacks something says so by a return value.
//!
//! | module | capability |
//! |---|---|
//! | [`ids`] | UUIDv7 and secrets from the browser's randomness |
//! | [`clipboard`] | putting a text where it can be pasted |
//! | [`clock`] | this machine's time, which is not the server's |
//! | [`fetch`] | one HTTP request with a time limit |
//! | [`upload`] | a file on its way to a server, with its progress |
//! | [`socket`] | one websocket that can be abandoned |
//! | [`idb`] | a small durable key-value store |
//! | [`storage`] | `localStorage` that admits failure |
//! | [`locks`] | Web Locks, where there are any |
//! | [`tabs`] | messages between the tabs of one origin |
//! | [`listen`], [`wake`] | event listeners; signs that the page is alive again |
//! | [`sealed`] | a frame of an opaque origin: what it tells |
//! | [`sight`] | whether an element is in sight |
//! | [`shared`] | work that is begun once and waited for by many |
//! | [`timer`] | timeouts, frames |
//! | [`notify`] | notices on the desktop |
//! | [`sound`] | short sounds |
//! | [`page`] | its addresses, languages, title, theme |
//! | [`intl`] | dates, times, numbers, plurals in the reader's language |

pub mod clipboard;
pub mod clock;
pub mod fetch;
pub mod idb;
pub mod ids;
pub mod intl;
pub mod keys;
pub mod listen;
pub mod locks;
pub mod notify;
pub mod page;
pub mod sealed;
pub mod shared;
pub mod sight;
pub mod socket;
pub mod sound;
pub mod storage;
pub mod tabs;
pub mod timer;
pub mod upload;
pub mod wake;
