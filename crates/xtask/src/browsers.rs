//! The browsers and drivers that tests use, and how they get onto this machine.
//!
//! Installs only as root on a system with apt-get; anywhere else it says what to install.

use crate::shell::{Outcome, failure, output_of, run, step, which};
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// A program of the system that tests need.
pub(crate) struct Program {
    /// What people call it.
    pub(crate) name: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

/// All of them.
pub(crate) const PROGRAMS: [Program; 3] = [
    Program {
        name: "Chromium",
        names: &["chromium", "chromium-browser", "google-chrome"],
        package: "chromium",
    },
    Program {
        name: "chromedriver",
        names: &["chromedriver"],
        package: "chromium-driver",
    },
    Program {
        name: "Firefox",
        names: &["firefox-esr", "firefox"],
        package: "firefox-esr",
    },
];

/// So that screenshots show letters and emoji.
const FONTS: [&str; 2] = ["fonts-dejavu-core", "fonts-noto-color-emoji"];

impl Program {
    /// Where it is.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| which(name))
    }

    /// What it says about its version.
    pub(crate) fn version(&self) -> Option<String> {
        let text = output_of(Command::new(self.path()?).arg("--version"))?;
        text.split_whitespace()
            .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
    }
}

/// The path of one of [`PROGRAMS`], by the name people call it.
pub(crate) fn path(name: &str) -> Outcome<PathBuf> {
    PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .and_then(Program::path)
        .ok_or_else(|| failure(format!("{name} is missing. {}", by_hand())))
}

/// How a person installs all of it.
pub(crate) fn by_hand() -> String {
    format!(
        "On Debian or Ubuntu: sudo apt-get install {}. Elsewhere install Chromium with its \
         chromedriver, and Firefox, so that they are on the PATH.",
        packages().join(" ")
    )
}

/// Installs what is missing, or says what a person has to do.
pub(crate) fn ensure() -> Outcome {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(", ");
    if which("apt-get").is_none() || !is_root() {
        return Err(failure(format!(
            "the tests need {names}, and this user cannot install it. {}",
            by_hand()
        )));
    }
    step(&format!("Installing {names}"));
    run(apt().arg("update"))?;
    run(apt()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages()))?;
    match self::missing().as_slice() {
        [] => Ok(()),
        still => Err(failure(format!(
            "apt-get ran, but {} is still not on the PATH. {}",
            still.join(", "),
            by_hand()
        ))),
    }
}

fn missing() -> Vec<&'static str> {
    PROGRAMS
        .iter()
        .filter(|program| program.path().is_none())
        .map(|program| program.name)
        .collect()
}

fn packages() -> Vec<&'static str> {
    PROGRAMS
        .iter()
        .map(|program| program.package)
        .chain(FONTS)
        .collect()
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .arg("--quiet")
        .stdin(Stdio::null());
    command
}

fn is_root() -> bool {
    output_of(Command::new("id").arg("-u")).as_deref() == Some("0")
}
