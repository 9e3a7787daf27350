//! Work that is begun once and waited for by many.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Work on its way, or done. Clones wait for the same.
#[derive(Clone, Debug)]
pub struct Shared(js_sys::Promise);

impl Shared {
    /// Begins it, before anybody waits. It answers yes or no.
    pub fn begin(work: impl Future<Output = bool> + 'static) -> Self {
        Self(future_to_promise(async {
            Ok(JsValue::from_bool(work.await))
        }))
    }
}

impl IntoFuture for Shared {
    type Output = bool;
    type IntoFuture = Pin<Box<dyn Future<Output = bool>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async {
            let answer = JsFuture::from(self.0).await;
            answer.is_ok_and(|answer| answer.is_truthy())
        })
    }
}
