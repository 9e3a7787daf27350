//! `cargo xtask test`: every test there is, on a machine that may have nothing yet.
//!
//! 1. native tests of every crate but `bandeja-tests`
//! 2. views in Chromium (`wasm_bindgen_test`)
//! 3. the built pages against budgets.toml
//! 4. end-to-end tests in Chromium and Firefox against the real backend
//!
//! The runners print their own summaries; this only says which step failed.

use crate::{
    args::Args,
    browsers, budgets,
    ci::checked,
    dist::{self, Profile},
    project::{Project, read},
    shell::{Because, Outcome, failure, note, run, run_and_hear, with_path},
    tools::{self, WASM},
};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Packages that may hold tests for a browser, and where.
const IN_BROWSER: [(&str, &str); 3] = [
    ("bandeja", "src"),
    ("bandeja-browser", "crates/browser"),
    ("bandeja-widget", "crates/widget"),
];

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let filter: Option<String> = args.option("--filter")?;
    args.finish()?;
    all(project, filter.as_deref())
}

/// Runs the four steps; `filter` is a part of the names of the tests to run.
pub(crate) fn all(project: &Project, filter: Option<&str>) -> Outcome {
    browsers::ensure()?;
    let tools = tools::ensure(project, &tools::FOR_TESTS, false)?;
    checked("tests 1/4: native", || native(project, filter))?;
    checked("tests 2/4: views in Chromium", || {
        in_browser(project, &tools, filter)
    })?;
    checked("tests 3/4: pages and budgets", || {
        dist::build_if_old(project, Profile::Web, &tools)?;
        budgets::check(project)
    })?;
    checked("tests 4/4: end to end", || {
        let mut cargo = end_to_end(project, &tools)?;
        stories(with_filter(&mut cargo, filter), || {
            end_to_end(project, &tools)
        })
    })
}

/// Stories that may fail once. They stand before real browsers on a machine that others use too;
/// more than these are no accident.
const MOST_UNSTEADY: usize = 2;

/// Runs the stories. Few that failed are played once more, by themselves, and named: whoever reads
/// the output learns that they are unsteady; one that fails again fails the step.
fn stories(all: &mut Command, again: impl FnOnce() -> Outcome<Command>) -> Outcome {
    let mut failed = Vec::new();
    let went_well = run_and_hear(all, |line| {
        failed.extend(failed_test(line).map(str::to_owned))
    })?;
    if went_well {
        return Ok(());
    }
    if failed.is_empty() || failed.len() > MOST_UNSTEADY {
        return Err(failure(format!("{} stories failed", failed.len())));
    }
    let names = failed.join(", ");
    note(&format!("played once more by themselves: {names}"));
    let mut cargo = again()?;
    cargo.args(["--test", "e2e", "--", "--exact"]).args(&failed);
    run(&mut cargo).because("failed twice")?;
    note(&format!(
        "UNSTEADY, failed once and passed by themselves: {names}"
    ));
    Ok(())
}

/// The test that a line of the runner calls failed.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// `cargo test -p bandeja-tests` with what it finds its browsers, drivers, pages and backend by.
pub(crate) fn end_to_end(project: &Project, tools: &[PathBuf]) -> Outcome<Command> {
    run(project
        .cargo()
        .args(["build", "--locked", "--package", "bandeja-backend"]))?;
    let backend = project
        .cargo_target()
        .join("debug/bandeja-backend")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let mut cargo = project.cargo();
    with_path(&mut cargo, tools);
    cargo
        .args(["test", "--locked", "--package", "bandeja-tests"])
        .env("BANDEJA_BACKEND", backend)
        .env("BANDEJA_DIST", project.path("dist"))
        .env("CHROMIUM", browsers::path("Chromium")?)
        .env("CHROMEDRIVER", browsers::path("chromedriver")?)
        .env("FIREFOX", browsers::path("Firefox")?)
        .env("GECKODRIVER", program(tools, "geckodriver"));
    Ok(cargo)
}

fn native(project: &Project, filter: Option<&str>) -> Outcome {
    let mut cargo = project.cargo();
    cargo.args([
        "test",
        "--locked",
        "--workspace",
        "--exclude",
        "bandeja-tests",
    ]);
    run(with_filter(&mut cargo, filter))
}

fn in_browser(project: &Project, tools: &[PathBuf], filter: Option<&str>) -> Outcome {
    let mut cargo = project.cargo();
    with_path(&mut cargo, tools);
    cargo.args(["test", "--locked", "--lib", "--test", "*", "--target", WASM]);
    let mut found = false;
    for (package, folder) in IN_BROWSER {
        if has_browser_tests(project, folder)? {
            cargo.args(["--package", package]);
            found = true;
        }
    }
    if !found {
        return Ok(());
    }
    cargo
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            program(tools, "wasm-bindgen-test-runner"),
        )
        .env("CHROMEDRIVER", browsers::path("chromedriver")?)
        // Seconds for all of them together; the runner's own twenty are for a handful.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    run(with_filter(&mut cargo, filter))
}

fn has_browser_tests(project: &Project, folder: &str) -> Outcome<bool> {
    for path in project.sources(&[folder])? {
        if path.ends_with(".rs") && read(&project.path(&path))?.contains("wasm_bindgen_test]") {
            return Ok(true);
        }
    }
    Ok(false)
}

fn with_filter<'a>(cargo: &'a mut Command, filter: Option<&str>) -> &'a mut Command {
    match filter {
        Some(filter) => cargo.arg("--").arg(filter),
        None => cargo,
    }
}

fn program(tools: &[PathBuf], name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    tools
        .iter()
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
        .unwrap_or_else(|| Path::new(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::failed_test;

    #[test]
    fn a_failed_test_is_read_from_the_runner_s_line() {
        let line = "test talk::they_talk::firefox ... FAILED";
        assert_eq!(failed_test(line), Some("talk::they_talk::firefox"));
        assert_eq!(failed_test("test talk::they_talk::firefox ... ok"), None);
        assert_eq!(failed_test("test result: FAILED. 1 passed; 1 failed"), None);
    }
}
