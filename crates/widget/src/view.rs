//! Draws a [`Picture`] onto the skeleton of `index.html`, changing only what differs.
//!
//! Knows no network, no storage and no rule. What people do comes out as a [`Deed`].

mod composer;
mod log;

pub use composer::Composer;

use crate::{
    dom,
    picture::{Picture, Tone},
    words::{Language, Word},
};
use bandeja_browser::{intl::Formats, listen::Listener};
use bandeja_contract::ItemId;
use log::Log;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

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
    team: HtmlElement,
    state: HtmlElement,
    notice: HtmlElement,
    typing: HtmlElement,
    older: HtmlElement,
    close: HtmlElement,
    log: Log,
    drawn: Picture,
    _listeners: [Listener; 3],
}

impl View {
    /// Finds the skeleton, and fills in its words. `None` when the page is not the panel's.
    pub fn find(language: Language, told: &Told) -> Option<Self> {
        let notice: HtmlElement = dom::by_id("notice")?;
        let older: HtmlElement = dom::by_id("older")?;
        let close: HtmlElement = dom::by_id("close")?;
        let page = dom::document()?.document_element()?;
        dom::attribute(&page, "lang", language.tag());
        dom::say(&older, language.say(Word::Older));
        dom::label(&close, language.say(Word::Close));
        let listeners = [
            on(&older, "click", told, Deed::WantedOlder),
            on(&close, "click", told, Deed::Closed),
            on_escape(&page, told),
        ];
        Some(Self {
            language,
            team: dom::by_id("team")?,
            state: dom::by_id("state")?,
            typing: dom::by_id("typing")?,
            log: Log::find(language, Formats::new(language.tag()), told)?,
            notice,
            older,
            close,
            drawn: Picture::default(),
            _listeners: listeners,
        })
    }

    /// Makes the page look like this.
    pub fn draw(&mut self, picture: Picture) {
        let old = &self.drawn;
        if picture.team != old.team {
            dom::say(&self.team, &picture.team);
        }
        if picture.state != old.state {
            dom::say(&self.state, &picture.state);
        }
        if picture.tone != old.tone {
            self.state.set_class_name(match picture.tone {
                Tone::Quiet => "head__state",
                Tone::Live => "head__state head__state--live",
                Tone::Lost => "head__state head__state--lost",
            });
        }
        if picture.is_warned != old.is_warned {
            self.notice.set_hidden(!picture.is_warned);
            // Said after it is shown: an alert that was hidden is not read out.
            dom::say(&self.notice, self.language.say(Word::NotKept));
        }
        if picture.has_older != old.has_older {
            self.older.set_hidden(!picture.has_older);
        }
        if picture.typing != old.typing {
            dom::say(&self.typing, &picture.typing);
        }
        self.log.draw(&picture.rows, &picture.greeting);
        self.drawn = picture;
    }

    /// Shows the button that closes the panel: there is a page around it.
    pub fn show_close(&self) {
        self.close.set_hidden(false);
    }

    /// Shows the end of the thread.
    pub fn go_to_end(&self) {
        self.log.go_to_end();
    }
}

/// Tells of a deed when an event comes.
fn on(target: &HtmlElement, kind: &'static str, told: &Told, deed: Deed) -> Listener {
    let told = told.clone();
    Listener::new(target, kind, move |_| told(deed.clone()))
}

/// Escape closes the panel wherever the focus is, but not while an input method composes.
fn on_escape(page: &web_sys::Element, told: &Told) -> Listener {
    let told = told.clone();
    Listener::new(page, "keydown", move |event| {
        let escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape" && !event.is_composing());
        if escape {
            told(Deed::Closed);
        }
    })
}
