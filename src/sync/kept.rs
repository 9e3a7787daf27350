//! A message of the outbox as text, for the disk: a few lines of facts, the message, its files.

use crate::{api::json, store::outbox::Held};
use bandeja_contract::{Code, Timestamp, endpoint::NewMessage};
use bandeja_domain::{
    clock::LocalTime,
    drafts::{read_files, write_files},
    outbox::{Entry, Failure, State, restored},
};

const OLD: &str = "old";

/// A message as text.
#[must_use]
pub(crate) fn write(held: &Held) -> String {
    let failure = match held.entry.state {
        State::Failed(Failure::Refused(code)) => code.word(),
        State::Failed(Failure::Old) => OLD,
        State::Queued { .. } | State::Sending { .. } => "",
    };
    // A message is plain data; a form that JSON lacks does not occur.
    let message = json::write(&held.message).unwrap_or_default();
    let mut kept = format!(
        "{}\n{}\n{}\n{failure}\n{}\n{message}",
        held.entry.thread, held.entry.written_at.0, held.at.0, held.unseen
    );
    if !held.files.is_empty() {
        kept.push('\n');
        write_files(&mut kept, &held.files);
    }
    kept
}

/// A message that an earlier page left; `None` for what no page of ours has written.
#[must_use]
pub(crate) fn read(text: &str, now: LocalTime) -> Option<Held> {
    let mut lines = text.splitn(7, '\n');
    let thread = lines.next()?.parse().ok()?;
    let written_at = LocalTime(lines.next()?.parse().ok()?);
    let at = Timestamp(lines.next()?.parse().ok()?);
    let failure = lines.next()?;
    let unseen = lines.next()?.parse().ok()?;
    let message: NewMessage = json::read(lines.next()?).ok()?;
    let files = lines.next().unwrap_or_default().split('\t');
    let state = match failure {
        "" => State::Queued {
            not_before: now,
            tries: 0,
        },
        OLD => State::Failed(Failure::Old),
        word => State::Failed(Failure::Refused(code(word))),
    };
    Some(Held {
        entry: Entry {
            id: message.id,
            thread,
            written_at,
            state: restored(state, written_at, now),
        },
        message,
        files: read_files(files),
        at,
        unseen,
    })
}

fn code(word: &str) -> Code {
    let known = Code::ALL.iter().find(|code| code.word() == word);
    known.copied().unwrap_or(Code::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{AttachmentId, ConversationId, ItemId, Seq};
    use bandeja_domain::drafts::DraftFile;
    use uuid::Uuid;

    const NOW: LocalTime = LocalTime(1_795_000_000_000);

    fn a_held(text: &str, state: State) -> Held {
        let id = ItemId(Uuid::from_u128(7));
        Held {
            entry: Entry {
                id,
                thread: ConversationId(Uuid::from_u128(9)),
                written_at: NOW.plus(-1_000),
                state,
            },
            message: NewMessage {
                id,
                text: text.to_owned(),
                attachments: Vec::new(),
                seen: Seq(40),
                anyway: true,
                answers: None,
            },
            files: vec![DraftFile {
                id: AttachmentId(Uuid::from_u128(3)),
                name: "a\tb\n\\n.pdf".to_owned(),
                size: 12,
            }],
            at: Timestamp(1_795_000_000_123),
            unseen: 2,
        }
    }

    /// Proves M11.
    #[test]
    fn what_was_kept_is_read_with_every_character() {
        let due = State::Queued {
            not_before: NOW,
            tries: 0,
        };
        let failed = |code| State::Failed(Failure::Refused(code));
        for state in [due, failed(Code::ThreadMoved), State::Failed(Failure::Old)] {
            for text in ["Hola", "a\nb\r\n\n\u{0}«ñ» 👩‍🚒 \"x\\", ""] {
                let held = a_held(text, state);
                assert_eq!(read(&write(&held), NOW), Some(held));
            }
        }
    }

    #[test]
    fn what_was_being_sent_is_sent_again_and_what_is_old_asks() {
        let mut held = a_held("Hola", State::Sending { tries: 3 });
        let again = read(&write(&held), NOW).unwrap();
        assert!(matches!(again.entry.state, State::Queued { .. }));
        held.entry.written_at = NOW.plus(-2 * 86_400_000);
        let again = read(&write(&held), NOW).unwrap();
        assert_eq!(again.entry.state, State::Failed(Failure::Old));
    }

    #[test]
    fn what_nobody_wrote_is_not_read() {
        for text in ["", "x", "1\n2\n3\n\n5\n{}"] {
            assert_eq!(read(text, NOW), None, "{text:?}");
        }
    }
}
