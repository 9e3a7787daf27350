//! Everything that only SQLite understands: pragmas, locks, the write-ahead log, JSON lists.
//!
//! Another database would replace this file and leave the rest.

use crate::error::Result;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};
use uuid::Uuid;

/// How long somebody waits for a lock of another process before the server says that it cannot.
const BUSY: Duration = Duration::from_secs(5);

/// How long emptying the log waits for those that read; writers wait with it.
const A_MOMENT: Duration = Duration::from_millis(200);

/// How many connections read at once.
const READERS: u32 = 6;

/// What follows `WHERE … IN` to compare with a list given as [`list`].
macro_rules! in_list {
    () => {
        "(SELECT unhex(value) FROM json_each(?))"
    };
}
pub(crate) use in_list;

/// A list of ids as one argument for [`in_list`].
pub(crate) fn list(ids: impl IntoIterator<Item = Uuid>) -> String {
    let mut text = String::from("[");
    for id in ids {
        if text.len() > 1 {
            text.push(',');
        }
        text.push('"');
        text.push_str(id.simple().encode_lower(&mut Uuid::encode_buffer()));
        text.push('"');
    }
    text.push(']');
    text
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("cache_size", "-16384")
        // What is deleted is overwritten: an erased word is not in the file any more.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// The one connection that writes.
pub(crate) async fn open_writer(file: &Path) -> Result<SqliteConnection> {
    Ok(options(file).create_if_missing(true).connect().await?)
}

/// The connections that read.
pub(crate) async fn open_readers(file: &Path) -> Result<SqlitePool> {
    Ok(SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options(file).pragma("query_only", "ON"))
        .await?)
}

/// Takes the lock at once: a transaction that reads first and writes later could not.
pub(crate) async fn begin(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("BEGIN IMMEDIATE").execute(connection).await?;
    Ok(())
}

/// Ends a transaction; what it wrote is on the disk when this returns.
pub(crate) async fn commit(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("COMMIT").execute(connection).await?;
    Ok(())
}

/// Forgets what a transaction wrote. Fails harmlessly when there is none.
pub(crate) async fn roll_back(connection: &mut SqliteConnection) {
    if let Err(error) = sqlx::query("ROLLBACK").execute(connection).await {
        tracing::debug!(%error, "nothing to roll back");
    }
}

/// Writes the write-ahead log into the file and closes it.
pub(crate) async fn close(mut connection: SqliteConnection) -> Result<()> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

/// Copies a database, as of one moment, into a file that is not there yet; others go on meanwhile.
pub(crate) async fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut connection = options(from).connect().await?;
    sqlx::query("VACUUM INTO ?")
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

/// Opens a copy that nobody writes, and leaves nothing beside it.
pub(crate) async fn open_copy(file: &Path) -> Result<SqliteConnection> {
    Ok(SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging()
        .connect()
        .await?)
}

/// Empties the write-ahead log, which may still hold words that were erased. Waits for a moment only:
/// where somebody reads or writes right now, a later call does it. Whether it is done.
pub(crate) async fn empty_log(file: &Path) -> Result<bool> {
    let mut connection = options(file).busy_timeout(A_MOMENT).connect().await?;
    let busy: Result<i64, _> = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut connection)
        .await;
    connection.close().await?;
    match busy {
        Ok(busy) => Ok(busy == 0),
        Err(sqlx::Error::Database(error)) => {
            tracing::debug!(%error, "the log was not emptied");
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// Bulk loading into a fresh file: nothing to lose, so nothing is waited for.
pub(crate) async fn hurry(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("PRAGMA synchronous = OFF")
        .execute(&mut *connection)
        .await?;
    sqlx::query("PRAGMA cache_size = -262144")
        .execute(connection)
        .await?;
    Ok(())
}

/// Looks through the whole file. Empty when it is sound, else what is wrong.
pub(crate) async fn integrity(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut *connection)
        .await?;
    found.retain(|line| line != "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(connection)
        .await?;
    if !orphans.is_empty() {
        found.push(format!(
            "{} rows refer to rows that are not there",
            orphans.len()
        ));
    }
    Ok(found)
}
