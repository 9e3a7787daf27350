//! JavaScript values as [`Value`]s: the browser's own parser does the reading.

use crate::wire::Value;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

/// What a text says, if it is JSON.
pub fn parse(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

/// A text as JSON.
pub fn quote(text: &str) -> String {
    let quoted = JSON::stringify(&JsValue::from_str(text)).ok();
    // A text can always be written.
    quoted.map(String::from).unwrap_or_default()
}

impl Value for JsValue {
    fn member(&self, name: &str) -> Option<Self> {
        let member = Reflect::get(self, &Self::from_str(name)).ok()?;
        (!member.is_null() && !member.is_undefined()).then_some(member)
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn elements(&self) -> Vec<Self> {
        if Array::is_array(self) {
            Array::from(self).to_vec()
        } else {
            Vec::new()
        }
    }
}
