//! What fits in a field of a card: one function for the form, which says it beside the field, and
//! for the server, which keeps nothing else.
//!
//! Values are texts; an empty one is none.

use crate::text::{self, is_word};
use bandeja_contract::FieldKind;

/// The longest value, in characters.
pub const LONGEST: usize = 500;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest e-mail address (RFC 5321), in characters.
pub const LONGEST_EMAIL: usize = 254;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape<'a> {
    /// A name or a title: never nothing.
    Name,
    /// Words.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number, whole or with decimals.
    Number,
    /// A day, `2026-11-25`.
    Date,
    /// One of these.
    Choice(&'a [String]),
    /// An address on the web.
    Link,
    /// Yes, or nothing.
    Checkbox,
}

impl<'a> Shape<'a> {
    /// What a field of the workspace takes.
    #[must_use]
    pub const fn of(kind: FieldKind, choices: &'a [String]) -> Self {
        match kind {
            FieldKind::Text => Self::Text,
            FieldKind::Number => Self::Number,
            FieldKind::Date => Self::Date,
            FieldKind::Choice => Self::Choice(choices),
            FieldKind::Link => Self::Link,
            FieldKind::Checkbox => Self::Checkbox,
        }
    }
}

/// Why a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There must be something.
    Empty,
    /// More characters than these.
    TooLong(usize),
    /// No e-mail address.
    Email,
    /// No telephone number.
    Phone,
    /// No number.
    Number,
    /// No day of the calendar.
    Date,
    /// None of the choices.
    Choice,
    /// No address on the web.
    Link,
}

/// What a checked box holds.
pub const CHECKED: &str = "true";

/// The value as it is kept.
///
/// # Errors
/// [`Unfit`] says what is wrong; what was typed stays with its writer.
pub fn fit(shape: Shape<'_>, typed: &str) -> Result<String, Unfit> {
    let value = one_line(typed);
    let limit = match shape {
        Shape::Name => LONGEST_NAME,
        Shape::Email => LONGEST_EMAIL,
        _ => LONGEST,
    };
    if value.is_empty() {
        return match shape {
            Shape::Name => Err(Unfit::Empty),
            _ => Ok(value),
        };
    }
    if value.chars().nth(limit).is_some() {
        return Err(Unfit::TooLong(limit));
    }
    let is_fit = match shape {
        Shape::Name | Shape::Text => true,
        Shape::Email => is_email(&value),
        Shape::Phone => is_phone(&value),
        Shape::Number => return number(&value).ok_or(Unfit::Number),
        Shape::Date => is_date(&value),
        Shape::Choice(choices) => choices.contains(&value),
        Shape::Link => return link(value).ok_or(Unfit::Link),
        Shape::Checkbox => value == CHECKED,
    };
    if is_fit {
        return Ok(value);
    }
    Err(match shape {
        Shape::Email => Unfit::Email,
        Shape::Phone => Unfit::Phone,
        Shape::Date => Unfit::Date,
        _ => Unfit::Choice,
    })
}

/// White space folded, signs that no keyboard makes taken out.
fn one_line(typed: &str) -> String {
    let clean = text::clean(typed);
    let words: Vec<&str> = clean.split_whitespace().collect();
    words.join(" ")
}

/// Enough to catch a slip of the hand; whether it exists only a mail tells.
fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else {
        return false;
    };
    let is_plain = |c: char| !c.is_whitespace() && !"<>()[]\\,;:\"@".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| is_word(c) || c == '-')
    };
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    !local.is_empty()
        && local.len() <= 64
        && dots
        && local.chars().all(is_plain)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

/// Digits as people write them; the longest number of the world has fifteen.
fn is_phone(value: &str) -> bool {
    let rest = value.strip_prefix('+').unwrap_or(value);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || " -.()/".contains(c))
}

/// A comma is a decimal point, as our languages write it. Thousands have no sign.
fn number(value: &str) -> Option<String> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let mut parts = digits.split(['.', ',']);
    let (whole, part) = (parts.next()?, parts.next());
    let is_some = |digits: &str| {
        (1..=15).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
    };
    let fits = parts.next().is_none() && is_some(whole) && part.is_none_or(is_some);
    fits.then(|| {
        value
            .chars()
            .map(|c| if c == ',' { '.' } else { c })
            .collect()
    })
}

fn is_date(value: &str) -> bool {
    let mut parts = value.split('-');
    let mut part = |length: usize| {
        let text = parts.next().filter(|text| text.len() == length)?;
        text.bytes()
            .all(|c| c.is_ascii_digit())
            .then(|| text.parse::<u32>().ok())?
    };
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    parts.next().is_none() && year > 0 && (1..=days).contains(&day)
}

