//! End to end: what an agent, a colleague and a customer do and see, in real browsers.
//!
//! `sign_in`, `list`, `queue`, `talk` and `plug` are the stories; they are played in Chromium and in
//! Firefox. Everything else is played in Chromium.

mod everyone;
mod faults;
mod harness;
mod list;
mod plug;
mod queue;
mod scale;
mod shots;
mod sign_in;
mod site;
mod still;
mod talk;
