//! Joins style sheets and takes out what a browser does not need.
//!
//! It drops comments and blank space where that cannot change the meaning, and nothing else: no
//! value is rewritten, no rule merged. Strings and unquoted `url(…)` pass as they are.

use crate::{
    project::{Project, read},
    shell::Outcome,
};

/// The sheets in the given order, as one.
pub(super) fn joined(project: &Project, sheets: &[String]) -> Outcome<String> {
    let mut all = String::new();
    for sheet in sheets {
        all.push_str(&minified(&read(&project.path(sheet))?));
        all.push('\n');
    }
    Ok(all)
}

/// One sheet without comments and idle space.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space_is_due = false;
    while let Some(next) = rest.chars().next() {
        let taken = if rest.starts_with("/*") {
            space_is_due = true;
            comment(rest)
        } else if next.is_ascii_whitespace() {
            space_is_due = true;
            next.len_utf8()
        } else {
            let piece = piece(rest);
            push_space(&mut out, piece, space_is_due);
            space_is_due = false;
            push_piece(&mut out, piece);
            piece.len()
        };
        rest = &rest[taken..];
    }
    out
}

/// The next thing that has to stay together: a string, an unquoted url, or one character.
fn piece(rest: &str) -> &str {
    let end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => string(rest, quote),
        _ if is_raw_url(rest) => rest.find(')').map_or(rest.len(), |at| at + 1),
        Some(other) => other.len_utf8(),
        None => 0,
    };
    &rest[..end]
}

fn comment(rest: &str) -> usize {
    rest[2..].find("*/").map_or(rest.len(), |at| at + 4)
}

fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + 1;
        }
    }
    rest.len()
}

fn is_raw_url(rest: &str) -> bool {
    let Some(inside) = rest.get(..4).filter(|f| f.eq_ignore_ascii_case("url(")) else {
        return false;
    };
    let inside = rest[inside.len()..].trim_start();
    !inside.starts_with(['"', '\''])
}

/// Blank space separates, except beside these; a colon only swallows what follows it, because
/// `a :hover` and `a:hover` differ, and an empty custom property keeps its space.
fn push_space(out: &mut String, next: &str, is_due: bool) {
    let before_needs_none = out.is_empty() || out.ends_with(['{', '}', ';', ',']);
    let next_needs_none = matches!(next, "{" | "}" | ";" | ",");
    let after_colon = out.ends_with(':');
    let needed = if after_colon {
        matches!(next, ";" | "}")
    } else {
        !before_needs_none && !next_needs_none
    };
    if is_due && needed {
        out.push(' ');
    }
}

fn push_piece(out: &mut String, piece: &str) {
    if piece == "}" && out.ends_with(';') {
        out.pop();
    }
    out.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(css: &str, expected: &str) {
        assert_eq!(minified(css), expected);
    }

    #[test]
    fn comments_and_idle_space_go() {
        check(
            "/* head */\n.a {\n  color: var(--ink);\n  margin: 0 auto;\n}\n\n.b, .c { top: 0 }\n",
            ".a{color:var(--ink);margin:0 auto}.b,.c{top:0}",
        );
    }

    #[test]
    fn what_space_means_stays() {
        check("a :hover > b ~ c{}", "a :hover > b ~ c{}");
        check("a{width:calc( 1rem + 2px )}", "a{width:calc( 1rem + 2px )}");
        check("@media (a) and (b) {}", "@media (a) and (b){}");
        check("a{margin:1rem/**/2rem}", "a{margin:1rem 2rem}");
        check("a{--none: ;--other: 1}", "a{--none: ;--other:1}");
    }

    #[test]
    fn strings_and_urls_pass_as_they_are() {
        check("a{content:\" /* no */ ; \"}", "a{content:\" /* no */ ; \"}");
        check(r#"a{content:"\"  x"}"#, r#"a{content:"\"  x"}"#);
        check("a{b:url(x/*y.png)}", "a{b:url(x/*y.png)}");
    }

    #[test]
    fn it_is_done_after_one_pass() {
        let once = minified("a { b : c ; d : e }\n/* x */ f { }");
        assert_eq!(minified(&once), once);
    }
}
