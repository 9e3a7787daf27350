//! What the styles of mails become, row by row.

use super::*;

fn check(input: &str, expected: &str) {
    let mut notes = Notes::default();
    let mut images = |url: &str| Some(format!("img/{}", url.len()));
    let out = attribute(input, &mut images, &mut notes);
    assert_eq!(out, expected, "{input}");
    let mut given = |url: &str| Some(url.to_owned());
    assert_eq!(
        attribute(&out, &mut given, &mut notes),
        out,
        "twice: {input}"
    );
}

fn check_sheet(input: &str, expected: &str) {
    let mut notes = Notes::default();
    let out = sheet(input, &mut |_| None, &mut notes);
    assert_eq!(out.trim_end(), expected, "{input}");
}

#[test]
fn what_newsletters_need_stays() {
    check("COLOR:#FF0000;width:600px", "color: #ff0000; width: 600px");
    check(
        "font:bold 12px/1.5 'Segoe UI',Arial",
        "font: bold 12px / 1.5 'Segoe UI', Arial",
    );
    check("margin:0 auto!important", "margin: 0 auto !important");
    check("padding:-1.5em 10%", "padding: -1.5em 10%");
    check("color:rgba(0,0,0,.5)", "color: rgba(0, 0, 0, 0.5)");
    check(
        "width:calc(100% - (2px*3))",
        "width: calc(100% - (2px * 3))",
    );
    check(
        "background:linear-gradient(red,blue)",
        "background: linear-gradient(red, blue)",
    );
}

#[test]
fn image_addresses_are_the_callers() {
    check(
        "background:#fff url(http://x/y.png) no-repeat",
        "background: #fff url(\"img/14\") no-repeat",
    );
    check(
        "background-image:url( 'http://x/y' )",
        "background-image: url(\"img/10\")",
    );
    let mut notes = Notes::default();
    let out = attribute("background:#fff url(http://x)", &mut |_| None, &mut notes);
    assert_eq!(out, "background: #fff none");
    assert!(notes.coloured);
}

#[test]
fn what_could_fetch_move_or_run_goes() {
    for input in [
        "position:fixed",
        "pos\\69tion:fixed",
        "width:expression(alert(1))",
        "behavior:url(x.htc)",
        "-moz-binding:url(x)",
        "color:var(--x)",
        "--x:url(http://e)",
        "background:var(--x, url(http://e))",
        "background:image-set('http://e' 1x)",
        "background:src('http://e')",
        "background:url('http://e\n')",
        "background:element(#x)",
        "content:url(http://e)",
        "cursor:url(http://e),auto",
        "border-image:url(http://e)",
        "filter:url(#x)",
        "clip-path:url(http://e#x)",
        "font-family:url(http://e)",
        "font-family:'</style><script>'",
        "font-family:\\3c/style\\3e",
        "color:red}*{color:blue",
        "height:100vh",
        "min-height:calc(100vh - 2px)",
        "transform:scale(99)",
        "animation:x 1s",
        "z-index:9",
        "color:\\72\\65 d\\;",
        "color:attr(x url)",
        "@import 'x'",
    ] {
        check(input, "");
    }
    check("position:fixed;color:red", "color: red");
    check("x{}color:red;width:1px", "width: 1px");
    check("color:red;/*", "color: red");
    check("co/**/lor:red;width:1px/**/2px", "width: 1px 2px");
}

/// CSS closes what the end of the text leaves open; so do we, and the address is still ours.
#[test]
fn an_open_address_is_closed() {
    check("background:url(http://e", "background: url(\"img/8\")");
    check("background:url('http://e", "background: url(\"img/8\")");
}

#[test]
fn rules_are_kept_inside_the_mail() {
    let inside = ":where(.b-mail, .b-mail *)";
    let check = |input: &str, expected: &str| check_sheet(input, &expected.replace('$', inside));
    check(".A > p:hover{color:red}", ".m-A > p:hover$ { color: red }");
    check("td,#x .y{color:red}", "td$, #m-x .m-y$ { color: red }");
    check("*{color:red}", "*$ { color: red }");
    check("body{color:red}", ".b-mail { color: red }");
    check(
        "html > body.x td{color:red}",
        ".b-mail.m-x td$ { color: red }",
    );
    check(
        "div[class=a], a[href^=x], p{color:red}",
        "div[class~=\"m-a\"]$, p$ { color: red }",
    );
    check(
        "li:first-child:nth-child(2n+1){color:red}",
        "li:first-child:nth-child(2n+1)$ { color: red }",
    );
}

#[test]
fn our_own_elements_and_odd_selectors_are_out_of_reach() {
    for selector in [
        "summary",
        "details > p",
        "::before",
        "p::after",
        ":has(a)",
        ":root",
        "@page",
        "a:is(b)",
        "\\3c script",
        "[style]",
        "svg|a",
        ":visited",
        "p >",
        "> p",
        "p > > a",
        "&",
        ":not(a)",
    ] {
        check_sheet(&format!("{selector}{{color:red}}"), "");
    }
}

#[test]
fn media_conditions_stay_and_other_rules_go() {
    check_sheet(
        "@media only screen and (max-width:600px){.a{width:100%!important}}",
        "@media only screen and (max-width: 600px) {\n.m-a:where(.b-mail, .b-mail *) { width: 100% !important }\n}",
    );
    for input in [
        "@import url(http://e);",
        "@import 'http://e';",
        "@font-face{font-family:x;src:url(http://e)}",
        "@media (width < 600px){a{color:red}}",
        "@media x{@media x{@media x{@media x{a{color:red}}}}}",
        "@supports (color:red){a{color:red}}",
        "@keyframes x{from{color:red}}",
        "@namespace url(http://e);",
        "@layer x{a{color:red}}",
        "@property --x{syntax:'*'}",
        "@container (width){a{color:red}}",
        "@media </style>{a{color:red}}",
    ] {
        check_sheet(input, "");
    }
    check_sheet(
        "@import 'x'; <!-- p{color:red} -->",
        "p:where(.b-mail, .b-mail *) { color: red }",
    );
}

#[test]
fn what_the_styles_do_is_noted() {
    let notes = |input: &str| {
        let mut notes = Notes::default();
        sheet(input, &mut |_| None, &mut notes);
        (notes.coloured, notes.schemes)
    };
    assert_eq!(notes("p{margin:0}"), (false, false));
    assert_eq!(notes("p{background-color:red}"), (true, false));
    assert_eq!(
        notes(":root{color-scheme:light dark}p{margin:0}"),
        (false, false)
    );
    assert_eq!(
        notes("@media (prefers-color-scheme:dark){p{color:red}}"),
        (true, true)
    );
}
