//! Checks the panel's three languages against each other, and makes a typed word of every text.
//!
//! Reads `locales/widget/*.json` and nothing else. The texts are few, so all of them are compiled
//! in: a file per language would cost a request before the first word.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::PathBuf,
};

/// The languages, in the order of `words::Language`.
const LANGUAGES: [&str; 3] = ["es", "pt-BR", "en"];

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let path = format!("../../locales/widget/{language}.json");
        println!("cargo::rerun-if-changed={path}");
        let texts: Texts = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{path}: {error}"))?;
        languages.push((language, texts));
    }
    check(&languages)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("words.rs");
    fs::write(out, generate(&languages)?)?;
    Ok(())
}

/// Every language has every text, with the same names in braces.
fn check(languages: &[(&str, Texts)]) -> Result<(), String> {
    let keys: BTreeSet<&String> = languages
        .iter()
        .flat_map(|(_, texts)| texts.keys())
        .collect();
    for key in keys {
        let mut names = Vec::new();
        for (language, texts) in languages {
            let text = texts
                .get(key)
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| format!("locales/widget/{language}.json lacks `{key}`."))?;
            names.push(placeholders(text));
        }
        if names.iter().any(|other| *other != names[0]) {
            return Err(format!(
                "`{key}` has not the same placeholders in all languages."
            ));
        }
    }
    Ok(())
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

fn generate(languages: &[(&str, Texts)]) -> Result<String, Box<dyn Error>> {
    let mut code = String::new();
    let model = &languages[0].1;
    writeln!(code, "/// A text of the panel.")?;
    writeln!(code, "#[derive(Clone, Copy, Debug, PartialEq, Eq)]")?;
    writeln!(code, "pub enum Word {{")?;
    for (key, text) in model {
        writeln!(code, "    /// {text}\n    {},", camel(key))?;
    }
    writeln!(code, "}}\n")?;
    writeln!(
        code,
        "static TEXTS: [[&str; {}]; {}] = [",
        model.len(),
        languages.len()
    )?;
    for (_, texts) in languages {
        writeln!(code, "    [")?;
        for text in texts.values() {
            writeln!(code, "        {text:?},")?;
        }
        writeln!(code, "    ],")?;
    }
    writeln!(code, "];")?;
    Ok(code)
}

/// `failed.too_long` becomes `FailedTooLong`.
fn camel(key: &str) -> String {
    key.split(['.', '_'])
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}
