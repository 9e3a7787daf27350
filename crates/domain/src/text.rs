//! Text that people write: what counts as empty, how long it is in the unit its channel counts,
//! what is taken out, and previews.

use crate::channel::Unit;

/// Why a text cannot be sent as it is. Nothing is ever cut off in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing but white space.
    Empty,
    /// Longer than `limit`, in the channel's unit.
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
}

/// The length of a text in a channel's unit.
#[must_use]
pub fn length(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Characters => text.chars().count(),
        Unit::Utf16 => text.encode_utf16().count(),
        Unit::Bytes => text.len(),
    }
}

/// The text as it is stored: line ends are `\n`, and control characters that no keyboard makes
/// (NUL and the like; tab and line feed stay) are gone. White space at both ends goes, too.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut after_return = false;
    // By hand: `str::replace` with its searcher would be 2 kB of the widget's download.
    for c in text.chars() {
        match c {
            '\r' => kept.push('\n'),
            '\n' if after_return => {}
            '\n' | '\t' => kept.push(c),
            _ if c.is_control() => {}
            _ => kept.push(c),
        }
        after_return = c == '\r';
    }
    kept.trim().to_owned()
}

/// Whether a cleaned text may be sent.
///
/// # Errors
/// [`Unfit`] says what is wrong; the text stays with its writer.
pub fn check(text: &str, limit: usize, unit: Unit) -> Result<(), Unfit> {
    if text.trim().is_empty() {
        return Err(Unfit::Empty);
    }
    let length = length(text, unit);
    if length > limit {
        Err(Unfit::TooLong { length, limit })
    } else {
        Ok(())
    }
}

/// The longest closing note, in characters (A5).
pub const NOTE: usize = 2_000;

/// The longest comment, in characters (M9).
pub const COMMENT: usize = 8_000;

/// The longest preview, in characters.
pub const PREVIEW: usize = 200;

/// The first line of a text that says something, white space folded, at most [`PREVIEW`]
/// characters, «…» where it goes on.
#[must_use]
pub fn preview(text: &str) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    // Long before the end of a long line is reached, enough of it has been seen.
    let words: Vec<_> = line.split_whitespace().take(PREVIEW + 1).collect();
    let folded = words.join(" ");
    if folded.chars().nth(PREVIEW).is_none() {
        return folded;
    }
    let kept: String = folded.chars().take(PREVIEW - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blank_text_is_empty() {
        assert_eq!(check(" \n\t ", 10, Unit::Characters), Err(Unfit::Empty));
    }

    /// Proves M1.
    #[test]
    fn the_limit_itself_still_fits() {
        let text = "á".repeat(10);
        assert_eq!(check(&text, 10, Unit::Characters), Ok(()));
        assert_eq!(
            check(&text, 10, Unit::Bytes),
            Err(Unfit::TooLong {
                length: 20,
                limit: 10
            })
        );
        assert_eq!(length("👩‍🚒", Unit::Utf16), 5);
    }

    #[test]
    fn no_key_makes_a_nul() {
        assert_eq!(clean("a\0b\r\nc\u{7f}\t\rd "), "ab\nc\t\nd");
    }

    #[test]
    fn a_preview_is_the_first_line_that_says_something() {
        assert_eq!(preview("\n  Hola,   buenas \ntardes"), "Hola, buenas");
        assert_eq!(preview("").as_str(), "");
    }

    proptest! {
        #[test]
        fn a_preview_never_passes_its_length(text in "\\PC{0,600}") {
            let preview = preview(&text);
            prop_assert!(preview.chars().count() <= PREVIEW);
            prop_assert_eq!(preview.trim(), preview.as_str());
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
