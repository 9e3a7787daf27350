//! The frame's own document: a safe body, one fixed script, and the headers it is served with.
//!
//! The script tells the height of the mail and a closed list of keys, to whoever holds the frame,
//! since neither is a secret; the content security policy allows it by its hash and nothing else.
//! The origin is opaque, in the header as in the frame's attribute, so that opening the document
//! by its address is as harmless.

use std::fmt::Write as _;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::sanitise::{Body, Safe, Scheme};
use crate::text::escape;

/// The script, byte for byte: its hash stands in the policy.
const SCRIPT: &str = include_str!("document/frame.js");
/// Our styles.
const STYLE: &str = include_str!("document/frame.css");
/// What the frame may do; also the value of the `sandbox` attribute.
pub const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

static HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(SCRIPT)));

/// Something a policy may name: an origin, or an address that others begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source(String);

/// A text that could change the policy it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an origin or address that a policy can name")]
pub struct NotASource;

impl Source {
    /// An origin (`https://app.example`) or the beginning of addresses, ended by a slash
    /// (`https://api.example/mail/abc/`).
    ///
    /// # Errors
    /// [`NotASource`] if it is neither, or holds what ends a source, a directive or a header.
    pub fn new(text: &str) -> Result<Self, NotASource> {
        let url = url::Url::parse(text).map_err(|_| NotASource)?;
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b";,'\"*".contains(&b));
        let good = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.query().is_none()
            && url.fragment().is_none();
        if plain && good {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASource)
        }
    }
}

/// The colours around a mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How a document is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Show [`Safe::consented`]: the reader asked for remote images.
    pub remote: bool,
    /// Where images may come from, beside the text itself.
    pub images: &'a [Source],
    /// The app's origins: only they may hold the frame. None means nobody.
    pub ancestors: &'a [Source],
    /// The reader's colours. Only mails without colours of their own, or with both, follow them.
    pub theme: Theme,
    /// The language of our own words in it, a BCP 47 tag; `es` if it is empty or none.
    pub language: &'a str,
    /// The line that unfolds quoted history, where the body was made without one
    /// ([`Labels::quoted`](crate::sanitise::Labels::quoted)), so that every reader has it in their
    /// language. Letters and spaces only; anything else is left out.
    pub quoted: &'a str,
}

/// A document and the headers that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// `text/html; charset=utf-8`.
    pub html: String,
    /// The value of `Content-Security-Policy`.
    pub csp: String,
}

impl Document {
    /// Every header the document must be served with. Without them it is not safe.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, &str); 7] {
        [
            ("content-type", "text/html; charset=utf-8"),
            ("content-security-policy", &self.csp),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-dns-prefetch-control", "off"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("cache-control", "private, no-store"),
        ]
    }
}

/// The document that shows a safe body.
#[must_use]
pub fn document(safe: &Safe, options: &Options<'_>) -> Document {
    let body = match &safe.consented {
        Some(consented) if options.remote => consented,
        _ => &safe.blocked,
    };
    Document {
        html: html(body, safe.scheme, options),
        csp: policy(options),
    }
}

fn html(body: &Body, scheme: Scheme, options: &Options<'_>) -> String {
    let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let language = match options.language {
        "" => "es",
        given if given.len() <= 35 && given.chars().all(tag) => given,
        _ => "es",
    };
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <style>{STYLE}{}{}</style><style>{}</style></head>\
         <body><div class=\"b-frame\">{}</div><script>{SCRIPT}</script></body></html>\n",
        paper(scheme, options.theme),
        unfolds(options.quoted),
        body.css(),
        body.html(),
        language = escape(language),
    )
}

/// White paper for mails made for it; the reader's colours for the others, and no paper at all
/// under a mail without colours, so that it lies on whatever holds the frame.
fn paper(scheme: Scheme, theme: Theme) -> String {
    let colours = match (scheme, theme) {
        (Scheme::White, _) | (_, Theme::Light) => "light",
        (_, Theme::Dark) => "dark",
        (_, Theme::System) => "light dark",
    };
    let sheet = match scheme {
        Scheme::White => "background: #fff; color: #1a1a1a;",
        Scheme::Own => "background: Canvas; color: CanvasText;",
        Scheme::Plain => "color: CanvasText;",
    };
    // On a dark page the white sheet shows its edge: words stand off from it.
    let edge = match (scheme, theme) {
        (Scheme::White, Theme::Dark) => " .b-frame { padding: 12px; }",
        (Scheme::White, Theme::System) => {
            " @media (prefers-color-scheme: dark) { .b-frame { padding: 12px; } }"
        }
        _ => "",
    };
    format!(":root {{ color-scheme: {colours}; }} .b-frame {{ {sheet} }}{edge}")
}

/// The words of the line that unfolds, from our style sheet.
fn unfolds(words: &str) -> String {
    let words: String = words
        .chars()
        .filter(|c| c.is_alphabetic() || *c == ' ')
        .collect();
    if words.is_empty() {
        return words;
    }
    format!(" .b-quoted > summary::before {{ content: \"{words}\" !important; }}")
}

fn policy(options: &Options<'_>) -> String {
    let list = |sources: &[Source]| {
        sources.iter().fold(String::new(), |mut list, source| {
            let _ = write!(list, " {}", source.0);
            list
        })
    };
    let ancestors = match options.ancestors {
        [] => " 'none'".to_owned(),
        some => list(some),
    };
    format!(
        "sandbox {SANDBOX}; default-src 'none'; script-src 'sha256-{}'; img-src data:{}; \
         style-src 'unsafe-inline'; font-src 'none'; form-action 'none'; base-uri 'none'; \
         frame-ancestors{ancestors}",
        *HASH,
        list(options.images),
    )
}
