//! One field of a card while somebody edits it: what is typed, what its editor had seen, what the
//! server said. Whatever happens, what was typed stays until it is kept or taken back by hand.

use crate::fields::Unfit;

/// A field under somebody's hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editing {
    /// What is typed and not kept; `None` while the field shows what is kept.
    typed: Option<String>,
    /// What was kept when the typing began.
    seen: String,
    /// How it stands.
    stand: Stand,
}

/// How a field stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// Nothing to say.
    #[default]
    Rest,
    /// On its way: this value.
    Saving {
        /// What is sent.
        value: String,
        /// As it was typed.
        typed: String,
    },
    /// Kept; what was there before can come back.
    Saved {
        /// What was there.
        before: String,
        /// What is there now.
        after: String,
    },
    /// It does not fit, and was not sent.
    Unfit(Unfit),
    /// The server refused; a sentence says why.
    Refused(String),
    /// Somebody else wrote this meanwhile.
    Moved(String),
}

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What the field shall hold.
    pub value: String,
    /// What its editor had seen.
    pub seen: String,
}

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    Saved,
    /// Somebody else was faster; this is there now.
    Moved(String),
    /// It was refused, or did not arrive; a sentence says why.
    Refused(String),
}

impl Editing {
    /// What the field shows: what is typed, or else what is kept.
    #[must_use]
    pub fn shown(&self, kept: &str) -> String {
        self.typed.as_deref().unwrap_or(kept).to_owned()
    }

    /// Whether something is typed that is not kept.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    /// How it stands.
    #[must_use]
    pub const fn stand(&self) -> &Stand {
        &self.stand
    }

    /// The person typed.
    pub fn typed(&mut self, kept: &str, text: String) {
        if self.typed.is_none() {
            kept.clone_into(&mut self.seen);
        }
        self.typed = Some(text);
        // Faults are of what was typed before; what is on its way goes on.
        if !matches!(self.stand, Stand::Saving { .. } | Stand::Moved(_)) {
            self.stand = Stand::Rest;
        }
    }

    /// The person is done with it (Enter, or on to the next one): what to send, if anything.
    pub fn done(&mut self, fit: impl FnOnce(&str) -> Result<String, Unfit>) -> Option<Edit> {
        let typed = self.typed.clone()?;
        if matches!(self.stand, Stand::Saving { .. } | Stand::Moved(_)) {
            return None;
        }
        match fit(&typed) {
            Err(unfit) => {
                self.stand = Stand::Unfit(unfit);
                None
            }
            Ok(value) if value == self.seen => {
                self.typed = None;
                self.stand = Stand::Rest;
                None
            }
            Ok(value) => Some(self.send(value)),
        }
    }

    /// The person takes back what is typed. Whether there was anything.
    pub fn take_back(&mut self) -> bool {
        if matches!(self.stand, Stand::Saving { .. }) || self.typed.is_none() {
            return false;
        }
        self.typed = None;
        self.stand = Stand::Rest;
        true
    }

    /// The person wants back what was there before.
    pub fn undo(&mut self) -> Option<Edit> {
        let Stand::Saved { before, after } = self.stand.clone() else {
            return None;
        };
        self.typed = Some(before.clone());
        self.seen = after;
        Some(self.send(before))
    }

    /// The person keeps what somebody else wrote.
    pub fn keep_theirs(&mut self) {
        if matches!(self.stand, Stand::Moved(_)) {
            self.typed = None;
            self.stand = Stand::Rest;
        }
    }

    /// The person writes over what somebody else wrote, knowing it.
    pub fn keep_mine(&mut self, fit: impl FnOnce(&str) -> Result<String, Unfit>) -> Option<Edit> {
        if let Stand::Moved(theirs) = std::mem::take(&mut self.stand) {
            self.seen = theirs;
        }
        self.done(fit)
    }

    /// The server answered.
    pub fn answered(&mut self, outcome: Outcome) {
        let Stand::Saving { value, typed } = std::mem::take(&mut self.stand) else {
            return;
        };
        match outcome {
            Outcome::Saved => {
                let before = std::mem::replace(&mut self.seen, value.clone());
                // What was typed meanwhile is another edit, over what is kept now.
                if self.typed.as_ref() == Some(&typed) {
                    self.typed = None;
                }
                self.stand = Stand::Saved {
                    before,
                    after: value,
                };
            }
            Outcome::Moved(theirs) => self.stand = Stand::Moved(theirs),
            Outcome::Refused(why) => self.stand = Stand::Refused(why),
        }
    }

