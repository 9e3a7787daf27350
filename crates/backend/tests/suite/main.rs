//! The backend through its real router, in process, on temporary files.
//!
//! | module | what it proves |
//! |---|---|
//! | `session` | signing in and out, cookies, expiry, people changed by command |
//! | `conversations` | the list, threads, accepting, sending, closing, read marks |
//! | `visitors` | the widget's side: queues, A6, A8, what a visitor may not see |
//! | `once` | everything twice: same answer, nothing doubled |
//! | `input` | bad input of every kind |
//! | `uploads` | files |
//! | `matrix` | role × route × own, other's, nonexistent against one table |
//! | `sync` | for every action: what one had, and its events, equal what one gets |
//! | `chaos` | the same for random actions with random moments of coming back |
//! | `sockets` | the websocket, its limits, its twin |
//! | `recovery` | what was answered is there after a crash |
//! | `statics` | the app's files, the panel's page, headers |
//! | `document` | the committed OpenAPI document is the served one |

mod chaos;
mod client;
mod conversations;
mod document;
mod input;
mod line;
mod matrix;
mod mirror;
mod once;
mod process;
mod recovery;
mod session;
mod sockets;
mod statics;
mod sync;
mod uploads;
mod visitors;
mod world;
