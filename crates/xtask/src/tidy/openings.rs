//! Every Rust file, style sheet and script opens by saying what it is for.

use super::{Finding, source::Source};

/// Travels inside every mail's document, where each byte is sent again.
const EMBEDDED: &str = "crates/mail/src/document";

pub(super) fn every_file_says_what_it_is_for(source: &Source, findings: &mut Vec<Finding>) {
    let openings: &[&str] = match source.ending() {
        "rs" => &["//! "],
        _ if source.is_in(&[EMBEDDED]) => return,
        "css" => &["/* "],
        "js" | "mjs" => &["// ", "/* ", "/** "],
        _ => return,
    };
    if !openings
        .iter()
        .any(|opening| source.text.starts_with(opening))
    {
        findings.push(source.finding(
            0,
            format!(
                "open with «{}» and what this file is for",
                openings[0].trim()
            ),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn a_file_without_a_head_is_found() {
        let check = |path: &str, text: &str| lines(every_file_says_what_it_is_for, path, text);
        assert_eq!(check("src/a.rs", "use b;"), [1]);
        assert_eq!(check("src/a.rs", "//! What.\nuse b;"), [0; 0]);
        assert_eq!(check("style/a.css", ".a {}"), [1]);
        assert_eq!(check("public/a.js", "\"use strict\";"), [1]);
        assert_eq!(check("public/a.js", "// What.\n"), [0; 0]);
        assert_eq!(check("README.md", "# A"), [0; 0]);
    }
}
