//! The interface's own words, read from the language files, so that tests look for what people read.
//!
//! It will never know what a word is used for.

use crate::place;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

/// The words of one language.
#[derive(Clone)]
pub struct Words(Arc<BTreeMap<String, String>>);

static READ: Mutex<Option<HashMap<String, Words>>> = Mutex::new(None);

impl Words {
    /// The app's words of a language: `es`, `pt-BR` or `en`.
    ///
    /// # Panics
    /// When there is no such file.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self::read(&format!("locales/{language}.json"))
    }

    /// The widget's words of a language.
    ///
    /// # Panics
    /// When there is no such file.
    #[must_use]
    pub fn of_widget(language: &str) -> Self {
        Self::read(&format!("locales/widget/{language}.json"))
    }

    fn read(path: &str) -> Self {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let read = read.get_or_insert_default();
        if let Some(words) = read.get(path) {
            return words.clone();
        }
        let text = match std::fs::read_to_string(place::repository().join(path)) {
            Ok(text) => text,
            Err(error) => panic!("{path}: {error}"),
        };
        match serde_json::from_str(&text) {
            Ok(words) => {
                let words = Self(Arc::new(words));
                read.insert(path.to_owned(), words.clone());
                words
            }
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// The text of a key.
    ///
    /// # Panics
    /// When there is none: a test must not look for nothing.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        match self.0.get(key) {
            Some(text) => text.clone(),
            None => panic!("no text «{key}»"),
        }
    }

    /// The text of a key with `{name}` placeholders filled in.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }
}
