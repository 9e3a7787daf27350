//! `cargo xtask assets`: the style sheets and language files that Trunk then picks up.
//!
//! | made | from |
//! |---|---|
//! | `target/assets/app.css` | `style/`: tokens, base, `ui/*` and the features of the first load, by name |
//! | `target/assets/late.css` | the others of `style/ui/*` and `style/features/*`: fetched with the first part of the app |
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

/// What of the design system only parts show.
const LATE_UI: [&str; 7] = [
    "dialog",
    "field",
    "file-name",
    "menu",
    "quote",
    "text-box",
    "virtual-thread",
];

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
    let path = path.strip_suffix(".css").unwrap_or(path);
    match (
        path.strip_prefix("style/features/"),
        path.strip_prefix("style/ui/"),
    ) {
        (Some(feature), _) => FIRST.contains(&feature),
        (_, Some(ui)) => !LATE_UI.contains(&ui),
        (None, None) => true,
    }
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
    use crate::project::read;
    use std::collections::BTreeSet;

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
        for name in LATE_UI {
            assert!(sheets.contains(&format!("style/ui/{name}.css")), "{name}");
        }
        assert!(is_first("style/ui/button.css") && !is_first("style/features/mail.css"));
        for sheet in &sheets {
            assert!(project.path(sheet).is_file(), "{sheet}");
        }
    }

    /// What a view of the first load looks like is in the first sheet.
    #[test]
    fn no_view_of_the_first_load_has_a_class_of_the_late_sheet() {
        let project = Project::find().unwrap();
        let (mut first, mut late) = (BTreeSet::new(), BTreeSet::new());
        for sheet in app_sheets(&project).unwrap() {
            let classes = if is_first(&sheet) {
                &mut first
            } else {
                &mut late
            };
            let css = read(&project.path(&sheet)).unwrap();
            let comments = css.split("/*").skip(1).filter_map(|it| it.split_once("*/"));
            let css = comments.fold(css.clone(), |css, (comment, _)| css.replace(comment, ""));
            let css = css.replace("/**/", "");
            // What a selector begins with: the rest of it is inside of that.
            for selector in css.split(['{', '}', ';', ',']) {
                let name = selector.trim().strip_prefix('.').unwrap_or_default();
                let end = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_');
                classes.insert(name.split(end).next().unwrap_or_default().to_owned());
            }
        }
        let views = [
            "src/app.rs",
            "src/parts/fetched.rs",
            "src/features/conversation_list",
            "src/features/presence",
            "src/features/thread/thread_notice.rs",
            "src/ui",
        ];
        // Views of parts, and of the design system what only they show.
        let others = [
            "tests",
            "group_filter_pane",
            "filter_choices",
            "account_pane",
            "away_pane",
            "dialog",
            "field",
            "file_name",
            "menu",
            "quote",
            "text_box",
            "virtual_thread",
            "sealed",
            "zoom",
        ];
        let mut seen = 0;
        for path in project.sources(&views).unwrap() {
            if others.iter().any(|other| path.contains(other)) {
                continue;
            }
            let code = read(&project.path(&path)).unwrap();
            for words in code.split("class=\"").skip(1) {
                let words = words.split('"').next().unwrap_or_default();
                for class in words.split_whitespace() {
                    seen += 1;
                    let is_late = late.contains(class) && !first.contains(class);
                    assert!(
                        !is_late,
                        "{path} shows .{class}, which comes with the parts"
                    );
                }
            }
        }
        assert!(seen > 60, "{seen}");
    }
}
