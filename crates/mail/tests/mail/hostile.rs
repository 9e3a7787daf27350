//! Hostile HTML, a row for each thing that broke elsewhere (RELIABILITY §1.3) and its relatives.
//!
//! Proves E16: no script of theirs runs, nothing is fetched unasked.

use bandeja_mail::{Safe, sanitise};

use crate::{checker, corpus};

pub(crate) fn safe(html: &str) -> Safe {
    let safe = sanitise(html, &corpus::options()).unwrap();
    checker::check_safe(html, &safe);
    safe
}

/// Whatever a mail brings, none of `forbidden` is in what is shown, in any form.
pub(crate) fn check(html: &str, forbidden: &[&str]) {
    let safe = safe(html);
    let bodies = [Some(&safe.blocked), safe.consented.as_ref()];
    for body in bodies.into_iter().flatten() {
        for form in [body.html(), body.css()] {
            let shown = form.to_lowercase();
            for word in forbidden {
                assert!(!shown.contains(word), "{word:?} of {html:?} in {form:?}");
            }
        }
    }
}

#[test]
fn elements_that_run_fetch_frame_or_ask_are_gone() {
    for (html, word) in [
        ("<script>alert(1)</script>", "alert"),
        ("<scr<script>ipt>alert(1)</script>", "<script"),
        ("<script src=//evil.example></script>", "evil"),
        ("<svg><script>alert(1)</script></svg>", "alert"),
        ("<svg/onload=alert(1)>", "alert"),
        (
            "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
            "javascript",
        ),
        (
            "<svg><a><set attributeName=href to=javascript:alert(1)><text>x</text></a></svg>",
            "javascript",
        ),
        (
            "<svg><set attributeName=x by=javascript:alert(1)></svg>",
            "javascript",
        ),
        (
            "<svg><filter><feImage href=https://evil.example/></filter></svg>",
            "evil",
        ),
        (
            "<svg><use href='data:image/svg+xml,<svg onload=alert(1)>'/></svg>",
            "alert",
        ),
        (
            "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
            "javascript",
        ),
        ("<math href=javascript:alert(1)>x</math>", "javascript"),
        (
            "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x",
            "javascript",
        ),
        ("<iframe src=https://evil.example></iframe>", "evil"),
        ("<iframe srcdoc='<script>alert(1)</script>'>", "alert"),
        (
            "<frameset><frame src=https://evil.example></frameset>",
            "evil",
        ),
        (
            "<object data=https://evil.example><param name=src value=https://evil.example></object>",
            "evil",
        ),
        ("<embed src=https://evil.example>", "evil"),
        ("<applet code=https://evil.example>", "evil"),
        ("<link rel=preconnect href=https://evil.example>", "evil"),
        ("<link rel=dns-prefetch href=//evil.example>", "evil"),
        (
            "<link rel=stylesheet href=https://evil.example/x.css>",
            "evil",
        ),
        (
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "evil",
        ),
        (
            "<meta http-equiv=content-security-policy content='img-src *'>",
            "img-src",
        ),
        ("<meta name=referrer content=unsafe-url>", "unsafe-url"),
        ("<base href=https://evil.example/><a href=/x>x</a>", "evil"),
        (
            "<base target=_top><a href=https://ok.example/>x</a>",
            "_top",
        ),
        (
            "<form action=https://evil.example><input name=a><button formaction=https://evil.example>x",
            "evil",
        ),
        ("<input type=image src=https://evil.example/x>", "evil"),
        (
            "<select><option>x</option></select><textarea>y</textarea>",
            "<",
        ),
        ("<isindex action=https://evil.example>", "evil"),
        ("<audio src=https://evil.example autoplay>", "evil"),
        ("<video><source src=https://evil.example/v></video>", "evil"),
        (
            "<video src=https://evil.example/v><track src=https://evil.example/t>",
            "evil",
        ),
        (
            "<picture><source srcset=https://evil.example/p><img alt=x></picture>",
            "evil",
        ),
        ("<portal src=https://evil.example>", "evil"),
        ("<bgsound src=https://evil.example>", "evil"),
        ("<image src=https://evil.example>", "evil"),
        ("<marquee onstart=alert(1)>x</marquee>", "alert"),
        ("<dialog open onclose=alert(1)>x</dialog>", "dialog"),
        ("<template><script>alert(1)</script></template>", "alert"),
        (
            "<div><template shadowrootmode=open><script>alert(1)</script></template></div>",
            "alert",
        ),
        (
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
            "onerror",
        ),
        ("<xss-element style=x onclick=alert(1)>x", "alert"),
        ("<plaintext><script>alert(1)</script>", "<script"),
        ("<xmp><script>alert(1)</script></xmp>", "<script"),
        ("<title><img src=x onerror=alert(1)></title>", "onerror"),
        ("<!--[if IE]><script>alert(1)</script><![endif]-->", "alert"),
        ("<![CDATA[<script>alert(1)</script>]]>", "<script"),
        ("<?xml-stylesheet href=https://evil.example?>", "evil"),
        (
            "<details open ontoggle=alert(1)><summary>x</summary>",
            "<summary",
        ),
    ] {
        let word = if word == "<" { "<option" } else { word };
        check(html, &[word, "onload=", "onerror=", "javascript:"]);
    }
}

