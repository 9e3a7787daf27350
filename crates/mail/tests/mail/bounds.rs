//! What is made to cost too much, and what only looks so.
//!
//! No clock is asked: limits are counted, so that the same mail always ends alike. What must be
//! refused is refused, and what people really send is shown.

use bandeja_mail::parse::{Flaw, Limits};
use bandeja_mail::{Refusal, Unsafe, parse, sanitise, text_document};

use crate::{checker, corpus};

const MB: usize = 1 << 20;

/// A newsletter of at least `bytes`: tables in tables, styles, images, links, fonts.
fn a_newsletter(bytes: usize) -> String {
    let mut html = String::from(
        "<html><head><style>.c{padding:10px}@media(max-width:600px){.c{width:100%!important}}</style></head>\
         <body bgcolor=\"#f4f4f4\"><table width=\"100%\" role=\"presentation\"><tr><td align=\"center\">\
         <table width=\"600\"><tr><td>",
    );
    let mut row = 0;
    while html.len() < bytes {
        row += 1;
        html.push_str(&format!(
            "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
             <td class=\"c\" width=\"50%\" valign=\"top\" style=\"padding:10px;font-family:Arial,sans-serif;font-size:14px;color:#333333;background:#fff url(https://cdn.example/{row}.png)\">\
             <a href=\"https://click.example/?u={row}&amp;x=abcdef\"><img src=\"https://cdn.example/{}.jpg\" width=\"280\" height=\"180\" alt=\"Oferta {row}\" style=\"display:block\"></a>\
             <p style=\"margin:0 0 10px\">Zapatos <b>{row} €</b> <font color=\"red\">hoy</font></p></td>\
             <td><span style=\"color:#888\">Texto que acompaña a la oferta número {row}.</span></td></tr></table>\n",
            row % 700,
        ));
    }
    html + "</td></tr></table></td></tr></table></body></html>"
}

/// Proves the time bound of issue 3 for what it must let through.
#[test]
fn a_newsletter_of_two_megabytes_is_shown() {
    let html = a_newsletter(2 * MB);
    let safe = sanitise(&html, &corpus::options()).unwrap();
    assert!(safe.blocked.html().contains("Oferta 1\""));
    assert!(
        safe.blocked
            .html()
            .ends_with("</table></td></tr></tbody></table></div>")
    );
    assert_eq!(safe.remote.len(), 1_000);
    checker::check_safe("2 MB", &safe);
}

#[test]
fn a_long_thread_of_quotes_is_shown() {
    let mut html = String::new();
    for level in 0..150 {
        html += &format!(
            "<div class=x>Respuesta {level}</div><div class=\"gmail_quote\">El 1 jul 2025, Ana &lt;a@b.example&gt; escribió:<br><blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex\">"
        );
    }
    let safe = sanitise(&html, &corpus::options()).unwrap();
    assert!(safe.folded && safe.blocked.html().contains("Respuesta 149"));
    checker::check_safe("quotes", &safe);
}

#[test]
fn html_made_to_cost_too_much_is_refused() {
    let many = |piece: &str| piece.repeat(4 * MB / piece.len());
    let numbered = |before: &str, after: &str| {
        (0..300_000)
            .map(|n| format!("{before}{n}{after}"))
            .collect::<String>()
    };
    for (name, html) in [
        ("nested", many("<div>")),
        ("nested tables", many("<table><tr><td>")),
        ("nested formatting", many("<b><i><u>")),
        (
            "formatting that comes again",
            numbered("<p><font size=", "></p>x"),
        ),
        (
            "formatting in blocks",
            format!(
                "{}{}",
                numbered("<b id=", ">").get(..9_000).unwrap_or_default(),
                many("<div>x</div>")
            ),
        ),
        ("adoption", many("<a><div>")),
        ("foster parents", many("<table><b>x")),
        ("attributes", format!("<p {}>", numbered("a", " "))),
        (
            "attributes without space",
            format!("<p{}>", numbered("/a", "")),
        ),
        (
            "attributes of many tags",
            format!(
                "<p {}>",
                numbered("a", " ").get(..60_000).unwrap_or_default()
            )
            .repeat(60),
        ),
        (
            "formatting with attributes",
            format!(
                "<b {}>x",
                numbered("a", " ").get(..2_000).unwrap_or_default()
            )
            .repeat(2_000),
        ),
        ("nodes", many("<p>x")),
        ("foreign", many("<svg>")),
        ("templates", many("<template>")),
    ] {
        let result = sanitise(&html, &corpus::options());
        assert!(result.is_err(), "{name}: {} bytes were shown", html.len());
    }
    assert_eq!(sanitise(&many("xy"), &corpus::options()).err(), None);
    let options = corpus::options();
    assert_eq!(
        sanitise(&"x".repeat(5 * MB + 1), &options).err(),
        Some(Unsafe::TooLarge(5 * MB))
    );
}

