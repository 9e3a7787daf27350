//! Backups: the database as of one moment, every content that it names, and sums over all of it.
//!
//! ```text
//! bandeja.db      a copy that was looked through
//! files/ab/ab…    as in the data folder
//! backup.json     what it is
//! SHA256SUMS      over all of the above; `sha256sum -c` reads it
//! ```
//!
//! Works beside a running server: the copy is a reading transaction, contents never change, and
//! none is removed while a backup runs. The folder gets its name when everything is on the disk.

mod restore;
mod sums;

use crate::{
    app,
    db::sqlite,
    error::{Error, Result},
    files, footprint,
};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};
use sums::Sums;

pub use restore::restore;

/// The file that says what a backup is.
const ABOUT: &str = "backup.json";
/// The file with the sums.
const SUMS: &str = "SHA256SUMS";
/// How backups are laid out; another number is not understood.
const LAYOUT: u32 = 1;

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Files of messages.
    pub files: u64,
    /// Bytes of everything.
    pub bytes: u64,
    /// Contents that the database names and that are not there, or not what they were.
    pub missing: Vec<String>,
}

/// What a backup is.
#[derive(Debug, Deserialize, Serialize)]
struct About {
    layout: u32,
    /// The program's version.
    version: String,
    /// Epoch milliseconds.
    made_at: u64,
    /// The newest migration.
    schema: i64,
    /// The number of the last change.
    seq: i64,
    files: u64,
    missing: Vec<String>,
}

/// Writes a backup of a data folder into a new folder.
///
/// # Errors
/// When the folder is there already, or something cannot be read or written. Then there is none.
pub async fn make(data: &Path, target: &Path) -> Result<Made> {
    let file = data.join(app::FILE);
    if !file.is_file() {
        return Err(Error::Broken(format!("no database in {}", data.display())));
    }
    if target.exists() {
        return Err(Error::Broken(format!(
            "{} is there already",
            target.display()
        )));
    }
    let partial = Partial::begin(target)?;
    // Taken before the moment of the copy: what it names stays.
    let held = files::hold(data)?;
    let copy = partial.folder.join(app::FILE);
    sqlite::copy(&file, &copy).await?;
    let mut connection = sqlite::open_copy(&copy).await?;
    let found = sqlite::integrity(&mut connection).await?;
    if !found.is_empty() {
        return Err(Error::Broken(format!("damaged: {}", found.join("; "))));
    }
    let mut sums = Sums::default();
    let mut made = Made {
        bytes: sums.add(&partial.folder, Path::new(app::FILE))?,
        ..Made::default()
    };
    contents(&mut connection, data, &partial.folder, &mut sums, &mut made).await?;
    drop(held);
    let about = about(&mut connection, &made).await?;
    connection.close().await?;
    write(
        &partial.folder.join(ABOUT),
        &serde_json::to_vec_pretty(&about)?,
    )?;
    made.bytes += sums.add(&partial.folder, Path::new(ABOUT))?;
    write(&partial.folder.join(SUMS), sums.text().as_bytes())?;
    partial.finish(target)?;
    Ok(made)
}

/// Copies every content that the copy of the database names.
async fn contents(
    connection: &mut SqliteConnection,
    data: &Path,
    folder: &Path,
    sums: &mut Sums,
    made: &mut Made,
) -> Result<()> {
    let wanted: Vec<(String, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(footprint::all_wanted()))
        .fetch_all(connection)
        .await?;
    for (in_folder, hash) in wanted {
        let place = Path::new(&in_folder).join(files::place(&hash));
        let copied = sums::copy(&data.join(&place), &folder.join(&place));
        match copied {
            Ok((bytes, sum)) if sum == hash.as_slice() => {
                made.files += 1;
                made.bytes += bytes;
                sums.know(&place, &sum);
            }
            Ok(_) => {
                fs::remove_file(folder.join(&place))?;
                made.missing.push(crate::auth::hex(&hash));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                made.missing.push(crate::auth::hex(&hash));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

async fn about(connection: &mut SqliteConnection, made: &Made) -> Result<About> {
    let (schema, seq): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT max(version) FROM _sqlx_migrations), (SELECT seq FROM workspace)",
    )
    .fetch_one(connection)
    .await?;
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(About {
        layout: LAYOUT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: u64::try_from(since.as_millis()).unwrap_or(u64::MAX),
        schema,
        seq,
        files: made.files,
        missing: made.missing.clone(),
    })
}

/// A backup that is being written, under a name that nobody takes for one.
struct Partial {
    folder: PathBuf,
    lock: File,
}

impl Partial {
    /// Makes the folder; clears away one that was cut off.
    fn begin(target: &Path) -> Result<Self> {
        let folder = beside(target)?;
        fs::create_dir_all(&folder)?;
        let lock = File::options()
            .create(true)
            .append(true)
            .open(folder.join("lock"))?;
        if lock.try_lock().is_err() {
            return Err(Error::Broken(format!(
                "another backup to {} is being written",
                target.display()
            )));
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                fs::remove_dir_all(&path)?;
            } else if !path.ends_with("lock") {
                fs::remove_file(&path)?;
            }
        }
        app::only_for_owner(&folder)?;
        Ok(Self { folder, lock })
    }

    /// Gives it its name. Everything in it is on the disk by then.
    fn finish(self, target: &Path) -> Result<()> {
        fs::remove_file(self.folder.join("lock"))?;
        sync_folders(&self.folder)?;
        fs::rename(&self.folder, target)?;
        sync_folder(target.parent().unwrap_or(target))?;
        Ok(self.lock.unlock()?)
    }
}

/// `.NAME.partial` in the same folder.
fn beside(target: &Path) -> Result<PathBuf> {
    let name = target
        .file_name()
        .ok_or_else(|| Error::Broken(format!("{} has no name", target.display())))?;
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(".partial");
    Ok(target.with_file_name(partial))
}

/// Writes a file, down to the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes)?;
    Ok(File::open(path)?.sync_all()?)
}

fn sync_folders(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_folders(&path)?;
        }
    }
    sync_folder(folder)
}

/// Makes names last; where folders cannot be opened as files the system does so itself.
fn sync_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
