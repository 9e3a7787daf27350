//! Dates, times, numbers and plurals, written by the browser's `Intl` in the reader's language.
//!
//! Which form an instant takes (time, yesterday, weekday, date) is chosen in `domain::when`.

use bandeja_contract::Timestamp;
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// Formatters of one language. Making them is slow: keep one per language.
#[derive(Clone)]
pub struct Formats {
    time: Function,
    date: Function,
    weekday: Function,
    full: Function,
    number: Function,
    plural: Intl::PluralRules,
}

impl Formats {
    /// The formatters of a BCP 47 language tag, in the time zone of this machine. Spanish and
    /// Portuguese use dd/mm/aaaa and 24 hours (G4).
    #[must_use]
    pub fn new(language: &str) -> Self {
        let locales = Array::of1(&JsValue::from_str(language));
        let dates = |options: &[(&str, &str)]| {
            Intl::DateTimeFormat::new(&locales, &object(options)).format()
        };
        let clock = [
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ];
        let day = [
            ("day", "2-digit"),
            ("month", "2-digit"),
            ("year", "numeric"),
        ];
        let full: Vec<_> = day.iter().chain(&clock).copied().collect();
        Self {
            time: dates(&clock),
            date: dates(&day),
            weekday: dates(&[("weekday", "long")]),
            full: dates(&full),
            number: Intl::NumberFormat::new(&locales, &Object::new()).format(),
            plural: Intl::PluralRules::new(&locales, &Object::new()),
        }
    }

    /// `14:05`.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> String {
        write(&self.time, at.0)
    }

    /// `21/11/2026`.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        write(&self.date, at.0)
    }

    /// `viernes`.
    #[must_use]
    pub fn weekday(&self, at: Timestamp) -> String {
        write(&self.weekday, at.0)
    }

    /// `21/11/2026, 14:05`.
    #[must_use]
    pub fn full(&self, at: Timestamp) -> String {
        write(&self.full, at.0)
    }

    /// `1.240`.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        write(&self.number, number)
    }

    /// Whether `number` takes the singular in this language.
    #[must_use]
    pub fn is_one(&self, number: u32) -> bool {
        self.plural.select(f64::from(number)).as_string().as_deref() == Some("one")
    }
}

fn object(options: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in options {
        // Setting a member of a fresh object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

fn write(format: &Function, value: i64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds and counts stay below 2^53"
    )]
    let value = JsValue::from_f64(value as f64);
    let text = format.call1(&JsValue::UNDEFINED, &value).ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}
