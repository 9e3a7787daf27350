//! The data folder: made for its owner alone, served by one process at a time.

use crate::error::{Error, Result};
use std::{
    fs::{File, TryLockError},
    path::Path,
    time::Duration,
};

/// Makes the data folder, where it is not there: for its owner alone.
pub(crate) fn make_folder(data: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.recursive(true).create(data)?)
}

/// Lets nobody else into a folder.
pub(crate) fn only_for_owner(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Takes the folder for this process; a command that erases may have it for a moment.
pub(super) async fn wait_for_lock(data: &Path) -> Result<File> {
    for _ in 0..50 {
        if let Some(file) = try_lock(data)? {
            return Ok(file);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    lock(data)
}

/// Takes the folder for this process; the system gives it back whenever the process ends.
pub(crate) fn lock(data: &Path) -> Result<File> {
    try_lock(data)?
        .ok_or_else(|| Error::Broken("another process serves this data folder".to_owned()))
}

/// The same, or nothing when another process has it.
pub(crate) fn try_lock(data: &Path) -> Result<Option<File>> {
    let file = File::options()
        .create(true)
        .append(true)
        .open(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
