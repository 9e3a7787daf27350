//! What a mail belongs to: by the ids it names, or by the number in its subject.

use crate::address::MessageId;
use crate::parse::Mail;

/// What a mail answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A message that is known.
    Message(MessageId),
    /// The attention whose number stands in the subject (`[#6597]`). Anybody can write that, so it
    /// counts only for a sender who belongs to the attention.
    Attention(u64),
}

/// Prefixes that say «answer», in lower case.
const ANSWER: &[&str] = &[
    "re", "aw", "antw", "sv", "res", "ref", "rif", "rép", "rep", "odp", "vs",
];

/// The ids a mail may answer, in the order in which they are looked for: `In-Reply-To`, then
/// `References` from the newest; each once.
#[must_use]
pub fn candidates(mail: &Mail) -> Vec<&MessageId> {
    let mut ids: Vec<&MessageId> = Vec::new();
    for id in mail.in_reply_to.iter().chain(mail.references.iter().rev()) {
        if Some(id) != mail.message_id.as_ref() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// What a mail answers: the first of its [`candidates`] that is `known`, or the attention its
/// subject names.
#[must_use]
pub fn thread_key(mail: &Mail, mut known: impl FnMut(&MessageId) -> bool) -> Option<Key> {
    candidates(mail)
        .into_iter()
        .find(|id| known(id))
        .map(|id| Key::Message(id.clone()))
        .or_else(|| subject_tag(&mail.subject).map(Key::Attention))
}

/// The number in a subject's first `[#6597]`.
#[must_use]
pub fn subject_tag(subject: &str) -> Option<u64> {
    subject.split("[#").skip(1).find_map(|rest| {
        let (digits, _) = rest.split_once(']')?;
        let good = (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if good { digits.parse().ok() } else { None }
    })
}

/// A subject with «Re: » before it, once, whatever stood there.
#[must_use]
pub fn reply_subject(subject: &str) -> String {
    format!("Re: {}", bare_subject(subject))
        .trim_end()
        .to_owned()
}

/// A subject without the prefixes that say «answer» (`Re: AW: Re[2]: …`).
#[must_use]
pub fn bare_subject(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((prefix, after)) = rest.split_once([':', '：']) {
        let prefix = prefix.trim().to_lowercase();
        let word = prefix
            .split_once(['[', '('])
            .map_or(prefix.as_str(), |(word, _)| word);
        if !ANSWER.contains(&word.trim()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_mail(in_reply_to: &[&str], references: &[&str], subject: &str) -> Mail {
        let ids = |list: &[&str]| list.iter().map(|id| MessageId::new(id).unwrap()).collect();
        Mail {
            message_id: Some(MessageId::new("own@x").unwrap()),
            in_reply_to: ids(in_reply_to),
            references: ids(references),
            subject: subject.to_owned(),
            ..Mail::default()
        }
    }

    #[test]
    fn the_newest_known_id_wins_and_the_subject_comes_last() {
        let check = |mail: &Mail, known: &[&str], expected: Option<Key>| {
            assert_eq!(
                thread_key(mail, |id| known.contains(&id.as_str())),
                expected
            );
        };
        let message = |id: &str| Some(Key::Message(MessageId::new(id).unwrap()));
        let mail = a_mail(&["c@x"], &["a@x", "b@x", "c@x"], "Re: Hola [#6597]");
        check(&mail, &["a@x", "b@x", "c@x"], message("c@x"));
        check(&mail, &["a@x", "b@x"], message("b@x"));
        check(&mail, &["z@x"], Some(Key::Attention(6597)));
        check(&a_mail(&["own@x"], &[], "Hola"), &["own@x"], None);
    }

    #[test]
    fn a_tag_is_a_number_in_brackets() {
        let check =
            |subject: &str, expected| assert_eq!(subject_tag(subject), expected, "{subject}");
        check("Re: [#6597] Hola", Some(6597));
        check("[#] [#x] [#-1] [#12]", Some(12));
        check("#6597", None);
        check("[#99999999999999999999]", None);
    }

    #[test]
    fn re_stands_once() {
        let check = |subject: &str, expected: &str| assert_eq!(reply_subject(subject), expected);
        check("Hola", "Re: Hola");
        check("RE: re : AW: Re[2]: Hola", "Re: Hola");
        check(
            "Fwd: Re: Hola",
            "Re: Fwd: Hola"
                .replace("Fwd: Hola", "Fwd: Re: Hola")
                .as_str(),
        );
        check("", "Re:");
        check("Reclamo: factura", "Re: Reclamo: factura");
    }
}
