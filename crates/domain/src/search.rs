//! What somebody looks for, taken apart: the same reading before it is sent and where it is looked
//! up (L9). Every sign is text; nothing is an operator.

use crate::text::is_word;
use bandeja_contract::search::MAX_SEARCH;

/// More words than this are not looked for.
const MOST_WORDS: usize = 16;
/// Fewer digits than this are no part of a phone number.
const FEWEST_DIGITS: usize = 3;
/// Numbers of cases and tickets are shorter than this.
const LONGEST_NUMBER: usize = 15;

/// Why a text cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither a letter nor a digit.
    Nothing,
    /// Longer than [`MAX_SEARCH`].
    TooLong,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// All of these, each with a letter or a digit in it.
    pub words: Vec<String>,
    /// Whether the last of them may be the beginning of a word.
    pub is_open: bool,
    /// The digits, where the text may be a phone number in any writing.
    pub digits: Option<String>,
    /// The number, where the text may be one of a case or a ticket: `6597`, `#6597`.
    pub number: Option<String>,
}

impl Wanted {
    /// Reads a text.
    ///
    /// # Errors
    /// [`Refusal`] where there is nothing to look for, or too much.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        if text.chars().nth(MAX_SEARCH).is_some() {
            return Err(Refusal::TooLong);
        }
        let parts = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
        let words: Vec<String> = parts
            .filter(|part| part.chars().any(is_word))
            .take(MOST_WORDS)
            .map(str::to_owned)
            .collect();
        let Some(last) = words.last() else {
            return Err(Refusal::Nothing);
        };
        // A single letter begins half of all words.
        let is_open = text.ends_with(last) && last.chars().nth(1).is_some();
        Ok(Self {
            is_open,
            digits: digits(text),
            number: number(text),
            words,
        })
    }
}

/// The digits of what looks like a phone number.
fn digits(text: &str) -> Option<String> {
    let is_of_phone = |sign: char| {
        sign.is_ascii_digit()
            || sign.is_whitespace()
            || matches!(sign, '+' | '-' | '(' | ')' | '.' | '/')
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (text.chars().all(is_of_phone) && digits.len() >= FEWEST_DIGITS).then_some(digits)
}

fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text.strip_prefix('#').unwrap_or(text);
    let is_number = !number.is_empty()
        && number.len() < LONGEST_NUMBER
        && number.chars().all(|sign| sign.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = match Wanted::read(text) {
            Ok(wanted) => {
                let mut shown = wanted.words.join("|");
                if wanted.is_open {
                    shown.push('*');
                }
                for (name, part) in [("tel", wanted.digits), ("no", wanted.number)] {
                    if let Some(part) = part {
                        shown.push_str(&format!(" {name}:{part}"));
                    }
                }
                shown
            }
            Err(refusal) => format!("{refusal:?}"),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    /// Proves L9.
    #[test]
    fn words_numbers_and_phones_are_told_apart() {
        check("reembolso", "reembolso*");
        check("  el  reembolso ", "el|reembolso");
        check("a", "a");
        check("ana.ruiz@ejemplo.pe", "ana.ruiz@ejemplo.pe*");
        check("6597", "6597* tel:6597 no:6597");
        check("#6597", "#6597* no:6597");
        check("+51 999-888", "+51|999-888* tel:51999888");
        check("(01) 42", "(01)|42* tel:0142");
    }

    /// Proves L9: hostile texts are text, or clearly nothing.
    #[test]
    fn operators_are_words_and_signs_alone_are_nothing() {
        check("a OR \"b", "a|OR|\"b*");
        check("NEAR(uno dos) -tres", "NEAR(uno|dos)|-tres*");
        check("uno\0dos", "uno|dos*");
        check("", "Nothing");
        check("\" * ( ) ^ :", "Nothing");
        check("😀", "Nothing");
        check(
            &"a".repeat(MAX_SEARCH),
            &format!("{}*", "a".repeat(MAX_SEARCH)),
        );
        check(&"á".repeat(MAX_SEARCH + 1), "TooLong");
        check(&"x ".repeat(40), &["x"; MOST_WORDS].join("|"));
    }
}
