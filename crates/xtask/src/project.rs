//! Where things are: the repository, its folders, and every source file in it.
//!
//! It reads folders and files; it never writes anything but [`write_if_changed`].

use crate::shell::{Because, Outcome, failure};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Folders of the root that hold no sources.
const NOT_SOURCES: [&str; 5] = [".git", "data", "dist", "node_modules", "target"];

/// The repository on this machine.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the root from where cargo says that this crate lies.
    pub(crate) fn find() -> Outcome<Self> {
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let root = Path::new(&crate_folder)
            .ancestors()
            .nth(2)
            .ok_or_else(|| failure("the repository's root was not found"))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// A path inside the repository; `""` is the root itself.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        if inside.is_empty() {
            self.root.clone()
        } else {
            self.root.join(inside)
        }
    }

    /// Cargo's target folder, wherever `CARGO_TARGET_DIR` has put it.
    pub(crate) fn cargo_target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.path("target"),
        }
    }

    /// A path among what these commands keep for themselves (stamps, caches); never in
    /// `CARGO_TARGET_DIR`.
    pub(crate) fn work(&self, inside: &str) -> PathBuf {
        self.path("target/xtask").join(inside)
    }

    /// `cargo`, standing in the root.
    pub(crate) fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command
    }

    /// Every source file below `folders`, relative to the root with `/`, sorted.
    pub(crate) fn sources(&self, folders: &[&str]) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        for folder in folders {
            let path = self.path(folder);
            if path.is_file() {
                found.push((*folder).to_owned());
            } else if path.is_dir() {
                self.collect(&path, &mut found)?;
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn collect(&self, folder: &Path, found: &mut Vec<String>) -> Outcome {
        for entry in fs::read_dir(folder).because(folder.display())? {
            let path = entry.because(folder.display())?.path();
            let Some(name) = self.name_of(&path) else {
                continue;
            };
            if path.is_symlink() || NOT_SOURCES.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                self.collect(&path, found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }

    fn name_of(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).ok()?;
        Some(inside.to_str()?.replace('\\', "/"))
    }
}

/// Writes a file and its folders unless it already holds these bytes; says whether it wrote.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> Outcome<bool> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).because(folder.display())?;
    }
    fs::write(path, bytes).because(path.display())?;
    Ok(true)
}

/// Reads a text file, naming it when that fails.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).because(path.display())
}
