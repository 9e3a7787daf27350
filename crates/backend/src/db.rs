//! The database: opening it, its migrations, one connection that writes and a pool that reads.
//!
//! It knows SQL and rows. It never knows who asks, or whether they may.

pub(crate) mod mails;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod read;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod setup;
pub(crate) mod sqlite;
pub(crate) mod write;

use crate::error::{Error, Result};
use sqlx::{
    SqlSafeStr, SqliteConnection, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    pool::PoolConnection,
};
use std::{borrow::Cow, path::Path};

/// The migrations, in order; an applied one is never edited.
const MIGRATIONS: [(i64, &str, &str); 13] = [
    (
        1,
        "workspace",
        include_str!("../migrations/0001_workspace.sql"),
    ),
    (
        2,
        "conversations",
        include_str!("../migrations/0002_conversations.sql"),
    ),
    (3, "log", include_str!("../migrations/0003_log.sql")),
    (4, "mail", include_str!("../migrations/0004_mail.sql")),
    (
        5,
        "operating",
        include_str!("../migrations/0005_operating.sql"),
    ),
    (6, "desk", include_str!("../migrations/0006_desk.sql")),
    (7, "acts", include_str!("../migrations/0007_acts.sql")),
    (8, "people", include_str!("../migrations/0008_people.sql")),
    (9, "search", include_str!("../migrations/0009_search.sql")),
    (10, "setup", include_str!("../migrations/0010_setup.sql")),
    (
        11,
        "deadlines",
        include_str!("../migrations/0011_deadlines.sql"),
    ),
    (12, "media", include_str!("../migrations/0012_media.sql")),
    (
        13,
        "answers",
        include_str!("../migrations/0013_answers.sql"),
    ),
];

/// The readers. Clones share the pool.
#[derive(Clone, Debug)]
pub(crate) struct Readers(SqlitePool);

impl Readers {
    /// A connection that reads; give it back soon.
    pub(crate) async fn get(&self) -> Result<PoolConnection<sqlx::Sqlite>> {
        Ok(self.0.acquire().await?)
    }

    /// Begins a reading transaction: everything read in it is of one moment.
    pub(crate) async fn moment(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
        Ok(self.0.begin().await?)
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.0.close().await;
    }
}

/// Opens the file (and makes it, when it is not there), brings it up to date, and answers the one
/// connection that writes, and the readers.
pub(crate) async fn open(file: &Path) -> Result<(SqliteConnection, Readers)> {
    let mut writer = sqlite::open_writer(file).await?;
    migrator().run(&mut writer).await.map_err(Error::from)?;
    let readers = sqlite::open_readers(file).await?;
    Ok((writer, Readers(readers)))
}

/// The newest schema that this program knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS
        .iter()
        .map(|(version, ..)| *version)
        .max()
        .unwrap_or_default()
}

fn migrator() -> Migrator {
    Migrator::with_migrations(
        MIGRATIONS
            .into_iter()
            .map(|(version, name, sql)| {
                let sql = sql.into_sql_str();
                Migration::new(
                    version,
                    Cow::Borrowed(name),
                    MigrationType::Simple,
                    sql,
                    false,
                )
            })
            .collect(),
    )
}
