//! Drafts: where they are kept, and which of two is the newer.
//!
//! A draft is kept as text in the browser, per login and conversation, in the frame of the key
//! press. Sending moves it to a slot of its own in the same moment, so that text is never in two
//! places nor in none, and a sent text never comes back as a draft.
//!
//! Pure text in, pure text out: `storage` keeps it.

use bandeja_contract::{AgentId, AttachmentId, ConversationId, ItemId};
use std::fmt::Write;

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

/// A file that the server has and that goes with the message being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFile {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// What is being written, and how often it was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Counts up with each change, in whichever tab.
    pub version: u64,
    /// The text.
    pub text: String,
    /// The files that go with it.
    pub files: Vec<DraftFile>,
    /// The mail that is answered; `None` for the newest one of the client.
    pub answers: Option<ItemId>,
}

impl Draft {
    /// The draft after a change of its text.
    #[must_use]
    pub fn next(&self, text: &str) -> Self {
        Self {
            version: self.version + 1,
            text: text.to_owned(),
            files: self.files.clone(),
            answers: self.answers,
        }
    }

    /// Whether there is nothing in it that anybody would miss.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.files.is_empty() && self.answers.is_none()
    }

    /// As it is kept: a line of version, answered mail and files, then the text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut kept = self.version.to_string();
        if self.answers.is_some() || !self.files.is_empty() {
            kept.push('\t');
            if let Some(answers) = self.answers {
                // A `String` takes every write.
                let _ = write!(kept, "{answers}");
            }
            write_files(&mut kept, &self.files);
        }
        kept.push('\n');
        kept.push_str(&self.text);
        kept
    }

    /// What was kept. A text without a version is a draft all the same: words are never thrown
    /// away for their form.
    #[must_use]
    pub fn read(kept: &str) -> Self {
        let versioned = kept
            .split_once('\n')
            .and_then(|(head, text)| Some((read_head(head)?, text)));
        let (mut draft, text) = versioned.unwrap_or((Self::default(), kept));
        text.clone_into(&mut draft.text);
        draft
    }

    /// Whether `other`, written in another tab, takes the place of this one.
    #[must_use]
    pub const fn yields_to(&self, other: &Self) -> bool {
        other.version >= self.version
    }
}

/// Files as fields of a line: `id size name`, each behind a tab.
pub fn write_files(line: &mut String, files: &[DraftFile]) {
    for DraftFile { id, name, size } in files {
        // A `String` takes every write.
        let _ = write!(line, "\t{id} {size} ");
        for sign in name.chars() {
            match sign {
                '\\' => line.push_str("\\\\"),
                '\t' => line.push_str("\\t"),
                '\n' => line.push_str("\\n"),
                _ => line.push(sign),
            }
        }
    }
}

/// The files of a line's fields; what is none is left out.
pub fn read_files<'t>(fields: impl Iterator<Item = &'t str>) -> Vec<DraftFile> {
    fields.filter_map(read_file).collect()
}

fn read_head(head: &str) -> Option<Draft> {
    let mut fields = head.split('\t');
    let version = fields.next()?.parse().ok()?;
    Some(Draft {
        version,
        text: String::new(),
        answers: fields.next().and_then(|id| id.parse().ok()),
        files: read_files(fields),
    })
}

fn read_file(field: &str) -> Option<DraftFile> {
    let mut parts = field.splitn(3, ' ');
    let id = parts.next()?.parse().ok()?;
    let size = parts.next()?.parse().ok()?;
    let mut name = String::new();
    let mut signs = parts.next()?.chars();
    while let Some(sign) = signs.next() {
        name.push(match sign {
            '\\' => match signs.next()? {
                't' => '\t',
                'n' => '\n',
                other => other,
            },
            _ => sign,
        });
    }
    Some(DraftFile { id, name, size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

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
        /// Proves M10, M3: text, files and the answered mail survive.
        #[test]
        fn what_was_written_is_read(
            version in any::<u64>(),
            text in any::<String>(),
            names in proptest::collection::vec(any::<String>(), 0..3),
            answers in any::<Option<u128>>(),
        ) {
            let files = names.into_iter().map(|name| DraftFile {
                id: AttachmentId(Uuid::from_u128(7)),
                name,
                size: version,
            });
            let draft = Draft {
                version,
                text,
                files: files.collect(),
                answers: answers.map(|id| ItemId(Uuid::from_u128(id))),
            };
            prop_assert_eq!(Draft::read(&draft.write()), draft);
        }
    }
}
