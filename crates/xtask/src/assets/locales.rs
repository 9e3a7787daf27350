//! Language files as the app fetches them: the texts alone, in the order of their sorted keys.
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

/// One interface language, ready to be served.
pub(crate) struct Language {
    /// `es-0123456789abcdef.json`.
    pub(crate) file_name: String,
    /// The fingerprint in that name.
    pub(crate) hash: String,
    /// An array of strings.
    pub(crate) json: String,
}

/// All languages of the app; those of the widget are compiled into it.
pub(crate) fn languages(project: &Project) -> Outcome<Vec<Language>> {
    project
        .sources(&["locales"])?
        .iter()
        .filter_map(|path| {
            let name = path.strip_prefix("locales/")?.strip_suffix(".json")?;
            (!name.contains('/')).then_some((path, name))
        })
        .map(|(path, name)| {
            let texts = read(&project.path(path))?;
            language(name, &texts).map_err(|cause| failure(format!("{path}: {}", cause.message)))
        })
        .collect()
}

fn language(name: &str, texts: &str) -> Outcome<Language> {
    let texts: BTreeMap<String, Value> =
        serde_json::from_str::<serde_json::Map<String, Value>>(texts)
            .because("not an object of texts")?
            .into_iter()
            .collect();
    if let Some((key, _)) = texts.iter().find(|(_, text)| !text.is_string()) {
        return Err(failure(format!("«{key}» is not a text")));
    }
    let json = Value::Array(texts.into_values().collect()).to_string();
    let hash = fingerprint::of(json.as_bytes());
    Ok(Language {
        file_name: format!("{name}-{hash}.json"),
        hash,
        json,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_the_order_of_their_keys() {
        let made = language("es", r#"{"b": "dos", "a.z": "«uno»", "B": "tres"}"#).unwrap();
        assert_eq!(made.json, r#"["tres","«uno»","dos"]"#);
        assert_eq!(made.hash, fingerprint::of(made.json.as_bytes()));
        assert_eq!(made.file_name, format!("es-{}.json", made.hash));
    }

    #[test]
    fn anything_but_texts_is_refused() {
        assert!(language("es", r#"{"a": {"one": "x"}}"#).is_err());
        assert!(language("es", r#"["a"]"#).is_err());
    }
}
