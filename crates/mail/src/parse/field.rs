//! Reads the values of fields: addresses, ids, dates, texts, parameters.
//!
//! The grammar is `mail-parser`'s; this module feeds it one bounded value at a time, transcoded to
//! UTF-8, and validates what comes out.

mod words;

use mail_parser::parsers::MessageStream;
use mail_parser::{Address as Parsed, ContentType, HeaderValue};

use super::charset;
use crate::address::{Address, Mailbox, MessageId, one_line};

/// The longest subject, in characters.
const SUBJECT: usize = 500;
/// How many people one kind of field may name.
const PEOPLE: usize = 1_000;
/// How many ids are read from a chain.
const IDS: usize = 200;
/// A value with more encoded words than this is not decoded: looking for the end of each costs.
const WORDS: usize = 1_000;

/// A value as the parser wants it: UTF-8, no NUL, folds kept, a line end behind it.
fn prepared(value: &[u8]) -> Vec<u8> {
    let text = charset::undeclared(value).replace('\0', "");
    let mut text = if text.matches("=?").count() > WORDS {
        text.replace('?', "").into_bytes()
    } else {
        words::joined(&text).into_bytes()
    };
    text.push(b'\n');
    text
}

/// An unstructured value, decoded (RFC 2047).
pub(super) fn text(value: &[u8]) -> String {
    let prepared = prepared(value);
    match MessageStream::new(&prepared).parse_unstructured() {
        HeaderValue::Text(text) => text.into_owned(),
        _ => String::new(),
    }
}

/// A subject: one line, bounded.
pub(super) fn subject(value: &[u8]) -> String {
    one_line(&text(value), SUBJECT)
}

/// The people in some fields, groups opened, each address once per field kind. What is no address
/// goes to `unreadable`.
pub(super) fn mailboxes<'a>(
    values: impl Iterator<Item = &'a [u8]>,
    unreadable: &mut Vec<String>,
) -> Vec<Mailbox> {
    let mut people: Vec<Mailbox> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for value in values {
        let prepared = prepared(value);
        let HeaderValue::Address(parsed) = MessageStream::new(&prepared).parse_address() else {
            continue;
        };
        let entries = match parsed {
            Parsed::List(list) => list,
            Parsed::Group(groups) => groups
                .into_iter()
                .flat_map(|group| group.addresses)
                .collect(),
        };
        for entry in entries {
            if people.len() + unreadable.len() >= PEOPLE {
                return people;
            }
            let name = entry.name.as_deref().unwrap_or_default();
            let address = entry.address.as_deref().unwrap_or_default();
            match Address::new(address) {
                Ok(address) if seen.insert(address.as_str().to_lowercase()) => {
                    people.push(Mailbox::new(name, address));
                }
                Ok(_) => {}
                Err(_) => unreadable.push(one_line(&format!("{name} {address}"), SUBJECT)),
            }
        }
    }
    people
}

/// The message ids in a value, in order: what stands in brackets, or else each word.
pub(super) fn ids(value: &[u8]) -> Vec<MessageId> {
    let text = String::from_utf8_lossy(value);
    let id = |text: &str| {
        let joined: String = text.split_whitespace().collect();
        MessageId::new(&joined).ok()
    };
    let bracketed = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    let ids: Vec<_> = bracketed
        .filter_map(|(text, _)| id(text))
        .take(IDS)
        .collect();
    if ids.is_empty() {
        text.split_whitespace().filter_map(id).take(IDS).collect()
    } else {
        ids
    }
}

/// A date in epoch milliseconds, from 1970 to 2199.
pub(super) fn date(value: &[u8]) -> Option<i64> {
    let prepared = prepared(value);
    let HeaderValue::DateTime(date) = MessageStream::new(&prepared).parse_date() else {
        return None;
    };
    let good = date.is_valid() && (1970..2200).contains(&date.year);
    good.then(|| date.to_timestamp().max(0) * 1_000)
}

/// A value with parameters, `Content-Type` or `Content-Disposition`: RFC 2231 and 2047 decoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Structured {
    /// `text/plain` or `attachment`, lower case; empty if there is none.
    pub(super) value: String,
    parameters: Vec<(String, String)>,
}

impl Structured {
    pub(super) fn parse(value: &[u8]) -> Self {
        let prepared = prepared(value);
        match MessageStream::new(&prepared).parse_content_type() {
            HeaderValue::ContentType(parsed) => Self::from(parsed),
            _ => Self::default(),
        }
    }

