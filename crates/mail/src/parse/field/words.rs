//! Joins encoded words that were cut inside a character.
//!
//! RFC 2047 forbids the cut, many programs make it, and decoding each word by itself then shows two
//! broken characters. Words that follow each other in the same charset and encoding are one text,
//! so they are made one word.

/// An encoded word.
struct Word<'a> {
    /// `=?charset?q?`, as written.
    prefix: &'a str,
    /// What it holds, still encoded.
    data: &'a str,
}

/// A value with neighbouring words of one kind joined.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some((word, after)) = word(from) else {
            out.push_str("=?");
            rest = &from[2..];
            continue;
        };
        out.push_str(word.prefix);
        out.push_str(word.data);
        let mut last = word;
        rest = after;
        while let Some((next, after)) = next_of_kind(&last, rest) {
            out.push_str(next.data);
            last = next;
            rest = after;
        }
        out.push_str("?=");
    }
    out.push_str(rest);
    out
}

/// The word a text begins with, and what follows it.
fn word(text: &str) -> Option<(Word<'_>, &str)> {
    let charset = text[2..].find('?')? + 2;
    let encoding = text.get(charset + 1..charset + 3)?;
    if !matches!(encoding, "q?" | "Q?" | "b?" | "B?") {
        return None;
    }
    let start = charset + 3;
    let length = text[start..].find("?=")?;
    let (prefix, data) = (&text[..start], &text[start..start + length]);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_graphic());
    let good = plain(prefix) && plain(data) && charset <= 60;
    good.then(|| (Word { prefix, data }, &text[start + length + 2..]))
}

/// The word that follows `last` behind white space alone, if it goes on where `last` stopped.
fn next_of_kind<'a>(last: &Word<'_>, rest: &'a str) -> Option<(Word<'a>, &'a str)> {
    let text = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    if text.len() == rest.len() || !text.starts_with("=?") {
        return None;
    }
    let (next, after) = word(text)?;
    let base64 = next.prefix.ends_with("b?") || next.prefix.ends_with("B?");
    let whole = !base64 || (last.data.len().is_multiple_of(4) && !last.data.ends_with('='));
    (whole && next.prefix.eq_ignore_ascii_case(last.prefix)).then_some((next, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_kind_become_one() {
        let check = |text: &str, expected: &str| assert_eq!(joined(text), expected);
        check("a =?u?q?=C3?=\r\n =?U?Q?=A1?= b", "a =?u?q?=C3=A1?= b");
        check(
            "=?u?b?YWFh?= =?u?b?YWE=?= =?u?b?YWFh?=",
            "=?u?b?YWFhYWE=?= =?u?b?YWFh?=",
        );
        check("=?u?q?a?= =?v?q?b?=", "=?u?q?a?= =?v?q?b?=");
        check("=?u?q?a?==?u?q?b?=", "=?u?q?a?==?u?q?b?=");
        check("=?u?q?a", "=?u?q?a");
        check("=?=?=?x?q?y?=", "=?=?=?x?q?y?=");
        check("=? ?q?y?=", "=? ?q?y?=");
    }
}
