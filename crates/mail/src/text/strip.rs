//! HTML to plain text without a parser: for search, previews, and mails without a text part.
//!
//! One walk from the first byte to the last, linear whatever it reads. What comes out is text and
//! nothing but text; it is never shown as HTML.

use mail_parser::decoders::html::add_html_token;
use memchr::{memchr, memchr2};

use crate::sanitise::Safe;

/// The longest character reference, in bytes.
const REFERENCE: usize = 34;

/// The text of an HTML document: blocks on lines of their own, white space folded.
#[must_use]
pub fn text_of(html: &str) -> String {
    let mut out = Text::default();
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr2(b'<', b'&', &bytes[at..]) {
        out.words(&html[at..at + found]);
        at += found;
        at += if bytes[at] == b'&' {
            reference(&html[at..], &mut out)
        } else {
            tag(&html[at..], &mut out)
        };
    }
    out.words(&html[at..]);
    out.finish()
}

/// What a body says that is new, as text: without the history that was folded, unless there is
/// nothing else.
#[must_use]
pub fn said(safe: &Safe) -> String {
    const OPENS: &str = "<details class=\"b-quoted\">";
    const ENDS: &str = "</details>";
    let html = safe.blocked.html();
    let lined;
    // The lines of a plain text are shown as they are.
    let html = if html.starts_with("<div class=\"b-mail b-text\">") {
        lined = html.replace('\n', "<br>");
        &lined
    } else {
        html
    };
    let mut new = String::new();
    let mut rest = html;
    while let Some((before, folded)) = rest.split_once(OPENS) {
        new.push_str(before);
        new.push_str("<br>");
        rest = folded.split_once(ENDS).map_or("", |(_, after)| after);
    }
    new.push_str(rest);
    let said = text_of(&new);
    if said.is_empty() { text_of(html) } else { said }
}

/// Reads a character reference; tells how long it is.
fn reference(rest: &str, out: &mut Text) -> usize {
    let end = rest.bytes().take(REFERENCE).position(|b| b == b';');
    let Some(token) = end.and_then(|end| rest.get(..=end)) else {
        out.words("&");
        return 1;
    };
    let mut decoded = String::new();
    add_html_token(&mut decoded, token.as_bytes(), false);
    out.words(&decoded.replace('\u{a0}', " "));
    token.len()
}

/// Reads a tag, with its content where that is not text; tells how long it is.
fn tag(rest: &str, out: &mut Text) -> usize {
    let bytes = rest.as_bytes();
    if rest.starts_with("<!--") {
        return memchr::memmem::find(bytes, b"-->").map_or(rest.len(), |end| end + 3);
    }
    let closing = bytes.get(1) == Some(&b'/');
    let name: String = rest[1 + usize::from(closing)..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .collect::<String>()
        .to_ascii_lowercase();
    let opens = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !opens && !closing && !matches!(bytes.get(1), Some(b'!' | b'?')) {
        out.words("<");
        return 1;
    }
    let end = memchr(b'>', bytes).map_or(rest.len(), |end| end + 1);
    match name.as_str() {
        "script" | "style" | "title" | "noscript" | "template" | "svg" | "math" if !closing => {
            return end + skipped(&rest[end..], &name);
        }
        "td" | "th" => out.words(" "),
        "li" if !closing => out.line("- "),
        "br" => out.line(""),
        "p" | "div" | "tr" | "table" | "ul" | "ol" | "li" | "blockquote" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "hr" | "pre" | "body" | "head" | "center" | "section"
        | "article" => {
            out.block();
        }
        _ => {}
    }
    end
}

/// How long the content of an element is, with its end tag.
fn skipped(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let ends = bytes.get(at) == Some(&b'/')
            && bytes
                .get(at + 1..at + 1 + name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
        if ends {
            return memchr(b'>', &bytes[at..]).map_or(rest.len(), |end| at + end + 1);
        }
    }
    rest.len()
}

/// Text being collected.
#[derive(Default)]
struct Text {
    out: String,
    gap: bool,
    lines: usize,
}

impl Text {
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.gap = true;
            } else if !c.is_control() && c != '\u{200b}' && c != '\u{feff}' {
                if self.lines > 0 && !self.out.is_empty() {
                    self.out
                        .extend(std::iter::repeat_n('\n', self.lines.min(2)));
                } else if self.gap && !self.out.is_empty() && !self.out.ends_with(' ') {
                    self.out.push(' ');
                }
                (self.gap, self.lines) = (false, 0);
                self.out.push(c);
            }
        }
    }

    fn line(&mut self, mark: &str) {
        self.lines += 1;
        if !mark.is_empty() {
            self.lines = 1;
            self.words(mark);
            self.gap = true;
        }
    }

    fn block(&mut self) {
        self.lines = self.lines.max(1);
    }

    fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html), expected, "{html}");
    }

    #[test]
    fn what_is_new_is_told_without_the_history() {
        let labels = crate::sanitise::Labels::default();
        let text = |text: &str| said(&crate::text_document(text, &labels));
        assert_eq!(
            text("Hola,\ngracias.\n\nEl 1/7/25 a las 9:00, Ana escribió:\n> Uno\n> Dos"),
            "Hola,\ngracias."
        );
        assert_eq!(text("> Uno\n> Dos"), "Uno\nDos");
        let html = "<p>Sí.</p><blockquote type=cite>De Ana <p>¿Puede?</p></blockquote>";
        let safe = crate::sanitise(
            html,
            &crate::sanitise::Options::new(&|_, _| String::new(), &|_| None),
        );
        assert_eq!(said(&safe.unwrap()), "Sí.");
    }

    #[test]
    fn blocks_are_lines_and_words_stay_words() {
        check(
            "<p>Hola,&nbsp;<b>Ana</b></p>\n<div>uno<br>dos<br><br><br>tres</div>",
            "Hola, Ana\nuno\ndos\n\ntres",
        );
        check(
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>",
            "a b\nc",
        );
        check("<ul><li>uno<li>dos</ul>", "- uno\n- dos");
        check(
            "ma&ntilde;ana &#8364; &#x41; &lt;b&gt; &nada; & x &amp",
            "mañana € A <b> &nada; & x &amp",
        );
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check(
            "<head><title>T</title><STYLE type='text/css'>p{}</STYLE ></head>x",
            "x",
        );
        check("a<script>if (a</b) '</scrip>'</script\n>b", "ab");
        check("a<!-- <b> -- > -->b<!doctype html>c<?xml ?>d", "abcd");
        check("1 < 2 <3", "1 < 2 <3");
        check("a<style>never ends", "a");
        check("a<b never ends", "a");
    }
}
