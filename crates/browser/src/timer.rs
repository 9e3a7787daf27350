//! Timeouts and frames that end with their handle. No logic may depend on a timer having fired:
//! browsers stretch and freeze them.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A call that comes later, once; dropping it calls it off.
#[must_use = "a timeout that is dropped never fires"]
pub struct Timeout {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `call` after at least `millis` milliseconds.
    pub fn new(millis: i64, call: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(call);
        let millis = i32::try_from(millis.max(0)).unwrap_or(i32::MAX);
        let id = web_sys::window().and_then(|window| {
            let function = call.as_ref().unchecked_ref();
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, millis)
                .ok()
        });
        Self { id, _call: call }
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// A call that repeats; dropping it ends it.
#[must_use = "an interval that is dropped never fires"]
pub struct Interval {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

impl Interval {
    /// Calls `call` about every `millis` milliseconds.
    pub fn new(millis: i32, call: impl FnMut() + 'static) -> Self {
        let call = Closure::<dyn FnMut()>::new(call);
        let id = web_sys::window().and_then(|window| {
            let function = call.as_ref().unchecked_ref();
            window
                .set_interval_with_callback_and_timeout_and_arguments_0(function, millis)
                .ok()
        });
        Self { id, _call: call }
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_interval_with_handle(id);
        }
    }
}

/// A call before the next paint; dropping it calls it off.
#[must_use = "a frame that is dropped never fires"]
pub struct Frame {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

impl Frame {
    /// Calls `call` before the next paint. Hidden pages paint nothing.
    pub fn new(call: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(call);
        let id = web_sys::window().and_then(|window| {
            window
                .request_animation_frame(call.as_ref().unchecked_ref())
                .ok()
        });
        Self { id, _call: call }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            // A frame that has run cannot be called off, which is no error.
            let _ = window.cancel_animation_frame(id);
        }
    }
}

/// Waits at least `millis` milliseconds.
pub async fn sleep(millis: i64) {
    let millis = i32::try_from(millis.max(0)).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let set = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
                .ok()
        });
        if set.is_none() {
            // Without a window there is nothing to wait in.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // A promise that is only ever resolved does not fail.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
