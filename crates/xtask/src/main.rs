//! Bandeja's developer commands, run as `cargo xtask <command>`.
//!
//! One module per command; what several need stands in `args`, `fingerprint`, `project` and
//! `shell`.
//!
//! Invariant: this crate uses no member crate, so that it builds when they do not, and it changes
//! nothing outside the project's folder, the per-user tool cache and (as root, on Debian-like
//! systems, for `test` only) the packages of the test browsers.

mod args;
mod assets;
mod bench;
mod browsers;
mod budgets;
mod ci;
mod demo;
mod dist;
mod doctor;
mod fingerprint;
mod gallery;
mod mail;
mod pictures;
mod project;
mod shell;
mod soak;
mod test;
mod tidy;
mod tools;
mod webdriver;
mod widget_boot;

use args::Args;
use project::Project;
use shell::Outcome;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--reset] [--conversations N] [--port P] [--offline-tools]
                      build what is old, start the backend, print addresses and logins
  mail FILE.eml [--to INBOX_ADDRESS] [--port P]
                      hand a mail in to the demo that is running
  test [--filter F]   install test browsers where possible, run every test
  ci [--filter F]     format, clippy, tidy, then test
  tidy                the rules of the house, over every file
  dist [--dev] [--backend URL]
                      build the app and the widget into dist/; with headers and config for a host
                      of static files, when the backend is elsewhere
  budgets             weigh dist/ against budgets.toml
  gallery [--dev]     build every view over every fixture, photograph it
  pictures            photograph the screens; two of the pictures are README's
  bench [--help] […]  measure against the goals and against a bare page; --help says how
  soak [--filter F]   the fault loops in full length
  tools               install the pinned build tools into the per-user cache
  doctor              what is here, what is missing, how it gets here

Hooks of Trunk, seldom typed: assets, widget-boot
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("\nxtask: {}", failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

fn run() -> Outcome {
    let mut args = Args::from_env();
    let project = Project::find()?;
    match args.command().as_deref() {
        Some("assets") => assets::command(&project, args),
        Some("bench") => bench::command(&project, args),
        Some("budgets") => budgets::command(&project, args),
        Some("ci") => ci::command(&project, args),
        Some("demo") => demo::command(&project, args),
        Some("dist") => dist::command(&project, args),
        Some("doctor") => doctor::command(&project, args),
        Some("mail") => mail::command(&project, args),
        Some("pictures") => pictures::command(&project, args),
        Some("gallery") => gallery::command(&project, args),
        Some("soak") => soak::command(&project, args),
        Some("test") => test::command(&project, args),
        Some("tidy") => tidy::command(&project, args),
        Some("tools") => tools::command(&project, args),
        Some("widget-boot") => widget_boot::command(args),
        None | Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(shell::usage(format!(
            "there is no command «{other}»\n\n{USAGE}"
        ))),
    }
}
