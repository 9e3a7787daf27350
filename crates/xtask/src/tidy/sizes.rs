//! A file has one subject: views are split at 200 lines, logic at 350, tests not counted.

use super::{Finding, source::Source};

const VIEW: usize = 200;
const LOGIC: usize = 350;

/// Longer files, each with its own limit and the reason for it.
const EXCEPTIONS: [(&str, usize, &str); 2] = [
    (
        "crates/contract/src/endpoint.rs",
        500,
        "a table: one entry per call, without logic",
    ),
    (
        "crates/contract/src/model.rs",
        500,
        "a table: one entry per type of the wire, without logic",
    ),
];

pub(super) fn files_have_one_subject(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" || source.is_test() {
        return;
    }
    let exception = EXCEPTIONS.iter().find(|(path, ..)| *path == source.path);
    let limit = match exception {
        Some((_, limit, _)) => *limit,
        // The gallery is a list of samples, not a view with a subject.
        None if source.code.contains("view!") && !source.is_in(&["src/gallery"]) => VIEW,
        None => LOGIC,
    };
    let lines = counted(source);
    if lines > limit {
        findings.push(source.finding_of_file(format!(
            "{lines} lines without tests, at most {limit}: split it by subject"
        )));
    }
}

/// Lines up to the tests, which stand at the foot of a file.
fn counted(source: &Source) -> usize {
    let tests = source
        .text
        .lines()
        .zip(source.uncommented.lines())
        .filter(|(text, uncommented)| uncommented.trim().is_empty() && is_code(text))
        .count();
    source.text.lines().count() - tests
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn long_files_are_found_and_tests_not_counted() {
        let check = |path: &str, text: &str| lines(files_have_one_subject, path, text);
        let code = |count: usize| "f();\n".repeat(count);
        let view = |count: usize| format!("view! {{}}\n{}", code(count - 1));
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", code(400));
        assert_eq!(check("src/ui/a.rs", &view(201)), [0]);
        assert_eq!(check("src/ui/a.rs", &view(200)), [0; 0]);
        assert_eq!(check("src/store/a.rs", &code(351)), [0]);
        assert_eq!(
            check("src/store/a.rs", &format!("{}{tests}", code(350))),
            [0; 0]
        );
        assert_eq!(check("tests/src/a.rs", &code(900)), [0; 0]);
    }

    #[test]
    fn exceptions_are_needed() {
        let project = crate::project::Project::find().unwrap();
        for (path, limit, reason) in EXCEPTIONS {
            let text = crate::project::read(&project.path(path)).unwrap();
            let lines = counted(&Source::new(path, &text));
            assert!(
                lines > LOGIC,
                "{path} no longer needs its exception ({reason})"
            );
            assert!(limit > LOGIC);
        }
    }
}