#[test]
fn attributes_that_run_or_fetch_are_gone() {
    for html in [
        "<p onclick=alert(1)>x</p>",
        "<p ONCLICK=alert(1)>x</p>",
        "<p/onmouseover='alert(1)'/x>x</p>",
        "<img src=x onerror=alert(1) alt=x>",
        "<img src='x'onerror='alert(1)' alt=x>",
        "<img alt='`onerror=alert(1)`' src=x>"
            .replace("`onerror=alert(1)`", "x")
            .as_str(),
        "<a href=https://ok.example ping=https://evil.example>x</a>",
        "<a href=https://ok.example attributionsrc=https://evil.example>x</a>",
        "<a href=https://ok.example/ download=evil>x</a>",
        "<img lowsrc=https://evil.example dynsrc=https://evil.example alt=x>",
        "<img longdesc=https://evil.example alt=x>",
        "<img usemap=#m alt=x><map name=m><area href=javascript:alert(1)></map>",
        "<p style=x xlink:href=https://evil.example>x</p>",
        "<blockquote cite=https://evil.example>x</blockquote>",
        "<p contenteditable autofocus tabindex=1 accesskey=x>x</p>",
        "<p popover popovertarget=x id=x>x</p>",
        "<p is=x slot=x part=x exportparts=x>x</p>",
        "<html manifest=https://evil.example><p>x</p>",
        "<body background='javascript:alert(1)' onload=alert(1)>x",
        "<body onpageshow=alert(1)><body onload=alert(2)>x",
        "<p http-equiv=refresh content=0>x</p>",
        "<p srcdoc=x formaction=javascript:alert(1)>x</p>",
    ] {
        check(
            html,
            &[
                "alert",
                "evil",
                "onclick",
                "onmouseover",
                "contenteditable",
                "autofocus",
                "popover",
                "http-equiv",
                "usemap",
                "accesskey",
                "manifest",
                "slot=",
            ],
        );
    }
}

#[test]
fn links_go_nowhere_but_out() {
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6a&#x61vascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:alert(1)",
        "blob:https://evil.example/x",
        "file:///etc/passwd",
        "filesystem:https://evil.example/x",
        "about:blank",
        "ws://evil.example",
        "view-source:https://evil.example",
        "feed:javascript:alert(1)",
        "jar:https://evil.example!/x",
        "#x",
        "/x",
        "?x",
        "x",
        "//",
        "https://",
        "\\\\evil.example\\x",
        "mailto:",
    ] {
        let html = format!("<a href=\"{href}\">x</a>");
        check(&html, &["href", "alert", "evil"]);
        assert!(safe(&html).links.is_empty(), "{href}");
    }
}

#[test]
fn every_link_opens_outside_and_tells_nothing() {
    let safe =
        safe("<a href=https://ok.example/ target=_self rel=opener referrerpolicy=unsafe-url>x</a>");
    assert_eq!(
        safe.blocked.html(),
        "<div class=\"b-mail\"><a href=\"https://ok.example/\" title=\"https://ok.example/\" \
         target=\"_blank\" rel=\"noopener noreferrer\">x</a></div>"
    );
}

/// Namespaces, raw text and misnesting: what a second parser might read in another way.
#[test]
fn mutations_find_nothing_to_mutate() {
    for html in [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><mtext><table><mglyph><style><math><table id=\"</table></style><img src onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><desc><style><img src=x onerror=alert(1)></style></desc></svg>",
        "<svg><title><style><img title=\"</style><img src=x onerror=alert(1)>\">",
        "<svg><iframe><a title=\"</iframe><img src onerror=alert(1)>\">x",
        "<math><annotation-xml encoding=\"text/html\"><style><img title=\"</style><img src onerror=alert(1)>\">",
        "<math><annotation-xml encoding=x><style><a id=\"</style><img src onerror=alert(1)>\">",
        "<noscript><style></noscript><img src=x onerror=alert(1)>",
        "<style><!--</style><img src=x onerror=alert(1)>--></style>",
        "<style></style<img src=x onerror=alert(1)>//</style>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
        "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">",
        "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
        "<select><style></select><img src=x onerror=alert(1)></style>",
        "<table><td><select><table><img src=x onerror=alert(1)>",
        "<p id=\"</p><img src=x onerror=alert(1)>\">x</p>",
        "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
        "<a title='&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>x</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;",
        "<font face=\"`><img src=x onerror=alert(1)>\">x</font>",
        "<b><p></b><table><b></p><svg><p></table><style><img src=x onerror=alert(1)>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!-- --!><img src=x onerror=alert(1)>",
        "<!doctype \"><img src=x onerror=alert(1)>\">",
        "<a<img src=x onerror=alert(1)>",
        "<img\u{b}src=x\u{c}onerror=alert(1)>",
        "<i\0mg src=x onerror=alert(1)>",
        "<p>\0</p>",
        "</div></div></body></html><script>alert(1)</script>",
        "<div class=\"b-frame\"></div><script>alert(1)</script>",
    ] {
        let safe = safe(html);
        assert!(
            !safe.blocked.html().contains("<img src"),
            "{html}: {:?}",
            safe.blocked
        );
    }
}
