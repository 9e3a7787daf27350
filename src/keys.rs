//! What keys do (L11): one registry of commands with their names and keys.
//!
//! The palette, the window behind `?` and the listener draw from it. A person can give a command
//! another key or none, and switch all of them off but the palette's; that is kept in this browser.
//! Nothing fires while a text is composed (IME) or the level key (`AltGraph`) writes a letter.

pub mod listener;
pub mod press;

pub use press::Chord;

use bandeja_browser::keys::Press;
use bandeja_contract::Status;
use bandeja_domain::actions::Deed;

/// Something that a key or the palette does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Open the palette.
    Palette,
    /// Show the keys.
    Help,
    /// Go to the next row of the list.
    Next,
    /// Go to the row before.
    Previous,
    /// Put the caret into the box of the search.
    Search,
    /// Put the caret into the composer.
    Reply,
    /// Put the caret into the box for a comment on the contact.
    Note,
    /// Do something to the conversation in question.
    Deed(Deed),
    /// Go to a tab.
    Tab(Status),
}

impl Command {
    /// Every one, in the order of the window behind `?`, with the key that it has at first.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Palette, "Mod+k"),
        (Self::Help, "?"),
        (Self::Next, "j"),
        (Self::Previous, "k"),
        (Self::Search, "/"),
        (Self::Reply, "r"),
        (Self::Note, "n"),
        (Self::Deed(Deed::Start), "a"),
        (Self::Deed(Deed::Transfer), "t"),
        (Self::Deed(Deed::Close), "c"),
        (Self::Deed(Deed::Details), "d"),
        (Self::Deed(Deed::Ticket), "v"),
        (Self::Deed(Deed::Take), "m"),
        (Self::Deed(Deed::Assign), "s"),
        (Self::Deed(Deed::Unassign), ""),
        (Self::Deed(Deed::Pause), "p"),
        (Self::Deed(Deed::Resume), ""),
        (Self::Tab(Status::Open), "1"),
        (Self::Tab(Status::Queued), "2"),
        (Self::Tab(Status::Pending), "3"),
        (Self::Tab(Status::Expired), "4"),
        (Self::Tab(Status::Closed), "5"),
    ];

    /// The word under which a changed key is kept.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Next => "next",
            Self::Previous => "previous",
            Self::Search => "search",
            Self::Reply => "reply",
            Self::Note => "note",
            Self::Deed(deed) => match deed {
                Deed::Start => "start",
                Deed::Transfer => "transfer",
                Deed::Close => "close",
                Deed::Details => "details",
                Deed::Ticket => "ticket",
                Deed::Take => "take",
                Deed::Assign => "assign",
                Deed::Unassign => "unassign",
                Deed::Pause => "pause",
                Deed::Resume => "resume",
            },
            Self::Tab(status) => status.word(),
        }
    }
}

/// Why a command cannot have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Another command has it.
    Taken(Command),
    /// The list, dialogs or the browser need it: arrows, Enter, Tab, Escape, Space.
    Reserved,
}

/// Which key does what in this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bindings {
    is_off: bool,
    /// What differs from [`Command::ALL`]; `None` is no key.
    changed: Vec<(Command, Option<Chord>)>,
}

impl Default for Bindings {
    fn default() -> Self {
        Self::new()
    }
}

