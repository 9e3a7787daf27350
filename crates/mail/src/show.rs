//! What is shown of a mail, whatever became of its HTML: it fails closed to text.

use crate::parse::Mail;
use crate::sanitise::{Options, Safe, Unsafe, sanitise};
use crate::text::{text_document, text_of};

/// What is shown of a mail.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The body.
    pub safe: Safe,
    /// Why it is text and not the HTML that came.
    pub refused: Option<Unsafe>,
}

/// The safe body of a mail: its HTML; else its text; else the text that stands in its HTML.
#[must_use]
pub fn show(mail: &Mail, options: &Options<'_>) -> Shown {
    let refused = match mail.html.as_deref().map(|html| sanitise(html, options)) {
        Some(Ok(safe)) => {
            return Shown {
                safe,
                refused: None,
            };
        }
        Some(Err(reason)) => Some(reason),
        None => None,
    };
    let said = mail.text.as_deref().filter(|text| !text.trim().is_empty());
    let read = || mail.html.as_deref().map(text_of).unwrap_or_default();
    let text = said.map_or_else(read, str::to_owned);
    Shown {
        safe: text_document(&text, &options.labels),
        refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanitise::Limits;

    fn shown(text: Option<&str>, html: Option<&str>, nodes: usize) -> (String, Option<Unsafe>) {
        let mail = Mail {
            text: text.map(str::to_owned),
            html: html.map(str::to_owned),
            ..Mail::default()
        };
        let limits = Limits {
            nodes,
            ..Limits::default()
        };
        let options = Options {
            limits,
            ..Options::new(&|_, _| String::new(), &|_| None)
        };
        let shown = show(&mail, &options);
        (text_of(shown.safe.blocked.html()), shown.refused)
    }

    /// Proves the fail-closed rule of RELIABILITY §5 (16.5.3).
    #[test]
    fn what_cannot_be_made_safe_is_shown_as_text() {
        let html = Some("<p>rico</p><script>robar()</script>");
        assert_eq!(shown(Some("simple"), html, 99), ("rico".to_owned(), None));
        let refused = Some(Unsafe::TooManyNodes(3));
        assert_eq!(
            shown(Some("simple"), html, 3),
            ("simple".to_owned(), refused)
        );
        assert_eq!(shown(Some(" \n"), html, 3), ("rico".to_owned(), refused));
        assert_eq!(shown(None, html, 3), ("rico".to_owned(), refused));
        assert_eq!(shown(Some("simple"), None, 3), ("simple".to_owned(), None));
        assert_eq!(shown(None, None, 3), (String::new(), None));
    }
}
