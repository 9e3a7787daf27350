//! Components take at most six props, and only containers take context, so that every leaf can be
//! shown from one fixture.

use super::{
    Finding,
    source::{Source, words},
};

const PROPS: usize = 6;

/// Files that may take context: the containers, and where it is provided.
const CONTAINERS: [&str; 3] = ["_pane.rs", "_page.rs", "_dialog.rs"];

pub(super) fn components_take_few_props(source: &Source, findings: &mut Vec<Finding>) {
    if source.ending() != "rs" {
        return;
    }
    for (at, _) in source.code.match_indices("#[component") {
        let Some(start) = source.code[at..].find("fn ").map(|start| at + start) else {
            continue;
        };
        let props = props(&source.code[start..]);
        if props > PROPS {
            let text =
                format!("{props} props, at most {PROPS}: group them, or split the component");
            findings.push(source.finding(start, text));
        }
    }
}

pub(super) fn only_containers_take_context(source: &Source, findings: &mut Vec<Finding>) {
    let is_container = CONTAINERS.iter().any(|end| source.path.ends_with(end));
    if source.ending() != "rs"
        || !source.is_in(&["src"])
        || is_container
        || source.path == "src/app.rs"
    {
        return;
    }
    for name in ["expect_context", "use_context"] {
        for at in words(&source.code, name) {
            let text = format!("{name} belongs into a …Pane, …Page or …Dialog, or into app.rs");
            findings.push(source.finding(at, text));
        }
    }
}

/// Counts the arguments of the function that `code` starts with.
fn props(code: &str) -> usize {
    let Some(open) = argument_list(code) else {
        return 0;
    };
    let mut depth = 0;
    let mut count = 0;
    let mut is_empty = true;
    let mut before = ' ';
    for c in code[open..].chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            // The arrow of `Fn() -> T` closes nothing.
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 1 => {
                count += 1;
                is_empty = true;
            }
            c if !c.is_whitespace() => is_empty = false,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = c;
    }
    count + usize::from(!is_empty)
}

/// Where the parenthesis after the name and its generic parameters opens.
fn argument_list(code: &str) -> Option<usize> {
    let mut depth = 0;
    let mut before = ' ';
    for (at, c) in code.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            '(' if depth == 0 => return Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn props_are_counted() {
        let count = |args: &str| props(&format!("fn A{args} -> impl IntoView {{ f(a, b) }}"));
        assert_eq!(count("()"), 0);
        assert_eq!(count("(a: A)"), 1);
        assert_eq!(count("(a: A, b: B,)"), 2);
        assert_eq!(
            count("<F: Fn(A, B) -> C>(a: Map<A, B>, #[prop(into, optional)] b: F)"),
            2
        );
        assert_eq!(count("(a: impl Fn() -> X + 'static, b: (A, B))"), 2);
    }

    #[test]
    fn a_component_with_seven_props_is_found() {
        let text = |args: &str| format!("#[component]\npub fn A({args}) {{}}");
        let check = |args: &str| lines(components_take_few_props, "src/ui/a.rs", &text(args));
        assert_eq!(check("a: A, b: A, c: A, d: A, e: A, f: A, g: A"), [2]);
        assert_eq!(check("a: A, b: A, c: A, d: A, e: A, f: A"), [0; 0]);
    }

    #[test]
    fn context_in_a_leaf_is_found() {
        let check = |path: &str| lines(only_containers_take_context, path, "expect_context::<A>()");
        assert_eq!(check("src/features/thread/row.rs"), [1]);
        assert_eq!(check("src/ui/button.rs"), [1]);
        assert_eq!(check("src/features/thread/thread_pane.rs"), [0; 0]);
        assert_eq!(check("src/app.rs"), [0; 0]);
    }
}
