//! The clipboard, which browsers give on secure pages only, and may refuse.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts a text where it can be pasted; says whether it could.
pub async fn write(text: &str) -> bool {
    match begin(text) {
        Some(writing) => JsFuture::from(writing).await.is_ok(),
        None => false,
    }
}

/// `None` where there is no clipboard.
fn begin(text: &str) -> Option<Promise> {
    let member = |of: &JsValue, name: &str| {
        let found = Reflect::get(of, &name.into()).ok()?;
        (!found.is_undefined()).then_some(found)
    };
    let clipboard = member(&web_sys::window()?.navigator(), "clipboard")?;
    let write: Function = member(&clipboard, "writeText")?.dyn_into().ok()?;
    let writing = write.call1(&clipboard, &text.into()).ok()?;
    writing.dyn_into().ok()
}
