//! The webchat panel: what opens when somebody presses the button that `public/bandeja.js` puts on
//! a customer's site.
//!
//! It is a page of the backend in a frame, with storage of its own, and speaks with the page around
//! by a handful of words ([`port`]). `domain`'s session and outbox do the work, the same as in the
//! agents' app.
//!
//! | module | |
//! |---|---|
//! | [`panel`] | what it knows and decides, without I/O |
//! | [`thread`], [`queue`] | what the server has, what is on its way |
//! | [`rows`], [`picture`] | what is to be seen, as plain data |
//! | [`wire`], [`calls`] | the visitor's calls; reading answers without the weight of derived readers |
//! | [`words`] | es, pt-BR, en |
//! | [`view`], [`dom`] | the page, made like the picture |
//! | [`keep`], [`port`], [`json`] | storage, the page around, JavaScript values |
//! | [`run`] | events in, effects out |
//!
//! # Why no view library
//!
//! Every byte is paid on a customer's page. Measured with profile `web`, brotli 11, wasm and glue: a
//! chat with a list, a box and the visitor's types in Leptos 0.8 is 70.7 kB, over the whole budget
//! of 60; bare `web-sys` 39.6; with the readers of [`wire`] in place of derived ones 19.4. There is
//! one screen, whose structure stands in `index.html`, so nothing is lost but the weight.

pub mod calls;
pub mod dom;
pub mod json;
pub mod keep;
pub mod panel;
pub mod picture;
pub mod port;
pub mod queue;
pub mod rows;
pub mod run;
pub mod thread;
pub mod view;
pub mod wire;
pub mod words;

/// Starts the panel; a page that is not the panel's stays as it is.
pub fn start() {
    if let Some(handle) = run::Handle::start() {
        // For the life of the page.
        std::mem::forget(handle);
    }
}
