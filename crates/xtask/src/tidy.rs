//! `cargo xtask tidy`: the rules of the house that a compiler cannot hold.
//!
//! Each rule is a function over the text of one file, in a module of its own with its exceptions
//! beside it. They also run inside `cargo test`, so nobody has to remember this command.
//! It reads text, not meaning: a rule that needs types belongs to clippy.

mod borders;
mod colours;
mod events;
mod lexer;
mod maps;
mod openings;
mod panics;
mod paths;
mod places;
mod sentences;
mod sinks;
mod sizes;
mod source;
mod views;

use crate::{
    args::Args,
    project::Project,
    shell::{Outcome, failure},
};
use source::Source;
use std::fmt;

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Counted from 1; 0 stands for the file as a whole.
    line: usize,
    /// A sentence that says what to do.
    text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.text),
            line => write!(f, "{}:{line}: {}", self.path, self.text),
        }
    }
}

/// Looks at one file and reports what breaks the rule.
type Rule = fn(&Source, &mut Vec<Finding>);

const RULES: [Rule; 15] = [
    borders::modules_stay_in_their_place,
    borders::crates_stay_in_their_place,
    borders::the_browser_is_touched_in_few_places,
    colours::style_sheets_take_values_from_tokens,
    colours::views_take_values_from_tokens,
    openings::every_file_says_what_it_is_for,
    panics::nothing_panics,
    panics::errors_keep_their_cause,
    panics::tests_are_not_switched_off,
    places::no_file_knows_a_machine,
    sentences::prose_has_one_sentence_per_line,
    sinks::no_text_becomes_markup_or_code,
    sizes::files_have_one_subject,
    views::components_take_few_props,
    views::only_containers_take_context,
];

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    check(project)
}

/// Prints every finding and fails when there is one.
pub(crate) fn check(project: &Project) -> Outcome {
    let findings = findings(project)?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(failure(format!("tidy found {count} to put right"))),
    }
}

fn findings(project: &Project) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for path in project.sources(&[""])? {
        // What is no text (pictures, sounds) has no rules.
        if let Ok(text) = std::fs::read_to_string(project.path(&path)) {
            let source = Source::new(&path, &text);
            for rule in RULES {
                rule(&source, &mut findings);
            }
            maps::every_path_exists(project, &source, &mut findings);
        }
    }
    events::the_event_list_is_current(project, &mut findings)?;
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every rule over every file of this repository.
    #[test]
    fn the_repository_is_tidy() {
        let findings = findings(&Project::find().unwrap()).unwrap();
        let list: String = findings.iter().map(|f| format!("{f}\n")).collect();
        assert!(
            findings.is_empty(),
            "{} to put right:\n{list}",
            findings.len()
        );
    }
}

/// What the rules' own tests share.
#[cfg(test)]
mod testing {
    use super::*;

    /// The lines on which `rule` finds something in `text`, lying at `path`.
    pub(super) fn lines(rule: Rule, path: &str, text: &str) -> Vec<usize> {
        let mut findings = Vec::new();
        rule(&Source::new(path, text), &mut findings);
        findings.into_iter().map(|finding| finding.line).collect()
    }
}
