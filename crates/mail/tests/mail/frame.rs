//! The frame's document: its policy, its script, its paper.

use bandeja_mail::document::{Options, SANDBOX, Source, Theme, document};
use bandeja_mail::{Document, sanitise, text_document};
use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::corpus;

fn shown(html: &str, options: &Options<'_>) -> Document {
    document(&sanitise(html, &corpus::options()).unwrap(), options)
}

fn source(text: &str) -> Source {
    Source::new(text).unwrap()
}

#[test]
fn the_policy_allows_what_decision_three_says_and_nothing_else() {
    let images = [source("https://api.example/mail/abc/")];
    let ancestors = [
        source("https://app.example"),
        source("http://127.0.0.1:7878"),
    ];
    let options = Options {
        images: &images,
        ancestors: &ancestors,
        ..Options::default()
    };
    let document = shown("<p>x", &options);
    let hash = document
        .csp
        .split("'sha256-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert_eq!(
        document.csp,
        format!(
            "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
             script-src 'sha256-{hash}'; img-src data: https://api.example/mail/abc/; \
             style-src 'unsafe-inline'; font-src 'none'; form-action 'none'; base-uri 'none'; \
             frame-ancestors https://app.example http://127.0.0.1:7878"
        )
    );
    assert!(
        !SANDBOX.contains("allow-same-origin")
            && document.csp.starts_with(&format!("sandbox {SANDBOX};"))
    );
    let nobody = shown("<p>x", &Options::default()).csp;
    assert!(nobody.ends_with("frame-ancestors 'none'") && nobody.contains("img-src data:;"));
}

#[test]
fn the_script_in_the_document_is_the_one_the_policy_allows() {
    for theme in [Theme::System, Theme::Light, Theme::Dark] {
        let document = shown(
            "<p>x",
            &Options {
                theme,
                ..Options::default()
            },
        );
        let (_, rest) = document.html.split_once("<script>").unwrap();
        let (script, rest) = rest.split_once("</script>").unwrap();
        assert_eq!(rest, "</body></html>\n");
        // Parsers turn CR LF into LF before they hash.
        assert!(!script.contains('\r') && script.is_ascii());
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script));
        assert!(
            document
                .csp
                .contains(&format!("script-src 'sha256-{hash}'"))
        );
    }
}

#[test]
fn a_source_cannot_change_the_policy() {
    for text in [
        "",
        "*",
        "'self'",
        "data:",
        "https://a.example; script-src *",
        "https://a.example,b",
        "https://a.example b",
        "https://a.example\r\nX: y",
        "https://user@a.example",
        "ftp://a.example",
        "https://a.example/?x",
        "https://*.example",
        "javascript:alert(1)",
        "a.example",
    ] {
        assert!(Source::new(text).is_err(), "{text:?}");
    }
}

#[test]
fn headers_leave_nothing_to_the_browser() {
    let document = shown("<p>x", &Options::default());
    let headers = document.headers();
    let value = |name: &str| {
        headers
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    };
    assert_eq!(
        value("content-security-policy"),
        Some(document.csp.as_str())
    );
    assert_eq!(value("referrer-policy"), Some("no-referrer"));
    assert_eq!(value("x-content-type-options"), Some("nosniff"));
    assert_eq!(value("x-dns-prefetch-control"), Some("off"));
    assert_eq!(value("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn white_paper_is_for_mails_made_for_it() {
    let paper = |html: &str, theme: Theme| {
        let html = shown(
            html,
            &Options {
                theme,
                ..Options::default()
            },
        )
        .html;
        let (_, rest) = html.split_once(":root { color-scheme: ").unwrap();
        let (scheme, rest) = rest.split_once(';').unwrap();
        let (sheet, _) = rest.split_once("</style>").unwrap();
        format!(
            "{scheme}{}",
            if sheet.contains("#fff") {
                " on white"
            } else {
                ""
            }
        )
    };
    assert_eq!(paper("<p>x", Theme::Dark), "dark");
    assert_eq!(paper("<p>x", Theme::System), "light dark");
    assert_eq!(paper("<p>x", Theme::Light), "light");
    for theme in [Theme::System, Theme::Light, Theme::Dark] {
        assert_eq!(paper("<p style='color:#333'>x", theme), "light on white");
    }
    let own = "<meta name=color-scheme content='light dark'><p style='color:#333'>x";
    assert_eq!(paper(own, Theme::Dark), "dark");
    let text = document(
        &text_document("x", &Default::default()),
        &Options {
            theme: Theme::Dark,
            ..Options::default()
        },
    );
    assert!(text.html.contains("color-scheme: dark;"));
}

#[test]
fn consent_changes_the_images_and_nothing_else() {
    let html = "<p>x</p><img src=https://e.example/x alt=y>";
    let blocked = shown(html, &Options::default());
    let consented = shown(
        html,
        &Options {
            remote: true,
            ..Options::default()
        },
    );
    assert_eq!(blocked.csp, consented.csp);
    assert!(
        blocked
            .html
            .contains("<img alt=\"y\" data-remote=\"0\" class=\"b-blocked\">"),
        "{}",
        blocked.html
    );
    assert!(
        consented.html.contains("<img alt=\"y\" src=\"remote/0\">"),
        "{}",
        consented.html
    );
}

#[test]
fn the_language_is_a_tag_or_ours() {
    let lang = |language: &str| {
        let html = shown(
            "x",
            &Options {
                language,
                ..Options::default()
            },
        )
        .html;
        html.split("lang=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(lang("pt-BR"), "pt-BR");
    assert_eq!(lang(""), "es");
    assert_eq!(lang("\"><script>"), "es");
}

#[test]
fn a_stored_body_is_the_same_body() {
    let html = "<style>p{color:red}</style><p>«x»</p><img src=https://e.example/x alt=y><a href=https://e.example>z</a>";
    let safe = sanitise(html, &corpus::options()).unwrap();
    let stored = serde_json::to_string(&safe).unwrap();
    let again: bandeja_mail::Safe = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, safe);
    assert_eq!(
        document(&again, &Options::default()),
        document(&safe, &Options::default())
    );
}
