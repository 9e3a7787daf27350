//! `backup` and `restore`.

use bandeja_backend::backup;
use clap::Args;
use std::path::PathBuf;

/// Writes everything into a folder of its own, while the server runs or not: the database as of
/// one moment, every file that it names, and SHA256SUMS over all of it (`sha256sum -c` reads it).
///
/// The folder appears when all of it is on the disk and was looked through; a backup that was cut
/// off is none, and the next one to the same place clears it away. Whoever has the folder has all
/// conversations: keep it as safe as the data themselves.
#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    folder: super::Folder,
    /// The new folder.
    target: PathBuf,
}

/// Makes a data folder from a backup, and never over one that is there.
///
/// Every sum and the whole database are checked before anything counts. Everybody signs in again,
/// and screens that are open begin anew. Whoever was erased after the backup was made is back:
/// erase them again (`contact erase`).
#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    folder: super::Folder,
    /// The folder that `backup` wrote.
    backup: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), String> {
        let made = backup::make(&self.folder.data, &self.target)
            .await
            .map_err(|error| error.to_string())?;
        println!(
            "{} files, {} bytes in {}",
            made.files,
            made.bytes,
            self.target.display()
        );
        if made.missing.is_empty() {
            return Ok(());
        }
        Err(format!(
            "the backup holds everything but {} files that are damaged or gone: {}",
            made.missing.len(),
            made.missing.join(", ")
        ))
    }
}

impl Restore {
    pub(super) async fn run(self) -> Result<(), String> {
        let made = backup::restore(&self.backup, &self.folder.data)
            .await
            .map_err(|error| error.to_string())?;
        println!(
            "{} files, {} bytes in {}; sound",
            made.files,
            made.bytes,
            self.folder.data.display()
        );
        if !made.missing.is_empty() {
            println!(
                "not in the backup, damaged or gone before: {}",
                made.missing.join(", ")
            );
        }
        Ok(())
    }
}
