//! Judges what leaves the crate, with lists of its own: nothing here is taken from the crate.
//!
//! Tokens are judged, not a tree: no element on the list changes how text is read, so every parser
//! sees these tokens and no others.

use std::cell::RefCell;

use bandeja_mail::document::{Options, Source, document};
use bandeja_mail::{Mail, Safe, sanitise, text_document};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::corpus;

const ELEMENTS: &str = " a abbr acronym address article aside b bdi bdo big blockquote br caption \
    center cite code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer \
    h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section \
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr ";
const ATTRIBUTES: &str = " align alt background bgcolor border bordercolor cellpadding cellspacing \
    class clear color colspan data-remote dir face height href hspace id lang noshade nowrap open \
    rel role rowspan scope size span src start style target title type valign value vspace width ";

/// Passes a mail through everything that shows it, and judges what comes out.
pub(crate) fn check_mail(name: &str, mail: &Mail) {
    assert!(
        !mail.subject.contains(['\r', '\n', '\0']),
        "{name}: subject"
    );
    for file in &mail.attachments {
        let bad = |c: char| c.is_control() || "/\\\u{202e}".contains(c);
        assert!(
            !file.name.safe.is_empty() && !file.name.safe.contains(bad),
            "{name}: {:?}",
            file.name
        );
        assert!(
            file.declared.split_once('/').is_some(),
            "{name}: {}",
            file.declared
        );
    }
    if let Some(text) = &mail.text {
        check_safe(name, &text_document(text, &Default::default()));
    }
    if let Some(html) = &mail.html
        && let Ok(safe) = sanitise(html, &corpus::options())
    {
        check_safe(name, &safe);
        assert!(
            safe.blocked.html().matches("remote/").count() == 0,
            "{name}: not blocked"
        );
    }
}

/// Judges a safe body and the documents made of it.
pub(crate) fn check_safe(name: &str, safe: &Safe) {
    let ancestors = [Source::new("https://app.example").unwrap()];
    for remote in [false, true] {
        let options = Options {
            remote,
            ancestors: &ancestors,
            ..Options::default()
        };
        let document = document(safe, &options);
        let parts: Vec<&str> = document.html.split("<div class=\"b-frame\">").collect();
        assert_eq!(parts.len(), 2, "{name}: the mail made a frame of its own");
        let (body, script) = parts[1].rsplit_once("<script>").unwrap();
        check_html(name, body);
        assert!(script.ends_with("</script></body></html>\n"), "{name}");
        let (_, sheet) = parts[0].rsplit_once("<style>").unwrap();
        let (sheet, rest) = sheet.split_once("</style>").unwrap();
        assert_eq!(rest, "</head><body>", "{name}: the style sheet ended early");
        check_css(name, sheet);
        assert_eq!(document.html.matches("<script>").count(), 1, "{name}");
    }
}

/// Judges HTML.
pub(crate) fn check_html(name: &str, html: &str) {
    let tokenizer = Tokenizer::new(Judge::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let found = tokenizer.sink.0.into_inner();
    assert!(found.is_empty(), "{name}: {found:?}\n{html}");
}

/// Judges declarations or a style sheet.
fn check_css(name: &str, css: &str) {
    let found = bad_css(css);
    assert!(found.is_none(), "{name}: {found:?} in {css}");
}

fn bad_css(css: &str) -> Option<&'static str> {
    let lower = css.to_lowercase();
    let bad = [
        "<",
        "\\",
        "@import",
        "@font-face",
        "@namespace",
        "@charset",
        "expression",
        "position:",
        "behavior",
        "binding",
        "var(",
        "attr(",
        "image-set",
        "element(",
        "javascript:",
        "content:",
        "animation",
        "transform:",
        "z-index",
        "cursor",
        "vh",
        "http:",
        "https:",
        "//",
        "/*",
    ];
    let clean = lower
        .replace("background-position:", "")
        .replace("object-position:", "");
    let clean = clean
        .replace("text-transform:", "")
        .replace("list-style-position:", "");
    if let Some(word) = bad.iter().find(|word| {
        clean.replace("url(\"data:image/", "").contains(**word)
            && !(**word == "//" && clean.contains("base64,"))
    }) {
        return Some(word);
    }
    let own = ["\"remote/", "\"inline/", "\"data:image/"];
    let urls = lower.split("url(").skip(1);
    urls.filter(|url| !own.iter().any(|own| url.starts_with(own)))
        .map(|_| "url(")
        .next()
}

#[derive(Default)]
struct Judge(RefCell<Vec<String>>);

impl TokenSink for Judge {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut found = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if !ELEMENTS.contains(&format!(" {name} ")) {
                    found.push(format!("<{name}>"));
                    if matches!(name.as_str(), "script" | "style") && tag.kind == TagKind::StartTag
                    {
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                }
                for attribute in &tag.attrs {
                    let key = attribute.name.local.to_string();
                    let value = attribute.value.to_string();
                    if !ATTRIBUTES.contains(&format!(" {key} ")) || !is_good(&name, &key, &value) {
                        found.push(format!("<{name} {key}={value:?}>"));
                    }
                }
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => found.push("a comment".to_owned()),
            Token::NullCharacterToken => found.push("NUL".to_owned()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn is_good(element: &str, key: &str, value: &str) -> bool {
    let local = |value: &str| {
        [
            "remote/",
            "inline/",
            "data:image/png;base64,",
            "data:image/gif;base64,",
            "data:image/jpeg;base64,",
            "data:image/jpg;base64,",
            "data:image/webp;base64,",
        ]
        .iter()
        .any(|start| value.starts_with(start))
    };
    match key {
        "href" => {
            element == "a"
                && ["http://", "https://", "mailto:", "tel:"]
                    .iter()
                    .any(|start| value.starts_with(start))
        }
        "src" => element == "img" && local(value),
        "background" => local(value),
        "style" => bad_css(value).is_none(),
        "class" => value
            .split_whitespace()
            .all(|word| word.starts_with("m-") || word.starts_with("b-")),
        "id" => value.starts_with("m-"),
        "target" => value == "_blank",
        "rel" => value == "noopener noreferrer",
        "alt" | "title" => true,
        _ => !value.contains(['<', '>', ':', ';', '\\', '{']),
    }
}

/// The checker is worth what it catches.
#[test]
fn the_checker_sees_what_must_not_be_shown() {
    for html in [
        "<script>",
        "<svg>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<img src=https://e.example/x>",
        "<p style='position: fixed'>",
        "<p style='background: url(https://e.example)'>",
        "<p style='background: url(\"https://e.example\")'>",
        "<td background=https://e.example>",
        "<p class=frame>",
        "<p id=x>",
        "<!-- x -->",
        "<a target=_top>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    ] {
        let seen = std::panic::catch_unwind(|| check_html("checker", html));
        assert!(seen.is_err(), "{html}");
    }
    check_html("checker", "<p class=\"m-x\" style=\"color: red\">x</p>");
    for css in [
        "@import 'x'",
        "p { background: url(x) }",
        "</style>",
        "p { position: fixed }",
    ] {
        assert!(bad_css(css).is_some(), "{css}");
    }
    assert!(bad_css(".m-x { background: url(\"remote/1\"); background-position: top }").is_none());
}
