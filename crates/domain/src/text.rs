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

/// Whether a sign stands in words: a letter or a digit, of whatever script, near enough.
///
/// The tables of all of Unicode are 2.5 kB of the app's first load. Here every sign above Latin-1 is
/// a letter but for the blocks of marks, punctuation, symbols and emoji.
#[must_use]
pub const fn is_word(sign: char) -> bool {
    !matches!(sign,
        '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}'
        | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2c2}'..='\u{2c5}'
        | '\u{2d2}'..='\u{2df}' | '\u{300}'..='\u{36f}' | '\u{375}' | '\u{37e}' | '\u{384}'..='\u{385}' | '\u{387}'
        | '\u{482}'..='\u{489}' | '\u{55a}'..='\u{55f}' | '\u{589}'..='\u{5cf}' | '\u{5f3}'..='\u{60f}'
        | '\u{61b}'..='\u{61f}' | '\u{64b}'..='\u{65f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
        | '\u{6d6}'..='\u{6e4}' | '\u{6e7}'..='\u{6ed}' | '\u{93c}' | '\u{94d}' | '\u{964}'..='\u{965}'
        | '\u{970}' | '\u{e3f}' | '\u{2000}'..='\u{206f}' | '\u{207a}'..='\u{207e}'
        | '\u{208a}'..='\u{208f}' | '\u{20a0}'..='\u{20ff}' | '\u{2190}'..='\u{245f}'
        | '\u{249c}'..='\u{24b5}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        | '\u{30fb}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
        | '\u{ffe0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..)
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

    /// What stands in the words of people is what Unicode calls letters and digits; in scripts and
    /// signs that nobody writes names with it may differ a little.
    #[test]
    fn letters_and_digits_of_the_scripts_that_people_write_in_are_words() {
        let exact = [
            '\0'..='\u{2af}',
            '\u{370}'..='\u{52f}',
            '\u{5d0}'..='\u{64a}',
            '\u{660}'..='\u{6d5}',
            '\u{1e00}'..='\u{1eff}',
            '\u{2000}'..='\u{206f}',
            '\u{2190}'..='\u{23ff}',
            '\u{3041}'..='\u{3096}',
            '\u{4e00}'..='\u{9fff}',
            '\u{ac00}'..='\u{d7a3}',
            '\u{e000}'..='\u{f8ff}',
            '\u{1f300}'..='\u{1faff}',
        ];
        let differs: Vec<char> = exact
            .into_iter()
            .flatten()
            .filter(|sign| is_word(*sign) != sign.is_alphanumeric())
            .collect();
        let unassigned =
            |sign: &char| matches!(*sign, '\u{378}'..='\u{3ff}' | '\u{530}'..='\u{62f}');
        let differs: Vec<String> = differs
            .into_iter()
            .filter(|sign| !unassigned(sign))
            .map(|sign| format!("{:x}", u32::from(sign)))
            .collect();
        assert_eq!(differs, [""; 0]);
    }

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
