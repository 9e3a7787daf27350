//! What is shown of a match: a line of text around it, and where in that line it is.

use crate::db::search::Signs;
use bandeja_contract::search::Highlight;
use bandeja_domain::search::Wanted;

/// At most so many characters.
const LONGEST: usize = 160;
/// At most so many of them before the first match.
const BEFORE: usize = 32;

/// A line, and what of it matches.
pub(super) type Snippet = (String, Vec<Highlight>);

/// Cuts a line out of a text whose matches stand between signs.
pub(super) fn cut(text: &str, signs: &Signs) -> Snippet {
    let (text, marks) = take_signs_out(text, signs);
    let first = marks.first().map_or(0, |mark| mark.from);
    let mut start = first.saturating_sub(BEFORE);
    if start > 0 {
        // At the beginning of a word.
        let gap = |at: &usize| at.checked_sub(1).and_then(|at| text.get(at)) == Some(&' ');
        start = (start..first).find(gap).unwrap_or(start);
    }
    let end = text.len().min(start + LONGEST);
    let shown: String = text.get(start..end).unwrap_or_default().iter().collect();
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < text.len() { "…" } else { "" };
    let shift = lead.chars().count();
    let marks = marks
        .into_iter()
        .filter(|mark| mark.from < end)
        .map(|mark| Highlight {
            from: number(mark.from - start + shift),
            to: number(mark.to.min(end) - start + shift),
        })
        .collect();
    (format!("{lead}{shown}{tail}"), marks)
}

struct Found {
    from: usize,
    to: usize,
}

/// The text in one line, and the matches.
fn take_signs_out(text: &str, signs: &Signs) -> (Vec<char>, Vec<Found>) {
    let mut line: Vec<char> = Vec::with_capacity(text.len());
    let mut marks = Vec::new();
    let plain = |line: &mut Vec<char>, part: &str| {
        for sign in part.chars() {
            let sign = if sign.is_whitespace() || sign.is_control() {
                ' '
            } else {
                sign
            };
            if sign != ' ' || line.last().is_some_and(|last| *last != ' ') {
                line.push(sign);
            }
        }
    };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&*signs.0) {
        plain(&mut line, before);
        let from = line.len();
        let (inside, after) = after.split_once(&*signs.1).unwrap_or((after, ""));
        plain(&mut line, inside);
        marks.push(Found {
            from,
            to: line.len(),
        });
        rest = after;
    }
    plain(&mut line, rest);
    (line, marks)
}

/// A phone number as it is written; the digits that were looked for are marked, whatever stands
/// between them.
pub(super) fn phone(written: &str, wanted: &Wanted) -> Snippet {
    let signs: Vec<char> = written.chars().collect();
    let places: Vec<usize> = (0..signs.len())
        .filter(|at| signs.get(*at).is_some_and(char::is_ascii_digit))
        .collect();
    let digits: String = signs.iter().filter(|sign| sign.is_ascii_digit()).collect();
    let only_digits =
        |word: &String| -> String { word.chars().filter(char::is_ascii_digit).collect() };
    let mut marks: Vec<Highlight> = wanted
        .digits
        .clone()
        .into_iter()
        .chain(wanted.words.iter().map(only_digits))
        .filter(|looked_for| !looked_for.is_empty())
        .filter_map(|looked_for| {
            let at = digits.find(&looked_for)?;
            let last = places.get(at + looked_for.len() - 1)?;
            Some(Highlight {
                from: number(*places.get(at)?),
                to: number(*last + 1),
            })
        })
        .collect();
    // The whole number says more than its parts.
    marks.truncate(1);
    (written.to_owned(), marks)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks are written as `[…]`.
    fn shown((text, marks): &Snippet) -> String {
        let mut out = String::new();
        for (at, sign) in text.chars().enumerate() {
            let at = number(at);
            if marks.iter().any(|mark| mark.from == at) {
                out.push('[');
            }
            out.push(sign);
            if marks.iter().any(|mark| mark.to == at + 1) {
                out.push(']');
            }
        }
        out
    }

    fn check(text: &str, expected: &str) {
        let signs = Signs("<<".to_owned(), ">>".to_owned());
        assert_eq!(shown(&cut(text, &signs)), expected);
    }

    /// Proves L9: the match is where it is, in one line.
    #[test]
    fn a_snippet_is_one_line_around_the_first_match() {
        check("un <<reembolso>> ya", "un [reembolso] ya");
        check("uno\n\n <<dos>>\ttres", "uno [dos] tres");
        check("<<ñandú>> y <<ñu>>", "[ñandú] y [ñu]");
        let long = format!(
            "{}palabra <<aquí>> {}",
            "relleno ".repeat(50),
            "y ".repeat(200)
        );
        let signs = Signs("<<".to_owned(), ">>".to_owned());
        let cut = cut(&long, &signs);
        assert!(cut.0.chars().count() <= LONGEST + 2, "{}", cut.0);
        assert!(
            shown(&cut).starts_with("…relleno relleno relleno palabra [aquí] y"),
            "{}",
            shown(&cut)
        );
        assert!(cut.0.ends_with('…'));
    }

    /// Proves L9: «999888» is found in «+51 999-888».
    #[test]
    fn a_phone_number_is_marked_as_it_is_written() {
        let check = |looked_for: &str, expected: &str| {
            let wanted = Wanted::read(looked_for).expect("something");
            assert_eq!(shown(&phone("+51 999-888 777", &wanted)), expected);
        };
        check("999888", "+51 [999-888] 777");
        check("+51 999-888", "+[51 999-888] 777");
        check("888-777", "+51 999-[888 777]");
    }
}
