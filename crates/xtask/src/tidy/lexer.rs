//! Blanks comments, strings and tests, keeping every line break and every offset.

/// `text` as blank space.
pub(super) fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_blank(&mut out, text);
    out
}

/// A Rust file without comments, and the same without strings.
pub(super) fn rust(text: &str) -> (String, String) {
    let mut uncommented = String::with_capacity(text.len());
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let comment = comment(rest);
        let string = if comment == 0 && !continues_a_word(&code, rest) {
            literal(rest)
        } else {
            0
        };
        let length = comment
            .max(string)
            .max(rest.chars().next().map_or(1, char::len_utf8));
        let (piece, after) = rest.split_at(length);
        if comment > 0 {
            push_blank(&mut uncommented, piece);
        } else {
            uncommented.push_str(piece);
        }
        if comment > 0 || string > 0 {
            push_blank(&mut code, piece);
        } else {
            code.push_str(piece);
        }
        rest = after;
    }
    (uncommented, code)
}

/// A style sheet without comments.
pub(super) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str("  ");
        push_blank(&mut out, comment);
        // An unfinished comment has no end to blank.
        if out.len() + 2 + after.len() <= text.len() {
            out.push_str("  ");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Blanks items under `#[cfg(test)]` in both texts.
pub(super) fn without_tests((mut uncommented, mut code): (String, String)) -> (String, String) {
    if code.contains("#![cfg(test)]") {
        return (blank(&uncommented), blank(&code));
    }
    let mut from = 0;
    while let Some(at) = next_test(&code, from) {
        let end = end_of_item(&code, at);
        for text in [&mut uncommented, &mut code] {
            let blanked = blank(&text[at..end]);
            text.replace_range(at..end, &blanked);
        }
        from = end;
    }
    (uncommented, code)
}

fn next_test(code: &str, from: usize) -> Option<usize> {
    ["#[cfg(test)]", "#[cfg(all(test"]
        .iter()
        .filter_map(|mark| code[from..].find(mark))
        .min()
        .map(|at| from + at)
}

/// After the closing brace, or the semicolon, of the item whose attributes begin at `at`.
fn end_of_item(code: &str, at: usize) -> usize {
    let mut depth = 0;
    for (offset, c) in code[at..].char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth -= 1;
                if depth == 0 && c == '}' {
                    return at + offset + 1;
                }
            }
            ';' if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    code.len()
}

/// Blank space of the same length, byte for byte.
fn push_blank(out: &mut String, piece: &str) {
    for byte in piece.bytes() {
        out.push(if byte == b'\n' { '\n' } else { ' ' });
    }
}

/// The length of the comment that `rest` starts with, or 0.
fn comment(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The `r` of `for"x"` is no raw string's.
fn continues_a_word(code: &str, rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphabetic())
        && code.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The length of the string or character that `rest` starts with, or 0.
fn literal(rest: &str) -> usize {
    let after_prefix = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - after_prefix.len();
    if let Some(raw) = after_prefix.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = prefix + 1 + hashes + 1;
            return rest[start..]
                .find(&end)
                .map_or(rest.len(), |at| start + at + end.len());
        }
    }
    match after_prefix.chars().next() {
        Some('"') => prefix + quoted(after_prefix),
        Some('\'') if is_character(after_prefix) => prefix + quoted(after_prefix),
        _ => 0,
    }
}

/// `'a'` and `'\n'`, but not the lifetime `'a`.
fn is_character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    let quote = rest.chars().next();
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if Some(c) == quote {
            return at + 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (uncommented, code) = without_tests(rust(text));
        assert_eq!(code, expected);
        assert_eq!(code.len(), text.len());
        assert_eq!(uncommented.len(), text.len());
    }

    #[test]
    fn comments_and_strings_are_blanked() {
        check("a(\"b\"); // c", "a(   );     ");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r##"x = r#"a"b"# ;"##, "x =          ;");
        check(r#"x = "a\"b" ;"#, "x =        ;");
        check("b\"x\" + 'y' + '\\''", "     +     +     ");
    }

    #[test]
    fn lifetimes_and_words_stay() {
        check("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)");
        check("for b in c", "for b in c");
    }

    #[test]
    fn tests_are_blanked() {
        check(
            "a\n#[cfg(test)]\nmod t {\n f(\"}\"); }\nb",
            "a\n            \n       \n          \nb",
        );
        check("#[cfg(test)]\nmod tests;\nb", "            \n          \nb");
        check("#![cfg(test)]\na", "             \n ");
        check(
            "#[cfg(all(test, x))]\nuse y;\nb",
            "                    \n      \nb",
        );
    }

    #[test]
    fn sheets_lose_their_comments() {
        assert_eq!(css("a/* b\n */c"), "a    \n   c");
        assert_eq!(css("a/* b").len(), 5);
    }
}
