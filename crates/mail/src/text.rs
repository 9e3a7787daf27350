//! Plain text: to a safe document, from HTML, and with its soft line breaks joined.
//!
//! The safe document of a text is written by escaping, not by sanitising: it is what is shown when
//! sanitising fails, so it must not fail.

mod flow;
mod linkify;
mod strip;

pub use flow::flow;
pub use strip::{said, text_of};

use crate::link::Link;
use crate::sanitise::quote::words;
use crate::sanitise::{Body, Labels, ROOT, Safe, Scheme};

/// How many runs of lines are set apart by their depth of quoting; a text with more is one run.
const RUNS: usize = 20_000;
/// How deep quoting is told apart.
const DEPTH: usize = 9;
/// A quote longer than this is folded even where an answer follows it, in lines.
const LONG: usize = 12;

/// Escapes text for the content of an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    crate::sanitise::escape(text, &mut out);
    out
}

/// Lines of one depth of quoting.
struct Run<'a> {
    depth: usize,
    lines: Vec<&'a str>,
}

/// A plain text as a safe body: links are links, quotes are set apart, quoted history is folded.
///
/// ```
/// let safe = bandeja_mail::text_document("Vea https://tienda.example <b>", &Default::default());
/// assert!(safe.blocked.html().contains("href=\"https://tienda.example/\""));
/// assert!(safe.blocked.html().contains("&lt;b&gt;"));
/// ```
#[must_use]
pub fn text_document(text: &str, labels: &Labels) -> Safe {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let runs = runs(&unified);
    let mut links = Vec::new();
    let mut html = format!("<div class=\"{ROOT} b-text\">");
    let mut folded = false;
    let mut said = false;
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let quoted = run.depth > 0;
        let end = if quoted { quote_end(&runs, at) } else { at + 1 };
        let lines: usize = runs[at..end].iter().map(|run| run.lines.len()).sum();
        let last = runs[end..].iter().all(is_blank);
        if quoted && said && (last || lines > LONG) {
            fold(&runs[at..end], labels, &mut html, &mut links);
            folded = true;
        } else {
            for run in &runs[at..end] {
                said |= run.depth == 0 && !is_blank(run);
                write(run, &mut html, &mut links);
            }
        }
        at = end;
    }
    html.push_str("</div>");
    Safe {
        blocked: Body::new(html, String::new()),
        consented: None,
        remote: Vec::new(),
        links,
        inline: Vec::new(),
        scheme: Scheme::Plain,
        folded,
    }
}

/// Cuts a text into runs. What stands under a divider of dashes is quoted, though not marked so.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut under = false;
    let mut at = 0;
    for line in text.lines() {
        let rest = &text[at.min(text.len())..];
        at += line.len() + 1;
        let (mut depth, content) = quote_depth(line);
        let opens =
            || words::is_divider(line) || (words::may_head(line) && words::is_head(head(rest)));
        under = under || (depth == 0 && !runs.is_empty() && opens());
        if under {
            depth = depth.max(1);
        }
        let content = if under && !line.starts_with('>') {
            line
        } else {
            content
        };
        match runs.last_mut() {
            Some(run) if run.depth == depth => run.lines.push(content),
            _ => runs.push(Run {
                depth,
                lines: vec![content],
            }),
        }
        if runs.len() > RUNS {
            return vec![Run {
                depth: 0,
                lines: text.lines().collect(),
            }];
        }
    }
    attribute(&mut runs);
    runs
}

/// The first lines of a text.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(400.min(text.len()))]
}

/// The lines that say who wrote a quote belong to it.
fn attribute(runs: &mut [Run<'_>]) {
    for at in 1..runs.len() {
        let (before, from) = runs.split_at_mut(at);
        let (Some(own), Some(quote)) = (before.last_mut(), from.first_mut()) else {
            continue;
        };
        if own.depth != 0 || quote.depth == 0 {
            continue;
        }
        let blank = |line: &usize| own.lines[*line].trim().is_empty();
        let end = (0..own.lines.len())
            .rev()
            .find(|line| !blank(line))
            .map_or(0, |line| line + 1);
        let near = (end.saturating_sub(3)..end)
            .rev()
            .take_while(|line| !blank(line));
        let introduces = |line: &usize| words::introduces(&own.lines[*line..end].join(" "));
        // Mail programs break that line: the one it begins on, or else the last one.
        let introduced = near
            .clone()
            .find(|line| words::begins_introduction(own.lines[*line]) && introduces(line))
            .or_else(|| near.take(1).find(introduces));
        if let Some(line) = introduced {
            let mut lines = own.lines.split_off(line);
            lines.append(&mut quote.lines);
            quote.lines = lines;
        }
    }
}

/// How deep a line is quoted, and what it says.
fn quote_depth(line: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner;
        if rest.trim_start_matches(' ').starts_with('>') {
            rest = rest.trim_start_matches(' ');
        }
    }
    let content = if depth > 0 {
        rest.strip_prefix(' ').unwrap_or(rest)
    } else {
        rest
    };
    (depth.min(DEPTH), content)
}

