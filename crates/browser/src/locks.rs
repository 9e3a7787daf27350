//! Web Locks, where there are any: an http page with a foreign frame has none.
//!
//! A lock only saves work. Whatever must be right without it rests on idempotency keys.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// A held lock; dropping it gives it back.
#[must_use = "a lock that is dropped is given back"]
pub struct Guard {
    release: Option<Function>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // Resolving a promise does not fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits for the lock `name` among all tabs of this origin. Where the browser has no locks it is
/// given at once.
pub async fn exclusive(name: &str) -> Guard {
    let Some((manager, request)) = manager() else {
        return Guard { release: None };
    };
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let granted = Promise::new(&mut |resolve, _| {
        let held = held.clone();
        let grant = Closure::once_into_js(move |_lock: JsValue| -> Promise {
            // Resolving a promise does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            held
        });
        if request
            .call2(&manager, &JsValue::from_str(name), &grant)
            .is_err()
        {
            // Locks are refused here: go on without. The grant was never called.
            let _ = grant
                .unchecked_ref::<Function>()
                .call1(&JsValue::UNDEFINED, &JsValue::NULL);
        }
    });
    // The promise is only ever resolved.
    let _ = JsFuture::from(granted).await;
    Guard { release }
}

fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    if manager.is_undefined() || manager.is_null() {
        return None;
    }
    let request = Reflect::get(&manager, &JsValue::from_str("request")).ok()?;
    Some((manager, request.dyn_into().ok()?))
}
