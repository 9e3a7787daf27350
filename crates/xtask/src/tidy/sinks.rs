//! No customer's byte ever runs as code: the doors through which text becomes markup or script are
//! shut in everything that runs in a browser.

use super::{
    Finding,
    source::{Source, words},
};

const PLACES: [&str; 6] = [
    "src",
    "crates/browser/src",
    "crates/widget",
    "crates/backend/sample-site",
    "public",
    "index.html",
];

/// Also inside strings: they may go to `setAttribute` or `Reflect::set`.
const SINKS: [&str; 16] = [
    "inner_html",
    "set_inner_html",
    "innerHTML",
    "outer_html",
    "set_outer_html",
    "outerHTML",
    "insert_adjacent_html",
    "insertAdjacentHTML",
    "create_contextual_fragment",
    "createContextualFragment",
    "set_html_unsafe",
    "setHTMLUnsafe",
    "document.write",
    "srcdoc",
    "set_srcdoc",
    "eval(",
];

/// Constructors of functions from text, in Rust and JavaScript.
const FUNCTIONS: [&str; 2] = ["Function::new_", "new Function"];

pub(super) fn no_text_becomes_markup_or_code(source: &Source, findings: &mut Vec<Finding>) {
    if !source.is_in(&PLACES) || !matches!(source.ending(), "rs" | "js" | "mjs" | "html") {
        return;
    }
    for sink in SINKS {
        for at in words(&source.uncommented, sink) {
            findings.push(source.finding(at, format!("{sink} turns text into markup or code")));
        }
    }
    for function in FUNCTIONS {
        for (at, _) in source.uncommented.match_indices(function) {
            findings.push(source.finding(at, format!("{function} turns text into code")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn every_sink_is_found() {
        for sink in SINKS {
            let found = lines(
                no_text_becomes_markup_or_code,
                "src/a.rs",
                &format!("\n{sink} x"),
            );
            assert_eq!(found, [2], "{sink}");
        }
    }

    #[test]
    fn strings_and_scripts_are_looked_at() {
        let check = |path: &str, text: &str| lines(no_text_becomes_markup_or_code, path, text);
        assert_eq!(check("src/a.rs", "Reflect::set(a, \"innerHTML\", b)"), [1]);
        assert_eq!(check("src/a.rs", "Function::new_no_args(a)"), [1]);
        assert_eq!(
            check("public/a.js", "a.innerHTML = b;\nnew Function(c);"),
            [1, 2]
        );
        assert_eq!(check("index.html", "<iframe srcdoc=\"a\">"), [1]);
        assert_eq!(
            check("src/a.rs", "// never inner_html\nretrieval(a)"),
            [0; 0]
        );
    }
}