/// Inputs that a parser reads again and again in vain; all are shown, or refused, within the steps.
#[test]
fn odd_html_ends_within_its_steps() {
    let many = |piece: &str| piece.repeat(2 * MB / piece.len());
    for html in [
        many("<"),
        many("<a"),
        many("<a "),
        many("</"),
        many("</p>"),
        many("</x>"),
        many("&"),
        many("&#"),
        many("&amp"),
        many("<!"),
        many("<!--"),
        many("<!-->"),
        many("<![CDATA["),
        many("<?"),
        many("'\""),
        many("<p style='"),
        many("<!doctype"),
        many("<style>"),
        many("<style></style>"),
        many("<title>"),
        many("\0"),
        many("\r"),
        many("<p>\u{202e}"),
        many("<br>"),
        many("<hr><li>"),
        many("<a href=x>x</a>"),
        many("<select><option>"),
        many("<a href=http:a>x</a>"),
        many("<img src=http:a alt=x>"),
        format!("<p style=\"{}\">", many("a:b;")),
        format!("<style>{}</style>", many("a{")),
        format!("<style>{}", many("@media x{")),
        format!("<style>{}", many("((")),
        format!("<style>{}", many("a,")),
        format!("<style>{}", many("a{b:c}")),
        format!("<style>{}", many("a{color:red;color:red}")),
        format!("<p class=\"{}\">", many("a ")),
        format!(
            "<img src=\"data:image/png;base64,{}\">",
            many("iVBORw0KGgo/")
        ),
        format!("<p>{}", many("<blockquote type=cite>x</blockquote>y")),
        format!("<p>{}", many("De: a\nEnviado: b\nPara: c\n")),
    ] {
        let name = &html[..html.floor_char_boundary(40)];
        if let Ok(safe) = sanitise(&html, &corpus::options()) {
            checker::check_safe(name, &safe);
            let grown = safe.blocked.html().len() + safe.blocked.css().len();
            assert!(grown < 21 * MB, "{name}: {grown}");
        }
    }
}

#[test]
fn deep_but_honest_html_is_flattened_not_refused() {
    let html = "<div>".repeat(500) + "Hola" + &"</div>".repeat(500);
    let safe = sanitise(&html, &corpus::options()).unwrap();
    assert!(safe.blocked.html().contains("Hola"));
    assert_eq!(safe.blocked.html().matches("<div").count(), 201);
    checker::check_safe("deep", &safe);
}

#[test]
fn mails_made_to_cost_too_much_are_refused_with_a_reason() {
    let limits = Limits::default();
    let check = |raw: &[u8], expected: Refusal| assert_eq!(parse(raw, limits), Err(expected));
    check(&[], Refusal::Empty);
    check(
        &vec![b'x'; 50 * MB + 1],
        Refusal::TooLarge {
            bytes: 50 * MB + 1,
            limit: 50 * MB,
        },
    );
    let parts =
        "Content-Type: multipart/mixed; boundary=b\n\n".to_owned() + &"--b\n\nx\n".repeat(2_000);
    check(parts.as_bytes(), Refusal::TooManyParts(1_000));
    let mut nested = String::new();
    for level in 0..2_000 {
        nested += &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    }
    check(nested.as_bytes(), Refusal::TooDeep(100));
    let few = Limits {
        decoded: 10,
        ..limits
    };
    assert_eq!(
        parse(b"\n\n01234567890", few),
        Err(Refusal::TooMuchContent(10))
    );
}

#[test]
fn mails_that_only_look_so_are_read() {
    let read = |raw: &[u8]| parse(raw, Limits::default()).unwrap();
    let mail = read(&b"Content-Type: message/rfc822\n\n".repeat(MB));
    assert_eq!(mail.attachments.len(), 1);
    let mail = read(&[&b"x: y\n".repeat(8 * MB)[..], b"\nHola"].concat());
    assert_eq!(
        (mail.text.as_deref(), mail.flaws),
        (Some("Hola"), vec![Flaw::LongHeader])
    );
    let mail = read(&[b"Subject: ", &b"=?utf-8?q?".repeat(MB)[..], b"\n\nHola"].concat());
    assert!(mail.subject.chars().count() <= 500);
    let mail = read(&[b"To: ", &b"a@b.example, ".repeat(MB)[..], b"\n\nHola"].concat());
    assert_eq!(mail.to.len(), 1);
    let mail = read(&[b"To: ", &b"((((\"<".repeat(MB)[..], b"\n\nHola"].concat());
    assert_eq!(mail.text.as_deref(), Some("Hola"));
    let mail = read(
        &[
            b"Content-Type: text/plain; ",
            &b"a*0*=b; ".repeat(MB)[..],
            b"\n\nHola",
        ]
        .concat(),
    );
    assert_eq!(mail.text.as_deref(), Some("Hola"));
    let mail = read(&[b"References: ", &b"<a@b> ".repeat(MB)[..], b"\n\nHola"].concat());
    assert_eq!(mail.references.len(), 200);
    let mail = read(&[b"\n\n", &b"hola\n".repeat(2 * MB)[..]].concat());
    assert_eq!((mail.text, mail.attachments.len()), (None, 1));
    assert_eq!(mail.flaws, [Flaw::NoHeader, Flaw::LongText]);
}

#[test]
fn long_texts_are_shown_without_growing_out_of_hand() {
    let many = |piece: &str| piece.repeat(5 * MB / piece.len());
    for text in [
        many("x"),
        many("x "),
        many("x\n"),
        many("> x\n"),
        many("x\n>y\n"),
        many("<&\"'>"),
        many("a@b.example "),
        many("http://e.example/ "),
        many("www."),
        many("http://"),
        many(">"),
        many("\n"),
        many("De: a\n"),
        many("--x--\n"),
        many("a.b@"),
        many("(http://e.example/"),
        many("El 1 a@b escribió:\n"),
    ] {
        let name = &text[..40];
        let safe = text_document(&text, &Default::default());
        assert!(
            safe.blocked.html().len() < text.len() * 7 + MB,
            "{name}: {}",
            safe.blocked.html().len()
        );
        assert!(safe.links.len() <= 2_000);
    }
}
