//! The thread on the page: one node per row, kept for the row's life, and where it is scrolled to.

use super::{Deed, Told};
use crate::{
    dom,
    rows::{Bubble, Delivery, Key, Row},
    words::{Language, Word},
};
use bandeja_browser::{intl::Formats, listen::Listener};
use bandeja_contract::Timestamp;
use bandeja_domain::when::Form;
use std::collections::VecDeque;
use web_sys::{HtmlElement, HtmlTemplateElement};

/// Pixels from the end within which the reader counts as being at the end.
const NEAR: i32 = 40;

/// The thread.
pub(super) struct Log {
    language: Language,
    formats: Formats,
    told: Told,
    pane: HtmlElement,
    list: HtmlElement,
    end: HtmlElement,
    bubble: HtmlTemplateElement,
    line: HtmlTemplateElement,
    shown: Vec<Shown>,
    _listeners: [Listener; 2],
}

/// A row on the page.
struct Shown {
    row: Row,
    node: HtmlElement,
    _listeners: Vec<Listener>,
}

impl Log {
    pub(super) fn find(language: Language, formats: Formats, told: &Told) -> Option<Self> {
        let pane: HtmlElement = dom::by_id("thread")?;
        let list: HtmlElement = dom::by_id("log")?;
        let end: HtmlElement = dom::by_id("end")?;
        dom::label(&list, language.say(Word::Log));
        dom::say(&end, language.say(Word::End));
        let (scrolled, button) = (pane.clone(), end.clone());
        let jump = pane.clone();
        let listeners = [
            Listener::new(&pane, "scroll", move |_| {
                button.set_hidden(is_at_end(&scrolled))
            }),
            Listener::new(&end, "click", move |_| {
                jump.set_scroll_top(jump.scroll_height())
            }),
        ];
        Some(Self {
            language,
            formats,
            told: told.clone(),
            pane,
            list,
            end,
            bubble: dom::by_id("bubble")?,
            line: dom::by_id("line")?,
            shown: Vec::new(),
            _listeners: listeners,
        })
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
            self.pane.set_scroll_top(self.pane.scroll_top() + grown);
        } else if news {
            dom::say(&self.end, self.language.say(Word::News));
        }
    }

    /// Shows the end.
    pub(super) fn go_to_end(&self) {
        self.pane.set_scroll_top(self.pane.scroll_height());
        self.end.set_hidden(true);
        dom::say(&self.end, self.language.say(Word::End));
    }

    /// Makes the list like the rows. Whether a message of the team is new at the end.
    fn place(&mut self, rows: &[Row], greeting: &str) -> bool {
        let last = self.shown.iter().rev().find_map(|shown| item(&shown.row));
        let mut old: VecDeque<Shown> = std::mem::take(&mut self.shown).into();
        for row in rows {
            let found = old.iter().position(|shown| shown.row.key() == row.key());
            // Rows rarely change their order, so what is wanted next is mostly what comes next.
            let kept = found.and_then(|at| old.remove(at));
            let shown = match kept {
                Some(shown) if shown.row == *row => Some(shown),
                Some(shown) => self.redraw(shown, row, greeting),
                None => self.make(row, greeting),
            };
            let Some(shown) = shown else { continue };
            if found != Some(0) {
                let next = old.front().map(|shown| shown.node.as_ref());
                dom::insert(&self.list, &shown.node, next);
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

    fn make(&self, row: &Row, greeting: &str) -> Option<Shown> {
        let template = match row {
            Row::Bubble(_) | Row::Greeting => &self.bubble,
            _ => &self.line,
        };
        let node = dom::copy_of(template)?;
        let listeners = match row {
            Row::Bubble(bubble) if bubble.is_own => self.again(&node, bubble)?,
            _ => Vec::new(),
        };
        let shown = Shown {
            row: row.clone(),
            node,
            _listeners: listeners,
        };
        self.redraw(shown, row, greeting)
    }

    /// The buttons of an own message that was refused.
    fn again(&self, node: &HtmlElement, bubble: &Bubble) -> Option<Vec<Listener>> {
        let retry = dom::within(node, ".bubble__again > :first-child")?;
        let edit = dom::within(node, ".bubble__again > :last-child")?;
        dom::say(&retry, self.language.say(Word::Retry));
        dom::say(&edit, self.language.say(Word::Edit));
        Some(vec![
            super::on(&retry, "click", &self.told, Deed::Retried(bubble.id)),
            super::on(&edit, "click", &self.told, Deed::TookBack(bubble.id)),
        ])
    }

    fn redraw(&self, mut shown: Shown, row: &Row, greeting: &str) -> Option<Shown> {
        let node = &shown.node;
        match row {
            Row::Bubble(bubble) => self.fill(node, bubble)?,
            Row::Greeting => {
                node.set_class_name("bubble bubble--first");
                dom::say(&*dom::within(node, ".bubble__text")?, greeting);
                dom::within(node, ".bubble__foot")?.set_hidden(true);
            }
            Row::Day(_, form, at) => dom::say(node, &self.day(*form, *at)),
            Row::Ended(_) => {
                node.set_class_name("line line--ended");
                dom::say(node, self.language.say(Word::Ended));
            }
            Row::Away => {
                node.set_class_name("line line--away");
                dom::say(node, self.language.say(Word::AwayNote));
            }
        }
        shown.row = row.clone();
        Some(shown)
    }

    fn fill(&self, node: &HtmlElement, bubble: &Bubble) -> Option<()> {
        let failed = matches!(bubble.delivery, Delivery::Failed(_));
        let mut class = "bubble".to_owned();
        for (is, name) in [
            (bubble.is_own, " bubble--own"),
            (bubble.is_first, " bubble--first"),
            (failed, " bubble--failed"),
        ] {
            class.push_str(if is { name } else { "" });
        }
        node.set_class_name(&class);

        // Everybody is named to those who do not see the sides; in sight, others once a run.
        let head = dom::within(node, ".bubble__head")?;
        let is_quiet = bubble.is_own || !bubble.is_first;
        head.set_class_name(if is_quiet {
            "bubble__head quiet"
        } else {
            "bubble__head"
        });
        let unnamed = if bubble.is_own { Word::Own } else { Word::Team };
        let name = bubble.name.as_deref().filter(|_| !bubble.is_own);
        dom::say(
            &*dom::within(node, "bdi")?,
            name.unwrap_or(self.language.say(unnamed)),
        );

        let mut text = bubble.text.clone();
        for file in &bubble.files {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&self.language.fill(Word::File, "name", file));
        }
        dom::say(&*dom::within(node, ".bubble__text")?, &text);

        dom::within(node, ".bubble__foot")?.set_hidden(!bubble.is_last);
        let time = dom::within(node, "time")?;
        dom::say(&time, &self.formats.time(bubble.at));
        dom::attribute(&time, "title", &self.formats.full(bubble.at));
        let delivery = if bubble.is_own {
            self.delivery(bubble.delivery)
        } else {
            String::new()
        };
        dom::say(&*dom::within(node, "time + span")?, &delivery);
        dom::within(node, ".bubble__again")?.set_hidden(!failed);
        Some(())
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
                    .fill(Word::FailedTooLong, "limit", &limit.to_string());
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

fn is_at_end(pane: &HtmlElement) -> bool {
    pane.scroll_height() - pane.scroll_top() - pane.client_height() <= NEAR
}

fn item(row: &Row) -> Option<Key> {
    match row.key() {
        key @ Key::Item(_) => Some(key),
        _ => None,
    }
}
