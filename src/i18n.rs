//! The texts of the interface in Spanish, Portuguese and English, switchable at once.
//!
//! Keys and placeholders are checked by `build.rs`; the texts come as two files per language, one for
//! the first load and a late one for everything else, and are kept for the life of the page, so that
//! a text is a `&'static str`. Before its file has come a text is empty. This module knows no network, no storage and no domain: whoever
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
    #[error("The texts are not those of this build: {found}.")]
    Foreign {
        /// How many texts came.
        found: usize,
    },
    /// No language has been asked for yet.
    #[error("No language has been asked for.")]
    Unasked,
}

/// The texts of one file.
type Texts = &'static [&'static str];

/// Which file of a language.
const FIRST: usize = 0;
const LATE: usize = 1;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Current {
    language: Language,
    files: [Option<Texts>; 2],
}

struct I18n {
    current: ArcRwSignal<Option<Current>>,
    // A text lives as long as the page; each language is leaked once, however often it is chosen.
    loaded: [[Option<Texts>; 2]; Language::ALL.len()],
    // Whether the late texts are here or on their way: then every language brings them along.
    wants_late: bool,
    // Called when a late text is wanted before anybody has asked for the late texts.
    on_late: Option<fn()>,
    // The language asked for last: an older, slower answer must not undo a newer choice.
    wanted: Option<Language>,
}

thread_local! {
    static I18N: RefCell<I18n> = RefCell::new(I18n {
        current: ArcRwSignal::new(embedded()),
        loaded: [[None; 2]; Language::ALL.len()],
        wants_late: false,
        on_late: None,
        wanted: None,
    });
}

#[cfg(not(any(test, feature = "gallery")))]
const fn embedded() -> Option<Current> {
    None
}

#[cfg(any(test, feature = "gallery"))]
fn embedded() -> Option<Current> {
    Some(embedded_in(Language::Es))
}

#[cfg(any(test, feature = "gallery"))]
fn embedded_in(language: Language) -> Current {
    let (first, late) = EMBEDDED[language as usize].split_at(COUNTS[FIRST]);
    Current {
        language,
        files: [Some(first), Some(late)],
    }
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
    let key = key as usize;
    let (file, at) = match key.checked_sub(COUNTS[FIRST]) {
        Some(at) => (LATE, at),
        None => (FIRST, key),
    };
    let texts = current().and_then(|current| current.files[file]);
    if texts.is_none() && file == LATE {
        // A view of the first load says it: it gets its word, if late.
        if let Some(bring) = I18N.with_borrow_mut(|i18n| i18n.on_late.take()) {
            bring();
        }
    }
    texts
        .and_then(|texts| texts.get(at).copied())
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

/// Switches to `language`: fetches its files by `load` unless they were here before; the late one
/// only if [`bring_late`] was called.
///
/// `load` gets a file's path below the page's base address and answers the texts.
///
/// # Errors
/// [`Missing`] when a file did not come or is of another build; then nothing changes.
pub async fn switch<L, F, E>(language: Language, load: L) -> Result<(), Missing>
where
    L: Fn(&'static str) -> F,
    F: Future<Output = Result<Vec<String>, E>>,
    E: std::fmt::Display,
{
    let wants_late = I18N.with_borrow_mut(|i18n| {
        i18n.wanted = Some(language);
        i18n.wants_late
    });
    bring(language, FIRST, &load).await?;
    if wants_late {
        bring(language, LATE, &load).await?;
    }
    show(language);
    Ok(())
}

/// Fetches the late texts of the language that was asked for, unless they are here; every language
/// chosen later brings its own along.
///
/// # Errors
/// As [`switch`]; [`Missing::Unasked`] before the first of them.
pub async fn bring_late<L, F, E>(load: L) -> Result<(), Missing>
where
    L: Fn(&'static str) -> F,
    F: Future<Output = Result<Vec<String>, E>>,
    E: std::fmt::Display,
{
    loop {
        let (wanted, current) = I18N.with_borrow_mut(|i18n| {
            i18n.wants_late = true;
            (i18n.wanted, i18n.current.get_untracked())
        });
        let Some(language) = wanted else {
            let is_here = current.is_some_and(|current| current.files[LATE].is_some());
            return is_here.then_some(()).ok_or(Missing::Unasked);
        };
        bring(language, LATE, &load).await?;
        if I18N.with_borrow(|i18n| i18n.wanted == Some(language)) {
            show(language);
            return Ok(());
        }
    }
}

/// What is called, once, when a late text is wanted that nobody has fetched.
pub fn on_late_wanted(bring: fn()) {
    I18N.with_borrow_mut(|i18n| i18n.on_late = Some(bring));
}

/// Shows what is here of a language, if it is still the one asked for and its first file has come.
fn show(language: Language) {
    let (signal, files) = I18N.with_borrow(|i18n| {
        let is_wanted = i18n.wanted == Some(language);
        let files = i18n.loaded[language as usize];
        (is_wanted.then(|| i18n.current.clone()), files)
    });
    let new = Some(Current { language, files });
    if let Some(signal) = signal.filter(|it| files[FIRST].is_some() && it.get_untracked() != new) {
        signal.set(new);
    }
}

async fn bring<L, F, E>(language: Language, file: usize, load: &L) -> Result<(), Missing>
where
    L: Fn(&'static str) -> F,
    F: Future<Output = Result<Vec<String>, E>>,
    E: std::fmt::Display,
{
    if I18N.with_borrow(|i18n| i18n.loaded[language as usize][file].is_some()) {
        return Ok(());
    }
    let texts = load(FILES[language as usize][file])
        .await
        .map_err(|error| Missing::Unloaded(error.to_string()))?;
    keep(language, file, texts)
}

fn keep(language: Language, file: usize, texts: Vec<String>) -> Result<(), Missing> {
    if texts.len() != COUNTS[file] {
        return Err(Missing::Foreign { found: texts.len() });
    }
    let texts: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
    I18N.with_borrow_mut(|i18n| i18n.loaded[language as usize][file] = Some(texts.leak()));
    Ok(())
}

/// Switches at once, from the texts that tests and the gallery carry.
#[cfg(any(test, feature = "gallery"))]
pub fn switch_embedded(language: Language) {
    let signal = I18N.with_borrow(|i18n| i18n.current.clone());
    signal.set(Some(embedded_in(language)));
}

#[cfg(test)]
mod tests;
