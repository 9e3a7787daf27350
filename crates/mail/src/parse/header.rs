//! Cuts a header into fields. Knows where fields begin and end, never what they mean.

use std::ops::Range;

use memchr::memchr;

/// How much of a header is read, in bytes.
const LENGTH: usize = 1 << 20;
/// How many fields of a header are read.
const FIELDS: usize = 2_000;
/// The longest field name, in bytes.
const NAME: usize = 76;
/// The longest value that is decoded, in bytes.
const VALUE: usize = 64 << 10;

/// The fields of one header, in their order, values still folded and encoded.
#[derive(Debug)]
pub(super) struct Header<'a> {
    raw: &'a [u8],
    /// Names, and where their values stand.
    fields: Vec<(&'a [u8], Range<usize>)>,
    /// Whether there was more than is read.
    pub(super) cut: bool,
}

impl<'a> Header<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// All values of a field, `name` in lower case.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let name = name.as_bytes();
        self.fields
            .iter()
            .filter(move |(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, at)| {
                let value = &self.raw[at.clone()];
                &value[..value.len().min(VALUE)]
            })
    }

    /// The first value of a field. Where a field stands twice, the first counts, as mail programs
    /// show it.
    pub(super) fn first(&self, name: &str) -> Option<&'a [u8]> {
        self.all(name).next()
    }
}

/// The header and what comes after it. Junk between fields is skipped; a text that does not begin
/// with a field has no header.
pub(super) fn split(raw: &[u8]) -> (Header<'_>, &[u8]) {
    let mut header = Header {
        raw,
        fields: Vec::new(),
        cut: false,
    };
    let mut at = 0;
    while let Some(line) = line(raw, at) {
        let next = at + line.len();
        let text = trimmed(line);
        if text.is_empty() {
            return (header, &raw[next..]);
        }
        let continued = matches!(line.first(), Some(b' ' | b'\t'));
        if header.cut || at > LENGTH || header.fields.len() >= FIELDS {
            header.cut = true;
        } else if continued {
            if let Some((_, value)) = header.fields.last_mut() {
                value.end = at + text.len();
            }
        } else if let Some(colon) = colon(text) {
            let name = text[..colon].trim_ascii_end();
            header.fields.push((name, at + colon + 1..at + text.len()));
        } else if header.fields.is_empty() && !is_postmark(text) {
            return (header, raw);
        }
        at = next;
    }
    (header, &[])
}

/// The line that begins at `at`, with its end.
pub(super) fn line(raw: &[u8], at: usize) -> Option<&[u8]> {
    let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
    Some(memchr(b'\n', rest).map_or(rest, |end| &rest[..=end]))
}

/// A line without its end.
pub(super) fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Where the name of a field ends, if the line is one.
fn colon(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', line)?;
    let name = line[..colon].trim_ascii_end();
    let good = (1..=NAME).contains(&name.len()) && name.iter().all(u8::is_ascii_graphic);
    good.then_some(colon)
}

/// The line that mailbox files put before a message.
fn is_postmark(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &[(&str, &str)], body: &str) {
        let (header, rest) = split(raw.as_bytes());
        let fields: Vec<_> = header
            .fields
            .iter()
            .map(|(name, value)| {
                let value = &raw.as_bytes()[value.clone()];
                (
                    str::from_utf8(name).unwrap(),
                    str::from_utf8(value).unwrap(),
                )
            })
            .collect();
        assert_eq!(fields, expected);
        assert_eq!(str::from_utf8(rest).unwrap(), body);
    }

    #[test]
    fn fields_end_at_the_first_empty_line() {
        check(
            "A: 1\r\nB : 2\r\n\r\nC: 3\r\n",
            &[("A", " 1"), ("B", " 2")],
            "C: 3\r\n",
        );
    }

    #[test]
    fn a_folded_field_is_one() {
        check(
            "A: 1\r\n 2\r\n\t3\r\nB: 4\n\nx",
            &[("A", " 1\r\n 2\r\n\t3"), ("B", " 4")],
            "x",
        );
    }

    #[test]
    fn junk_between_fields_is_skipped_and_a_postmark_before_them() {
        check(
            "From x Mon\nA: 1\n???\nB: 2\n\nx",
            &[("A", " 1"), ("B", " 2")],
            "x",
        );
    }

    #[test]
    fn a_text_without_fields_is_all_body() {
        check("Hola:\n\nfin", &[("Hola", "")], "fin");
        check("Hola, buenos días\n\nfin", &[], "Hola, buenos días\n\nfin");
        check("\n\nfin", &[], "\nfin");
    }

    #[test]
    fn an_endless_header_is_cut() {
        let raw = "a: b\n".repeat(1 << 19) + "\nbody";
        let (header, body) = split(raw.as_bytes());
        assert!(header.cut);
        assert_eq!((header.fields.len(), body), (FIELDS, &b"body"[..]));
    }
}
