//! The box in which the visitor writes. What stands in it belongs to the visitor: it is read, and
//! replaced only by what the visitor sent or took back.

use super::{Deed, Told};
use crate::{
    dom::{self, Element},
    words::{Language, Word},
};
use bandeja_browser::listen::Listener;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The key code of a key press that an input method handles, in browsers that say nothing better.
const COMPOSING: u32 = 229;

/// The composer.
pub struct Composer {
    language: Language,
    text: Element,
    send: Element,
    limit: Element,
    said: String,
    _listeners: [Listener; 3],
}

impl Composer {
    /// Takes hold of the composer, and fills in its words.
    pub fn new(language: Language, told: &Told) -> Self {
        let (text, send) = (dom::part("text"), dom::part("send"));
        let write = language.say(Word::Write);
        text.label(write);
        text.set("placeholder", write);
        text.set_disabled(false);
        send.label(language.say(Word::Send));
        let (wrote, pressed, read) = (told.clone(), told.clone(), text.clone());
        let listeners = [
            Listener::new(&text, "input", move |_| wrote(Deed::Wrote(read.value()))),
            Listener::new(&text, "keydown", move |event| {
                if event.dyn_ref::<KeyboardEvent>().is_some_and(sends) {
                    event.prevent_default();
                    pressed(Deed::Submitted);
                }
            }),
            super::tells(&send, told, Deed::Submitted),
        ];
        Self {
            language,
            text,
            send,
            limit: dom::part("limit"),
            said: String::new(),
            _listeners: listeners,
        }
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
        self.text.focus();
    }

    /// Shows whether the text can be sent, and by how much it is too long.
    pub fn judge(&mut self, is_sendable: bool, too_long: Option<(usize, usize)>) {
        self.send.set_disabled(!is_sendable);
        let said = too_long.map_or(String::new(), |(length, limit)| {
            let (length, limit) = (length.to_string(), limit.to_string());
            self.language
                .fill(Word::TooLong, &[("length", &length), ("limit", &limit)])
        });
        if self.said != said {
            let is_invalid = if said.is_empty() { "false" } else { "true" };
            self.text.set("aria-invalid", is_invalid);
            self.limit.set_text(&said);
            self.said = said;
        }
    }

    /// Makes the box as high as its text; the style sheet says where that ends.
    pub fn fit(&self) {
        self.text.height(None);
        let border = self.text.offset_height() - self.text.client_height();
        self.text.height(Some(self.text.scroll_height() + border));
    }
}

/// Enter alone sends; with Shift it breaks the line, and it is not ours while letters are composed.
fn sends(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.shift_key()
        && !event.is_composing()
        && event.key_code() != COMPOSING
}
