//! What an image's address is, and how addresses are written.

use url::Url;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The longest address of a remote image, in bytes.
const ADDRESS: usize = 4 << 10;
/// The longest content id, in bytes.
const ID: usize = 500;

/// Types an image in the mail's own text may have: raster only, which can hold no script.
const RASTER: &[(&str, &[u8])] = &[
    ("image/png", b"\x89PNG"),
    ("image/gif", b"GIF8"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/jpg", b"\xff\xd8\xff"),
    ("image/webp", b"RIFF"),
];

/// Where an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Somewhere else.
    Remote(Url),
    /// Attached to the mail.
    Inline(String),
    /// In the text itself, checked.
    Data(String),
    /// Nowhere it may be shown from.
    Nowhere,
}

/// Where the image of an attribute or a `url()` is.
pub(super) fn source(text: &str) -> Source {
    let text = text.trim();
    let kind = text.get(..5).unwrap_or_default().to_ascii_lowercase();
    if kind == "data:" {
        return data(text).map_or(Source::Nowhere, Source::Data);
    }
    if let Some(id) = kind.starts_with("cid:").then(|| text.get(4..)).flatten() {
        let id = percent_decoded(id);
        let id = id.trim().trim_matches(['<', '>']);
        let good = !id.is_empty() && id.len() <= ID && id.chars().all(|c| !c.is_control());
        return if good {
            Source::Inline(id.to_owned())
        } else {
            Source::Nowhere
        };
    }
    match remote(text) {
        Some(url) => Source::Remote(url),
        None => Source::Nowhere,
    }
}

fn remote(text: &str) -> Option<Url> {
    if text.len() > ADDRESS {
        return None;
    }
    let url = match text.strip_prefix("//") {
        Some(rest) => Url::parse(&format!("https://{rest}")),
        None => Url::parse(text),
    };
    let mut url = url.ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    // A name and a password would only tell the proxy's host who is asking.
    url.set_username("")
        .and_then(|()| url.set_password(None))
        .ok()?;
    url.set_fragment(None);
    Some(url)
}

/// A raster image in the text, written anew.
pub(super) fn data(text: &str) -> Option<String> {
    let (head, body) = text.get(5..)?.split_once(',')?;
    let mut words = head.split(';').map(str::trim);
    let kind = words.next()?.to_ascii_lowercase();
    let magic = RASTER.iter().find(|(name, _)| *name == kind)?.1;
    if !words.any(|word| word.eq_ignore_ascii_case("base64")) {
        return None;
    }
    let body: String = percent_decoded(body).split_ascii_whitespace().collect();
    let letters = body.trim_end_matches('=');
    let good = letters
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'));
    let start = STANDARD.decode(letters.get(..8)?).ok()?;
    (good && start.starts_with(magic)).then(|| format!("data:{kind};base64,{body}"))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&b, tail)) = rest.split_first() {
        let pair = tail.get(..2).and_then(|pair| str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) if b == b'%' => {
                bytes.push(value);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(b);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An address so written that it can stand in `url("…")` and in an attribute.
pub(super) fn writable(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if is_address(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for b in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{b:02X}"));
            }
        }
    }
    out
}

/// Whether an address is written so.
pub(super) fn is_writable(url: &str) -> bool {
    !url.is_empty() && url.chars().all(is_address)
}

const fn is_address(c: char) -> bool {
    c.is_ascii_graphic()
        && !matches!(
            c,
            '"' | '\'' | '\\' | '<' | '>' | '(' | ')' | '{' | '}' | '`'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_remote_inline_in_the_text_or_nowhere() {
        let check = |text: &str, expected: &str| {
            let found = match source(text) {
                Source::Remote(url) => format!("remote {url}"),
                Source::Inline(id) => format!("inline {id}"),
                Source::Data(data) => format!("data {data}"),
                Source::Nowhere => "nowhere".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        };
        check(" HTTP://E.example/a b ", "remote http://e.example/a%20b");
        check("//e.example/x", "remote https://e.example/x");
        check(
            "https://user:pass@e.example/x#y",
            "remote https://e.example/x",
        );
        check("h\nttp:\\\\e.example\\x", "remote http://e.example/x");
        check("CID:a%40b", "inline a@b");
        check("cid:<a@b>", "inline a@b");
        check(
            "data:image/GIF;base64,R0lGODlhAQAB AAAA",
            "data data:image/gif;base64,R0lGODlhAQABAAAA",
        );
        for text in [
            "",
            "x.png",
            "/x.png",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "blob:http://e/x",
            "ftp://e/x",
            "http://",
            "cid:",
            "about:blank",
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:text/html,<script>",
            "data:image/png;base64,PHN2ZyB4bWxucz0=",
            "data:image/png,\u{89}PNG",
            "data:image/gif;base64,R0lGODlh\"onerror=",
            "ÿÿÿÿ",
        ] {
            check(text, "nowhere");
        }
    }

    #[test]
    fn an_address_can_stand_in_a_style() {
        assert_eq!(
            writable("/p?u=a(b)'\"\\ ñ"),
            "/p?u=a%28b%29%27%22%5C%20%C3%B1"
        );
        assert!(is_writable(&writable("x </style>\n")));
        assert!(!is_writable("a)b"));
    }
}
