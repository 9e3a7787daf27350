//! The languages of the interface: their tags, which one a person gets, their plurals.

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Spanish.
    Es,
    /// Portuguese of Brazil.
    PtBr,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Es, Self::PtBr, Self::En];

    /// Its BCP 47 tag: for `lang` attributes, `Intl` and the remembered choice.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::PtBr => "pt-BR",
            Self::En => "en",
        }
    }

    /// The language of a tag, by its first part: `es-MX` is Spanish.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| {
            language
                .tag()
                .get(..2)
                .is_some_and(|own| own.eq_ignore_ascii_case(first))
        })
    }

    /// The language a person gets: the remembered one, else the first of theirs that we speak,
    /// else Spanish.
    #[must_use]
    pub fn choose<'a>(
        remembered: Option<&'a str>,
        preferred: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        remembered
            .into_iter()
            .chain(preferred)
            .find_map(Self::from_tag)
            .unwrap_or(Self::Es)
    }

    /// Whether `n` takes the singular. Portuguese of Brazil counts nothing in it, too.
    #[must_use]
    pub const fn is_one(self, n: u64) -> bool {
        match self {
            Self::Es | Self::En => n == 1,
            Self::PtBr => n <= 1,
        }
    }
}
