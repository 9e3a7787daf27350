//! `cargo xtask dist`: the app into `dist/`, the widget's panel into `dist/widget/`.
//!
//! Trunk does the work; this adds what it does not know: crates fetched beforehand, parts that are
//! loaded later, scripts without comments, brotli siblings, and a stamp of all sources, so that
//! nothing is built twice.

mod compress;
mod cut;
mod elsewhere;
mod script;
mod wasm;

use crate::{
    args::Args,
    assets,
    fingerprint::Fingerprint,
    project::{Project, read, write_if_changed},
    shell::{Because, Outcome, failure, note, output_of, run, step, with_path},
    tools::{self, WASM},
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

pub(crate) use compress::brotli_length;

/// Everything that the built pages depend on.
const SOURCES: [&str; 21] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "build.rs",
    "index.html",
    "rust-toolchain.toml",
    "crates/browser",
    "crates/contract",
    "crates/domain",
    "crates/widget",
    "crates/xtask/src/assets",
    "crates/xtask/src/assets.rs",
    "crates/xtask/src/dist",
    "crates/xtask/src/dist.rs",
    "crates/xtask/src/tools.rs",
    "crates/xtask/src/widget_boot.rs",
    "locales",
    "public",
    "src",
    "style",
];

/// As in `.cargo/config.toml`, which these flags stand in for.
const ERASED: &str = "--cfg erase_components";

/// What for the pages are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// To be served: small, compressed.
    Web,
    /// To be worked on: built in seconds, megabytes in size.
    Dev,
}

impl Profile {
    /// As cargo calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Dev => "dev",
        }
    }
}

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let profile = if args.flag("--dev") {
        Profile::Dev
    } else {
        Profile::Web
    };
    let backend: Option<String> = args.option("--backend")?;
    args.finish()?;
    let backend = backend.as_deref().map(elsewhere::Backend::parse);
    let backend = backend.transpose()?;
    let tools = tools::ensure(project, &tools::FOR_BUILD, false)?;
    build(project, profile, &tools)?;
    match backend {
        Some(backend) => elsewhere::write(project, &backend),
        None => Ok(()),
    }
}

/// Builds unless `dist/` was made from these very sources in this profile.
pub(crate) fn build_if_old(project: &Project, profile: Profile, tools: &[PathBuf]) -> Outcome {
    if is_fresh(project, profile)? {
        note("dist/ is up to date");
        // It may have been made for a backend elsewhere; here it is served by one of its own.
        return elsewhere::clear(project);
    }
    build(project, profile, tools)
}

/// Whether `dist/` was made from these very sources in this profile.
pub(crate) fn is_fresh(project: &Project, profile: Profile) -> Outcome<bool> {
    let pages = ["dist/index.html", "dist/widget/index.html"];
    let stamp = fs::read_to_string(stamp_file(project)).unwrap_or_default();
    Ok(pages.iter().all(|page| project.path(page).is_file())
        && stamp == stamp_of(project, profile)?)
}

/// Builds beside `dist/` and swaps at the end: a running demo serves whole pages throughout, and a
/// build that fails leaves the old ones.
fn build(project: &Project, profile: Profile, tools: &[PathBuf]) -> Outcome {
    let start = Instant::now();
    step(&format!(
        "Building the app and the widget ({})",
        profile.name()
    ));
    let _alone = alone(project)?;
    // Taken before: who edits while this runs gets another build.
    let stamp = stamp_of(project, profile)?;
    fetch(project)?;
    let pages = project.work("dist");
    let features: &[&str] = match profile {
        Profile::Web => &["--features", "split"],
        Profile::Dev => &[],
    };
    trunk(project, "", profile, &pages, features, tools)?;
    if profile == Profile::Web {
        cut::cut(project, &pages, tools)?;
    }
    check_languages(project, &pages)?;
    let panel = pages.join("widget");
    trunk(project, "crates/widget", profile, &panel, &[], tools)?;
    if profile == Profile::Web {
        shorten(&panel)?;
        script::slim_all(&pages)?;
        compress::all(project, &pages)?;
    }
    swap(project, &pages)?;
    write_if_changed(&stamp_file(project), stamp.as_bytes())?;
    note(&format!(
        "dist/ was built in {} s",
        start.elapsed().as_secs()
    ));
    Ok(())
}

/// The panel's wasm without what only tools read, its glue with short names.
fn shorten(panel: &Path) -> Outcome {
    for entry in fs::read_dir(panel).because(panel.display())? {
        let path = entry.because(panel.display())?.path();
        let name = path.to_string_lossy();
        if let Some(stem) = name.strip_suffix("_bg.wasm") {
            let glue = PathBuf::from(format!("{stem}.js"));
            let small = wasm::slim(&fs::read(&path).because(path.display())?)?;
            let (small, script) = wasm::shorten(&small, &read(&glue)?)?;
            fs::write(&path, small).because(path.display())?;
            fs::write(&glue, script).because(glue.display())?;
        }
    }
    Ok(())
}

