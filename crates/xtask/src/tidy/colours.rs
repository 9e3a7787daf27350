//! Every colour and every length in pixels stands in `style/tokens.css`, once.
//!
//! A media or container query may name pixels: no custom property can stand there. `0` needs no
//! unit and no token. The sample shop is a customer's site and has its own taste; the loader
//! (`public/bandeja.js`) lives on such a site, where no token reaches.

use super::{Finding, source::Source};

const TOKENS: &str = "style/tokens.css";
const SHEETS: [&str; 2] = ["style", "crates/widget"];
const VIEWS: [&str; 2] = ["src", "crates/widget/src"];

/// People's words and numbers, not ours: `#6597` is a case there.
const SAMPLES: [&str; 2] = ["src/fixtures", "src/gallery"];

const FUNCTIONS: [&str; 10] = [
    "color(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "rgb(", "rgba(",
];

/// The names that people reach for; rarer ones are as wrong, but nobody types them.
const NAMES: [&str; 24] = [
    "aqua", "black", "blue", "brown", "crimson", "cyan", "gold", "gray", "green", "grey", "lime",
    "magenta", "maroon", "navy", "olive", "orange", "pink", "purple", "red", "silver", "teal",
    "violet", "white", "yellow",
];

/// Style sheets name tokens, not values.
pub(super) fn style_sheets_take_values_from_tokens(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "css" || source.path == TOKENS || !source.is_in(&SHEETS) {
        return;
    }
    for (offset, declaration) in declarations(&source.uncommented) {
        let Some((_, value)) = declaration.split_once(':') else {
            continue;
        };
        let offset = offset + declaration.len() - value.len();
        if let Some((at, what)) = colour(value).or_else(|| pixels(value)) {
            findings.push(source.finding(offset + at, format!("{what}: take it from {TOKENS}")));
        }
    }
}

/// Views name classes, not values: no string in their code is a colour or a length.
pub(super) fn views_take_values_from_tokens(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || !source.is_in(&VIEWS) || source.is_in(&SAMPLES) {
        return;
    }
    for (offset, text) in strings(source) {
        if let Some((at, what)) = hex(text).or_else(|| pixels(text)) {
            findings.push(source.finding(offset + at, format!("{what}: take it from {TOKENS}")));
        }
    }
}

/// The pieces between braces and semicolons that are no selector and no at-rule's head.
fn declarations(css: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut quote = None;
    for (at, c) in css.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => start = at + 1,
            (None, ';' | '}') => {
                found.push((start, &css[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The string literals of a Rust file: where the text differs from the code.
fn strings<'a>(source: &'a Source) -> Vec<(usize, &'a str)> {
    let text = &source.uncommented;
    let code = source.code.as_bytes();
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let is_string = c != ' ' && c != '\n' && code.get(at) == Some(&b' ');
        match (start, is_string) {
            (None, true) => start = Some(at),
            (Some(from), false) if c == '\n' || code.get(at) != Some(&b' ') => {
                found.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found.push((from, &text[from..]));
    }
    found
}

fn colour(value: &str) -> Option<(usize, &'static str)> {
    let function = FUNCTIONS.iter().flat_map(|name| {
        word_starts(value, name)
            .filter(|at| {
                !value[at + name.len()..]
                    .trim_start()
                    .starts_with("from var(")
            })
            .map(|at| (at, "a colour"))
            .collect::<Vec<_>>()
    });
    let name = NAMES.iter().flat_map(|name| {
        word_starts(value, name)
            .filter(|at| !value[at + name.len()..].starts_with(is_name))
            .map(|at| (at, "a colour"))
            .collect::<Vec<_>>()
    });
    function.chain(name).min().or_else(|| hex(value))
}

/// `#` and three to eight hexadecimal digits.
fn hex(value: &str) -> Option<(usize, &'static str)> {
    value.match_indices('#').find_map(|(at, _)| {
        let digits = value[at + 1..]
            .chars()
            .take_while(|c| is_name(*c))
            .collect::<String>();
        let is_colour =
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
        is_colour.then_some((at, "a colour"))
    })
}

/// A number other than 0 with the unit px, and no part of a name as in `--space-4px`.
fn pixels(value: &str) -> Option<(usize, &'static str)> {
    value.match_indices("px").find_map(|(at, _)| {
        let before = value[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let digits = &value[before.len()..at];
        let in_name = before.trim_end_matches('-').ends_with(is_name) && before.ends_with(is_name);
        let ends = !value[at + 2..].starts_with(is_name);
        let is_more = digits.chars().any(|c| c.is_ascii_digit() && c != '0');
        (ends && is_more && !in_name).then_some((before.len(), "a length in pixels"))
    })
}

fn word_starts<'a>(value: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    value
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| !value[..*at].ends_with(is_name))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn values_in_sheets_are_found() {
        let check = |css: &str| lines(style_sheets_take_values_from_tokens, "style/ui/a.css", css);
        assert_eq!(check(".a {\n color: #fff;\n}"), [2]);
        assert_eq!(check(".a { color: oklch(50% 0 0) }"), [1]);
        assert_eq!(check(".a { border: 1px solid var(--hairline) }"), [1]);
        assert_eq!(check(".a { background: white; top: 4px }"), [1, 1]);
        assert_eq!(check(".a { .b & { color: red } }"), [1]);
        assert_eq!(check(".a { margin: -4px }"), [1]);
    }

    #[test]
    fn tokens_queries_and_selectors_pass() {
        let check = |path: &str, css: &str| lines(style_sheets_take_values_from_tokens, path, css);
        let css = "#add { margin: 0 0px; color: color-mix(in oklab, var(--a) 20%, transparent) }\n\
                   @media (max-width: 760px) { .white-red { top: var(--space-4px) } }\n\
                   .a { color: oklch(from var(--a) l c h); content: \"{#fff}\" }";
        assert_eq!(
            check("style/features/a.css", &css.replace("{#fff}", "x")),
            [0; 0]
        );
        assert_eq!(check(TOKENS, ".a { color: #fff }"), [0; 0]);
        assert_eq!(
            check("crates/backend/sample-site/a.css", ".a { color: #fff }"),
            [0; 0]
        );
    }

    #[test]
    fn values_in_views_are_found() {
        let check = |text: &str| lines(views_take_values_from_tokens, "src/ui/a.rs", text);
        assert_eq!(check("let a = \"#fff\";\nlet b = \"width: 12px\";"), [1, 2]);
        assert_eq!(check("format!(\"{top}px\"); \"#main\"; // #fff"), [0; 0]);
    }
}
