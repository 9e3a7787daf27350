//! End to end: what an agent, a colleague and a customer do and see, in real browsers.
//!
//! `sign_in`, `list`, `queue`, `talk` and `plug` are the stories; they are played in Chromium and in
//! Firefox, and the first of `admin`. Everything else is played in Chromium.

mod acts;
mod admin;
mod corpus;
mod everyone;
mod faults;
mod harness;
mod keys;
mod list;
mod mail;
mod media;
mod notices;
mod people;
mod plug;
mod queue;
mod scale;
mod search;
mod shots;
mod sign_in;
mod site;
mod still;
mod talk;
mod timers;
