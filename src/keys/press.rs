//! A key with what is held beside it, as it is pressed, kept and shown.

use bandeja_browser::keys::Press;

/// Keys that lists, dialogs, menus and the browser need.
const RESERVED: [&str; 14] = [
    "Enter",
    "Escape",
    "Tab",
    " ",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Backspace",
    "Delete",
];
/// What is no key of its own: modifiers, and keys that only begin a letter.
const NO_KEYS: [&str; 10] = [
    "Shift",
    "Control",
    "Alt",
    "Meta",
    "AltGraph",
    "CapsLock",
    "Dead",
    "Process",
    "Unidentified",
    "Compose",
];

/// A key with what is held beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Control, or Command on a Mac.
    is_mod: bool,
    is_alt: bool,
    /// Held beside a letter; what a sign needs to be written is part of it.
    is_shift: bool,
    /// As the browser names it; letters small.
    key: String,
}

impl Chord {
    /// Reads what [`Chord::text`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut chord = Self {
            is_mod: false,
            is_alt: false,
            is_shift: false,
            key: String::new(),
        };
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("Mod+") {
                (chord.is_mod, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("Alt+") {
                (chord.is_alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("Shift+") {
                (chord.is_shift, rest) = (true, after);
            } else {
                break;
            }
        }
        let key = if rest == "Space" { " " } else { rest };
        let is_key = !key.is_empty() && key.len() <= 12 && !NO_KEYS.contains(&key);
        chord.key = key.to_owned();
        is_key.then_some(chord)
    }

    /// What was pressed; nothing where it only helps to write, or is held down and does not walk.
    #[must_use]
    pub fn of(press: &Press) -> Option<Self> {
        let key = press.key.as_str();
        let is_nothing = press.is_composing || press.is_alt_gr || NO_KEYS.contains(&key);
        let walks = ["j", "k"].iter().any(|one| key.eq_ignore_ascii_case(one));
        if is_nothing || press.is_repeated && !walks {
            return None;
        }
        let is_letter = key.len() == 1 && key.as_bytes()[0].is_ascii_alphabetic();
        let is_named = key.chars().nth(1).is_some();
        let mut key = press.key.clone();
        if is_letter {
            key.make_ascii_lowercase();
        }
        Some(Self {
            is_mod: press.is_mod,
            is_alt: press.is_alt,
            is_shift: press.is_shift && (is_letter || is_named),
            key,
        })
    }

    /// As it is kept.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (is_held, name) in [
            (self.is_mod, "Mod+"),
            (self.is_alt, "Alt+"),
            (self.is_shift, "Shift+"),
        ] {
            if is_held {
                text.push_str(name);
            }
        }
        text.push_str(if self.key == " " { "Space" } else { &self.key });
        text
    }

    /// As people read it: the names of the keys, from the first to the last to press.
    #[must_use]
    pub fn names(&self, is_mac: bool) -> Vec<String> {
        let modifier = if is_mac { "⌘" } else { "Ctrl" };
        let mut names = Vec::new();
        for (is_held, name) in [
            (self.is_mod, modifier),
            (self.is_alt, "Alt"),
            (self.is_shift, "Shift"),
        ] {
            if is_held {
                names.push(name.to_owned());
            }
        }
        names.push(self.key.to_ascii_uppercase());
        names
    }

    /// Whether it works while a text is being written.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.is_mod || self.is_alt
    }

    /// Whether lists, dialogs or the browser need it.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        RESERVED.contains(&self.key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_read_as_it_was_written() {
        for text in ["a", "?", "Mod+k", "Mod+Alt+Shift+F2", "Space", "+", "Mod++"] {
            assert_eq!(Chord::read(text).expect("it is one").text(), text, "{text}");
        }
        for text in ["", "Mod+", "Shift", "Dead", "Alt+Process"] {
            assert_eq!(Chord::read(text), None, "{text}");
        }
    }

    #[test]
    fn shift_counts_for_letters_and_names_only() {
        let press = |key: &str| Press {
            key: key.to_owned(),
            is_shift: true,
            ..Press::default()
        };
        assert_eq!(Chord::of(&press("A")), Chord::read("Shift+a"));
        assert_eq!(Chord::of(&press("F2")), Chord::read("Shift+F2"));
        // «?» needs Shift on one keyboard and not on another.
        assert_eq!(Chord::of(&press("?")), Chord::read("?"));
    }

    #[test]
    fn keys_have_the_names_of_the_machine() {
        let chord = Chord::read("Mod+k").expect("it is one");
        assert_eq!(chord.names(true), ["⌘", "K"]);
        assert_eq!(chord.names(false), ["Ctrl", "K"]);
    }
}
