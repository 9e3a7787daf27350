//! Undoes transfer encodings. Damage is passed over: what can be decoded is.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

/// How a part's bytes were made fit for mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Identity,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    /// The encoding a field names; an unknown one counts as none.
    pub(super) fn named(value: &[u8]) -> Self {
        let name = value.trim_ascii();
        if name.eq_ignore_ascii_case(b"base64") {
            Self::Base64
        } else if name.eq_ignore_ascii_case(b"quoted-printable") {
            Self::QuotedPrintable
        } else {
            Self::Identity
        }
    }

    /// The bytes that were encoded. Never longer than what was given.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Self::Identity => Cow::Borrowed(bytes),
            Self::Base64 => Cow::Owned(base64(bytes)),
            Self::QuotedPrintable => Cow::Owned(quoted_printable(bytes)),
        }
    }
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let letter = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    let mut letters = Vec::with_capacity(bytes.len());
    for line in bytes.split(|&b| b == b'\n') {
        // Lists put their footer under the padding that ended the text.
        let foreign = line.trim_ascii().iter().any(|b| !letter(b));
        if foreign && letters.last() == Some(&b'=') {
            break;
        }
        letters.extend(line.iter().copied().filter(letter));
    }
    base64_decode(&letters).unwrap_or_default()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        let text = line.trim_ascii_end();
        let mut at = 0;
        while let Some(&b) = text.get(at) {
            let pair = text
                .get(at + 1..at + 3)
                .and_then(|pair| Some((hex(pair[0])?, hex(pair[1])?)));
            match pair {
                Some((high, low)) if b == b'=' => {
                    out.push(high << 4 | low);
                    at += 3;
                }
                _ if b == b'=' && at + 1 == text.len() => break,
                _ => {
                    out.push(b);
                    at += 1;
                }
            }
        }
        let soft = at < text.len();
        if !soft && line.ends_with(b"\n") {
            out.extend_from_slice(if line.ends_with(b"\r\n") {
                b"\r\n"
            } else {
                b"\n"
            });
        }
    }
    out
}

fn hex(b: u8) -> Option<u8> {
    char::from(b)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, input: &str, expected: &[u8]) {
        assert_eq!(
            &*Encoding::named(name.as_bytes()).decode(input.as_bytes()),
            expected,
            "{input}"
        );
    }

    #[test]
    fn base64_survives_line_ends_junk_and_cuts() {
        check(" BASE64 ", "SG9s\r\nYSE=\r\n", b"Hola!");
        check("base64", "SG-9s*YSE", b"Hola!");
        check("base64", "SG9sYQ==SG9sYQ==", b"HolaHola");
        check("base64", "SG9sY", b"Hol");
        check("base64", "", b"");
        check("base64", "SG9sYQ==\r\n-- lista\r\nSG9s", b"Hola");
    }

    #[test]
    fn quoted_printable_survives_what_is_no_escape() {
        check(
            "Quoted-Printable",
            "ma=C3=B1ana =\r\nx  \r\ny",
            "mañana x\r\ny".as_bytes(),
        );
        check("quoted-printable", "a=zz=b=", b"a=zz=b");
        check("quoted-printable", "100=%=3d=", b"100=%=");
        check("quoted-printable", "=4", b"=4");
    }

    #[test]
    fn an_unknown_encoding_changes_nothing() {
        check("x-uuencode", "=41\0", b"=41\0");
    }
}
