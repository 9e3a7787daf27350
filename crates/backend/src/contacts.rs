//! What is kept of a person, by command: finding, exporting, erasing. Works beside a running
//! server: what is to be erased is written down, and whoever holds the folder does it.

mod export;

use crate::{
    app::{self, App},
    config::Config,
    db,
    error::{Error, Result},
};
use bandeja_contract::ContactId;
use sqlx::{Row, SqliteConnection};
use std::{
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use uuid::Uuid;

/// How many are listed.
const MOST: u32 = 100;
/// How often it looks whether the server is done.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A contact that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: ContactId,
    /// The name that agents see.
    pub name: String,
    /// The e-mail address, if known.
    pub email: Option<String>,
    /// The telephone number, if known.
    pub phone: Option<String>,
    /// How many conversations there are.
    pub conversations: u64,
}

/// How far an erasure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Everything is gone.
    Whole,
    /// Everything but contents of files, which a backup is copying; they go when it has ended.
    ButContents,
    /// The server holds the folder and has not done it yet. It will.
    Later,
}

/// The contacts of a database.
#[derive(Debug)]
pub struct Contacts {
    connection: SqliteConnection,
    data: std::path::PathBuf,
}

const SELECT: &str = "SELECT p.*, (SELECT count(*) FROM conversations c WHERE c.contact = p.id) \
     AS conversations FROM contacts p ";

impl Contacts {
    /// Opens the database in a data folder.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub async fn open(data: &Path) -> Result<Self> {
        let file = data.join(app::FILE);
        if !file.is_file() {
            return Err(Error::Broken(format!("no database in {}", data.display())));
        }
        let (connection, readers) = db::open(&file).await?;
        readers.close().await;
        Ok(Self {
            connection,
            data: data.to_owned(),
        })
    }

    /// Closes it.
    ///
    /// # Errors
    /// When the database says so.
    pub async fn close(self) -> Result<()> {
        use sqlx::Connection;
        Ok(self.connection.close().await?)
    }

    /// Contacts by a part of name, address or number, or by the number of an attention; at most a
    /// hundred.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&mut self, words: &str) -> Result<Vec<Found>> {
        let rows = sqlx::query(concat_select(
            "WHERE instr(lower(p.name), lower(?1)) OR instr(lower(p.email), lower(?1)) \
             OR instr(p.phone, ?1) OR p.id IN (SELECT contact FROM attentions WHERE number = ?2) \
             ORDER BY p.name, p.id LIMIT ?3",
        ))
        .bind(words.trim())
        .bind(words.trim().trim_start_matches('#').parse::<i64>().ok())
        .bind(MOST)
        .fetch_all(&mut self.connection)
        .await?;
        rows.iter().map(found).collect()
    }

    /// The contact with an id, or all with an e-mail address.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn named(&mut self, who: &str) -> Result<Vec<Found>> {
        let id: Option<Uuid> = who.trim().parse().ok();
        let rows = sqlx::query(concat_select(
            "WHERE p.id = ?1 OR lower(p.email) = lower(?2) ORDER BY p.id",
        ))
        .bind(id)
        .bind(who.trim())
        .fetch_all(&mut self.connection)
        .await?;
        rows.iter().map(found).collect()
    }

    /// Writes everything that is kept of a contact into a new folder. How many files there are.
    ///
    /// # Errors
    /// When there is no such contact, the folder is there already, or a file is missing.
    pub async fn export(&mut self, id: ContactId, target: &Path) -> Result<u64> {
        export::export(&mut self.connection, &self.data, id.0, target).await
    }

    async fn ask_to_erase(&mut self, id: ContactId) -> Result<()> {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        sqlx::query(
            "INSERT OR IGNORE INTO erasures (contact, asked_at) SELECT id, ? FROM contacts \
             WHERE id = ?",
        )
        .bind(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        .bind(id.0)
        .execute(&mut self.connection)
        .await?;
        Ok(())
    }

    async fn how_far(&mut self, id: ContactId) -> Result<Erased> {
        let (asked, contents): (bool, bool) = sqlx::query_as(
            "SELECT EXISTS (SELECT 1 FROM erasures WHERE contact = ?) \
             OR EXISTS (SELECT 1 FROM search_unclean), \
             EXISTS (SELECT 1 FROM gone_files)",
        )
        .bind(id.0)
        .fetch_one(&mut self.connection)
        .await?;
        Ok(match (asked, contents) {
            (true, _) => Erased::Later,
            (false, true) => Erased::ButContents,
            (false, false) => Erased::Whole,
        })
    }
}

fn concat_select(tail: &str) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(format!("{SELECT}{tail}"))
}

fn found(row: &sqlx::sqlite::SqliteRow) -> Result<Found> {
    Ok(Found {
        id: ContactId(row.try_get("id")?),
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        phone: row.try_get("phone")?,
        conversations: db::rows::number(row, "conversations")?,
    })
}

/// Erases a contact: by the server where one runs, else here. Waits at most `patience` for it.
///
/// # Errors
/// When the database or the files cannot be written; what was asked for is not forgotten then.
pub async fn erase(data: &Path, id: ContactId, patience: Duration) -> Result<Erased> {
    let mut contacts = Contacts::open(data).await?;
    contacts.ask_to_erase(id).await?;
    let until = Instant::now() + patience;
    loop {
        match app::try_lock(data)? {
            Some(lock) => {
                lock.unlock()?;
                // Opening does it. A server that was quicker does it, too.
                if let Ok(app) = App::open(Config::new(data)).await {
                    app.erase().await?;
                    app.close().await?;
                }
            }
            None => tokio::time::sleep(LOOK_EVERY).await,
        }
        let far = contacts.how_far(id).await?;
        if far == Erased::Whole || Instant::now() >= until {
            return Ok(far);
        }
    }
}
