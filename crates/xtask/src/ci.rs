//! `cargo xtask ci`: what must hold before a change is taken. `.ci/run` calls it.
//!
//! The quick checks first: format, clippy on both targets, links in documentation, tidy; then all of
//! `test`.

use crate::{
    args::Args,
    project::Project,
    shell::{Because, Outcome, run, step},
    test, tidy,
    tools::{self, WASM},
};

/// The packages that run in a browser.
const IN_BROWSER: [&str; 3] = ["bandeja", "bandeja-browser", "bandeja-widget"];

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let filter: Option<String> = args.option("--filter")?;
    args.finish()?;
    checked("format", || format(project))?;
    checked("clippy, native", || clippy_native(project))?;
    checked("clippy, wasm", || clippy_wasm(project))?;
    checked("documentation", || documentation(project))?;
    checked("tidy", || tidy::check(project))?;
    test::all(project, filter.as_deref())
}

/// Runs a step under its heading; a failure names it.
pub(crate) fn checked(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    step(name);
    work().because(format!("step «{name}» failed"))
}

fn format(project: &Project) -> Outcome {
    run(project.cargo().args(["fmt", "--all", "--check"])).because("run cargo fmt --all")
}

fn clippy_native(project: &Project) -> Outcome {
    run(project
        .cargo()
        .args(["clippy", "--locked", "--workspace", "--all-targets"])
        .args(["--", "--deny", "warnings"]))
}

fn clippy_wasm(project: &Project) -> Outcome {
    tools::ensure(project, &[], false)?;
    let mut cargo = project.cargo();
    cargo.args(["clippy", "--locked", "--target", WASM]);
    for package in IN_BROWSER {
        cargo.args(["--package", package]);
    }
    cargo.args(["--features", "bandeja/gallery"]);
    run(cargo.args(["--", "--deny", "warnings"]))
}

/// A link in a doc comment leads somewhere.
fn documentation(project: &Project) -> Outcome {
    run(project
        .cargo()
        .args(["doc", "--locked", "--workspace", "--no-deps", "--quiet"])
        .args(["--document-private-items"])
        .env("RUSTDOCFLAGS", "--deny rustdoc::broken_intra_doc_links"))
}
