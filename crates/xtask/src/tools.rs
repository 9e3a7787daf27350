//! `cargo xtask tools`: the build tools at pinned versions, in a cache per user and version.
//!
//! A second clone finds them there and builds nothing. A tool of the right version on the PATH is
//! taken as it is. It never touches `~/.cargo/bin` or any other place.

use crate::{
    args::Args,
    project::Project,
    shell::{self, Because, Outcome, failure, note, output_of, run, step},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A program that is built from the package registry at one version.
pub(crate) struct Tool {
    /// Its name in the cache and in what people read.
    pub(crate) name: &'static str,
    /// The pinned version; wasm-bindgen's is the one of the crate in Cargo.toml.
    pub(crate) version: &'static str,
    package: &'static str,
    program: &'static str,
    options: &'static [&'static str],
    tells_version: bool,
}

/// Builds pages and their assets.
pub(crate) const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    package: "trunk",
    program: "trunk",
    options: &["--locked", "--no-default-features", "--features", "rustls"],
    tells_version: true,
};

/// Makes the JavaScript glue, and runs wasm tests in a browser.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    version: "0.2.130",
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    // Not --locked: its lock file names a package version that the registry does not have.
    options: &[],
    tells_version: true,
};

/// Cuts a wasm into a first load and parts.
pub(crate) const WASM_SPLIT: Tool = Tool {
    name: "wasm-split",
    version: "0.2.4",
    package: "wasm_split_cli_support",
    program: "wasm-split-cli",
    options: &["--features", "build-binary"],
    tells_version: false,
};

/// Drives Firefox; no Debian package has it.
pub(crate) const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: "0.37.1",
    package: "geckodriver",
    program: "geckodriver",
    options: &["--locked"],
    tells_version: true,
};

/// What building the app takes.
pub(crate) const FOR_BUILD: [&Tool; 3] = [&TRUNK, &WASM_BINDGEN, &WASM_SPLIT];

/// What testing takes.
pub(crate) const FOR_TESTS: [&Tool; 4] = [&TRUNK, &WASM_BINDGEN, &WASM_SPLIT, &GECKODRIVER];

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    ensure(project, &FOR_TESTS, false)?;
    for tool in FOR_TESTS {
        if let Some(folder) = tool.folder() {
            println!("{} {}  {}", tool.name, tool.version, folder.display());
        }
    }
    Ok(())
}

/// Installs what is missing of `tools` and the wasm target, and returns the folders that they lie
/// in. With `offline` it installs nothing and says what is missing.
pub(crate) fn ensure(project: &Project, tools: &[&Tool], offline: bool) -> Outcome<Vec<PathBuf>> {
    ensure_wasm_target(project, offline)?;
    let missing: Vec<_> = tools
        .iter()
        .filter(|tool| tool.folder().is_none())
        .collect();
    for (at, tool) in missing.iter().enumerate() {
        if offline {
            return Err(failure(format!(
                "{} {} is missing, and nothing may be installed. {}",
                tool.name,
                tool.version,
                tool.by_hand()
            )));
        }
        step(&format!(
            "Installing {} {} ({} of {}; once per machine, some minutes)",
            tool.name,
            tool.version,
            at + 1,
            missing.len()
        ));
        install(project, tool)?;
    }
    if !missing.is_empty() {
        // Only kept between the tools, and when an installation was interrupted.
        fs::remove_dir_all(build_folder()).because("the tools' build folder")?;
    }
    Ok(tools.iter().filter_map(|tool| tool.folder()).collect())
}

/// Whether the standard library for wasm is installed for this repository's toolchain.
pub(crate) fn has_wasm_target(project: &Project) -> bool {
    let folder = output_of(Command::new("rustc").current_dir(project.path("")).args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]));
    folder.is_some_and(|folder| Path::new(&folder).is_dir())
}

impl Tool {
    /// The folder with this version of the program: the cache's, or one on the PATH.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        let cached = self.root().join("bin");
        // The cache's folder bears the version, for a program that does not tell it.
        if self.is_right(&cached) || (!self.tells_version && self.program_in(&cached).is_file()) {
            return Some(cached);
        }
        let folder = shell::which(self.program)?.parent()?.to_owned();
        self.is_right(&folder).then_some(folder)
    }

    /// How a person gets it without this program.
    pub(crate) fn by_hand(&self) -> String {
        format!(
            "To install it by hand: cargo install {} --version {} {} --root {}",
            self.package,
            self.version,
            self.options.join(" "),
            self.root().display()
        )
    }

    fn root(&self) -> PathBuf {
        cache().join(format!("tools/{}-{}", self.name, self.version))
    }

    fn program_in(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX))
    }

    fn is_right(&self, folder: &Path) -> bool {
        let program = self.program_in(folder);
        program.is_file()
            && output_of(Command::new(program).arg("--version"))
                .is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
    }
}

fn ensure_wasm_target(project: &Project, offline: bool) -> Outcome {
    if has_wasm_target(project) {
        return Ok(());
    }
    let by_hand = format!("Add it with: rustup target add {WASM}");
    if offline {
        return Err(failure(format!("the target {WASM} is missing. {by_hand}")));
    }
    step(&format!("Adding the target {WASM}"));
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(project.path(""))
        .args(["target", "add", WASM]);
    run(&mut rustup).map_err(|cause| {
        failure(format!(
            "{}. Without rustup, install a Rust toolchain that has the target {WASM}. {by_hand}",
            cause.message
        ))
    })
}

/// Builds into a folder beside the final one and renames it, so that half a tool is never found.
fn install(project: &Project, tool: &Tool) -> Outcome {
    let root = tool.root();
    let unfinished = root.with_file_name(format!("{}-{}.part", tool.name, tool.version));
    for old in [&root, &unfinished] {
        if old.exists() {
            fs::remove_dir_all(old).because(old.display())?;
        }
    }
    let mut cargo = project.cargo();
    cargo
        .args(["install", tool.package, "--version", tool.version])
        .args(tool.options)
        .arg("--root")
        .arg(&unfinished)
        .arg("--target-dir")
        .arg(build_folder())
        // They run for seconds: build time counts, not speed. One set of settings for all of
        // them, so that what they share is compiled once.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_PANIC", "unwind")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    run(&mut cargo).map_err(|cause| {
        failure(format!(
            "{} {} could not be installed: {}. It needs the package registry and a C compiler. {}",
            tool.name,
            tool.version,
            cause.message,
            tool.by_hand()
        ))
    })?;
    fs::rename(&unfinished, &root).because(root.display())?;
    if tool.folder().is_none() {
        return Err(failure(format!(
            "{} was installed into {}, but does not call itself {}",
            tool.name,
            root.display(),
            tool.version
        )));
    }
    note(&format!("{} is in {}", tool.name, root.display()));
    Ok(())
}

fn build_folder() -> PathBuf {
    cache().join("build")
}

/// `$XDG_CACHE_HOME/bandeja`, or the usual place of caches.
fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
    let base = folder("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| folder("LOCALAPPDATA").map(PathBuf::from))
        .or_else(|| folder("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .unwrap_or_else(std::env::temp_dir);
    base.join("bandeja")
}
