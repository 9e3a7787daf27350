//! `SHA256SUMS`: a line per file, in the format that `sha256sum -c` reads.

use crate::{
    auth::hex,
    error::{Error, Result},
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Component, Path},
};

/// The sums of files, by their path in the folder.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Reads a file and adds it; how long it is. It is on the disk then.
    pub(super) fn add(&mut self, folder: &Path, path: &Path) -> Result<u64> {
        let mut file = File::open(folder.join(path))?;
        let (bytes, sum) = pass(&mut file, &mut io::sink())?;
        file.sync_all()?;
        self.know(path, &sum);
        Ok(bytes)
    }

    /// Adds a file whose sum is known.
    pub(super) fn know(&mut self, path: &Path, sum: &[u8]) {
        self.0.insert(written(path), hex(sum));
    }

    /// As the file has it.
    pub(super) fn text(&self) -> String {
        let lines = self.0.iter().map(|(path, sum)| format!("{sum}  {path}\n"));
        lines.collect()
    }

    /// Reads the file. A line that is none, or that leads out of the folder, makes it invalid.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut sums = BTreeMap::new();
        for line in text.lines() {
            let known = line.split_once("  ").filter(|(sum, path)| {
                sum.len() == 64
                    && sum.bytes().all(|byte| byte.is_ascii_hexdigit())
                    && Path::new(path)
                        .components()
                        .all(|part| matches!(part, Component::Normal(_)))
            });
            let (sum, path) =
                known.ok_or_else(|| Error::Broken("a line of sums that is none".to_owned()))?;
            sums.insert(path.to_owned(), sum.to_ascii_lowercase());
        }
        Ok(Self(sums))
    }

    /// Every file that lies in a folder, with its sum.
    pub(super) fn contents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, sum)| (path.as_str(), sum.as_str()))
            .filter(|(path, _)| path.contains('/'))
    }

    /// The sum of a file.
    pub(super) fn of(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }
}

/// With slashes, whatever the system writes.
fn written(path: &Path) -> String {
    let parts: Vec<_> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

/// Copies a file to where it may not be yet, down to the disk; its length and sum.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<(u64, [u8; 32])> {
    let mut source = File::open(from)?;
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut target = File::create(to)?;
    let copied = pass(&mut source, &mut target)?;
    target.sync_all()?;
    Ok(copied)
}

fn pass(source: &mut File, target: &mut impl Write) -> io::Result<(u64, [u8; 32])> {
    let mut hasher = Sha256::new();
    let mut part = vec![0_u8; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = source.read(&mut part)?;
        let Some(part) = part.get(..read).filter(|part| !part.is_empty()) else {
            return Ok((bytes, hasher.finalize().into()));
        };
        hasher.update(part);
        target.write_all(part)?;
        bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_they_were_written() {
        let mut sums = Sums::default();
        sums.know(Path::new("files/ab/abc"), &[0xab; 32]);
        sums.know(Path::new("bandeja.db"), &[1; 32]);
        let again = Sums::read(&sums.text()).expect("sums");
        assert_eq!(again.0, sums.0);
        assert_eq!(again.contents().count(), 1);
        let sum = "0".repeat(64);
        for wrong in [
            "x",
            &format!("{sum}  ../x"),
            &format!("{sum}  /x"),
            &format!("{sum} x"),
        ] {
            assert!(Sums::read(wrong).is_err(), "{wrong}");
        }
    }
}
