//! One file as the rules see it: its text, its code without comments and strings, without tests.
//!
//! All views of a file have the same lines, so a line number holds in each of them.

use super::{Finding, lexer};

/// A file of the repository.
pub(super) struct Source<'a> {
    /// Relative to the root, with `/`.
    pub(super) path: &'a str,
    /// As it stands.
    pub(super) text: &'a str,
    /// Comments blanked; of Rust also the tests.
    pub(super) uncommented: String,
    /// Rust only: strings blanked as well.
    pub(super) code: String,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        let (uncommented, code) = match ending(path) {
            "rs" if is_test_file(path) => (lexer::blank(text), lexer::blank(text)),
            "rs" => lexer::without_tests(lexer::rust(text)),
            "css" => (lexer::css(text), String::new()),
            _ => (text.to_owned(), String::new()),
        };
        Self {
            path,
            text,
            uncommented,
            code,
        }
    }

    /// `rs` for `a/b.rs`; empty where there is none.
    pub(super) fn ending(&self) -> &str {
        ending(self.path)
    }

    /// Whether it lies below one of `folders` or is one of them; each is written without a final
    /// slash.
    pub(super) fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| {
            self.path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest == ".rs")
        })
    }

    /// Whether all of it is compiled for tests only.
    pub(super) fn is_test(&self) -> bool {
        is_test_file(self.path)
    }

    /// A finding at a byte offset of any of the texts.
    pub(super) fn finding(&self, offset: usize, text: impl Into<String>) -> Finding {
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        Finding {
            path: self.path.to_owned(),
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            text: text.into(),
        }
    }

    /// A finding about the file as a whole.
    pub(super) fn finding_of_file(&self, text: impl Into<String>) -> Finding {
        Finding {
            path: self.path.to_owned(),
            line: 0,
            text: text.into(),
        }
    }
}

/// Offsets of `word` in `text` where no letter, digit or `_` continues it on a side on which it
/// has such a character itself.
pub(super) fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let first = is_letter(word.chars().next());
    let last = is_letter(word.chars().last());
    text.match_indices(word).filter_map(move |(at, _)| {
        let before = is_letter(text[..at].chars().next_back());
        let after = is_letter(text[at + word.len()..].chars().next());
        (!(first && before || last && after)).then_some(at)
    })
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// What is compiled for tests alone although its name does not say so: the stage that tests of
/// views stand on, and the measuring of colours.
const FOR_TESTS: [&str; 2] = ["src/testing.rs", "src/ui/contrast.rs"];

/// The end-to-end package, tests of a crate, and modules of tests.
fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.ends_with("tests.rs")
        || FOR_TESTS.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone() {
        let found: Vec<_> = words("eval(x) my_eval(x) eval", "eval").collect();
        assert_eq!(found, [0, 19]);
        let found: Vec<_> = words("a.unwrap() a.unwrap_or(1)", ".unwrap()").collect();
        assert_eq!(found, [1]);
    }

    #[test]
    fn a_folder_is_not_its_namesakes() {
        let source = Source::new("src/ui/badge.rs", "");
        assert!(source.is_in(&["src/ui"]));
        assert!(!source.is_in(&["src/u"]));
        assert!(Source::new("src/ui.rs", "").is_in(&["src/ui"]));
    }
}
