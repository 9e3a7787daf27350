//! Pure work on texts: filling places, grouping numbers.

use super::Language;

/// Fills `{name}` places. A value is never looked into: braces in a customer's name stay braces.
/// An unknown place stays as it is.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// A number in groups of three. Spanish groups from five digits on.
#[must_use]
pub fn grouped(language: Language, n: u64) -> String {
    let digits = n.to_string();
    let separator = if language == Language::En { ',' } else { '.' };
    if digits.len() < 4 || (language == Language::Es && digits.len() < 5) {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
