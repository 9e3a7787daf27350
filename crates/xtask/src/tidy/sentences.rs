//! One sentence per line in Markdown, so that a change shows what was said anew.

use super::{Finding, source::Source};

pub(super) fn prose_has_one_sentence_per_line(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "md" {
        return;
    }
    let mut in_code = false;
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code && !line.starts_with('|') && has_two(line) {
            findings.push(source.finding(offset, "two sentences on one line"));
        }
        offset += line.len();
    }
}

/// A full stop and a space before a capital, after a word and not after «1».
fn has_two(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + 2..].chars().next();
        before.is_some_and(|c| c.is_lowercase() || matches!(c, '`' | ')' | '»'))
            && after.is_some_and(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn two_sentences_on_one_line_are_found() {
        let check = |text: &str| lines(prose_has_one_sentence_per_line, "README.md", text);
        assert_eq!(check("One here.\nOne there. And another.\n"), [2]);
        assert_eq!(check("1. First\n2. Second, e.g. this.\n"), [0; 0]);
        assert_eq!(check("```\nA b. C\n```\n| a. B | c |\n"), [0; 0]);
    }
}
