//! Laws that hold for every input: no panic, no refusal without a reason, nothing unsafe shown.

use bandeja_mail::{parse, sanitise, text_document};
use proptest::prelude::*;

use crate::{checker, corpus};

/// Pieces of HTML that change how what follows is read.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[a-z<>/\"'=& -]{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i",
    ">",
    "<",
    "</",
    "\"",
    "'",
    "=",
    " ",
    "/",
    "&",
    "&lt;",
    "&#x3c;",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<mtext>",
    "<mglyph>",
    "<malignmark>",
    "<foreignObject>",
    "<annotation-xml encoding=text/html>",
    "<desc>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "</xmp>",
    "<iframe>",
    "</iframe>",
    "<noembed>",
    "<plaintext>",
    "<select>",
    "</select>",
    "<option>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<col>",
    "<form>",
    "</form>",
    "<a>",
    "</a>",
    "<nobr>",
    "<button>",
    "<li>",
    "<dd>",
    "<h1>",
    "<hr>",
    "<br>",
    "<image>",
    "<frameset>",
    "<body ",
    "<html ",
    "<head>",
    "</body>",
    "</html>",
    "<!--",
    "-->",
    "--!>",
    "<!",
    "<?",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<details open>",
    "<summary>",
    "<div class=gmail_quote>",
    "<blockquote type=cite>",
    "On 1 a@b wrote:",
    "<img src=x onerror=alert(1)>",
    " onload=alert(1) ",
    " style='",
    "background:url(",
    "http://e.example/x",
    ")",
    ";",
    "{",
    "}",
    "\\",
    "@import ",
    "/*",
    "*/",
    "color:red",
    "position:fixed",
    "<a href=javascript:alert(1)>",
    "<a href='https://e.example/'>",
    "<img src='https://e.example/i.png' alt=x>",
    "<img src=cid:x@y>",
    " id=x ",
    " class=b-frame ",
    "<style>p{",
    ".x>y,z{",
    "@media screen{",
    "expression(",
    "var(--x)",
    "\0",
    "\r\n",
    "\u{202e}",
    "🎉",
    "<b-x>",
    "<o:p>",
    "<meta name=color-scheme content=dark>",
    "<base href=//e>",
    "<link rel=preconnect href=//e>",
];

/// A mail of the corpus with something done to it.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let mails: Vec<Vec<u8>> = corpus::all().into_iter().map(|(_, raw)| raw).collect();
    let change = (
        any::<prop::sample::Index>(),
        0..6_usize,
        any::<u8>(),
        1..200_usize,
    );
    (
        proptest::sample::select(mails.clone()),
        proptest::sample::select(mails),
        proptest::collection::vec(change, 1..12),
    )
        .prop_map(|(mut raw, other, changes)| {
            for (place, kind, byte, length) in changes {
                if raw.is_empty() {
                    break;
                }
                let at = place.index(raw.len());
                let end = (at + length).min(raw.len());
                match kind {
                    0 => raw[at] = byte,
                    1 => raw.insert(at, byte),
                    2 => drop(raw.drain(at..end)),
                    3 => raw.truncate(at),
                    4 => {
                        let piece = raw[at..end].to_vec();
                        raw.splice(at..at, piece);
                    }
                    _ => {
                        let from = place.index(other.len());
                        let piece = other[from..(from + length).min(other.len())].to_vec();
                        raw.splice(at..at, piece);
                    }
                }
            }
            raw
        })
}

fn judged(raw: &[u8]) {
    match parse(raw, Default::default()) {
        Ok(mail) => checker::check_mail("property", &mail),
        Err(reason) => assert!(raw.is_empty(), "refused: {reason}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_mail(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        judged(&raw);
    }

    #[test]
    fn any_damage_to_a_mail_leaves_a_mail(raw in mutated()) {
        judged(&raw);
    }

    #[test]
    fn any_html_is_safe_or_refused(html in pieces()) {
        let safe = sanitise(&html, &corpus::options());
        prop_assert!(safe.is_ok(), "{:?}", safe);
        checker::check_safe(&html, &safe.unwrap());
    }

    /// What was made safe is safe whoever reads it next, and says the same.
    #[test]
    fn sanitising_twice_shows_no_more_than_once(html in pieces()) {
        let once = sanitise(&html, &corpus::options()).unwrap();
        let twice = sanitise(once.blocked.html(), &corpus::options()).unwrap();
        checker::check_safe(&html, &twice);
        let letters = |html: &str| bandeja_mail::text::text_of(html).chars().filter(|c| c.is_alphanumeric()).count();
        prop_assert!(letters(twice.blocked.html()) <= letters(once.blocked.html()) + 200);
    }

    #[test]
    fn any_text_is_safe(text in prop_oneof![any::<String>(), pieces(), "[>a-z .:@/\n-]{0,300}"]) {
        checker::check_safe(&text, &text_document(&text, &Default::default()));
        prop_assert!(bandeja_mail::text::text_of(&text).len() <= text.len() * 3);
        prop_assert!(bandeja_mail::text::flow(&text, true).len() <= text.len() * 2 + 1);
    }
}
