//! Where things are on this machine.
//!
//! It will never know what is in them.

use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Where cargo builds.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

/// The built app: `BANDEJA_DIST`, else `dist/` of the repository.
///
/// # Panics
/// When it is not built.
#[must_use]
pub fn dist() -> PathBuf {
    let dist =
        std::env::var_os("BANDEJA_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    assert!(
        dist.join("index.html").exists(),
        "no app in {}: build it first (cargo xtask build)",
        dist.display()
    );
    dist
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// When something cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    let copied = (|| -> std::io::Result<()> {
        std::fs::create_dir_all(to)?;
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target)?;
            }
        }
        Ok(())
    })();
    if let Err(error) = copied {
        panic!("{} cannot be copied: {error}", from.display());
    }
}
