//! Makes the nodes of the thread's rows, and fills them in.

use crate::{
    dom::{self, Element},
    rows::{Bubble, Delivery, Row},
    view::{Deed, Told, tells},
    words::{Language, Word},
};
use bandeja_browser::{intl::Formats, listen::Listener};
use bandeja_contract::Timestamp;
use bandeja_domain::when::Form;

/// A row on the page.
pub(super) struct Shown {
    pub(super) row: Row,
    pub(super) node: Element,
    _listeners: Vec<Listener>,
}

/// Makes rows in one language.
pub(super) struct Maker {
    language: Language,
    formats: Formats,
    told: Told,
    bubble: Element,
    line: Element,
}

impl Maker {
    pub(super) fn new(language: Language, told: &Told) -> Self {
        Self {
            language,
            formats: Formats::new(language.tag()),
            told: told.clone(),
            bubble: dom::part("bubble"),
            line: dom::part("line"),
        }
    }

    /// An empty node for a row.
    pub(super) fn make(&self, row: &Row) -> Shown {
        let node = match row {
            Row::Bubble(_) | Row::Greeting => self.bubble.copy(),
            _ => self.line.copy(),
        };
        let listeners = match row {
            Row::Bubble(bubble) if bubble.is_own => self.again(&node, bubble),
            _ => Vec::new(),
        };
        Shown {
            row: row.clone(),
            node,
            _listeners: listeners,
        }
    }

    /// The buttons of an own message that was refused.
    fn again(&self, node: &Element, bubble: &Bubble) -> Vec<Listener> {
        let retry = node.part(".bubble__again > :first-child");
        let edit = node.part(".bubble__again > :last-child");
        retry.set_text(self.language.say(Word::Retry));
        edit.set_text(self.language.say(Word::Edit));
        vec![
            tells(&retry, &self.told, Deed::Retried(bubble.id)),
            tells(&edit, &self.told, Deed::TookBack(bubble.id)),
        ]
    }

    /// Makes a node say what its row says.
    pub(super) fn fill(&self, node: &Element, row: &Row, greeting: &str) {
        match row {
            Row::Bubble(bubble) => self.fill_bubble(node, bubble),
            Row::Greeting => {
                node.set_class("bubble bubble--first");
                node.part(".bubble__head").set_class("bubble__head quiet");
                node.part("bdi").set_text(self.language.say(Word::Team));
                node.part(".bubble__text").set_text(greeting);
                node.part(".bubble__foot").set_hidden(true);
            }
            Row::Day(_, form, at) => node.set_text(&self.day(*form, *at)),
            Row::Ended(_) => {
                node.set_class("line line--ended");
                node.set_text(self.language.say(Word::Ended));
            }
            Row::Away => {
                node.set_class("line line--away");
                node.set_text(self.language.say(Word::AwayNote));
            }
        }
    }

    fn fill_bubble(&self, node: &Element, bubble: &Bubble) {
        let failed = matches!(bubble.delivery, Delivery::Failed(_));
        let mut class = "bubble".to_owned();
        for (is, name) in [
            (bubble.is_own, " bubble--own"),
            (bubble.is_first, " bubble--first"),
            (failed, " bubble--failed"),
        ] {
            class.push_str(if is { name } else { "" });
        }
        node.set_class(&class);

        // Everybody is named to those who do not see the sides; in sight, others once a run.
        let is_quiet = bubble.is_own || !bubble.is_first;
        node.part(".bubble__head").set_class(if is_quiet {
            "bubble__head quiet"
        } else {
            "bubble__head"
        });
        let unnamed = if bubble.is_own { Word::Own } else { Word::Team };
        let name = bubble.name.as_deref().filter(|_| !bubble.is_own);
        node.part("bdi")
            .set_text(name.unwrap_or(self.language.say(unnamed)));

        let quote = node.part(".bubble__quote");
        quote.set_hidden(bubble.quote.is_none());
        quote.set_text(bubble.quote.as_deref().unwrap_or_default());

        let mut text = bubble.text.clone();
        for file in &bubble.files {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&self.language.fill(Word::File, &[("name", file)]));
        }
        node.part(".bubble__text").set_text(&text);

        node.part(".bubble__foot").set_hidden(!bubble.is_last);
        let time = node.part("time");
        time.set_text(&self.formats.time(bubble.at));
        time.set("title", &self.formats.full(bubble.at));
        if bubble.is_own {
            node.part("time + span")
                .set_text(&self.delivery(bubble.delivery));
        }
        node.part(".bubble__again").set_hidden(!failed);
    }

    fn delivery(&self, delivery: Delivery) -> String {
        let word = match delivery {
            Delivery::Sending => Word::Sending,
            Delivery::Waiting => Word::Waiting,
            Delivery::Sent => Word::Sent,
            Delivery::Read => Word::Read,
            Delivery::Failed(None) => Word::Failed,
            Delivery::Failed(Some(limit)) => {
                return self
                    .language
                    .fill(Word::FailedTooLong, &[("limit", &limit.to_string())]);
            }
        };
        self.language.say(word).to_owned()
    }

    fn day(&self, form: Form, at: Timestamp) -> String {
        match form {
            Form::Time => self.language.say(Word::Today).to_owned(),
            Form::Yesterday => self.language.say(Word::Yesterday).to_owned(),
            Form::Weekday => self.formats.weekday(at),
            Form::Date => self.formats.date(at),
        }
    }
}
