//! The thread on the page: one node per row, kept for the row's life, and where it is scrolled to.

use super::{Deed, Told};
use crate::{
    dom::{self, Element},
    rows::{Bubble, Delivery, Key, Row},
    words::{Language, Word},
};
use bandeja_browser::{intl::Formats, listen::Listener};
use bandeja_contract::Timestamp;
use bandeja_domain::when::Form;

/// Pixels from the end within which the reader counts as being at the end.
const NEAR: f64 = 40.0;

/// The thread.
pub(super) struct Log {
    language: Language,
    formats: Formats,
    told: Told,
    pane: Element,
    list: Element,
    end: Element,
    bubble: Element,
    line: Element,
    shown: Vec<Shown>,
    _listeners: [Listener; 2],
}

/// A row on the page.
struct Shown {
    row: Row,
    node: Element,
    _listeners: Vec<Listener>,
}

impl Log {
    pub(super) fn new(language: Language, told: &Told) -> Self {
        let (pane, list, end) = (dom::part("thread"), dom::part("log"), dom::part("end"));
        list.label(language.say(Word::Log));
        end.set_text(language.say(Word::End));
        let (scrolled, button, jump) = (pane.clone(), end.clone(), pane.clone());
        let listeners = [
            Listener::new(&pane, "scroll", move |_| {
                button.set_hidden(is_at_end(&scrolled));
            }),
            end.on_click(move || scroll_to_end(&jump)),
        ];
        Self {
            language,
            formats: Formats::new(language.tag()),
            told: told.clone(),
            pane,
            list,
            end,
            bubble: dom::part("bubble"),
            line: dom::part("line"),
            shown: Vec::new(),
            _listeners: listeners,
        }
    }

    /// Shows these rows. Who is at the end stays there; who reads further up is not moved.
    pub(super) fn draw(&mut self, rows: &[Row], greeting: &str) {
        if self.shown.iter().map(|shown| &shown.row).eq(rows) {
            return;
        }
        let follows = is_at_end(&self.pane);
        let height = self.pane.scroll_height();
        let first = self.shown.iter().find_map(|shown| item(&shown.row));
        let news = self.place(rows, greeting);
        if follows {
            self.go_to_end();
        } else if first != rows.iter().find_map(item) {
            // Older messages came above: what was in view stays in view.
            let grown = self.pane.scroll_height() - height;
            self.pane
                .set_scroll_top(self.pane.scroll_top() + f64::from(grown));
        } else if news {
            self.end.set_text(self.language.say(Word::News));
        }
    }

    /// Shows the end.
    pub(super) fn go_to_end(&self) {
        scroll_to_end(&self.pane);
        self.end.set_hidden(true);
        self.end.set_text(self.language.say(Word::End));
    }

    /// Makes the list like the rows. Whether a message of the team is new at the end.
    fn place(&mut self, rows: &[Row], greeting: &str) -> bool {
        let last = self.shown.iter().rev().find_map(|shown| item(&shown.row));
        let mut old = std::mem::take(&mut self.shown);
        for row in rows {
            let found = old.iter().position(|shown| shown.row.key() == row.key());
            let mut shown = match found {
                Some(at) => old.remove(at),
                None => self.make(row),
            };
            if found.is_none() || shown.row != *row {
                self.fill(&shown.node, row, greeting);
                shown.row = row.clone();
            }
            // Rows rarely change their order, so what is wanted next is mostly what comes next.
            if found != Some(0) {
                self.list
                    .insert(&shown.node, old.first().map(|next| &next.node));
            }
            self.shown.push(shown);
        }
        for gone in old {
            gone.node.remove();
        }
        let newest = self.shown.iter().rev().find_map(|shown| match &shown.row {
            Row::Bubble(bubble) => Some(bubble),
            _ => None,
        });
        newest.is_some_and(|bubble| !bubble.is_own && Some(Key::Item(bubble.id)) != last)
    }

    fn make(&self, row: &Row) -> Shown {
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
            super::tells(&retry, &self.told, Deed::Retried(bubble.id)),
            super::tells(&edit, &self.told, Deed::TookBack(bubble.id)),
        ]
    }

    fn fill(&self, node: &Element, row: &Row, greeting: &str) {
        match row {
            Row::Bubble(bubble) => self.fill_bubble(node, bubble),
            Row::Greeting => {
                node.set_class("bubble bubble--first");
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

fn is_at_end(pane: &Element) -> bool {
    let below = f64::from(pane.scroll_height() - pane.client_height()) - pane.scroll_top();
    below <= NEAR
}

fn scroll_to_end(pane: &Element) {
    pane.set_scroll_top(f64::from(pane.scroll_height()));
}

fn item(row: &Row) -> Option<Key> {
    match row.key() {
        key @ Key::Item(_) => Some(key),
        _ => None,
    }
}
