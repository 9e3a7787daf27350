//! The demo's customers: names of three languages, with the addresses that their channel needs.

use super::{
    chance::Chance,
    words::{self, LONG_NAMES, Language},
};
use bandeja_contract::Channel;

/// Whoever writes.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    pub(super) first: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
}

impl Customer {
    /// By chance, with the addresses that the channel needs.
    pub(super) fn new(chance: &mut Chance, language: Language, channel: Channel) -> Self {
        let (firsts, families) = words::names(language);
        let first = chance.word(firsts).to_owned();
        let family = chance.word(families);
        let name = if chance.happens(2) {
            chance.word(&LONG_NAMES).to_owned()
        } else {
            format!("{first} {family}")
        };
        let digits = chance.between(10_000_000, 99_999_999);
        let user: String = format!("{first}.{family}")
            .to_lowercase()
            .chars()
            .filter_map(plain)
            .collect();
        let email = format!("{user}{}@correo.example", digits % 97);
        let phone = match language {
            Language::Es => format!("+34 6{digits}"),
            Language::Pt => format!("+55 11 9{digits}"),
            Language::En => format!("+44 77{digits}"),
        };
        let (mail, call) = (channel == Channel::Email, channel == Channel::Whatsapp);
        Self {
            first,
            name,
            email: (mail || chance.happens(40)).then_some(email),
            phone: (call || chance.happens(30)).then_some(phone),
        }
    }
}

/// A letter as it stands in an address.
fn plain(letter: char) -> Option<char> {
    const PAIRS: &str = "áaàaâaãaéeèeêeëeíiîióoôoõoöoúuüuçcñn";
    if letter.is_ascii_alphanumeric() || letter == '.' {
        return Some(letter);
    }
    let mut pairs = PAIRS.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == letter {
            return Some(to);
        }
    }
    None
}
