//! The list of events at the head of `event.rs` was written for the code below it.
//!
//! Beside the list stands the fingerprint of that code (the file without its `//!` lines); whoever
//! changes an event reads the list again and then writes the new fingerprint.

use super::Finding;
use crate::{
    fingerprint,
    project::{Project, read},
    shell::Outcome,
};

const EVENTS: &str = "crates/contract/src/event.rs";

pub(super) fn the_event_list_is_current(project: &Project, findings: &mut Vec<Finding>) -> Outcome {
    findings.extend(compared(&read(&project.path(EVENTS))?));
    Ok(())
}

fn compared(file: &str) -> Option<Finding> {
    let (list, code): (Vec<_>, Vec<_>) = file.lines().partition(|line| line.starts_with("//!"));
    let expected = fingerprint::of(code.join("\n").as_bytes());
    let is_current = list.iter().any(|line| line.contains(&expected));
    (!is_current).then(|| Finding {
        path: EVENTS.to_owned(),
        line: 0,
        text: format!(
            "the code has changed: bring the list of events at its head up to date, then write \
             the fingerprint `{expected}` beside it"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_event_needs_a_look_at_the_list() {
        let mark = fingerprint::of(b"enum A {}");
        let list = format!("//! | a | list |\n//! Written for `{mark}`.\n");
        assert_eq!(compared(&format!("{list}enum A {{}}")), None);
        assert!(compared(&format!("{list}enum A {{ B }}")).is_some());
        assert!(compared("//! | a | list |\nenum A {}").is_some());
    }
}