/// Where the quote that begins at `start` ends: blank lines between quotes do not end it.
fn quote_end(runs: &[Run<'_>], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        match (runs.get(end), runs.get(end + 1)) {
            (Some(run), _) if run.depth > 0 => end += 1,
            (Some(run), Some(next)) if is_blank(run) && next.depth > 0 => end += 2,
            _ => return end,
        }
    }
}

fn is_blank(run: &Run<'_>) -> bool {
    run.lines.iter().all(|line| line.trim().is_empty())
}

fn fold(runs: &[Run<'_>], labels: &Labels, html: &mut String, links: &mut Vec<Link>) {
    html.push_str("<details class=\"b-quoted\"><summary>");
    html.push_str(&escape(&labels.quoted));
    html.push_str("</summary>");
    for run in runs {
        write(run, html, links);
    }
    html.push_str("</details>");
}

fn write(run: &Run<'_>, html: &mut String, links: &mut Vec<Link>) {
    let (open, close) = match run.depth {
        0 => ("<div class=\"b-lines\">".to_owned(), "</div>"),
        depth => (
            format!("<blockquote class=\"b-lines b-depth-{depth}\">"),
            "</blockquote>",
        ),
    };
    html.push_str(&open);
    linkify::write(&run.lines.join("\n"), html, links);
    html.push_str(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let safe = text_document(
            text,
            &Labels {
                quoted: "…".to_owned(),
            },
        );
        let html = safe.blocked.html().to_owned();
        let inner = html.strip_prefix("<div class=\"b-mail b-text\">").unwrap();
        inner.strip_suffix("</div>").unwrap().to_owned()
    }

    #[test]
    fn text_is_text_whatever_it_says() {
        assert_eq!(
            html("a <b> & \"c\"\r\n<script>alert('x')</script>\0"),
            "<div class=\"b-lines\">a &lt;b&gt; &amp; &quot;c&quot;\n\
             &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</div>"
        );
    }

    #[test]
    fn history_at_the_end_is_folded_with_the_line_that_introduces_it() {
        assert_eq!(
            html("Hola\n\nEl mar, 1 jul 2025 a las 10:00, Ana\n<a@b.example> escribió:\n> Uno\n>> Dos\n> Tres\n\n"),
            "<div class=\"b-lines\">Hola\n</div><details class=\"b-quoted\"><summary>…</summary>\
             <blockquote class=\"b-lines b-depth-1\">El mar, 1 jul 2025 a las 10:00, Ana\n\
             <a href=\"mailto:a@b.example\" title=\"mailto:a@b.example\" target=\"_blank\" rel=\"noopener noreferrer\">\
             &lt;a@b.example&gt;</a> escribió:\nUno</blockquote><blockquote class=\"b-lines b-depth-2\">Dos</blockquote>\
             <blockquote class=\"b-lines b-depth-1\">Tres</blockquote></details><div class=\"b-lines\"></div>"
                .replace("&lt;a@b.example&gt;</a>", "a@b.example</a>&gt;")
                .replace("Ana\n<a href", "Ana\n&lt;<a href")
        );
    }

    #[test]
    fn answers_between_quotes_stay_in_sight() {
        let html = html("Hola\n> ¿Uno?\nSí.\n> ¿Dos?\nNo.");
        assert!(!html.contains("<details"), "{html}");
        assert_eq!(html.matches("<blockquote").count(), 2);
    }

    #[test]
    fn a_quote_alone_is_not_hidden() {
        assert!(!html("> Uno\n> Dos").contains("<details"));
        assert!(!html("\n\n> Uno").contains("<details"));
    }

    #[test]
    fn history_under_a_divider_is_folded() {
        let check = |text: &str| {
            let html = html(text);
            let (said, quoted) = html.split_once("<details").unwrap();
            assert!(
                said.contains("Hola") && quoted.contains("Uno") && !said.contains("Uno"),
                "{html}"
            );
        };
        check("Hola\n\n-----Mensaje original-----\nUno\nDos");
        check("Hola\n\nDe: Ana\nEnviado: martes\nPara: Luis\nAsunto: x\n\nUno");
        assert!(!html("De: todo\nUno").contains("<details"));
    }

    #[test]
    fn a_text_made_to_have_many_quotes_is_one_run() {
        let text = "a\n>b\n".repeat(30_000);
        let html = html(&text);
        assert_eq!(html.matches("<div").count(), 1);
        assert!(html.len() < text.len() * 5);
    }
}
