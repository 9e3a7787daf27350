//! `cargo xtask budgets`: weighs `dist/` against budgets.toml.
//!
//! It counts what the pages name (scripts, styles, wasm, modules imported by the glue), not what a
//! browser asks for later; the end-to-end tests look at that, and at `dom_nodes`.

use crate::{
    args::Args,
    assets,
    dist::brotli_length,
    project::{Project, read},
    shell::{Because, Outcome, failure},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Attributes of a page that make a browser load a file at once.
const LOADED_BY: [&str; 4] = ["src=\"", "href=\"", "data-js=\"", "data-wasm=\""];

/// Pictures and manifests are loaded beside the page, never before it works.
const NOT_WEIGHED: [&str; 6] = ["ico", "png", "svg", "webp", "webmanifest", "json"];

struct Line {
    budget: &'static str,
    measured: u64,
}

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    check(project)
}

/// Prints the table and fails when a number is above its budget.
pub(crate) fn check(project: &Project) -> Outcome {
    let budgets = budgets(&read(&project.path("budgets.toml"))?)?;
    let mut over = Vec::new();
    println!("{:26} {:>10} {:>10} {:>6}", "budget", "is", "may be", "");
    for line in measured(project)? {
        let limit = budgets
            .get(line.budget)
            .ok_or_else(|| failure(format!("budgets.toml does not name {}", line.budget)))?;
        let percent = line.measured * 100 / (*limit).max(1);
        println!(
            "{:26} {:>10} {limit:>10} {percent:>5}%",
            line.budget, line.measured
        );
        if line.measured > *limit {
            over.push(line.budget);
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(failure(format!("over budget: {}", over.join(", "))))
    }
}

fn measured(project: &Project) -> Outcome<Vec<Line>> {
    let dist = project.path("dist");
    if !dist.join("index.html").is_file() {
        return Err(failure("there is no dist/; build it with cargo xtask dist"));
    }
    let mut app = loaded(&dist.join("index.html"), &dist, "./")?;
    app.extend(largest_language(project, &dist, false)?);
    let late: BTreeSet<PathBuf> = largest_language(project, &dist, true)?
        .into_iter()
        .collect();
    let panel = loaded(
        &dist.join("widget/index.html"),
        &dist.join("widget"),
        "/widget-assets/",
    )?;
    Ok(vec![
        line("app_first_load_bytes", weight(&app)?),
        line("app_first_load_requests", app.len() as u64),
        line(
            "app_conversation_bytes",
            parts(&dist, "conversation")? + weight(&late)?,
        ),
        line("loader_bytes", brotli_length(&dist.join("bandeja.js"))?),
        line("widget_open_bytes", weight(&panel)?),
        line("widget_open_requests", panel.len() as u64),
    ])
}

/// The files of a part, and those that parts share: code and style.
fn parts(dist: &Path, part: &str) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dist).because(dist.display())? {
        let path = entry.because(dist.display())?.path();
        let name = path.to_string_lossy().into_owned();
        let is_shared = name.contains("_chunk_") && name.ends_with(".wasm");
        let is_style = name.contains("/late-") && name.ends_with(".css");
        if is_shared || is_style || name.ends_with(&format!("_{part}.wasm")) {
            bytes += brotli_length(&path)?;
        }
    }
    if bytes == 0 {
        return Err(failure(format!("dist/ has no part {part}")));
    }
    Ok(bytes)
}

fn line(budget: &'static str, measured: u64) -> Line {
    Line { budget, measured }
}

fn weight(files: &BTreeSet<PathBuf>) -> Outcome<u64> {
    files.iter().map(|file| brotli_length(file)).sum()
}

/// The page and all that it makes a browser load at once.
fn loaded(page: &Path, folder: &Path, base: &str) -> Outcome<BTreeSet<PathBuf>> {
    let html = read(page)?;
    let mut files = BTreeSet::from([page.to_owned()]);
    for name in named(&html, base) {
        let file = folder.join(&name);
        if !file.is_file() {
            return Err(failure(format!(
                "{} names {name}, which is not there",
                page.display()
            )));
        }
        if name.ends_with(".js") {
            files.extend(imported(&read(&file)?, folder));
        }
        files.insert(file);
    }
    Ok(files)
}

/// Files that a page names below `base`.
fn named(html: &str, base: &str) -> BTreeSet<String> {
    // What a page holds back a browser does not load.
    let html: String = html
        .split_inclusive('>')
        .filter(|tag| !is_held_back(tag))
        .collect();
    LOADED_BY
        .iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split_once('"')?.0.strip_prefix(base))
        .filter(|name| {
            name.rsplit_once('.')
                .is_some_and(|(_, e)| !NOT_WEIGHED.contains(&e))
        })
        .map(str::to_owned)
        .collect()
}

fn is_held_back(tag: &str) -> bool {
    tag.contains("<link ") && tag.contains(" disabled")
}

/// Modules that the glue imports (`./snippets/…`).
fn imported(glue: &str, folder: &Path) -> Vec<PathBuf> {
    glue.split("from './")
        .chain(glue.split("from \"./"))
        .filter_map(|rest| rest.split_once(['\'', '"']))
        .map(|(name, _)| folder.join(name))
        .filter(|file| file.is_file())
        .collect()
}

/// The largest first file of a language, or late one.
fn largest_language(project: &Project, dist: &Path, is_late: bool) -> Outcome<Option<PathBuf>> {
    let mut largest = None;
    let files = assets::languages(project)?.into_iter();
    for language in files.filter(|file| file.is_late == is_late) {
        let file = dist.join("locales").join(&language.file_name);
        let length = brotli_length(&file)?;
        if largest.as_ref().is_none_or(|(most, _)| length > *most) {
            largest = Some((length, file));
        }
    }
    Ok(largest.map(|(_, file)| file))
}

/// `name = number` per line; anything else but comments is refused.
fn budgets(text: &str) -> Outcome<BTreeMap<String, u64>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, number) = line
                .split_once('=')
                .ok_or_else(|| failure(format!("budgets.toml: «{line}» is no budget")))?;
            let number = number.trim().replace('_', "");
            let number = number.parse().because(format!("budgets.toml: «{line}»"))?;
            Ok((name.trim().to_owned(), number))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_names_and_numbers() {
        let found = budgets("# why\nbytes = 25_000\n\nnodes=1500\n").unwrap();
        assert_eq!(found["bytes"], 25_000);
        assert_eq!(found["nodes"], 1500);
        assert!(budgets("bytes = many").is_err());
        assert!(budgets("[table]").is_err());
    }

    #[test]
    fn a_page_names_what_it_loads() {
        let page = r#"<base href="/"><link rel="stylesheet" href="./app-1.css"/>
            <link rel="stylesheet" href="./late-1.css" disabled id="late"/>
            <link rel="icon" href="./icon.svg"><link rel="modulepreload" href="./app.js">
            <script src="./boot.js" data-js="./app.js" data-wasm="./app.wasm"></script>
            <a href="https://example.org/x.js">elsewhere</a>"#;
        let names: Vec<_> = named(page, "./").into_iter().collect();
        assert_eq!(names, ["app-1.css", "app.js", "app.wasm", "boot.js"]);
    }

    #[test]
    fn every_budget_that_is_measured_has_its_reason() {
        let project = Project::find().unwrap();
        let text = read(&project.path("budgets.toml")).unwrap();
        assert!(budgets(&text).unwrap().contains_key("dom_nodes"));
        for paragraph in text.split("\n\n").filter(|p| p.contains(" = ")) {
            assert!(paragraph.starts_with('#'), "no reason: {paragraph}");
        }
    }
}
