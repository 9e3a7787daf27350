//! Nothing that runs in a browser may panic: there it is a white page in the middle of a call.
//! Errors are kept until somebody shows them. Tests are not switched off.

use super::{
    Finding,
    source::{Source, words},
};

const IN_BROWSER: [&str; 5] = [
    "src",
    "crates/browser/src",
    "crates/contract/src",
    "crates/domain/src",
    "crates/widget/src",
];

const PANICS: [&str; 6] = [
    ".unwrap()",
    ".expect(",
    "panic!",
    "todo!",
    "unimplemented!",
    "unreachable!",
];

/// No unwrap, no expect, no panic.
pub(super) fn nothing_panics(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || !source.is_in(&IN_BROWSER) {
        return;
    }
    for what in PANICS {
        for at in words(&source.code, what) {
            findings.push(source.finding(at, format!("{what} can bring the page down")));
        }
    }
}

/// `.ok()` on an answer of the server is a silent lie to the agent.
pub(super) fn errors_keep_their_cause(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || !source.is_in(&["src"]) {
        return;
    }
    let answers = source.is_in(&["src/api", "src/commands"]);
    for at in words(&source.code, ".ok()") {
        let is_awaited = source.code[..at].trim_end().ends_with(".await");
        if answers || is_awaited {
            findings.push(source.finding(at, ".ok() hides why it failed: handle the error"));
        }
    }
}

/// A test runs, or is not there.
pub(super) fn tests_are_not_switched_off(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || source.is_in(&["crates/xtask/src/tidy"]) {
        return;
    }
    for what in ["#[ignore", "#[should_panic"] {
        for (at, _) in source.text.match_indices(what) {
            let text = format!("{what}]: mend the test, or say in it what must not happen");
            findings.push(source.finding(at, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn panics_are_found() {
        let check = |path: &str, text: &str| lines(nothing_panics, path, text);
        assert_eq!(check("src/a.rs", "a\n.unwrap();\nb.expect(\"c\");"), [2, 3]);
        assert_eq!(check("crates/widget/src/a.rs", "unreachable!()"), [1]);
        assert_eq!(
            check("src/a.rs", "a.unwrap_or(b); a.expect_err(b); // panic!"),
            [0; 0]
        );
        assert_eq!(
            check("src/a.rs", "#[cfg(test)]\nmod t { fn a() { b.unwrap(); } }"),
            [0; 0]
        );
        assert_eq!(check("crates/backend/src/a.rs", "a.expect(\"b\")"), [0; 0]);
    }

    #[test]
    fn swallowed_errors_are_found() {
        let check = |path: &str, text: &str| lines(errors_keep_their_cause, path, text);
        assert_eq!(check("src/sync/a.rs", "let a = b.await\n  .ok();"), [2]);
        assert_eq!(check("src/commands/a.rs", "let a = b.ok();"), [1]);
        assert_eq!(check("src/route.rs", "let a = b.parse().ok();"), [0; 0]);
    }

    #[test]
    fn switched_off_tests_are_found() {
        let text = "#[test]\n#[ignore = \"slow\"]\nfn a() {}";
        assert_eq!(lines(tests_are_not_switched_off, "tests/a.rs", text), [2]);
    }
}
