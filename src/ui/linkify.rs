//! Finds the links in a plain text. The pieces become text nodes and `<a>` elements; nothing is
//! ever parsed as HTML.

use bandeja_domain::text::is_word;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A link: what is shown, and where it leads.
    Link {
        /// As it was written.
        text: String,
        /// With its scheme: `http`, `https`, `mailto` or `tel`, nothing else.
        href: String,
    },
}

/// Cuts a text at its links. The shown pieces put together are the text.
#[must_use]
pub fn linkify(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(is_break).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match link_in(word) {
            Some((before, link, behind, href)) => {
                words.push_str(before);
                if !words.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Link {
                    text: link.to_owned(),
                    href,
                });
                words.push_str(behind);
            }
            None => words.push_str(word),
        }
        let step = after.chars().next().map_or(0, char::len_utf8);
        words.push_str(&after[..step]);
        rest = &after[step..];
    }
    if !words.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(words));
    }
    pieces
}

/// A text without the signs that turn its direction around: a file's name must show its ending.
#[must_use]
pub fn without_turns(text: &str) -> String {
    text.chars().filter(|c| !is_turn(*c)).collect()
}

/// Unseen signs that turn text around or stand for nothing.
const fn is_turn(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What ends a word: white space, quotes, and the signs that turn text around, which could make a
/// link show another address than it has.
fn is_break(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '<' | '>' | '«' | '»' | '“' | '”' | '`')
        || is_turn(c)
}

/// The link of a word: what stands before it, itself, what stands behind it, its address.
fn link_in(word: &str) -> Option<(&str, &str, &str, String)> {
    let start = ["https://", "http://", "mailto:", "tel:", "www."]
        .iter()
        .filter_map(|scheme| find_ignoring_case(word, scheme))
        .min();
    let (before, candidate) = match start {
        // `xhttp://…` is no link, `(http://…` is.
        Some(at) if at == 0 || word[..at].ends_with(|c: char| !is_word(c)) => word.split_at(at),
        Some(_) => return None,
        None => word.split_at(word.find(is_word)?),
    };
    let link = without_tail(candidate);
    let href = address(link)?;
    Some((before, link, &candidate[link.len()..], href))
}

fn find_ignoring_case(word: &str, scheme: &str) -> Option<usize> {
    word.as_bytes()
        .windows(scheme.len())
        .position(|window| window.eq_ignore_ascii_case(scheme.as_bytes()))
        .filter(|at| word.is_char_boundary(*at))
}

/// A sentence's signs at the end belong to the sentence; a closing bracket does unless it was
/// opened inside.
fn without_tail(link: &str) -> &str {
    let mut link = link;
    loop {
        let Some(last) = link.chars().next_back() else {
            return link;
        };
        let drop = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '…' | '*' | '_' => true,
            ')' => !link.contains('('),
            ']' => !link.contains('['),
            '}' => !link.contains('{'),
            _ => false,
        };
        if !drop {
            return link;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
}

fn address(link: &str) -> Option<String> {
    let lower = link
        .get(..8.min(link.len()))
        .unwrap_or(link)
        .to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let host = link.split("//").nth(1)?;
        return is_host(host).then(|| link.to_owned());
    }
    if lower.starts_with("www.") {
        return is_host(link).then(|| format!("https://{link}"));
    }
    if lower.starts_with("mailto:") {
        return is_mail(&link[7..]).then(|| link.to_owned());
    }
    if lower.starts_with("tel:") {
        return is_phone(&link[4..]).then(|| link.to_owned());
    }
    is_mail(link).then(|| format!("mailto:{link}"))
}

/// Whether a host begins here that one can go to: letters or digits, and no name before an `@`
/// that makes another host look like this one.
fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(is_word)
        && !host.contains('@')
        && (host.contains('.') || host.starts_with("localhost"))
}

fn is_mail(text: &str) -> bool {
    let address = text.split('?').next().unwrap_or_default();
    let Some((name, host)) = address.split_once('@') else {
        return false;
    };
    let is_name = |c: char| is_word(c) || matches!(c, '.' | '-' | '_' | '+');
    !name.is_empty()
        && name.chars().all(is_name)
        && host.chars().all(|c| is_word(c) || matches!(c, '.' | '-'))
        && host
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && end.chars().count() >= 2)
}

fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 3
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let pieces = linkify(text);
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Link { text, .. } => text.as_str(),
            })
            .collect();
        assert_eq!(whole, text, "nothing is lost or added");
        let shown: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Link { text, href } => format!("[{text}|{href}]"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn addresses_become_links_and_the_sentence_keeps_its_signs() {
        check(
            "Ver https://a.es/x?y=1#z.",
            "Ver [https://a.es/x?y=1#z|https://a.es/x?y=1#z].",
        );
        check(
            "(www.a.es/b_(c))",
            "([www.a.es/b_(c))|https://www.a.es/b_(c))]",
        );
        check("a, (http://a.es).", "a, ([http://a.es|http://a.es]).");
        check(
            "ana@a.com.ar, ¿no?",
            "[ana@a.com.ar|mailto:ana@a.com.ar], ¿no?",
        );
        check(
            "mailto:ana@a.es?subject=x",
            "[mailto:ana@a.es?subject=x|mailto:ana@a.es?subject=x]",
        );
        check("tel:+34-600-123", "[tel:+34-600-123|tel:+34-600-123]");
        check(
            "HTTPS://A.ES\nwww.b.es",
            "[HTTPS://A.ES|HTTPS://A.ES]\n[www.b.es|https://www.b.es]",
        );
        check(
            "http://localhost:8080/a",
            "[http://localhost:8080/a|http://localhost:8080/a]",
        );
    }

    /// Proves ASVS 1.2.2: only safe schemes.
    #[test]
    fn nothing_else_becomes_one() {
        for text in [
            "",
            "hola",
            "javascript:alert(1)",
            "jAvAsCrIpT:alert(1)//http:/",
            "data:text/html,<b>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:null/1",
            "http://",
            "http://@evil.es",
            "https://banco.es@evil.es",
            "xhttp://a.es",
            "a@b",
            "@ana",
            "tel:llame",
            "1.500,00 €",
            "😀😀",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_sign_that_turns_text_around_ends_a_link() {
        check(
            "https://a.es/\u{202e}fdp.exe",
            "[https://a.es/|https://a.es/]\u{202e}fdp.exe",
        );
    }

    /// Proves F14.
    #[test]
    fn a_name_shows_its_real_ending() {
        assert_eq!(without_turns("foto\u{202e}gpj.exe\u{feff}"), "fotogpj.exe");
        assert_eq!(without_turns("👩\u{200d}🚒.png"), "👩\u{200d}🚒.png");
    }

    #[test]
    fn a_megabyte_without_a_space_is_cut_in_linear_time() {
        let text = "a".repeat(1_000_000);
        assert_eq!(linkify(&text), [Piece::Text(text)]);
    }
}
