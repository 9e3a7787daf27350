//! Finds addresses in plain text and writes them as links, everything else as text.

use crate::link::Link;

/// How many links are made in one text.
const LINKS: usize = 2_000;
/// The longest word that may be a link, in bytes.
const WORD: usize = 2_000;

/// Writes text, escaped, its addresses as links.
pub(super) fn write(text: &str, html: &mut String, links: &mut Vec<Link>) {
    for word in text.split_inclusive(char::is_whitespace) {
        match found(word).filter(|_| links.len() < LINKS) {
            Some((start, end, link)) => {
                html.push_str(&super::escape(&word[..start]));
                anchor(&link, &word[start..end], html);
                html.push_str(&super::escape(&word[end..]));
                links.push(link);
            }
            None => html.push_str(&super::escape(word)),
        }
    }
}

fn anchor(link: &Link, text: &str, html: &mut String) {
    html.push_str("<a href=\"");
    html.push_str(&super::escape(&link.url));
    html.push_str("\" title=\"");
    html.push_str(&super::escape(&link.title()));
    html.push_str("\" target=\"_blank\" rel=\"noopener noreferrer\">");
    html.push_str(&super::escape(text));
    if link.deceives {
        html.push_str("<bdi class=\"b-host\"> [");
        html.push_str(&super::escape(&link.host));
        html.push_str("]</bdi>");
    }
    html.push_str("</a>");
}

/// The address in a word: where it begins and ends, and the link it makes.
fn found(word: &str) -> Option<(usize, usize, Link)> {
    if word.len() > WORD {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let schemed = ["http://", "https://", "mailto:", "www."]
        .iter()
        .filter_map(|start| lower.find(start))
        .min();
    if let Some(start) = schemed {
        let rest = &word[start..];
        let end = rest
            .find(['<', '>', '"', '«', '»', '“', '”', '|', '\\'])
            .unwrap_or(rest.len());
        let text = trimmed(&rest[..end]);
        let link = Link::new(text, text)?;
        return Some((start, start + text.len(), link));
    }
    if !word.contains('@') {
        return None;
    }
    let start = word.len()
        - word
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .len();
    let rest = &word[start..];
    let end = rest.find(|c: char| c.is_whitespace() || "<>()[]\"',;:".contains(c));
    let text = trimmed(&rest[..end.unwrap_or(rest.len())]);
    let address = crate::address::Address::new(text).ok()?;
    let link = Link::new(&format!("mailto:{address}"), text)?;
    (address.domain().contains('.')).then_some((start, start + text.len(), link))
}

/// An address without the punctuation of the sentence it stands in.
fn trimmed(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let last = text.chars().next_back();
        let dangling = match last {
            Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…') => true,
            Some(')') => text.matches(')').count() > text.matches('(').count(),
            Some(']') => !text.contains('['),
            Some('}') => !text.contains('{'),
            _ => false,
        };
        match last {
            Some(c) if dangling => text = &text[..text.len() - c.len_utf8()],
            _ => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut html, mut links) = (String::new(), Vec::new());
        write(text, &mut html, &mut links);
        let urls: Vec<_> = links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(urls, expected, "{text}");
    }

    #[test]
    fn addresses_become_links_without_their_punctuation() {
        check(
            "Vea (https://e.example/a_(b)), gracias.",
            &["https://e.example/a_(b)"],
        );
        check(
            "www.e.example/x?y=1&z=2.",
            &["https://www.e.example/x?y=1&z=2"],
        );
        check("<http://e.example>;ana@b.example,", &["http://e.example/"]);
        check("escriba a ana@b.example.", &["mailto:ana@b.example"]);
        check("«https://e.example»", &["https://e.example/"]);
        check("javascript:alert(1) file.txt 10:30 a@b S.A.", &[]);
        check("http:// https://", &[]);
    }

    #[test]
    fn text_around_and_in_links_is_escaped() {
        let (mut html, mut links) = (String::new(), Vec::new());
        write(
            "<b>http://e.example/?a=1&b='x\"onload=y",
            &mut html,
            &mut links,
        );
        assert!(
            html.starts_with("&lt;b&gt;<a href=\"http://e.example/?a=1&amp;b=%27x\" title="),
            "{html}"
        );
        assert!(
            html.ends_with("?a=1&amp;b=&#39;x</a>&quot;onload=y"),
            "{html}"
        );
    }

    #[test]
    fn a_link_that_deceives_says_where_it_goes() {
        let (mut html, mut links) = (String::new(), Vec::new());
        write("https://banco.example@evil.example/", &mut html, &mut links);
        assert!(
            html.contains("<bdi class=\"b-host\"> [evil.example]</bdi></a>"),
            "{html}"
        );
    }
}
