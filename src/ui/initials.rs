//! The letters and the ground of a person without a picture, from the name alone.

use bandeja_domain::text::is_word;

/// At most this many marks stay on a letter: a name must not grow over the line above.
const MARKS: usize = 3;

/// The first letter of the first and of the last word, each with its marks; empty for a name
/// without letters, digits or signs.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(letter);
    let first = words.next().unwrap_or_default();
    match words.next_back() {
        // Two emoji side by side do not fit.
        Some(last) if first.starts_with(|c: char| is_word(c) && !c.is_ascii_digit()) => {
            first + &last
        }
        _ => first,
    }
}

/// Which of `grounds` grounds a name stands on; always the same one for a name.
#[must_use]
pub fn ground(name: &str, grounds: u32) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 8) % grounds.max(1)
}

/// The first thing of a word that a reader takes for one sign.
fn letter(word: &str) -> Option<String> {
    let mut chars = word.chars().skip_while(|c| !is_base(*c)).peekable();
    let base = chars.next()?;
    let mut sign = String::from(base);
    let mut marks = 0;
    if is_flag(base) {
        sign.extend(chars.next_if(|c| is_flag(*c)));
        return Some(sign);
    }
    while let Some(mark) = chars.next_if(|c| joins(*c)) {
        if marks == MARKS {
            break;
        }
        marks += 1;
        sign.push(mark);
        if mark == '\u{200d}' {
            sign.extend(chars.next_if(|c| is_base(*c)));
        }
    }
    Some(sign.trim_end_matches('\u{200d}').to_owned())
}

const fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

fn is_base(c: char) -> bool {
    !joins(c) && (is_word(c) || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}'))
}

/// Signs that belong to the one before them. Not all of Unicode: the scripts our customers use.
const fn joins(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(initials(name), expected, "{name}");
    }

    /// Proves L2.
    #[test]
    fn a_name_gives_its_first_and_last_letter() {
        check("Ana María López", "AL");
        check("  bruno ", "b");
        check("«Óscar» (ventas)", "Óv");
        check("+34 600 123", "3");
        check("", "");
        check(" . - ", "");
    }

    #[test]
    fn a_letter_keeps_its_marks_but_not_a_tower_of_them() {
        check("E\u{301}lena", "E\u{301}");
        let zalgo = format!("Z{} b", "\u{310}".repeat(10_000));
        assert_eq!(initials(&zalgo).chars().count(), 1 + MARKS + 1);
    }

    #[test]
    fn signs_are_not_torn_apart() {
        check("👩‍🚒 Marta", "👩‍🚒");
        check("🇦🇷 Diego", "🇦🇷");
        check("👍🏽", "👍🏽");
        check("مريم علي", "مع");
    }

    #[test]
    fn a_name_keeps_its_ground() {
        assert_eq!(ground("Ana", 6), ground("Ana", 6));
        let grounds: std::collections::BTreeSet<_> = [
            "Ana", "Bruno", "Olga", "Carla", "Dora", "Elio", "Fabia", "Gil", "Hugo", "Inés",
        ]
        .map(|name| ground(name, 6))
        .into();
        assert!(grounds.len() >= 4, "{grounds:?}");
    }
}