fn swap(project: &Project, pages: &Path) -> Outcome {
    let dist = project.path("dist");
    // Without its stamp, `dist/` counts as old, whatever happens between these lines.
    for old in [stamp_file(project), dist.clone()] {
        if old.is_dir() {
            fs::remove_dir_all(&old).because(old.display())?;
        } else if old.exists() {
            fs::remove_file(&old).because(old.display())?;
        }
    }
    fs::rename(pages, &dist).because(dist.display())
}

/// Waits until no other build of pages runs in this repository; the lock ends with the file.
pub(crate) fn alone(project: &Project) -> Outcome<File> {
    let path = project.work("dist.lock");
    fs::create_dir_all(project.work("")).because(path.display())?;
    let file = File::create(&path).because(path.display())?;
    if file.try_lock().is_err() {
        note("Another build of the pages is running; waiting for it.");
        file.lock().because(path.display())?;
    }
    Ok(file)
}

/// Crates for the browser and for build scripts, because Trunk builds without the network.
pub(crate) fn fetch(project: &Project) -> Outcome {
    let mut cargo = project.cargo();
    cargo.args(["fetch", "--locked", "--quiet", "--target", WASM]);
    if let Some(host) = output_of(Command::new("rustc").args(["--print", "host-tuple"])) {
        cargo.args(["--target", &host]);
    }
    run(&mut cargo)
}

/// One call of Trunk in `folder`, into `dist`, with `extra` arguments.
pub(crate) fn trunk(
    project: &Project,
    folder: &str,
    profile: Profile,
    dist: &Path,
    extra: &[&str],
    tools: &[PathBuf],
) -> Outcome {
    // wasm-bindgen adds to it and Trunk copies all of it, also what another page has left.
    for mode in ["debug", "release"] {
        let snippets = project.cargo_target().join("wasm-bindgen").join(mode);
        if snippets.is_dir() {
            fs::remove_dir_all(&snippets).because(snippets.display())?;
        }
    }
    let mut command = Command::new("trunk");
    with_path(&mut command, tools);
    command
        .current_dir(project.path(folder))
        .args(["build", "--cargo-profile", profile.name()])
        .arg(format!("--release={}", profile == Profile::Web))
        .arg("--dist")
        .arg(dist)
        .args(extra)
        // Trunk takes NO_COLOR=1 for a wrong value and stops; its own backtraces help nobody.
        .env_remove("NO_COLOR")
        .env("RUST_BACKTRACE", "0");
    if profile == Profile::Web {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", anywhere());
    }
    run(&mut command)
}

/// Flags that keep the names of this machine's folders out of what is served, so that the same
/// sources make the same files everywhere.
fn anywhere() -> String {
    let home = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let cargo = home("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(home("HOME")?).join(".cargo")))
        .unwrap_or_default();
    let sources = cargo.join("registry/src");
    let mut flags = String::from(ERASED);
    for entry in fs::read_dir(&sources).into_iter().flatten().flatten() {
        flags.push_str(&format!(" --remap-path-prefix={}=", entry.path().display()));
    }
    flags
}

/// The app names the language files that it fetches; they must be the ones that were made.
fn check_languages(project: &Project, dist: &Path) -> Outcome {
    let mut wasm = Vec::new();
    for entry in fs::read_dir(dist).because(dist.display())? {
        let path = entry.because(dist.display())?.path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            wasm.extend(fs::read(&path).because(path.display())?);
        }
    }
    for language in assets::languages(project)? {
        let hash = language.hash.as_bytes();
        if !wasm.windows(hash.len()).any(|window| window == hash) {
            return Err(failure(format!(
                "the app does not know {}: build.rs and xtask's assets/locales.rs name language \
                 files differently",
                language.file_name
            )));
        }
    }
    Ok(())
}

fn stamp_file(project: &Project) -> PathBuf {
    project.work("dist.stamp")
}

/// A fingerprint of contents, not of times: switching branches forth and back builds nothing.
fn stamp_of(project: &Project, profile: Profile) -> Outcome<String> {
    let mut stamp = Fingerprint::new();
    stamp.add(profile.name().as_bytes());
    for path in project.sources(&SOURCES)? {
        stamp.add(path.as_bytes());
        stamp.add(&fs::read(project.path(&path)).because(&path)?);
        stamp.add(&[0]);
    }
    Ok(stamp.hex())
}
