//! Links in a mail: where they really go, and whether they pretend to go elsewhere.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::address::{Address, one_line};

/// The longest target that is kept, in bytes.
const TARGET: usize = 8 << 10;
/// The longest text of a link that is told, in characters.
const TEXT: usize = 200;

/// A link in a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What the reader sees, one line, at most 200 characters.
    pub text: String,
    /// Where it goes: `http`, `https`, `mailto` or `tel`.
    pub url: String,
    /// The host it goes to, in ASCII (`xn--…`, so that it cannot look like another); the address of
    /// a `mailto`, the number of a `tel`.
    pub host: String,
    /// The text names another host than the one it goes to.
    pub deceives: bool,
}

impl Link {
    /// The link that `href` makes under `text`; `None` if it may go nowhere.
    pub(crate) fn new(href: &str, text: &str) -> Option<Self> {
        let url = target(href)?;
        let host = match url.scheme() {
            "mailto" | "tel" => one_line(url.path(), TEXT),
            _ => url.host_str()?.to_owned(),
        };
        let text = one_line(text, TEXT);
        let deceives = deceives(&text, &url, &host);
        Some(Self {
            text,
            url: url.into(),
            host,
            deceives,
        })
    }

    /// What the pointer shows: where it goes, shortened.
    pub(crate) fn title(&self) -> String {
        one_line(&self.url, TEXT)
    }
}

/// Whether a target written by us may stand in a link.
pub(crate) fn is_target(href: &str) -> bool {
    target(href).is_some_and(|url| url.as_str() == href)
}

/// The address a link may go to.
fn target(href: &str) -> Option<Url> {
    let href = href.trim();
    if href.len() > TARGET {
        return None;
    }
    let written = if href.starts_with("//") {
        format!("https:{href}")
    } else if href
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
    {
        format!("https://{href}")
    } else {
        href.to_owned()
    };
    let url = Url::parse(&written).ok()?;
    let good = match url.scheme() {
        "http" | "https" => url.has_host(),
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    };
    (good && url.as_str().len() <= TARGET).then_some(url)
}

/// Whether what a link says and where it goes are two places.
fn deceives(text: &str, url: &Url, host: &str) -> bool {
    if !matches!(url.scheme(), "http" | "https") {
        let said = Address::new(text);
        return said.is_ok_and(|said| !Address::new(host).is_ok_and(|real| real.same(&said)));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return true;
    }
    let Some(said) = named_host(text) else {
        return false;
    };
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (said, real) = (bare(&said), bare(host));
    said != real && !real.ends_with(&format!(".{said}"))
}

/// The host that a text names, if it is nothing but an address of the web.
fn named_host(text: &str) -> Option<String> {
    let word = text
        .trim()
        .trim_matches(['<', '>', '(', ')', '[', ']', '"', '.', ',', '…']);
    if word.contains(char::is_whitespace) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let schemed = lower.starts_with("http://") || lower.starts_with("https://");
    let written = if schemed {
        word.to_owned()
    } else {
        format!("https://{word}")
    };
    let url = Url::parse(&written).ok()?;
    let host = url.host_str()?;
    let (_, top) = host.rsplit_once('.')?;
    let named = top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let address = word.contains('@') && !schemed;
    (named && !address && !top.chars().all(|c| c.is_ascii_digit())).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_go_to_four_kinds_of_places() {
        let check = |href: &str, expected: Option<&str>| {
            let link = Link::new(href, "x");
            assert_eq!(
                link.as_ref().map(|link| link.url.as_str()),
                expected,
                "{href}"
            );
        };
        check(
            " HTTPS://Tienda.example/ñ ",
            Some("https://tienda.example/%C3%B1"),
        );
        check("//tienda.example", Some("https://tienda.example/"));
        check("WWW.tienda.example/x", Some("https://www.tienda.example/x"));
        check("mailto:ana@b.c?subject=x", Some("mailto:ana@b.c?subject=x"));
        check("tel:+51 1 234", Some("tel:+51 1 234"));
        for href in [
            "",
            "#top",
            "/x",
            "x.html",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://e/x",
            "file:///x",
            "mailto:",
            "ftp://e/x",
            "about:blank",
            "view-source:http://x",
            "intent://x",
        ] {
            check(href, None);
        }
    }

    #[test]
    fn a_link_that_names_another_host_deceives() {
        let check = |text: &str, href: &str, expected: bool| {
            let link = Link::new(href, text).unwrap();
            assert_eq!(link.deceives, expected, "{text} → {href}");
        };
        check("https://banco.example/login", "https://evil.example/", true);
        check("www.banco.example", "https://banco.example/x", false);
        check("banco.example", "https://click.banco.example/x", false);
        check("banco.example", "https://banco.example.evil.example/", true);
        check("Ver su pedido", "https://evil.example/", false);
        check("S.A.C.", "https://evil.example/", false);
        check("v1.2", "https://evil.example/", false);
        check("banco.example", "https://banco.example@evil.example/", true);
        check("ana@b.example", "mailto:ana@b.example", false);
        check("ana@b.example", "mailto:eva@b.example", true);
        check("ana@b.example", "https://b.example/", false);
    }

    #[test]
    fn a_look_alike_shows_its_real_letters() {
        let link = Link::new("https://bаnco.example/", "banco.example").unwrap();
        assert_eq!(link.host, "xn--bnco-53d.example");
        assert!(link.deceives);
    }
}