    /// The time for undoing is over.
    pub fn over(&mut self) {
        if matches!(self.stand, Stand::Saved { .. }) {
            self.stand = Stand::Rest;
        }
    }

    fn send(&mut self, value: String) -> Edit {
        self.stand = Stand::Saving {
            value: value.clone(),
            typed: self.shown(&value),
        };
        Edit {
            value,
            seen: self.seen.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Shape, fit};

    fn name(typed: &str) -> Result<String, Unfit> {
        fit(Shape::Name, typed)
    }

    fn edit(value: &str, seen: &str) -> Option<Edit> {
        Some(Edit {
            value: value.to_owned(),
            seen: seen.to_owned(),
        })
    }

    /// A field that held `kept`, with something typed into it.
    fn typing(kept: &str, text: &str) -> Editing {
        let mut field = Editing::default();
        field.typed(kept, text.to_owned());
        field
    }

    /// Proves T2: saved, and undone.
    #[test]
    fn what_is_kept_can_be_undone() {
        let mut field = typing("Marta", " Marta Solís");
        assert_eq!(field.done(name), edit("Marta Solís", "Marta"));
        assert_eq!(field.done(name), None, "once");
        field.answered(Outcome::Saved);
        assert_eq!(field.shown("Marta Solís"), "Marta Solís");
        assert_eq!(field.undo(), edit("Marta", "Marta Solís"));
        assert_eq!(field.shown("Marta Solís"), "Marta");
        field.answered(Outcome::Saved);
        assert_eq!(field.undo(), edit("Marta Solís", "Marta"), "and back again");
        field.answered(Outcome::Saved);
        field.over();
        assert_eq!((field.undo(), field.stand()), (None, &Stand::Rest));
    }

    /// Proves T2: nothing typed is lost by a refusal, a colleague or a slip.
    #[test]
    fn what_is_typed_stays_whatever_the_answer() {
        let mut field = typing("Marta", "  ");
        assert_eq!(field.done(name), None);
        assert_eq!(field.stand(), &Stand::Unfit(Unfit::Empty));
        field.typed("Marta", "Eva".to_owned());
        assert_eq!(field.stand(), &Stand::Rest);
        assert_eq!(field.done(name), edit("Eva", "Marta"));
        field.answered(Outcome::Refused("No.".to_owned()));
        assert_eq!(field.shown("Marta"), "Eva");
        assert_eq!(field.done(name), edit("Eva", "Marta"), "once more");
        field.answered(Outcome::Moved("Lucía".to_owned()));
        assert_eq!(field.shown("Lucía"), "Eva");
        assert_eq!(
            field.done(name),
            None,
            "not over somebody else's by leaving"
        );
        assert_eq!(field.keep_mine(name), edit("Eva", "Lucía"));
        field.answered(Outcome::Moved("Luz".to_owned()));
        field.keep_theirs();
        assert_eq!(field.shown("Luz"), "Luz");
    }

    #[test]
    fn a_colleagues_words_come_in_unless_somebody_types() {
        let field = Editing::default();
        assert_eq!(field.shown("Lucía"), "Lucía");
        let mut field = typing("Marta", "Ma");
        assert_eq!(field.shown("Lucía"), "Ma");
        // What was seen is what was there when the typing began.
        field.typed("Lucía", "Mar".to_owned());
        assert_eq!(field.done(name), edit("Mar", "Marta"));
    }

    #[test]
    fn nothing_changed_is_nothing_to_send() {
        let mut field = typing("Marta", "Marta ");
        assert_eq!(field.done(name), None);
        assert_eq!(
            field,
            Editing {
                seen: "Marta".to_owned(),
                ..Editing::default()
            }
        );
        let mut field = typing("Marta", "x");
        assert!(field.take_back());
        assert!(!field.take_back());
        assert_eq!(field.shown("Marta"), "Marta");
    }

    #[test]
    fn what_is_typed_while_it_is_saved_is_another_edit() {
        let mut field = typing("Marta", "Eva");
        assert!(field.done(name).is_some());
        field.typed("Marta", "Eva María".to_owned());
        field.answered(Outcome::Saved);
        assert_eq!(field.shown("Eva"), "Eva María");
        assert_eq!(field.done(name), edit("Eva María", "Eva"));
    }
}
