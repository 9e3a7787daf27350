//! `cargo xtask widget-boot`: Trunk's `post_build` hook of the widget.
//!
//! Lets the JavaScript glue start the panel itself, so that opening it takes four requests: page,
//! style, glue, wasm. The page's script tag names the wasm in `data-wasm`.

use crate::{
    args::Args,
    project::read,
    shell::{Because, Outcome, failure},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const START: &str = "\nawait __wbg_init({module_or_path:\
    document.querySelector(\"script[data-wasm]\").dataset.wasm});\n";

/// Works on the folder that Trunk has just filled and not yet published.
pub(crate) fn command(args: Args) -> Outcome {
    args.finish()?;
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| failure("widget-boot is a hook of Trunk: TRUNK_STAGING_DIR is not set"))?;
    let glue = glue_in(Path::new(&folder))?;
    let text = read(&glue)?;
    if !text.contains("__wbg_init as default") {
        return Err(failure(format!(
            "{}: wasm-bindgen no longer exports __wbg_init; adapt widget_boot.rs",
            glue.display()
        )));
    }
    fs::write(&glue, text + START).because(glue.display())
}

fn glue_in(folder: &Path) -> Outcome<PathBuf> {
    for entry in fs::read_dir(folder).because(folder.display())? {
        let path = entry.because(folder.display())?.path();
        if path.extension().is_some_and(|ending| ending == "js") {
            return Ok(path);
        }
    }
    Err(failure(format!("{}: no glue was built", folder.display())))
}
