//! A path that a Markdown page names in backticks exists: a map nobody checks is worse than none.

use super::{Finding, source::Source};
use crate::project::Project;

/// How a path inside the repository begins.
const ROOTS: [&str; 9] = [
    ".ci/", ".cargo/", "crates/", "locales/", "public/", "src/", "style/", "tests/", "./",
];

pub(super) fn every_path_exists(project: &Project, source: &Source, findings: &mut Vec<Finding>) {
    for (offset, path) in paths(source) {
        if !project.path(path.trim_start_matches("./")).exists() {
            findings.push(source.finding(offset, format!("«{path}» is not there")));
        }
    }
}

/// Backticked paths without placeholders.
fn paths<'a>(source: &Source<'a>) -> Vec<(usize, &'a str)> {
    if source.ending() != "md" {
        return Vec::new();
    }
    let mut offset = 0;
    let mut found = Vec::new();
    for (index, piece) in source.text.split('`').enumerate() {
        let is_path = ROOTS.iter().any(|root| piece.starts_with(root))
            && !piece.contains(['*', '<', '…', ' ', '\n']);
        if index % 2 == 1 && is_path {
            found.push((offset, piece));
        }
        offset += piece.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_backticks_are_looked_up() {
        let project = Project::find().unwrap();
        let text = "`crates/xtask/src/tidy.rs` and `src/<name>.rs`\n`crates/nowhere/src`, src/none";
        let mut findings = Vec::new();
        every_path_exists(&project, &Source::new("README.md", text), &mut findings);
        let lines: Vec<_> = findings.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2]);
    }
}
