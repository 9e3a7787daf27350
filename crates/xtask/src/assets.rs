//! `cargo xtask assets`: the style sheets and language files that Trunk then picks up.
//!
//! | made | from |
//! |---|---|
//! | `target/assets/app.css` | `style/`: tokens, base, `ui/*`, the features of the first load, by name |
//! | `target/assets/late.css` | `style/features/*`, the others: fetched with the first part of the app |
//! | `target/assets/widget.css` | `style/tokens.css`, `crates/widget/style.css` |
//! | `target/assets/locales/<lang>-<hash>.json`, `<lang>-late-<hash>.json` | `locales/<lang>.json`, `locales/late.txt` |
//!
//! Always in `target/` of the repository, wherever `CARGO_TARGET_DIR` points, because
//! index.html names these paths. Trunk's `pre_build` hook calls it; a file that would not change is
//! not written.

mod css;
mod locales;

use crate::{
    args::Args,
    project::{Project, write_if_changed},
    shell::{Because, Outcome, failure},
};
use std::fs;

pub(crate) use locales::languages;

const ASSETS: &str = "target/assets";

/// The features whose looks the list and its frame need; those of the others come with the parts
/// (`src/parts.rs`).
const FIRST: [&str; 3] = ["conversation-list", "conversation-row", "presence"];

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    make(project)
}

/// Makes all of them.
pub(crate) fn make(project: &Project) -> Outcome {
    let (first, late): (Vec<_>, Vec<_>) = app_sheets(project)?
        .into_iter()
        .partition(|path| is_first(path));
    let app = css::joined(project, &first)?;
    let late = css::joined(project, &late)?;
    let widget = css::joined(project, &widget_sheets(project))?;
    let assets = project.path(ASSETS);
    write_if_changed(&assets.join("app.css"), app.as_bytes())?;
    write_if_changed(&assets.join("late.css"), late.as_bytes())?;
    write_if_changed(&assets.join("widget.css"), widget.as_bytes())?;

    let folder = assets.join("locales");
    fs::create_dir_all(&folder).because(folder.display())?;
    let languages = languages(project)?;
    for language in &languages {
        write_if_changed(&folder.join(&language.file_name), language.json.as_bytes())?;
    }
    for entry in fs::read_dir(&folder).because(folder.display())? {
        let path = entry.because(folder.display())?.path();
        let is_current = languages
            .iter()
            .any(|language| path.file_name() == Some(language.file_name.as_ref()));
        if !is_current {
            fs::remove_file(&path).because(path.display())?;
        }
    }
    Ok(())
}

/// In the order of the cascade. A sheet outside the four layers would be lost in silence: refused.
fn app_sheets(project: &Project) -> Outcome<Vec<String>> {
    let all: Vec<_> = project
        .sources(&["style"])?
        .into_iter()
        .filter(|path| is_css(path))
        .collect();
    let layer = |path: &str| match path {
        "style/tokens.css" => Some(0),
        "style/base.css" => Some(1),
        _ if path.starts_with("style/ui/") => Some(2),
        _ if path.starts_with("style/features/") => Some(3),
        _ => None,
    };
    if let Some(lost) = all.iter().find(|path| layer(path).is_none()) {
        return Err(failure(format!(
            "{lost} belongs to no layer: put it into style/ui/ or style/features/"
        )));
    }
    let mut sheets = all;
    sheets.sort_by(|a, b| layer(a).cmp(&layer(b)).then_with(|| a.cmp(b)));
    Ok(sheets)
}

fn is_first(path: &str) -> bool {
    path.strip_prefix("style/features/").is_none_or(|name| {
        name.strip_suffix(".css")
            .is_some_and(|name| FIRST.contains(&name))
    })
}

fn widget_sheets(project: &Project) -> Vec<String> {
    ["style/tokens.css", "crates/widget/style.css"]
        .into_iter()
        .filter(|path| project.path(path).is_file())
        .map(str::to_owned)
        .collect()
}

fn is_css(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "css")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_of_this_repository_start_with_tokens_and_base() {
        let project = Project::find().unwrap();
        let sheets = app_sheets(&project).unwrap();
        assert_eq!(sheets[0], "style/tokens.css");
        assert_eq!(sheets[1], "style/base.css");
        let ui = sheets.iter().position(|s| s.starts_with("style/ui/"));
        let features = sheets.iter().position(|s| s.starts_with("style/features/"));
        if let (Some(ui), Some(features)) = (ui, features) {
            assert!(ui < features);
        }
        for name in FIRST {
            assert!(
                sheets.contains(&format!("style/features/{name}.css")),
                "{name}"
            );
        }
        assert!(is_first("style/ui/button.css") && !is_first("style/features/mail.css"));
        for sheet in &sheets {
            assert!(project.path(sheet).is_file(), "{sheet}");
        }
    }
}
