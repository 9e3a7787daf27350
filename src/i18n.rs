//! The texts of the interface in Spanish, Portuguese and English, switchable at once.
//!
//! Keys and placeholders are checked by `build.rs`; the texts come as one file per language and are
//! kept for the life of the page, so that a text is a `&'static str`. Before the first file has
//! come every text is empty. This module knows no network, no storage and no domain: whoever
//! starts the app brings a loader and remembers the choice.
//!
//! In a view: `{text(Key::ThreadAccept)}`, or `label=Key::ThreadAccept` where a component takes a
//! [`TextProp`]. Inside a closure: `t(Key::…)`, `tf(Key::…, &[("name", &name)])`,
//! `tn(Plural::ListChanges, n)`. Called outside of a closure they do not follow the language.

mod language;
mod texts;
pub mod words;

pub use language::Language;
pub use texts::{fill, grouped};

use leptos::{prelude::*, text_prop::TextProp};
use std::{cell::RefCell, future::Future};

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// Why a language could not be switched to; the page stays in the one it had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// The file did not come.
    #[error("The texts could not be loaded: {0}")]
    Unloaded(String),
    /// The file is not the list of texts that this build knows.
    #[error("The texts are not those of this build: {found} instead of {COUNT}.")]
    Foreign {
        /// How many texts came.
        found: usize,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Current {
    language: Language,
    texts: &'static [&'static str],
}

struct I18n {
    current: ArcRwSignal<Option<Current>>,
    // A text lives as long as the page; each language is leaked once, however often it is chosen.
    loaded: [Option<&'static [&'static str]>; Language::ALL.len()],
    // The language asked for last: an older, slower answer must not undo a newer choice.
    wanted: Option<Language>,
}

thread_local! {
    static I18N: RefCell<I18n> = RefCell::new(I18n {
        current: ArcRwSignal::new(embedded()),
        loaded: [None; Language::ALL.len()],
        wanted: None,
    });
}

#[cfg(not(any(test, feature = "gallery")))]
const fn embedded() -> Option<Current> {
    None
}

#[cfg(any(test, feature = "gallery"))]
fn embedded() -> Option<Current> {
    Some(Current {
        language: Language::Es,
        texts: &EMBEDDED[Language::Es as usize],
    })
}

fn current() -> Option<Current> {
    I18N.with_borrow(|i18n| i18n.current.clone()).get()
}

/// The language of the texts on the screen; `None` until the first file has come.
#[must_use]
pub fn language() -> Option<Language> {
    current().map(|current| current.language)
}

/// A text in the current language. Follows the language where it is called inside a closure.
#[must_use]
pub fn t(key: Key) -> &'static str {
    current()
        .and_then(|current| current.texts.get(key as usize).copied())
        .unwrap_or_default()
}

/// A text with its `{name}` places filled.
#[must_use]
pub fn tf(key: Key, values: &[(&str, &str)]) -> String {
    fill(t(key), values)
}

/// A text with a number: `{n}` is the number, grouped as the language groups.
#[must_use]
pub fn tn(plural: Plural, n: u64) -> String {
    tnf(plural, n, &[])
}

/// A text with a number, and further places.
#[must_use]
pub fn tnf(plural: Plural, n: u64, values: &[(&str, &str)]) -> String {
    let language = language().unwrap_or(Language::Es);
    let (one, other) = plural.keys();
    let text = fill(t(if language.is_one(n) { one } else { other }), values);
    fill(&text, &[("n", &grouped(language, n))])
}

/// A number as the current language groups it: `12.345`, `12,345`.
#[must_use]
pub fn number(n: u64) -> String {
    grouped(language().unwrap_or(Language::Es), n)
}

/// A text as a closure that follows the language, to stand in a view.
pub fn text(key: Key) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || t(key)
}

impl From<Key> for TextProp {
    fn from(key: Key) -> Self {
        (move || t(key)).into()
    }
}

/// Switches to `language`: fetches its file by `load` unless it was here before.
///
/// `load` gets the file's path below the page's base address and answers the texts.
///
/// # Errors
/// [`Missing`] when the file did not come or is of another build; then nothing changes.
pub async fn switch<L, F, E>(language: Language, load: L) -> Result<(), Missing>
where
    L: FnOnce(&'static str) -> F,
    F: Future<Output = Result<Vec<String>, E>>,
    E: std::fmt::Display,
{
    I18N.with_borrow_mut(|i18n| i18n.wanted = Some(language));
    let known = I18N.with_borrow(|i18n| i18n.loaded[language as usize]);
    let texts = match known {
        Some(texts) => texts,
        None => {
            let texts = load(FILES[language as usize])
                .await
                .map_err(|error| Missing::Unloaded(error.to_string()))?;
            keep(language, texts)?
        }
    };
    let signal =
        I18N.with_borrow(|i18n| (i18n.wanted == Some(language)).then(|| i18n.current.clone()));
    if let Some(signal) = signal {
        signal.set(Some(Current { language, texts }));
    }
    Ok(())
}

fn keep(language: Language, texts: Vec<String>) -> Result<&'static [&'static str], Missing> {
    if texts.len() != COUNT {
        return Err(Missing::Foreign { found: texts.len() });
    }
    let texts: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
    let texts: &'static [&'static str] = texts.leak();
    I18N.with_borrow_mut(|i18n| i18n.loaded[language as usize] = Some(texts));
    Ok(texts)
}

/// Switches at once, from the texts that tests and the gallery carry.
#[cfg(any(test, feature = "gallery"))]
pub fn switch_embedded(language: Language) {
    let signal = I18N.with_borrow(|i18n| i18n.current.clone());
    signal.set(Some(Current {
        language,
        texts: &EMBEDDED[language as usize],
    }));
}

#[cfg(test)]
mod tests;
