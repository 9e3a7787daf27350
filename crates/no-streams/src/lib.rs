//! Stands in for `wasm-streams`, which Leptos brings along for server functions. Bandeja has none.
//!
//! The package gives three classes out to JavaScript; what is given out no linker leaves away, and
//! so 11 kB of code that nobody calls were in the app's first load. `[patch.crates-io]` in the
//! workspace's Cargo.toml puts this in its place. It has what `server_fn` names, and no more: a
//! stream made by it is empty, one read by it ends with an error.

use futures_util::{Stream, stream};
use wasm_bindgen::{JsValue, throw_val};

/// What is read bit by bit.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// An empty one: nothing here streams.
    #[must_use]
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        let empty = web_sys::ReadableStream::new();
        Self(empty.unwrap_or_else(|error| throw_val(error)))
    }

    /// The browser's.
    #[must_use]
    pub const fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Ends at once with an error: nothing here streams.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        let error = js_sys::Error::new("This build reads no streams.");
        stream::iter([Err(error.into())])
    }
}
