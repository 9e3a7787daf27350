//! From a backup to a data folder.
//!
//! A restored workspace is another one than the one that went on after the backup: clients may
//! know changes that never happened here. So all numbers move far ahead, which makes every client
//! begin anew and every row newer than what it had, and sessions end.

use super::{ABOUT, About, LAYOUT, Made, SUMS, sums::Sums};
use crate::{
    app, auth, db,
    error::{Error, Result},
};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How far the numbers of changes move: more than anybody can have counted since the backup.
const AHEAD: i64 = 1 << 32;

/// Makes a data folder from a backup. It counts as one when the database gets its name, which is
/// the last thing that happens.
///
/// # Errors
/// When the folder has a database already or is served, or the backup is not whole.
pub async fn restore(backup: &Path, data: &Path) -> Result<Made> {
    app::make_folder(data)?;
    let lock = app::lock(data)?;
    let target = data.join(app::FILE);
    if target.exists() {
        return Err(Error::Broken(format!(
            "{} holds a workspace already; nothing was touched",
            data.display()
        )));
    }
    let (about, sums) = understand(backup)?;
    let mut made = Made {
        missing: about.missing,
        ..Made::default()
    };
    let copy = data.join("restoring.db");
    for old in with_siblings(&copy) {
        if old.exists() {
            fs::remove_file(&old)?;
        }
    }
    made.bytes += copy_checked(backup, app::FILE, &copy, &sums)?;
    for (path, _) in sums.contents() {
        made.bytes += copy_checked(backup, path, &data.join(path), &sums)?;
        made.files += 1;
    }
    if made.files != about.files {
        return Err(broken("the sums do not name every file"));
    }
    let (mut connection, readers) = db::open(&copy).await?;
    readers.close().await;
    let found = db::sqlite::integrity(&mut connection).await?;
    if !found.is_empty() {
        return Err(broken(&found.join("; ")));
    }
    begin_anew(&mut connection).await?;
    db::sqlite::close(connection).await?;
    // Nothing of an older database may be taken for its log.
    for sibling in with_siblings(&target)
        .into_iter()
        .chain(with_siblings(&copy))
    {
        if sibling != copy && sibling.exists() {
            fs::remove_file(&sibling)?;
        }
    }
    fs::File::open(&copy)?.sync_all()?;
    super::sync_folders(data)?;
    fs::rename(&copy, &target)?;
    super::sync_folder(data)?;
    lock.unlock()?;
    Ok(made)
}

/// What the backup says of itself.
fn understand(backup: &Path) -> Result<(About, Sums)> {
    let sums = fs::read_to_string(backup.join(SUMS))
        .map_err(|error| broken(&format!("{SUMS}: {error}")))?;
    let sums = Sums::read(&sums)?;
    let bytes = fs::read(backup.join(ABOUT))?;
    if sums.of(ABOUT) != Some(&auth::hex(&auth::sha256(&bytes))) {
        return Err(broken(&format!("{ABOUT} is not what was written")));
    }
    let about: About = serde_json::from_slice(&bytes)?;
    if about.layout != LAYOUT || about.schema > db::newest() {
        return Err(broken(&format!(
            "made by version {}, which is newer than this program",
            about.version
        )));
    }
    Ok((about, sums))
}

/// Copies a file and compares its sum on the way.
fn copy_checked(backup: &Path, path: &str, to: &Path, sums: &Sums) -> Result<u64> {
    let (bytes, sum) = super::sums::copy(&backup.join(path), to)
        .map_err(|error| broken(&format!("{path}: {error}")))?;
    let sum = auth::hex(&sum);
    let is_content = path.contains('/');
    if sums.of(path) != Some(&sum) || (is_content && !path.ends_with(&sum)) {
        fs::remove_file(to)?;
        return Err(broken(&format!("{path} is not what was written")));
    }
    Ok(bytes)
}

fn broken(what: &str) -> Error {
    Error::Broken(format!("the backup cannot be restored: {what}"))
}

/// A database and what SQLite puts beside it.
fn with_siblings(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        path.into()
    })
}

/// Moves every number ahead, and ends what only the past knew.
async fn begin_anew(connection: &mut SqliteConnection) -> Result<()> {
    db::sqlite::begin(connection).await?;
    let numbers: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name <> 'events' \
         AND (c.name = 'seq' OR c.name LIKE '%\\_seq' ESCAPE '\\')",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut statements = vec![
        "DELETE FROM events".to_owned(),
        "DELETE FROM sessions".to_owned(),
    ];
    for (table, column) in numbers {
        statements.push(format!("UPDATE {table} SET {column} = {column} + {AHEAD}"));
    }
    statements.push("UPDATE workspace SET log_start = seq".to_owned());
    for statement in statements {
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut *connection)
            .await?;
    }
    db::sqlite::commit(connection).await
}
