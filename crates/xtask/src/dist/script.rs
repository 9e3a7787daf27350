//! Takes comment lines and indentation out of the scripts in `dist/`.
//!
//! Deliberately simple: it works line by line, touches nothing inside a template literal, and
//! leaves a file alone when it cannot tell where those end. Names and statements stay as written,
//! so that what a customer sees in the browser is what stands in the repository.

use crate::shell::{Because, Outcome};
use std::{fs, path::Path};

/// Rewrites every script directly in `dist` and in `dist/widget`.
pub(super) fn slim_all(dist: &Path) -> Outcome {
    for folder in [dist.to_owned(), dist.join("widget")] {
        for entry in fs::read_dir(&folder).because(folder.display())? {
            let path = entry.because(folder.display())?.path();
            if path.extension().is_some_and(|ending| ending == "js") {
                let text = fs::read_to_string(&path).because(path.display())?;
                if let Some(slim) = slim(&text) {
                    fs::write(&path, slim).because(path.display())?;
                }
            }
        }
    }
    Ok(())
}

/// `None` when the backticks do not add up.
fn slim(script: &str) -> Option<String> {
    let mut out = String::with_capacity(script.len());
    let mut in_template = false;
    let mut in_comment = false;
    for line in script.lines() {
        let code = line.trim();
        if in_template {
            out.push_str(line);
            out.push('\n');
            in_template ^= is_odd(backticks(line));
            continue;
        }
        if in_comment || code.starts_with("/*") {
            match code.split_once("*/") {
                Some((_, "")) => in_comment = false,
                Some(_) => return None,
                None => in_comment = true,
            }
            continue;
        }
        if code.is_empty() || code.starts_with("//") {
            continue;
        }
        in_template = is_odd(backticks(line));
        out.push_str(if in_template { line.trim_start() } else { code });
        out.push('\n');
    }
    (!in_template && !in_comment).then_some(out)
}

fn backticks(line: &str) -> usize {
    line.matches('`').count() - line.matches("\\`").count()
}

fn is_odd(count: usize) -> bool {
    count % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: Option<&str>) {
        assert_eq!(slim(script).as_deref(), expected);
    }

    #[test]
    fn comments_and_indentation_go() {
        check(
            "// why\n/**\n * doc\n */\nif (a) {\n  b(); // stays\n\n}\n",
            Some("if (a) {\nb(); // stays\n}\n"),
        );
    }

    #[test]
    fn templates_pass_as_they_are() {
        check(
            "  const css = `\n  // not a comment\n  a \\` b\n`;\n  x();",
            Some("const css = `\n  // not a comment\n  a \\` b\n`;\nx();\n"),
        );
        check("  f(`a`, `b`);", Some("f(`a`, `b`);\n"));
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        check("const quote = /`/;\n  x();", None);
        check("/* a */ b();", None);
    }
}