/// `tienda.example/pedidos` is meant as `https://`; nothing but the web's own schemes is taken.
fn link(value: String) -> Option<String> {
    let value = if value.contains("://") {
        value
    } else {
        format!("https://{value}")
    };
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let name = host.split(':').next()?;
    let is_host = name.contains('.')
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.chars().all(|c| is_word(c) || c == '-' || c == '.');
    let is_whole = !rest
        .chars()
        .any(|c| c.is_whitespace() || "<>\"\\".contains(c));
    (is_host && is_whole).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(shape: Shape<'_>, good: &[(&str, &str)], bad: &[&str], why: Unfit) {
        for (typed, kept) in good {
            assert_eq!(fit(shape, typed), Ok((*kept).to_owned()), "{typed:?}");
        }
        for typed in bad {
            assert_eq!(fit(shape, typed), Err(why), "{typed:?}");
        }
    }

    /// Proves T2: an address, a number, a day are checked where they are typed and where they
    /// are kept.
    #[test]
    fn what_fits_is_kept_tidily_and_what_does_not_is_named() {
        check(
            Shape::Email,
            &[
                (" ana@correo.example ", "ana@correo.example"),
                ("ñandú+1@correo.com.ar", "ñandú+1@correo.com.ar"),
                ("", ""),
            ],
            &[
                "ana",
                "ana@",
                "@correo.example",
                "ana@correo",
                "a b@correo.example",
                "ana@@correo.example",
                "ana@-x.example",
                "ana@correo..example",
                ".ana@correo.example",
                "<ana@correo.example>",
            ],
            Unfit::Email,
        );
        check(
            Shape::Phone,
            &[
                ("+34 953 010 204", "+34 953 010 204"),
                ("(011)  4371-0000", "(011) 4371-0000"),
            ],
            &[
                "12345",
                "+54 9 11 llamar",
                "1234567890123456",
                "++34953010204",
            ],
            Unfit::Phone,
        );
        check(
            Shape::Number,
            &[("1204", "1204"), ("-3,5", "-3.5"), ("0.25", "0.25")],
            &[
                "1.234,5",
                "doce",
                "1,",
                ",5",
                "--1",
                "1e5",
                "1234567890123456",
            ],
            Unfit::Number,
        );
        check(
            Shape::Date,
            &[("2026-11-25", "2026-11-25"), ("2024-02-29", "2024-02-29")],
            &[
                "2026-02-29",
                "2026-13-01",
                "2026-11-31",
                "25/11/2026",
                "2026-1-5",
                "0000-01-01",
                "2026-11-25-1",
            ],
            Unfit::Date,
        );
        check(
            Shape::Link,
            &[
                ("tienda.example/a?b=1", "https://tienda.example/a?b=1"),
                ("http://tienda.example:8080", "http://tienda.example:8080"),
            ],
            &[
                "javascript:alert(1)",
                "javascript://x.example/%0aalert(1)",
                "data://x.example",
                "https://",
                "tienda",
                "https://a b.example",
                "https://.example",
            ],
            Unfit::Link,
        );
        check(
            Shape::Name,
            &[(" Ana \n Díaz", "Ana Díaz")],
            &["", " \t"],
            Unfit::Empty,
        );
        check(
            Shape::Checkbox,
            &[("true", "true"), ("", "")],
            &["yes"],
            Unfit::Choice,
        );
        let choices = ["Particular".to_owned(), "Empresa".to_owned()];
        check(
            Shape::Choice(&choices),
            &[("Empresa", "Empresa"), ("", "")],
            &["empresa", "Otra"],
            Unfit::Choice,
        );
    }

    #[test]
    fn what_is_too_long_is_refused_whole() {
        let long = "ñ".repeat(LONGEST + 1);
        assert_eq!(fit(Shape::Text, &long), Err(Unfit::TooLong(LONGEST)));
        assert_eq!(fit(Shape::Name, &long), Err(Unfit::TooLong(LONGEST_NAME)));
    }

    proptest! {
        #[test]
        fn what_is_kept_fits_again_and_stays_the_same(text in any::<String>(), which in 0..8_usize) {
            let shape = [
                Shape::Name, Shape::Text, Shape::Email, Shape::Phone,
                Shape::Number, Shape::Date, Shape::Link, Shape::Checkbox,
            ][which];
            if let Ok(kept) = fit(shape, &text) {
                prop_assert_eq!(fit(shape, &kept), Ok(kept));
            }
        }

        #[test]
        fn no_link_runs(text in "(?i)[a-z]{0,12}:?/{0,2}[a-z.:@/ ]{0,20}") {
            if let Ok(kept) = fit(Shape::Link, &text) {
                prop_assert!(kept.is_empty() || kept.starts_with("https://") || kept.starts_with("http://"));
            }
        }
    }
}
