//! Bytes to text, whatever charset they say or do not say they are in.

use mail_parser::decoders::charsets::map::charset_decoder;

/// How much of an HTML part is searched for its own word on its charset, in bytes.
const SNIFF: usize = 1_024;

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The bytes were not in the charset they said.
    pub(super) odd: bool,
}

/// Decodes bytes, given the charset that was declared for them.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some(text) = by_mark(bytes) {
        return Decoded { text, odd: false };
    }
    let label = declared.map(|label| label.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    let label = label.as_deref().unwrap_or_default();
    let ascii = matches!(label, "" | "us-ascii" | "ascii");
    if ascii && bytes.is_ascii() && memchr::memmem::find(bytes, b"\x1b$").is_some() {
        return Decoded {
            text: named(bytes, "iso-2022-jp"),
            odd: true,
        };
    }
    if ascii || matches!(label, "utf-8" | "utf8") || charset_decoder(label.as_bytes()).is_none() {
        let odd = !label.is_empty() && !bytes.is_ascii() && str::from_utf8(bytes).is_err();
        return Decoded {
            text: undeclared(bytes),
            odd,
        };
    }
    // Western mail that says Latin but is valid UTF-8 beyond ASCII is UTF-8: by accident that
    // hardly ever happens.
    if is_western(label)
        && !bytes.is_ascii()
        && let Ok(text) = str::from_utf8(bytes)
    {
        return Decoded {
            text: text.to_owned(),
            odd: true,
        };
    }
    Decoded {
        text: named(bytes, label),
        odd: false,
    }
}

/// Decodes bytes that say nothing: UTF-8, else UTF-8 with damage, else Windows-1252.
pub(super) fn undeclared(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if is_damaged_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => named(bytes, "windows-1252"),
    }
}

/// The charset that an HTML document names in its first lines.
pub(super) fn sniff(html: &[u8]) -> Option<String> {
    let start = html[..html.len().min(SNIFF)].to_ascii_lowercase();
    let at = memchr::memmem::find(&start, b"charset=")? + "charset=".len();
    let rest = &start[at..];
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let word = |b: &u8| b.is_ascii_alphanumeric() || b"-_:.".contains(b);
    let label: Vec<u8> = rest.iter().copied().take_while(word).take(40).collect();
    // A document that could be read so far is not in two-byte units, whatever it says.
    String::from_utf8(label)
        .ok()
        .filter(|label| !label.is_empty() && !label.starts_with("utf-16"))
}

fn by_mark(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(undeclared(rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Some(named(rest, "utf-16le"));
    }
    bytes
        .strip_prefix(b"\xfe\xff")
        .map(|rest| named(rest, "utf-16be"))
}

fn named(bytes: &[u8], label: &str) -> String {
    match charset_decoder(label.as_bytes()) {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn is_western(label: &str) -> bool {
    let label = label.replace('_', "-");
    matches!(
        label.as_str(),
        "iso-8859-1" | "iso-8859-15" | "latin1" | "windows-1252" | "cp1252"
    )
}

/// Whether broken UTF-8 is still more UTF-8 than not: whole characters outnumber the breaks.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut breaks) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        breaks += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_charsets_are_read() {
        let check = |bytes: &[u8], label: &str, expected: &str| {
            assert_eq!(decode(bytes, Some(label)).text, expected, "{label}");
        };
        check(b"ma\xf1ana", "ISO-8859-1", "mañana");
        check(b"\x80uro \x93x\x94", "Windows-1252", "€uro “x”");
        check(b"\x80uro", "iso-8859-1", "€uro");
        check(b"\xc4\xe3\xba\xc3", "GB2312", "你好");
        check(b"\x1b$B%O%m!<\x1b(B!", "ISO-2022-JP", "ハロー!");
        check(b"+ZYeB9FH6ckh5Pg-, x", "UTF-7", "文致出版社, x");
        check(b"\x83n\x83\x8d", "Shift_JIS", "ハロ");
        check(b"\xcf\xf0\xe8", "windows-1251", "При");
        check("ñ".as_bytes(), "\"utf-8\"", "ñ");
    }

    #[test]
    fn a_wrong_charset_is_seen_through() {
        let check = |bytes: &[u8], label: Option<&str>, expected: &str, odd: bool| {
            assert_eq!(
                decode(bytes, label),
                Decoded {
                    text: expected.to_owned(),
                    odd
                }
            );
        };
        check("mañana".as_bytes(), Some("iso-8859-1"), "mañana", true);
        check(b"ma\xf1ana", Some("utf-8"), "mañana", true);
        check(b"ma\xf1ana", Some("x-unknown"), "mañana", true);
        check(b"ma\xf1ana", None, "mañana", false);
        check(
            "señ\u{f1}or".as_bytes().split_last().unwrap().1,
            None,
            "señño",
            false,
        );
        check(b"se\xc3\xb1o\xc3", Some("utf-8"), "seño\u{fffd}", true);
        check(b"\x1b$B%O\x1b(B", None, "ハ", true);
        check(b"\xff\xfea\0b\0", None, "ab", false);
        check(b"\xef\xbb\xbfa", Some("iso-8859-1"), "a", false);
    }

    #[test]
    fn html_may_name_its_own_charset() {
        let check = |html: &str, expected: Option<&str>| {
            assert_eq!(sniff(html.as_bytes()).as_deref(), expected);
        };
        check("<meta charset=\"ISO-8859-2\">", Some("iso-8859-2"));
        check("<META content='text/html; charset=gb2312'>", Some("gb2312"));
        check("<meta charset=utf-16>", None);
        check("<p>", None);
    }
}
