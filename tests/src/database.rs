//! A look into the backend's file, past the backend: what was really stored.
//!
//! Never writes while a backend runs; a test's data may be prepared before it starts.

use sqlx::{ConnectOptions, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;
use uuid::Uuid;

/// What is stored of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    /// The number that orders the thread.
    pub position: i64,
    /// `customer` or `agent`.
    pub author: String,
    /// Its text.
    pub text: String,
}

/// The backend's file, opened to read.
pub struct Database(SqliteConnection);

impl Database {
    /// Opens the file in a data folder.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn look(data: &Path) -> Self {
        Self(open(data, true).await)
    }

    /// Every message of all conversations of whoever wrote `words`, in order.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn messages_with(&mut self, words: &str) -> Vec<Stored> {
        let rows = sqlx::query(
            "SELECT i.id, i.position, i.author, i.text FROM items i \
             JOIN conversations c ON c.id = i.conversation WHERE i.kind = 'message' AND c.contact = \
             (SELECT c.contact FROM items i JOIN conversations c ON c.id = i.conversation \
             WHERE i.text = ? LIMIT 1) ORDER BY i.position",
        )
        .bind(words)
        .fetch_all(&mut self.0)
        .await;
        let stored = |row: &sqlx::sqlite::SqliteRow| -> Result<Stored, sqlx::Error> {
            let id: Vec<u8> = row.try_get(0)?;
            Ok(Stored {
                id: Uuid::from_slice(&id).unwrap_or_default(),
                position: row.try_get(1)?,
                author: row.try_get(2)?,
                text: row.try_get(3)?,
            })
        };
        match rows.and_then(|rows| rows.iter().map(stored).collect()) {
            Ok(messages) => messages,
            Err(error) => panic!("the messages cannot be read: {error}"),
        }
    }

    /// How often something happened to the conversation in which `words` were written.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn happenings(&mut self, happening: &str, words: &str) -> i64 {
        let count = sqlx::query_scalar(
            "SELECT count(*) FROM items WHERE happening = ? AND conversation IN \
             (SELECT conversation FROM items WHERE text = ?)",
        );
        match count
            .bind(happening)
            .bind(words)
            .fetch_one(&mut self.0)
            .await
        {
            Ok(count) => count,
            Err(error) => panic!("the happenings cannot be counted: {error}"),
        }
    }

    /// How many messages hold no text at all.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn empty_messages(&mut self) -> i64 {
        let count = "SELECT count(*) FROM items WHERE kind = 'message' AND trim(text) = '' \
             AND id NOT IN (SELECT item FROM attachments WHERE item IS NOT NULL)";
        match sqlx::query_scalar(count).fetch_one(&mut self.0).await {
            Ok(count) => count,
            Err(error) => panic!("the messages cannot be counted: {error}"),
        }
    }

    /// How many messages with this text there are.
    ///
    /// # Panics
    /// When it cannot be read.
    pub async fn count_of(&mut self, text: &str) -> i64 {
        let count = sqlx::query_scalar("SELECT count(*) FROM items WHERE text = ?").bind(text);
        match count.fetch_one(&mut self.0).await {
            Ok(count) => count,
            Err(error) => panic!("the messages cannot be counted: {error}"),
        }
    }

    /// What SQLite itself says about the file: `ok`, or what is broken.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub async fn integrity(&mut self) -> String {
        match sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_one(&mut self.0)
            .await
        {
            Ok(answer) => answer,
            Err(error) => panic!("the file cannot be checked: {error}"),
        }
    }
}

/// Runs statements on a file that no backend has open: a test's fixtures.
///
/// # Panics
/// When one fails.
pub(crate) async fn prepare(data: &Path, statements: &[String]) {
    let mut connection = open(data, false).await;
    for statement in statements {
        if let Err(error) = sqlx::query(sqlx::AssertSqlSafe(statement.clone()))
            .execute(&mut connection)
            .await
        {
            panic!("{statement}: {error}");
        }
    }
    if let Err(error) = connection.close().await {
        panic!("the file cannot be closed: {error}");
    }
}

async fn open(data: &Path, read_only: bool) -> SqliteConnection {
    let entries = std::fs::read_dir(data)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let file = entries.map(|entry| entry.path()).find(|path| {
        path.extension()
            .is_some_and(|end| end == "db" || end == "sqlite" || end == "sqlite3")
    });
    let Some(file) = file else {
        panic!("no database in {}", data.display());
    };
    match SqliteConnectOptions::new()
        .filename(file)
        .read_only(read_only)
        .connect()
        .await
    {
        Ok(connection) => connection,
        Err(error) => panic!("the database cannot be opened: {error}"),
    }
}
