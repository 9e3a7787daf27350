//! Checks the three languages against each other and makes a typed key of every text.
//!
//! It reads `locales/*.json` and `locales/late.txt` and nothing else. The texts themselves are not
//! compiled in (but for tests and the gallery): the app fetches two files per language, which
//! `cargo xtask assets` writes from the same JSON: what the first load needs, and what `late.txt`
//! names. Both compute a file's name alike: FNV-1a, 64 bit, over the JSON array of its texts in the
//! order of their sorted keys.
//!
//! With the feature `split` it also asks the linker to keep relocations.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::PathBuf,
};

/// The languages, in the order of `i18n::Language`.
const LANGUAGES: [&str; 3] = ["es", "pt-BR", "en"];

/// Which texts come later.
const LATE: &str = "locales/late.txt";

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What cuts the wasm into files needs to know which function names which.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let path = format!("locales/{language}.json");
        println!("cargo::rerun-if-changed={path}");
        let texts: Texts = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{path}: {error}"))?;
        languages.push((language, texts));
    }
    println!("cargo::rerun-if-changed={LATE}");
    let late = late_rules(&fs::read_to_string(LATE)?);
    let mut faults = faults(&languages);
    for (rule, _) in &late {
        if !languages[0].1.keys().any(|key| fits(rule, key)) {
            faults.push(format!("{LATE}: no text begins with `{rule}`."));
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("keys.rs"), generate(&languages, &late)?)?;
    Ok(())
}

/// Beginnings of keys, and whether the texts come later; `cargo xtask assets` reads them alike.
fn late_rules(text: &str) -> Vec<(String, bool)> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.strip_prefix('!') {
            Some(rule) => (rule.to_owned(), false),
            None => (line.to_owned(), true),
        })
        .collect()
}

fn fits(rule: &str, key: &str) -> bool {
    key.strip_prefix(rule)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn is_late(rules: &[(String, bool)], key: &str) -> bool {
    let longest = rules
        .iter()
        .filter(|(rule, _)| fits(rule, key))
        .max_by_key(|(rule, _)| rule.len());
    longest.is_some_and(|(_, is_late)| *is_late)
}

/// Every difference between the first language and the others, and every plural without its pair.
fn faults(languages: &[(&str, Texts)]) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(((first, model), others)) = languages.split_first() else {
        return vec!["No language.".to_owned()];
    };
    for (language, texts) in others {
        for key in model.keys().filter(|key| !texts.contains_key(*key)) {
            faults.push(format!("locales/{language}.json lacks `{key}`."));
        }
        for (key, text) in texts {
            match model.get(key) {
                None => faults.push(format!("locales/{first}.json lacks `{key}`.")),
                Some(other) if placeholders(other) != placeholders(text) => faults.push(format!(
                    "`{key}` has other placeholders in {language} than in {first}."
                )),
                Some(_) => {}
            }
        }
    }
    for (language, texts) in languages {
        for (key, text) in texts {
            if text.trim().is_empty() {
                faults.push(format!("`{key}` is empty in {language}."));
            }
        }
    }
    for key in model.keys() {
        let pair = match key.rsplit_once('.') {
            Some((stem, "one")) => format!("{stem}.other"),
            Some((stem, "other")) => format!("{stem}.one"),
            _ => continue,
        };
        if !model.contains_key(&pair) {
            faults.push(format!("`{key}` is a plural without `{pair}`."));
        }
    }
    let mut names = BTreeMap::new();
    for key in model.keys() {
        if let Some(other) = names.insert(camel(key), key) {
            faults.push(format!("`{key}` and `{other}` make the same name."));
        }
    }
    faults
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

fn generate(
    languages: &[(&str, Texts)],
    late: &[(String, bool)],
) -> Result<String, Box<dyn Error>> {
    let mut code = String::new();
    let (_, model) = &languages[0];
    let (late, first): (Vec<&String>, Vec<&String>) =
        model.keys().partition(|key| is_late(late, key));
    writeln!(
        code,
        "/// A text of the interface; `t` says it in the current language."
    )?;
    writeln!(
        code,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n#[repr(u16)]\npub enum Key {{"
    )?;
    for key in first.iter().chain(&late) {
        let text = &model[*key];
        writeln!(code, "    /// `{key}`: {}", text.replace(['[', ']'], ""))?;
        writeln!(code, "    {},", camel(key))?;
    }
    writeln!(
        code,
        "}}\n\n/// How many texts the first file of a language has, and the late one.\n\
         pub const COUNTS: [usize; 2] = [{}, {}];\n",
        first.len(),
        late.len()
    )?;

    let stems: Vec<&str> = model
        .keys()
        .filter_map(|key| key.strip_suffix(".one"))
        .collect();
    writeln!(
        code,
        "/// A text with a number in it, in one form for one and another for more."
    )?;
    writeln!(
        code,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Plural {{"
    )?;
    for stem in &stems {
        writeln!(
            code,
            "    /// `{stem}.one` and `{stem}.other`.\n    {},",
            camel(stem)
        )?;
    }
    writeln!(
        code,
        "}}\n\nimpl Plural {{\n    /// The text for one, and the text for more."
    )?;
    writeln!(
        code,
        "    #[must_use]\n    pub const fn keys(self) -> (Key, Key) {{\n        match self {{"
    )?;
    for stem in &stems {
        let name = camel(stem);
        writeln!(
            code,
            "            Self::{name} => (Key::{name}One, Key::{name}Other),"
        )?;
    }
    writeln!(code, "        }}\n    }}\n}}\n")?;

    writeln!(
        code,
        "/// The files of each language, first and late, below the page's base address."
    )?;
    writeln!(
        code,
        "pub const FILES: [[&str; 2]; {}] = [",
        languages.len()
    )?;
    for (language, texts) in languages {
        let name = |keys: &[&String], middle: &str| -> Result<String, Box<dyn Error>> {
            let texts: Vec<&String> = keys.iter().map(|key| &texts[*key]).collect();
            let hash = fnv_1a(serde_json::to_string(&texts)?.as_bytes());
            Ok(format!("locales/{language}{middle}-{hash:016x}.json"))
        };
        let (first, late) = (name(&first, "")?, name(&late, "-late")?);
        writeln!(code, "    [\"{first}\", \"{late}\"],")?;
    }
    writeln!(code, "];\n")?;

    writeln!(
        code,
        "/// Every text, for tests and the gallery, which fetch nothing."
    )?;
    writeln!(code, "#[cfg(any(test, feature = \"gallery\"))]")?;
    writeln!(
        code,
        "pub(crate) static EMBEDDED: [[&str; COUNTS[0] + COUNTS[1]]; {}] = [",
        languages.len()
    )?;
    for (_, texts) in languages {
        writeln!(code, "    [")?;
        for key in first.iter().chain(&late) {
            writeln!(code, "        {:?},", texts[*key])?;
        }
        writeln!(code, "    ],")?;
    }
    writeln!(code, "];")?;
    Ok(code)
}

/// `list.sort.oldest` becomes `ListSortOldest`.
fn camel(key: &str) -> String {
    key.split(['.', '_', '-'])
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}

fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
