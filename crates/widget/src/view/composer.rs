//! The box in which the visitor writes. What stands in it belongs to the visitor: it is read, and
//! replaced only by what the visitor sent or took back.

use super::{Deed, Told};
use crate::{
    dom,
    words::{Language, Word},
};
use bandeja_browser::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

/// The key code of a key press that an input method handles, in browsers that say nothing better.
const COMPOSING: u32 = 229;

/// The composer.
pub struct Composer {
    language: Language,
    text: HtmlTextAreaElement,
    send: HtmlButtonElement,
    limit: HtmlElement,
    _listeners: [Listener; 3],
}

impl Composer {
    /// Finds the composer, and fills in its words. `None` when the page is not the panel's.
    pub fn find(language: Language, told: &Told) -> Option<Self> {
        let text: HtmlTextAreaElement = dom::by_id("text")?;
        let send: HtmlButtonElement = dom::by_id("send")?;
        let write = language.say(Word::Write);
        dom::label(&text, write);
        text.set_placeholder(write);
        text.set_disabled(false);
        dom::label(&send, language.say(Word::Send));
        let (wrote, pressed, clicked) = (told.clone(), told.clone(), told.clone());
        let read = text.clone();
        let listeners = [
            Listener::new(&text, "input", move |_| wrote(Deed::Wrote(read.value()))),
            Listener::new(&text, "keydown", move |event| {
                if event.dyn_ref::<KeyboardEvent>().is_some_and(sends) {
                    event.prevent_default();
                    pressed(Deed::Submitted);
                }
            }),
            Listener::new(&send, "click", move |_| clicked(Deed::Submitted)),
        ];
        Some(Self {
            language,
            text,
            send,
            limit: dom::by_id("limit")?,
            _listeners: listeners,
        })
    }

    /// What stands in the box.
    pub fn text(&self) -> String {
        self.text.value()
    }

    /// Puts a text into the box.
    pub fn replace(&self, text: &str) {
        self.text.set_value(text);
        self.fit();
    }

    /// Puts the cursor into the box.
    pub fn focus(&self) {
        // A box that is not shown takes no focus, which is right.
        let _ = self.text.focus();
    }

    /// Shows whether the text can be sent, and by how much it is too long.
    pub fn judge(&self, is_sendable: bool, too_long: Option<(usize, usize)>) {
        self.send.set_disabled(!is_sendable);
        let said = too_long.map_or(String::new(), |(length, limit)| {
            self.language
                .fill(Word::TooLong, "length", &length.to_string())
                .replacen("{limit}", &limit.to_string(), 1)
        });
        dom::attribute(
            &self.text,
            "aria-invalid",
            if said.is_empty() { "false" } else { "true" },
        );
        if self.limit.text_content().as_deref() != Some(&said) {
            dom::say(&self.limit, &said);
        }
    }

    /// Makes the box as high as its text; the style sheet says where that ends.
    pub fn fit(&self) {
        let style = self.text.style();
        // Setting a known property does not fail.
        let _ = style.set_property("height", "auto");
        let border = self.text.offset_height() - self.text.client_height();
        let height = format!("{}px", self.text.scroll_height() + border);
        let _ = style.set_property("height", &height);
    }
}

/// Enter alone sends; with Shift it breaks the line, and it is not ours while letters are composed.
fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.shift_key()
        && !event.is_composing()
        && event.key_code() != COMPOSING
}
