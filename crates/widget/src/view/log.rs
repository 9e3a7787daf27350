//! The thread on the page: one node per row, kept for the row's life, and where it is scrolled to.

mod maker;

use super::Told;
use crate::{
    dom::{self, Element},
    rows::{Key, Row},
    words::{Language, Word},
};
use bandeja_browser::listen::Listener;
use maker::{Maker, Shown};
use std::{cell::Cell, rc::Rc};
use web_sys::EventTarget;

/// Pixels from the end within which the reader counts as being at the end.
const NEAR: f64 = 40.0;

/// The thread.
pub(super) struct Log {
    language: Language,
    pane: Element,
    list: Element,
    end: Element,
    maker: Maker,
    shown: Vec<Shown>,
    _listeners: [Listener; 3],
}

impl Log {
    pub(super) fn new(page: &EventTarget, language: Language, told: &Told) -> Self {
        let (pane, list, end) = (dom::part("thread"), dom::part("log"), dom::part("end"));
        list.label(language.say(Word::Log));
        end.set_text(language.say(Word::End));
        let (scrolled, button, jump, sized) =
            (pane.clone(), end.clone(), pane.clone(), pane.clone());
        let follows = Rc::new(Cell::new(true));
        let (looks, stays) = (follows.clone(), follows);
        let listeners = [
            Listener::new(&pane, "scroll", move |_| {
                looks.set(is_at_end(&scrolled));
                button.set_hidden(looks.get());
            }),
            // A keyboard that comes up takes room from above: who was at the end stays there.
            Listener::new(page, "resize", move |_| {
                if stays.get() {
                    scroll_to_end(&sized);
                }
            }),
            end.on_click(move || scroll_to_end(&jump)),
        ];
        Self {
            language,
            maker: Maker::new(language, told),
            pane,
            list,
            end,
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

    /// Whether the end is in sight.
    pub(super) fn is_at_end(&self) -> bool {
        is_at_end(&self.pane)
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
                None => self.maker.make(row),
            };
            if found.is_none() || shown.row != *row {
                self.maker.fill(&shown.node, row, greeting);
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