    /// A parameter, its name in lower case.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl From<ContentType<'_>> for Structured {
    fn from(parsed: ContentType<'_>) -> Self {
        let token = |text: &str| {
            text.len() <= 64
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-.+_".contains(&b))
        };
        let mut value = parsed.c_type.trim().to_ascii_lowercase();
        if let Some(kind) = parsed.c_subtype.as_deref().map(str::trim) {
            value = format!("{value}/{}", kind.to_ascii_lowercase());
        }
        if !value.split('/').all(|part| !part.is_empty() && token(part)) {
            value.clear();
        }
        let parameters = parsed.attributes.unwrap_or_default().into_iter();
        Self {
            value,
            parameters: parameters
                .map(|pair| (pair.name.to_ascii_lowercase(), pair.value.into_owned()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_decoded_into_one_line() {
        let check = |value: &[u8], expected: &str| assert_eq!(subject(value), expected);
        check(
            b" =?utf-8?B?w5FhbmTDug==?=\r\n =?iso-8859-1?Q?_=E1gil?= x",
            "Ñandú ágil x",
        );
        check(b" =?utf-8?q?a=0D=0ABcc=3A_x=40y=2Ez?=", "a Bcc: x@y.z");
        check(b" caf\xe9", "café");
        check("café".as_bytes(), "café");
        check(b" =?no-such?q?abc", "=?no-such?q?abc");
        check(b"\0 a \0b", "a b");
        check(
            &b"=?u?q?".repeat(9_000),
            &format!("{}…", "=uq".repeat(167)[..499].to_owned()),
        );
    }

    fn people(value: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut unreadable = Vec::new();
        let people = mailboxes([value.as_bytes()].into_iter(), &mut unreadable);
        let pairs = people
            .into_iter()
            .map(|m| (m.name, m.address.to_string()))
            .collect();
        (pairs, unreadable)
    }

    #[test]
    fn people_have_names_and_valid_addresses() {
        let check = |value: &str, expected: &[(&str, &str)], junk: &[&str]| {
            let (pairs, unreadable) = people(value);
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(n, a)| (n.as_str(), a.as_str()))
                .collect();
            assert_eq!(pairs, expected, "{value}");
            assert_eq!(unreadable, junk, "{value}");
        };
        check(
            " Ana <ana@b.c>, luis@d.e",
            &[("Ana", "ana@b.c"), ("", "luis@d.e")],
            &[],
        );
        check(
            "\"Pérez, Ana\" <ana@b.c>",
            &[("Pérez, Ana", "ana@b.c")],
            &[],
        );
        check(
            "=?utf-8?q?P=C3=A9rez?= <ana@b.c>",
            &[("Pérez", "ana@b.c")],
            &[],
        );
        check(
            "Equipo: a@b.c, d@e.f;, g@h.i",
            &[("", "a@b.c"), ("", "d@e.f"), ("", "g@h.i")],
            &[],
        );
        check("undisclosed-recipients:;", &[], &[]);
        check("ana@b.c (Ana)", &[("Ana", "ana@b.c")], &[]);
        check("Ana <not an address>", &[], &["Ana not an address"]);
        check("a@b.c, A@B.C", &[("", "a@b.c")], &[]);
        check(
            "\"<b>ana</b>\r\n evil\" <a@b.c>",
            &[("<b>ana</b> evil", "a@b.c")],
            &[],
        );
    }

    #[test]
    fn ids_keep_their_order_even_without_brackets() {
        let check = |value: &[u8], expected: &[&str]| {
            let ids = ids(value);
            assert_eq!(
                ids.iter().map(MessageId::as_str).collect::<Vec<_>>(),
                expected
            );
        };
        check(b" <a@b>\r\n <c@d> junk", &["a@b", "c@d"]);
        check(b" a@b c@d", &["a@b", "c@d"]);
        check(b" <long-\r\n id@b>", &["long-id@b"]);
        check(b" <>", &[]);
    }

    #[test]
    fn a_date_is_an_instant() {
        let check = |value: &str, expected: Option<i64>| {
            assert_eq!(date(value.as_bytes()), expected, "{value}");
        };
        check(" Tue, 1 Jul 2025 10:00:00 -0500", Some(1_751_382_000_000));
        check("1 Jul 25 15:00:00 GMT", Some(1_751_382_000_000));
        check(" Tue, 99 Foo 2025 10:00:00", None);
        check("", None);
    }

    #[test]
    fn parameters_are_decoded_however_they_were_encoded() {
        let check = |value: &str, key: &str, expected: &str| {
            let parsed = Structured::parse(value.as_bytes());
            assert_eq!(parsed.parameter(key), Some(expected), "{value}");
        };
        check("attachment; filename=\"a b.pdf\"", "filename", "a b.pdf");
        check(
            "attachment; filename*=utf-8''f%C3%A1ctura.pdf",
            "filename",
            "fáctura.pdf",
        );
        check("a/b; name*0=\"uno\"; name*1=\"dos\"", "name", "unodos");
        check(
            "a/b; name*0*=utf-8'es'%C3%A1; name*1=b.txt",
            "name",
            "áb.txt",
        );
        check("a/b; name=\"=?utf-8?q?=C3=A1=2Etxt?=\"", "name", "á.txt");
        check("multipart/mixed; boundary=\"a=b:c\"", "boundary", "a=b:c");
        assert_eq!(Structured::parse(b" Text/HTML ; x=y").value, "text/html");
        assert_eq!(Structured::parse(b"te<xt/ht\"ml").value, "");
    }
}
