//! Drafts: where they are kept, and which of two is the newer.
//!
//! A draft is kept as text in the browser, per login and conversation, in the frame of the key
//! press. Sending moves it to a slot of its own in the same moment, so that text is never in two
//! places nor in none, and a sent text never comes back as a draft.
//!
//! Pure text in, pure text out: `storage` keeps it.

use bandeja_contract::{AgentId, ConversationId, ItemId};

/// What all keys of drafts of one login begin with.
#[must_use]
pub fn draft_prefix(agent: AgentId) -> String {
    format!("bandeja.draft.{agent}.")
}

/// The key of a draft.
#[must_use]
pub fn draft_key(agent: AgentId, conversation: ConversationId) -> String {
    format!("bandeja.draft.{agent}.{conversation}")
}

/// What all keys of texts between box and outbox of one login begin with.
#[must_use]
pub fn slot_prefix(agent: AgentId) -> String {
    format!("bandeja.sending.{agent}.")
}

/// The key of a text between box and outbox.
#[must_use]
pub fn slot_key(agent: AgentId, item: ItemId) -> String {
    format!("bandeja.sending.{agent}.{item}")
}

/// A text that is being written, and how often it was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Counts up with each change, in whichever tab.
    pub version: u64,
    /// The text.
    pub text: String,
}

impl Draft {
    /// The draft after a change of its text.
    #[must_use]
    pub fn next(&self, text: &str) -> Self {
        Self {
            version: self.version + 1,
            text: text.to_owned(),
        }
    }

    /// As it is kept.
    #[must_use]
    pub fn write(&self) -> String {
        format!("{}\n{}", self.version, self.text)
    }

    /// What was kept. A text without a version is a draft all the same: words are never thrown
    /// away for their form.
    #[must_use]
    pub fn read(kept: &str) -> Self {
        let versioned = kept
            .split_once('\n')
            .and_then(|(version, text)| Some((version.parse().ok()?, text)));
        match versioned {
            Some((version, text)) => Self {
                version,
                text: text.to_owned(),
            },
            None => Self {
                version: 0,
                text: kept.to_owned(),
            },
        }
    }

    /// Whether `other`, written in another tab, takes the place of this one.
    #[must_use]
    pub const fn yields_to(&self, other: &Self) -> bool {
        other.version >= self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Proves M10.
    #[test]
    fn words_without_a_version_are_words() {
        assert_eq!(Draft::read("Hola\nseñora").text, "Hola\nseñora");
        assert_eq!(Draft::read("").text, "");
    }

    #[test]
    fn the_later_change_wins() {
        let mine = Draft::default().next("a").next("ab");
        let other = mine.next("abc");
        assert!(mine.yields_to(&other));
        assert!(!other.yields_to(&mine));
    }

    proptest! {
        /// Proves M10.
        #[test]
        fn what_was_written_is_read(version in any::<u64>(), text in any::<String>()) {
            let draft = Draft { version, text };
            prop_assert_eq!(Draft::read(&draft.write()), draft);
        }
    }
}
