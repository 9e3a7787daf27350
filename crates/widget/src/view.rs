//! Draws a [`Picture`] onto the skeleton of `index.html`, changing only what differs.
//!
//! Knows no network, no storage and no rule. What people do comes out as a [`Deed`].

mod composer;
mod log;

pub use composer::Composer;

use crate::{
    dom::{self, Element},
    picture::{Picture, Tone},
    words::{Language, Word},
};
use bandeja_browser::listen::Listener;
use bandeja_contract::ItemId;
use log::Log;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, KeyboardEvent};

/// What somebody did in the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Changed what stands in the box.
    Wrote(String),
    /// Sent it.
    Submitted,
    /// Wants a refused message to be sent again.
    Retried(ItemId),
    /// Wants a refused message back in the box.
    TookBack(ItemId),
    /// Wants to see what came before.
    WantedOlder,
    /// Wants the panel out of the way.
    Closed,
}

/// Who is told of deeds.
pub type Told = Rc<dyn Fn(Deed)>;

/// The panel on the page.
pub struct View {
    language: Language,
    team: Element,
    state: Element,
    notice: Element,
    typing: Element,
    older: Element,
    close: Element,
    log: Log,
    drawn: Picture,
    _listeners: [Listener; 3],
}

impl View {
    /// Takes hold of the skeleton, and fills in its words. `root` is its root, `window` its window.
    pub fn new(window: &EventTarget, root: &Element, language: Language, told: &Told) -> Self {
        let (older, close) = (dom::part("older"), dom::part("close"));
        root.set("lang", language.tag());
        older.set_text(language.say(Word::Older));
        close.label(language.say(Word::Close));
        Self {
            language,
            team: dom::part("team"),
            state: dom::part("state"),
            notice: dom::part("notice"),
            typing: dom::part("typing"),
            log: Log::new(window, language, told),
            drawn: Picture::default(),
            _listeners: [
                tells(&older, told, Deed::WantedOlder),
                tells(&close, told, Deed::Closed),
                on_escape(root, told),
            ],
            older,
            close,
        }
    }

    /// Makes the page look like this.
    pub fn draw(&mut self, picture: Picture) {
        let old = &self.drawn;
        if picture.team != old.team {
            self.team.set_text(&picture.team);
        }
        if picture.state != old.state {
            self.state.set_text(&picture.state);
        }
        if picture.tone != old.tone {
            self.state.set_class(match picture.tone {
                Tone::Quiet => "head__state",
                Tone::Live => "head__state head__state--live",
                Tone::Lost => "head__state head__state--lost",
            });
        }
        if picture.is_warned != old.is_warned {
            self.notice.set_hidden(!picture.is_warned);
            // Said after it is shown: an alert that was hidden is not read out.
            self.notice.set_text(self.language.say(Word::NotKept));
        }
        if picture.has_older != old.has_older {
            self.older.set_hidden(!picture.has_older);
        }
        if picture.typing != old.typing {
            self.typing.set_text(&picture.typing);
        }
        self.log.draw(&picture.rows, &picture.greeting);
        self.drawn = picture;
    }

    /// Shows the button that closes the panel: there is a page around it.
    pub fn show_close(&self) {
        self.close.set_hidden(false);
    }

    /// Whether the end of the thread is in sight.
    pub fn is_at_end(&self) -> bool {
        self.log.is_at_end()
    }

    /// Shows the end of the thread.
    pub fn go_to_end(&self) {
        self.log.go_to_end();
    }
}

/// Tells of a deed when something is clicked.
fn tells(button: &Element, told: &Told, deed: Deed) -> Listener {
    let told = told.clone();
    button.on_click(move || told(deed.clone()))
}

/// Escape closes the panel wherever the focus is, but not while an input method composes.
fn on_escape(root: &Element, told: &Told) -> Listener {
    let told = told.clone();
    Listener::new(root, "keydown", move |event| {
        let escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape" && !event.is_composing());
        if escape {
            told(Deed::Closed);
        }
    })
}

#[cfg(test)]
mod tests {
    const PAGE: &str = include_str!("../index.html");
    const CODE: [&str; 4] = [
        include_str!("view.rs"),
        include_str!("view/composer.rs"),
        include_str!("view/log.rs"),
        include_str!("view/log/maker.rs"),
    ];

    /// What is asked for by a call: the texts between `before` and the next quote.
    fn asked(before: &str) -> impl Iterator<Item = &'static str> {
        CODE.into_iter()
            .flat_map(move |code| code.split(before).skip(1))
            .filter_map(|rest| rest.split_once('"').map(|(name, _)| name))
    }

    #[test]
    fn every_part_that_is_asked_for_is_on_the_page() {
        let mut ids = 0;
        // Split in two, so that this file does not ask for it.
        for id in asked(concat!("dom::part", "(\"")) {
            assert!(PAGE.contains(&format!("id=\"{id}\"")), "{id}");
            ids += 1;
        }
        assert!(ids > 10, "{ids}");
        for selector in asked(concat!("node.part", "(\"")) {
            let names = selector
                .split([' ', '>', '+'])
                .filter(|name| !name.is_empty());
            for name in names.filter(|name| !name.starts_with(':')) {
                let found = match name.strip_prefix('.') {
                    Some(class) => PAGE.contains(&format!("class=\"{class}\"")),
                    None => PAGE.contains(&format!("<{name}>")),
                };
                assert!(found, "{selector}");
            }
        }
    }
}