impl Bindings {
    /// The keys as they are at first.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            is_off: false,
            changed: Vec::new(),
        }
    }

    /// Reads what [`Bindings::text`] wrote; what cannot be read is as at first.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut bindings = Self::new();
        for line in text.lines() {
            let Some((word, chord)) = line.split_once(' ') else {
                bindings.is_off |= line == "off";
                continue;
            };
            let command = Command::ALL.iter().find(|(one, _)| one.word() == word);
            let Some((command, _)) = command else {
                continue;
            };
            if chord.is_empty() {
                bindings.put(*command, None);
            } else if let Some(chord) = Chord::read(chord) {
                // Of two commands with one key the first keeps it.
                let _ = bindings.change(*command, Some(chord));
            }
        }
        bindings
    }

    /// As it is kept: a line for each command that differs.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        if self.is_off {
            text.push_str("off\n");
        }
        for (command, chord) in &self.changed {
            text.push_str(command.word());
            text.push(' ');
            if let Some(chord) = chord {
                text.push_str(&chord.text());
            }
            text.push('\n');
        }
        text
    }

    /// Whether single keys do nothing.
    #[must_use]
    pub const fn is_off(&self) -> bool {
        self.is_off
    }

    /// Switches single keys off, or on again.
    pub const fn switch_off(&mut self, is_off: bool) {
        self.is_off = is_off;
    }

    /// Whether every command has the key that it has at first.
    #[must_use]
    pub fn is_as_at_first(&self) -> bool {
        self.changed.is_empty() && !self.is_off
    }

    /// The key of a command, if it has one.
    #[must_use]
    pub fn of(&self, command: Command) -> Option<Chord> {
        let changed = self.changed.iter().find(|(one, _)| *one == command);
        match changed {
            Some((_, chord)) => chord.clone(),
            None => Command::ALL
                .iter()
                .find(|(one, _)| *one == command)
                .and_then(|(_, chord)| Chord::read(chord)),
        }
    }

    /// Gives a command another key, or none.
    ///
    /// # Errors
    /// [`Unfit`] when it cannot have that one; nothing has changed then.
    pub fn change(&mut self, command: Command, chord: Option<Chord>) -> Result<(), Unfit> {
        if let Some(chord) = &chord {
            if chord.is_reserved() {
                return Err(Unfit::Reserved);
            }
            let other = Command::ALL
                .iter()
                .map(|(one, _)| *one)
                .find(|one| *one != command && self.of(*one).as_ref() == Some(chord));
            if let Some(other) = other {
                return Err(Unfit::Taken(other));
            }
        }
        self.put(command, chord);
        Ok(())
    }

    fn put(&mut self, command: Command, chord: Option<Chord>) {
        self.changed.retain(|(one, _)| *one != command);
        if self.of(command) != chord {
            self.changed.push((command, chord));
        }
    }

    /// What a pressed key does, if anything.
    #[must_use]
    pub fn command(&self, press: &Press) -> Option<Command> {
        let chord = Chord::of(press)?;
        // A letter that is being written is no command; nor does one reach behind a window.
        if (press.is_writing || press.is_elsewhere || self.is_off) && !chord.is_held() {
            return None;
        }
        Command::ALL
            .iter()
            .map(|(one, _)| *one)
            .find(|one| self.of(*one).as_ref() == Some(&chord))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press {
        Press {
            key: key.to_owned(),
            ..Press::default()
        }
    }

    fn held(key: &str) -> Press {
        Press {
            is_mod: true,
            ..press(key)
        }
    }

    const CLOSE: Command = Command::Deed(Deed::Close);

    /// Proves L11.
    #[test]
    fn every_command_has_its_own_word_and_its_own_key() {
        let bindings = Bindings::new();
        for (at, (one, _)) in Command::ALL.iter().enumerate() {
            for (other, _) in &Command::ALL[at + 1..] {
                assert_ne!(one.word(), other.word());
                let chord = bindings.of(*one);
                assert!(
                    chord.is_none() || chord != bindings.of(*other),
                    "{one:?} {other:?}"
                );
            }
        }
        for deed in Deed::ALL {
            assert!(
                Command::ALL
                    .iter()
                    .any(|(one, _)| *one == Command::Deed(*deed)),
                "{deed:?} has no line"
            );
        }
    }

    /// Proves L11: nothing fires while a text is composed or `AltGr` is held.
    #[test]
    fn what_is_being_written_is_no_command() {
        let bindings = Bindings::new();
        let check =
            |press: Press, expected| assert_eq!(bindings.command(&press), expected, "{press:?}");
        check(press("c"), Some(CLOSE));
        check(press("C"), Some(CLOSE));
        check(press("?"), Some(Command::Help));
        check(held("k"), Some(Command::Palette));
        check(press("x"), None);
        let writing = |press: Press| Press {
            is_writing: true,
            ..press
        };
        check(writing(press("c")), None);
        check(writing(held("k")), Some(Command::Palette));
        let composing = |press: Press| Press {
            is_composing: true,
            ..press
        };
        check(composing(press("c")), None);
        check(composing(held("k")), None);
        for key in ["Dead", "Process", "Unidentified"] {
            check(press(key), None);
        }
        let alt_gr = |press: Press| Press {
            is_alt_gr: true,
            ..press
        };
        check(alt_gr(press("?")), None);
        check(alt_gr(held("k")), None);
        let elsewhere = Press {
            is_elsewhere: true,
            ..press("c")
        };
        check(elsewhere, None);
        // The browser's own: Ctrl+C copies, Alt+D goes to the address.
        check(held("c"), None);
        let alt = Press {
            is_alt: true,
            ..press("d")
        };
        check(alt, None);
        // Held down, a key repeats: it walks, but closes nothing twice.
        let repeated = |press: Press| Press {
            is_repeated: true,
            ..press
        };
        check(repeated(press("c")), None);
        check(repeated(press("j")), Some(Command::Next));
    }

    /// Proves L11.
    #[test]
    fn a_key_can_be_changed_and_taken_away() {
        let mut bindings = Bindings::new();
        let chord = Chord::read("Shift+x");
        assert_eq!(bindings.change(CLOSE, chord.clone()), Ok(()));
        assert_eq!(bindings.command(&press("c")), None);
        let shifted = Press {
            is_shift: true,
            ..press("X")
        };
        assert_eq!(bindings.command(&shifted), Some(CLOSE));
        assert_eq!(
            bindings.change(Command::Reply, chord),
            Err(Unfit::Taken(CLOSE))
        );
        for reserved in ["Enter", "Escape", "Tab", "ArrowDown", "Space"] {
            assert_eq!(
                bindings.change(CLOSE, Chord::read(reserved)),
                Err(Unfit::Reserved),
                "{reserved}"
            );
        }
        assert_eq!(bindings.change(Command::Tab(Status::Open), None), Ok(()));
        assert_eq!(Bindings::read(&bindings.text()), bindings);
        assert_eq!(bindings.change(CLOSE, Chord::read("c")), Ok(()));
        assert_eq!(
            bindings.change(Command::Tab(Status::Open), Chord::read("1")),
            Ok(())
        );
        assert!(bindings.is_as_at_first());
    }

    /// Proves L11: for those whom single keys hinder (WCAG 2.1.4).
    #[test]
    fn single_keys_can_be_switched_off() {
        let mut bindings = Bindings::new();
        bindings.switch_off(true);
        assert_eq!(bindings.command(&press("c")), None);
        assert_eq!(bindings.command(&held("k")), Some(Command::Palette));
        assert!(Bindings::read(&bindings.text()).is_off());
    }

    #[test]
    fn what_cannot_be_read_is_as_at_first() {
        for text in [
            "",
            "close",
            "close Shift+",
            "nothing c",
            "close Enter",
            "\u{0}",
        ] {
            assert!(Bindings::read(text).is_as_at_first(), "{text:?}");
        }
        // Two with one key: the first keeps it.
        let read = Bindings::read("reply c\n");
        assert_eq!(read.command(&press("c")), Some(CLOSE));
        assert_eq!(read.command(&press("r")), Some(Command::Reply));
    }
}
