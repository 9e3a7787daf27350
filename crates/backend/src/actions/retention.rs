//! Keeping no longer than wanted: conversations that ended long ago, and contents that nothing
//! refers to any more.

use super::erase;
use crate::{app::App, error::Result, files, footprint, writer::Writing};
use bandeja_contract::{ConversationId, Status};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// How many are looked up at once.
const AT_ONCE: u32 = 100;

/// Erases what ended longer ago than the workspace keeps it; each in a transaction of its own,
/// and whoever waits for the writer has a turn in between. How many went.
pub(crate) async fn closed(app: &App) -> Result<u64> {
    let Some(kept_for) = app.config().keep_closed else {
        return Ok(0);
    };
    let millis = i64::try_from(kept_for.as_millis()).unwrap_or(i64::MAX);
    let edge = app.now().0.saturating_sub(millis);
    let mut gone = 0;
    loop {
        let old: Vec<Uuid> = sqlx::query_scalar(
            "SELECT id FROM conversations WHERE closed_at < ? AND status = ? \
             ORDER BY closed_at LIMIT ?",
        )
        .bind(edge)
        .bind(Status::Closed.word())
        .bind(AT_ONCE)
        .fetch_all(&mut *app.readers().get().await?)
        .await?;
        if old.is_empty() {
            return Ok(gone);
        }
        for id in old {
            gone += u64::from(erase::conversation(app, ConversationId(id)).await?);
        }
    }
}

/// Removes contents that lost their last reference, unless a backup is copying them right now.
pub(crate) async fn contents(app: &App) -> Result<()> {
    loop {
        let gone: Vec<(String, Vec<u8>)> = sqlx::query_as("SELECT * FROM gone_files LIMIT ?")
            .bind(AT_ONCE)
            .fetch_all(&mut *app.readers().get().await?)
            .await?;
        if gone.is_empty() {
            return Ok(());
        }
        let Some(_turn) = app.files().removing()? else {
            return Ok(());
        };
        // In the writer's turn, so that no upload takes one up again in between.
        let mut writing = Writing::begin(app).await?;
        for (folder, hash) in gone {
            let wanted: bool = sqlx::query_scalar(AssertSqlSafe(footprint::is_wanted(&folder)))
                .bind(hash.as_slice())
                .fetch_one(writing.connection()?)
                .await?;
            if !wanted {
                files::remove(&app.config().data.join(&folder), &hash).await?;
            }
            sqlx::query("DELETE FROM gone_files WHERE folder = ? AND hash = ?")
                .bind(folder.as_str())
                .bind(hash.as_slice())
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
    }
}
