//! Language files as the app fetches them: the texts alone, in the order of their sorted keys. Two
//! of each language: what the first load needs, and what `locales/late.txt` names.
//!
//! The keys are compiled into the app by the root package's `build.rs`, which sorts them the same
//! way (bytewise) and names the file by the same fingerprint: FNV-1a, 64 bit, sixteen hexadecimal
//! digits, over the bytes of this array as `serde_json` writes it without spaces.

use crate::{
    fingerprint,
    project::{Project, read},
    shell::{Because, Outcome, failure},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// One file of an interface language, ready to be served.
pub(crate) struct Language {
    /// `es-0123456789abcdef.json`, `es-late-0123456789abcdef.json`.
    pub(crate) file_name: String,
    /// Whether it is fetched with the first part of the app only.
    pub(crate) is_late: bool,
    /// The fingerprint in that name.
    pub(crate) hash: String,
    /// An array of strings.
    pub(crate) json: String,
}

/// All files of all languages of the app; those of the widget are compiled into it.
pub(crate) fn languages(project: &Project) -> Outcome<Vec<Language>> {
    let late = Late::read(&read(&project.path("locales/late.txt"))?);
    let files: Vec<[Language; 2]> = project
        .sources(&["locales"])?
        .iter()
        .filter_map(|path| {
            let name = path.strip_prefix("locales/")?.strip_suffix(".json")?;
            (!name.contains('/')).then_some((path, name))
        })
        .map(|(path, name)| {
            let texts = read(&project.path(path))?;
            language(name, &texts, &late)
                .map_err(|cause| failure(format!("{path}: {}", cause.message)))
        })
        .collect::<Outcome<_>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// Which texts come later: beginnings of keys, of which the longest that fits decides. `build.rs`
/// reads them alike.
struct Late(Vec<(String, bool)>);

impl Late {
    fn read(text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let rules = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(
            rules
                .map(|line| match line.strip_prefix('!') {
                    Some(rule) => (rule.to_owned(), false),
                    None => (line.to_owned(), true),
                })
                .collect(),
        )
    }

    fn has(&self, key: &str) -> bool {
        let fits = |rule: &str| {
            key.strip_prefix(rule)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let fitting = self.0.iter().filter(|(rule, _)| fits(rule));
        let longest = fitting.max_by_key(|(rule, _)| rule.len());
        longest.is_some_and(|(_, is_late)| *is_late)
    }
}

fn language(name: &str, texts: &str, late: &Late) -> Outcome<[Language; 2]> {
    let texts: BTreeMap<String, Value> =
        serde_json::from_str::<serde_json::Map<String, Value>>(texts)
            .because("not an object of texts")?
            .into_iter()
            .collect();
    if let Some((key, _)) = texts.iter().find(|(_, text)| !text.is_string()) {
        return Err(failure(format!("«{key}» is not a text")));
    }
    let (late, first): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(key, _)| late.has(key));
    Ok([
        file(name, false, first),
        file(&format!("{name}-late"), true, late),
    ])
}

fn file(name: &str, is_late: bool, texts: Vec<(String, Value)>) -> Language {
    let texts = texts.into_iter().map(|(_, text)| text);
    let json = Value::Array(texts.collect()).to_string();
    let hash = fingerprint::of(json.as_bytes());
    Language {
        file_name: format!("{name}-{hash}.json"),
        is_late,
        hash,
        json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_the_order_of_their_keys() {
        let texts = r#"{"b": "dos", "a.z": "«uno»", "B": "tres"}"#;
        let [made, late] = language("es", texts, &Late::read("")).unwrap();
        assert_eq!(made.json, r#"["tres","«uno»","dos"]"#);
        assert_eq!(made.hash, fingerprint::of(made.json.as_bytes()));
        assert_eq!(made.file_name, format!("es-{}.json", made.hash));
        assert_eq!(late.json, "[]");
    }

    #[test]
    fn the_longest_beginning_decides_what_comes_later() {
        let late = Late::read("# why\na\n!a.b\na.b.c\n");
        let texts = r#"{"a": "1", "a.x": "2", "a.b": "3", "a.b.c": "4", "a.bc": "5", "ab": "6"}"#;
        let [first, late] = language("es", texts, &late).unwrap();
        assert_eq!(first.json, r#"["3","6"]"#);
        assert_eq!(late.json, r#"["1","4","5","2"]"#);
        assert!(late.is_late && late.file_name.starts_with("es-late-"));
    }

    #[test]
    fn anything_but_texts_is_refused() {
        let late = Late::read("");
        assert!(language("es", r#"{"a": {"one": "x"}}"#, &late).is_err());
        assert!(language("es", r#"["a"]"#, &late).is_err());
    }
}
