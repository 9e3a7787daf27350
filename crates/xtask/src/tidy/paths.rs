//! The paths that a Rust file names, written out: `use crate::{a, b::c}` names `crate::a` and
//! `crate::b::c`; `super::x` in `src/a/b.rs` names `crate::a::x`.

use super::source::Source;

/// A path and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Segments joined by `::`, `super` and `self` resolved.
    pub(super) path: String,
    /// Byte offset in the file.
    pub(super) offset: usize,
}

impl Named {
    /// Whether the path is `start` or lies inside it.
    pub(super) fn is_in(&self, start: &str) -> bool {
        self.path
            .strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// All paths of two or more segments, those of `use` trees, and those of single words followed by
/// `::`.
pub(super) fn named(source: &Source) -> Vec<Named> {
    let module = module_of(source.path);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = next_word(&source.code, at) {
        at = start + word.len();
        if word == "use" {
            let end = source.code[at..]
                .find(';')
                .map_or(source.code.len(), |e| at + e);
            tree(&source.code[at..end], at, "", &module, &mut found);
            at = end;
        } else {
            let path = path_at(&source.code[start..]);
            at = start + path.len();
            if path.contains("::") {
                push(path, start, &module, &mut found);
            }
        }
    }
    found
}

fn next_word(code: &str, from: usize) -> Option<(usize, &str)> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let start = from + code[from..].find(is_letter)?;
    let length = code[start..]
        .find(|c| !is_letter(c))
        .unwrap_or(code.len() - start);
    Some((start, &code[start..start + length]))
}

/// `a::b::c` at the start of `code`.
fn path_at(code: &str) -> &str {
    let end = code
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .unwrap_or(code.len());
    let path = &code[..end];
    // `name: Type` and `name:Type` are no paths.
    match path.find(':') {
        Some(colon) if !path[colon..].starts_with("::") => &path[..colon],
        _ => path.trim_end_matches(':'),
    }
}

/// One level of a `use` tree: pieces separated by commas, each a path that may end in braces.
fn tree(text: &str, offset: usize, prefix: &str, module: &[String], found: &mut Vec<Named>) {
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branch(&text[start..at], offset + start, prefix, module, found);
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn branch(text: &str, offset: usize, prefix: &str, module: &[String], found: &mut Vec<Named>) {
    let lead = text.len() - text.trim_start().len();
    let (head, inner) = match text.split_once('{') {
        Some((head, inner)) => (head, Some(inner)),
        None => (text, None),
    };
    let head = head.split(" as ").next().unwrap_or(head).trim();
    let path = match (prefix, head.trim_end_matches("::")) {
        ("", head) => head.trim_start_matches("::").to_owned(),
        (prefix, "self") => prefix.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, head) => format!("{prefix}::{head}"),
    };
    match inner {
        Some(inner) => {
            let inner_offset = offset + text.len() - inner.len();
            let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
            tree(inner, inner_offset, &path, module, found);
        }
        None if path.is_empty() => {}
        None => push(&path, offset + lead, module, found),
    }
}

fn push(path: &str, offset: usize, module: &[String], found: &mut Vec<Named>) {
    found.push(Named {
        path: resolved(path, module),
        offset,
    });
}

fn resolved(path: &str, module: &[String]) -> String {
    let mut here = module.to_vec();
    let mut is_relative = false;
    let mut rest = Vec::new();
    for segment in path.split("::") {
        match segment.trim() {
            "self" if rest.is_empty() => is_relative = true,
            "super" if rest.is_empty() => {
                is_relative = true;
                here.pop();
            }
            segment => rest.push(segment.to_owned()),
        }
    }
    if is_relative {
        here.extend(rest);
        here.join("::")
    } else {
        rest.join("::")
    }
}

/// `src/a/b.rs` is `crate::a::b`, in any crate.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.rsplit_once("src/").map_or(path, |(_, inside)| inside);
    let inside = inside.trim_end_matches(".rs");
    let modules = inside
        .split('/')
        .filter(|name| !matches!(*name, "lib" | "main"));
    ["crate"]
        .into_iter()
        .chain(modules)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: &[&str]) {
        let found = named(&Source::new(path, text));
        let paths: Vec<_> = found.iter().map(|named| named.path.as_str()).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn trees_are_written_out() {
        check(
            "src/x.rs",
            "use crate::{api::{self, Client}, store as s};\nuse leptos::prelude::*;",
            &[
                "crate::api",
                "crate::api::Client",
                "crate::store",
                "leptos::prelude::*",
            ],
        );
    }

    #[test]
    fn relative_paths_are_resolved() {
        check(
            "src/features/a/row.rs",
            "use super::super::b::X;",
            &["crate::features::b::X"],
        );
        check(
            "src/ui.rs",
            "self::badge::Badge",
            &["crate::ui::badge::Badge"],
        );
        check(
            "crates/widget/src/lib.rs",
            "use self::panel::Panel;",
            &["crate::panel::Panel"],
        );
    }

    #[test]
    fn paths_in_code_are_found() {
        check(
            "src/x.rs",
            "let x: web_sys::Node = f(a::b(1));",
            &["web_sys::Node", "a::b"],
        );
        check("src/x.rs", "struct A { b: C }", &[]);
    }

    #[test]
    fn a_name_is_not_its_longer_namesake() {
        let named = Named {
            path: "crate::apiary::Bee".to_owned(),
            offset: 0,
        };
        assert!(!named.is_in("crate::api"));
        assert!(named.is_in("crate::apiary"));
    }
}
