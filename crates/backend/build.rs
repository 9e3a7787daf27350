//! Puts the files of the sample shop into the binary.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    let folder = Path::new("sample-site");
    println!("cargo::rerun-if-changed=sample-site");
    println!("cargo::rerun-if-changed=migrations");
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let mut table = "&[\n".to_owned();
    for name in names {
        let path = fs::canonicalize(folder.join(&name)).unwrap_or_else(|error| panic!("{error}"));
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),")
            .unwrap_or_else(|error| panic!("{error}"));
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| panic!("cargo names no folder"));
    fs::write(Path::new(&out).join("sample_site.rs"), table)
        .unwrap_or_else(|error| panic!("{error}"));
}
