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
//! | `mails` | mails that come in: where they belong, what becomes of them |
//! | `bodies` | their bodies: capabilities, headers, images |
//! | `corpus` | every difficult mail from the door to the screen and back |
//! | `leaving` | mails that leave: SMTP, retries, kills, the demo's mailbox |
//! | `matrix` | role × route × own, other's, nonexistent against one table |
//! | `sync` | for every action: what one had, and its events, equal what one gets |
//! | `chaos` | the same for random actions with random moments of coming back |
//! | `sockets` | the websocket, its limits, its twin |
//! | `looking` | who looks at a conversation, whether its customer is there |
//! | `recovery` | what was answered is there after a crash |
//! | `bots` | the chatbot answers, hands over, is stopped |
//! | `deadlines` | windows that end, agents who are gone |
//! | `backups` | backup and restore, also of a workspace that goes on, also killed |
//! | `acts` | conversations are given away, put aside, taken up again, many at once |
//! | `contacts` | a person is exported whole, and erased to the last byte |
//! | `retention` | what ended long ago goes, and nothing else |
//! | `search` | every field finds, only what one may see, hostile texts are text |
//! | `migrations` | every older schema comes up with its rows; landed files never change |
//! | `proxies` | whose word counts of addresses and https |
//! | `statics` | the app's files, the panel's page, headers |
//! | `document` | the committed OpenAPI document is the served one |

mod acts;
mod backups;
mod bodies;
mod bots;
mod chaos;
mod client;
mod contacts;
mod conversations;
mod corpus;
mod deadlines;
mod document;
mod input;
mod leaving;
mod line;
mod looking;
mod mails;
mod matrix;
mod migrations;
mod mirror;
mod once;
mod people;
mod post;
mod process;
mod proxies;
mod recovery;
mod retention;
mod search;
mod session;
mod setup;
mod sockets;
mod statics;
mod sync;
mod uploads;
mod visitors;
mod world;
