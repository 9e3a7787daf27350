//! This machine's time. It may be wrong: deadlines are the server's, see `domain::clock`.

use bandeja_contract::Timestamp;

/// Milliseconds since 1970, on this machine's clock.
#[must_use]
pub fn now() -> Timestamp {
    // A float holds every millisecond until the year 287396.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds below 2^53"
    )]
    Timestamp(js_sys::Date::now() as i64)
}

/// Minutes that local time is ahead of UTC at an instant; negative west of Greenwich.
#[must_use]
pub fn offset_minutes(at: Timestamp) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "whole milliseconds below 2^53")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
    #[expect(clippy::cast_possible_truncation, reason = "at most a day of minutes")]
    let offset = -(date.get_timezone_offset() as i32);
    offset
}

/// An instant for machines: `2026-11-21T14:05:00.000Z`.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "whole milliseconds below 2^53")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
    // Years that have no such form do not come from a server.
    if date.get_time().is_nan() {
        String::new()
    } else {
        date.to_iso_string().into()
    }
}

/// A fraction of chance in `0.0..1.0`, for jitter; not for secrets.
#[must_use]
pub fn chance() -> f64 {
    js_sys::Math::random()
}
