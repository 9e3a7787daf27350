//! `cargo xtask doctor`: what is here, what is missing, how it gets here. It installs nothing.

use crate::{
    args::Args,
    browsers::{self, PROGRAMS},
    dist::{self, Profile},
    project::Project,
    shell::{Outcome, failure, output_of},
    tools::{self, FOR_TESTS, WASM},
};
use std::process::Command;

#[derive(Clone)]
struct Row {
    name: String,
    /// A version or a place; `None` when it is missing.
    found: Option<String>,
    how: String,
    is_needed: bool,
}

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    let rows = [
        toolchain(project),
        build_tools(),
        test_browsers(),
        made(project)?,
    ]
    .concat();
    print(&rows);
    let missing: Vec<_> = rows
        .iter()
        .filter(|row| row.is_needed && row.found.is_none())
        .map(|row| row.name.as_str())
        .collect();
    if missing.is_empty() {
        println!("\nNothing is missing.");
        Ok(())
    } else {
        Err(failure(format!("missing: {}", missing.join(", "))))
    }
}

fn toolchain(project: &Project) -> Vec<Row> {
    let version = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(project.path("")).arg("--version");
        let text = output_of(&mut command)?;
        text.split_whitespace().nth(1).map(str::to_owned)
    };
    let wasm = tools::has_wasm_target(project).then(|| "installed".to_owned());
    vec![
        row(
            "rustc",
            version("rustc"),
            "rustup, from rust-toolchain.toml",
        ),
        row(
            "rustfmt",
            version("rustfmt"),
            "rustup component add rustfmt",
        ),
        row(
            "clippy",
            version("clippy-driver"),
            "rustup component add clippy",
        ),
        row(
            WASM,
            wasm,
            &format!("demo and test run: rustup target add {WASM}"),
        ),
    ]
}

fn build_tools() -> Vec<Row> {
    FOR_TESTS
        .iter()
        .map(|tool| {
            let found = tool
                .folder()
                .map(|folder| format!("{} in {}", tool.version, folder.display()));
            row(tool.name, found, "cargo xtask tools builds it")
        })
        .collect()
}

fn test_browsers() -> Vec<Row> {
    PROGRAMS
        .iter()
        .map(|program| {
            let found = program.path().map(|path| {
                let version = program.version().unwrap_or_default();
                format!("{version} in {}", path.display())
            });
            row(program.name, found, &browsers::by_hand())
        })
        .collect()
}

fn made(project: &Project) -> Outcome<Vec<Row>> {
    let fresh = dist::is_fresh(project, Profile::Web)?;
    let dist = project.path("dist/index.html").is_file().then(|| {
        if fresh {
            "up to date"
        } else {
            "older than the sources"
        }
        .to_owned()
    });
    let data = project.path("data").is_dir().then(|| "kept".to_owned());
    Ok(vec![
        made_row("dist/", dist, "cargo xtask demo builds it"),
        made_row(
            "data/",
            data,
            "cargo xtask demo fills it; --reset begins anew",
        ),
    ])
}

fn row(name: &str, found: Option<String>, how: &str) -> Row {
    Row {
        name: name.to_owned(),
        found,
        how: how.to_owned(),
        is_needed: true,
    }
}

fn made_row(name: &str, found: Option<String>, how: &str) -> Row {
    Row {
        is_needed: false,
        ..row(name, found, how)
    }
}

fn print(rows: &[Row]) {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    for row in rows {
        match (&row.found, row.is_needed) {
            (Some(found), _) => println!("  ok       {:width$}  {found}", row.name),
            (None, true) => println!("  MISSING  {:width$}  {}", row.name, row.how),
            (None, false) => println!("  not yet  {:width$}  {}", row.name, row.how),
        }
    }
}
