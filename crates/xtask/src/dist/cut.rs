//! Cuts the app's wasm into the first load and the parts that `src/parts.rs` names.
//!
//! Trunk knows nothing of parts: what it has built with the feature `split` does not run. This
//! takes the wasm that cargo linked, cuts it with `wasm-split-cli`, has the glue made anew, and puts
//! both in the place of Trunk's. The files name each other, so they share one hash, of all of them.

use super::wasm;
use crate::{
    fingerprint::Fingerprint,
    project::{Project, read},
    shell::{Because, Outcome, failure, run, with_path},
    tools::WASM,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The binary, and what its files are called.
const NAME: &str = "bandeja";
/// What loads the parts; written by the cutter.
const LOADER: &str = "__wasm_split";

/// Replaces the app's wasm and glue in `dist` by cut ones.
pub(super) fn cut(project: &Project, dist: &Path, tools: &[PathBuf]) -> Outcome {
    let linked = project
        .cargo_target()
        .join(format!("{WASM}/web/{NAME}.wasm"));
    let (parts, glue) = (project.work("cut/parts"), project.work("cut/glue"));
    for folder in [&parts, &glue] {
        if folder.is_dir() {
            fs::remove_dir_all(folder).because(folder.display())?;
        }
    }
    let mut cutter = Command::new("wasm-split-cli");
    with_path(&mut cutter, tools);
    run(cutter
        .arg(&linked)
        .arg(&parts)
        .args(["--out-name", NAME, "--target", "web"]))?;
    let mut bindgen = Command::new("wasm-bindgen");
    with_path(&mut bindgen, tools);
    run(bindgen
        .arg(parts.join(NAME).with_extension("wasm"))
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", NAME, "--out-dir"])
        .arg(&glue))?;
    let files = named_alike(collected(&parts, &glue)?)?;
    install(dist, &files)
}

/// The finished files by their plain names.
fn collected(parts: &Path, glue: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let script = read(&glue.join(NAME).with_extension("js"))?;
    let main = glue.join(format!("{NAME}_bg.wasm"));
    let main = wasm::slim(&fs::read(&main).because(main.display())?)?;
    let (main, script) = wasm::shorten(&main, &script)?;
    let mut files = BTreeMap::from([
        (format!("{NAME}.js"), script.into_bytes()),
        (format!("{NAME}_bg.wasm"), main),
    ]);
    for entry in fs::read_dir(parts).because(parts.display())? {
        let path = entry.because(parts.display())?.path();
        let name = file_name(&path);
        let bytes = fs::read(&path).because(path.display())?;
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("js") => drop(files.insert(name, bytes)),
            // The cutter's main file is what the glue was made from.
            Some("wasm") if name != format!("{NAME}.wasm") => {
                files.insert(name, wasm::slim(&bytes)?);
            }
            _ => {}
        }
    }
    if !files.contains_key(&format!("{LOADER}.js")) {
        return Err(failure("the cutter wrote nothing that loads parts"));
    }
    Ok(files)
}

/// The files with the hash of all of them in each name, and in the scripts that name them.
fn named_alike(files: BTreeMap<String, Vec<u8>>) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut hash = Fingerprint::new();
    for (name, bytes) in &files {
        hash.add(name.as_bytes());
        hash.add(bytes);
    }
    let hash = hash.hex();
    let names: Vec<(String, String)> = files
        .keys()
        .map(|name| (name.clone(), hashed(name, &hash)))
        .collect();
    files
        .into_iter()
        .map(|(name, bytes)| {
            let mut bytes = bytes;
            if name.ends_with(".js") {
                let mut script = String::from_utf8(bytes).because(&name)?;
                for (plain, hashed) in &names {
                    for quote in ['"', '\''] {
                        script = script
                            .replace(
                                &format!("{quote}./{plain}{quote}"),
                                &format!("\"./{hashed}\""),
                            )
                            .replace(&format!("{quote}{plain}{quote}"), &format!("\"{hashed}\""));
                    }
                }
                bytes = script.into_bytes();
            }
            Ok((hashed(&name, &hash), bytes))
        })
        .collect()
}

/// `bandeja_bg.wasm` becomes `bandeja-0123456789abcdef_bg.wasm`, `split_x.wasm`
/// `bandeja-0123456789abcdef_x.wasm`.
fn hashed(name: &str, hash: &str) -> String {
    let rest = name
        .strip_prefix(NAME)
        .map(str::to_owned)
        .or_else(|| Some(format!("_{}", name.strip_prefix("split_")?)))
        .unwrap_or_else(|| format!("_{}", name.trim_start_matches('_')));
    format!("{NAME}-{hash}{rest}")
}

/// Writes the files, takes Trunk's away, and has the page name the new ones.
fn install(dist: &Path, files: &BTreeMap<String, Vec<u8>>) -> Outcome {
    let page = dist.join("index.html");
    let mut html = read(&page)?;
    for ending in ["_bg.wasm", ".js"] {
        let old = trunks(&html, ending)?;
        let new = files
            .keys()
            .find(|name| name.starts_with(NAME) && name[NAME.len() + 17..] == *ending)
            .ok_or_else(|| failure(format!("the cut app has no {ending}")))?;
        html = html.replace(&format!("./{old}\""), &format!("./{new}\""));
        fs::remove_file(dist.join(&old)).because(&old)?;
    }
    for (name, bytes) in files {
        fs::write(dist.join(name), bytes).because(name)?;
    }
    fs::write(&page, html).because(page.display())
}

/// The name that Trunk gave the app's file with this ending.
fn trunks(html: &str, ending: &str) -> Outcome<String> {
    html.split(['"', '\''])
        .filter_map(|word| word.strip_prefix("./"))
        .find(|name| name.starts_with(&format!("{NAME}-")) && name.ends_with(ending))
        .map(str::to_owned)
        .ok_or_else(|| failure(format!("index.html names no {NAME}-…{ending}")))
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_name_each_other_share_a_hash() {
        let files = BTreeMap::from([
            (
                "bandeja.js".to_owned(),
                b"import \"./__wasm_split.js\"; new URL('bandeja_bg.wasm')".to_vec(),
            ),
            (
                "__wasm_split.js".to_owned(),
                b"import './bandeja.js'".to_vec(),
            ),
            ("bandeja_bg.wasm".to_owned(), vec![1]),
            ("split_thread.wasm".to_owned(), vec![2]),
        ]);
        let named = named_alike(files).unwrap();
        let names: Vec<_> = named.keys().cloned().collect();
        let hash = &names[0]["bandeja-".len()..][..16];
        let expected = [".js", "_bg.wasm", "_thread.wasm", "_wasm_split.js"];
        assert_eq!(names, expected.map(|rest| format!("bandeja-{hash}{rest}")));
        assert_eq!(
            String::from_utf8(named[&names[0]].clone()).unwrap(),
            format!(
                "import \"./bandeja-{hash}_wasm_split.js\"; new URL(\"bandeja-{hash}_bg.wasm\")"
            )
        );
    }

    #[test]
    fn the_page_says_what_trunk_called_them() {
        let page =
            r#"<script data-js="./bandeja-1f.js" data-wasm="./bandeja-1f_bg.wasm"></script>"#;
        assert_eq!(trunks(page, ".js").unwrap(), "bandeja-1f.js");
        assert_eq!(trunks(page, "_bg.wasm").unwrap(), "bandeja-1f_bg.wasm");
        assert!(trunks("<p>", ".js").is_err());
    }
}
