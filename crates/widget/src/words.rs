//! The panel's texts in Spanish, Portuguese and English.
//!
//! Compiled in from `locales/widget`; `build.rs` checks that the three agree. Knows no view and no
//! conversation.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A language of the panel, in the order of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// Portuguese of Brazil.
    Portuguese,
    /// English.
    English,
}

impl Language {
    /// The first of the wanted tags whose language the panel speaks; English when there is none.
    #[must_use]
    pub fn of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        wanted
            .into_iter()
            .find_map(|tag| match tag.get(..2)?.to_ascii_lowercase().as_str() {
                "es" => Some(Self::Spanish),
                "pt" => Some(Self::Portuguese),
                "en" => Some(Self::English),
                _ => None,
            })
            .unwrap_or(Self::English)
    }

    /// Its tag, as the contract and `Intl` want it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::English => "en",
        }
    }

    /// A text.
    #[must_use]
    pub const fn say(self, word: Word) -> &'static str {
        TEXTS[self as usize][word as usize]
    }

    /// A text with the names in braces filled in.
    #[must_use]
    pub fn fill(self, word: Word, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in self.say(word).split_inclusive('}') {
            let (before, name) = piece.split_once('{').unwrap_or((piece, ""));
            filled.push_str(before);
            let name = name.trim_end_matches('}');
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: &[&str], expected: &str) {
        let language = Language::of(wanted.iter().copied());
        assert_eq!(language.tag(), expected, "{wanted:?}");
    }

    /// Proves W6.
    #[test]
    fn the_first_language_that_the_panel_speaks_is_taken() {
        check(&["pt-PT"], "pt-BR");
        check(&["", "ES-mx", "en"], "es");
        check(&["de", "español"], "es");
        check(&["fr", "ñ"], "en");
        check(&[], "en");
    }

    #[test]
    fn a_name_is_filled_in_once_and_as_it_is() {
        let said = Language::Spanish.fill(Word::Agent, &[("name", "{name} & <b>")]);
        assert_eq!(said, "Atiende {name} & <b>");
        let said = Language::English.fill(Word::TooLong, &[("length", "9"), ("limit", "8")]);
        assert_eq!(said, "Too long: 9 of 8 characters. Nothing was cut off.");
    }
}
