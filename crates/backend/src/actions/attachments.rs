//! Files: taking them in, giving them out to those who may see where they hang.

use crate::{
    app::App,
    auth::visitor::Visitor,
    config::UPLOAD_LIMIT,
    db::rows,
    error::{Error, Result},
    writer::Writing,
};
use axum::body::Body;
use bandeja_contract::*;
use bandeja_domain::{
    permission::{Actor, sees},
    text,
};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

/// The longest file name, in characters.
const LONGEST_NAME: usize = 255;
/// How long a file waits to be sent, in milliseconds: as long as an outbox may be offline.
const WAITS_FOR: i64 = 8 * 24 * 3_600_000;

/// Takes a file in.
pub(crate) async fn upload(app: &App, actor: &Actor, name: &str, body: Body) -> Result<Attachment> {
    let name = clean_name(name)?;
    let incoming = app.files().receive(body, UPLOAD_LIMIT).await?;
    let mut writing = Writing::begin(app).await?;
    // In the writer's turn, so that no pruning removes the file in between.
    app.files().keep(&incoming).await?;
    let attachment = Attachment {
        id: AttachmentId(Uuid::now_v7()),
        name,
        media_type: incoming.media_type.clone(),
        size: incoming.size,
        width: incoming.pixels.map(|(width, _)| width),
        height: incoming.pixels.map(|(_, height)| height),
    };
    let now = writing.now();
    sqlx::query(
        "INSERT INTO attachments (id, hash, name, media_type, size, uploaded_by, uploaded_at, \
         width, height) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(attachment.id.0)
    .bind(incoming.hash.as_slice())
    .bind(attachment.name.as_str())
    .bind(attachment.media_type.as_str())
    .bind(rows::sql(Seq(attachment.size)))
    .bind(actor.id.0)
    .bind(now.0)
    .bind(attachment.width)
    .bind(attachment.height)
    .execute(writing.connection()?)
    .await?;
    writing.commit().await?;
    Ok(attachment)
}

/// A name without the path that some browsers send along.
fn clean_name(written: &str) -> Result<String> {
    let cleaned = text::clean(written);
    let name = cleaned.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.replace(['\n', '\t'], " ").trim().to_owned();
    if name.is_empty() || name == "." || name == ".." {
        return Err(Problem::new(Code::Empty).at("/name").into());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Problem::new(Code::TooLong)
            .at("/name")
            .limit(LONGEST_NAME as u64)
            .into());
    }
    Ok(name)
}

/// A file of an agent that hangs on no message yet.
pub(crate) async fn free(
    connection: &mut SqliteConnection,
    agent: AgentId,
    id: AttachmentId,
) -> Result<Option<Attachment>> {
    let row =
        sqlx::query("SELECT * FROM attachments WHERE id = ? AND uploaded_by = ? AND item IS NULL")
            .bind(id.0)
            .bind(agent.0)
            .fetch_optional(connection)
            .await?;
    Ok(row.as_ref().map(rows::attachment).transpose()?)
}

/// Whoever wants a file.
pub(crate) enum Reader {
    /// An agent.
    Agent(Actor),
    /// A visitor.
    Visitor(Visitor),
}

/// A file that the reader may see: what is known of it, and the name of its content.
pub(crate) async fn find(
    app: &App,
    reader: &Reader,
    id: AttachmentId,
) -> Result<(Attachment, Vec<u8>)> {
    let row = sqlx::query(
        "SELECT a.*, c.grp, c.visitor FROM attachments a LEFT JOIN items i ON i.id = a.item \
         LEFT JOIN conversations c ON c.id = i.conversation WHERE a.id = ?",
    )
    .bind(id.0)
    .fetch_optional(&mut *app.readers().get().await?)
    .await?
    .ok_or_else(Error::not_found)?;
    let group = rows::id(&row, "grp")?.map(GroupId);
    let may = match reader {
        Reader::Agent(actor) => match group {
            Some(group) => sees(actor, group),
            None => row.try_get::<Uuid, _>("uploaded_by")? == actor.id.0,
        },
        Reader::Visitor(visitor) => rows::id(&row, "visitor")? == Some(visitor.id.0),
    };
    if !may {
        return Err(Error::not_found());
    }
    Ok((rows::attachment(&row)?, row.try_get("hash")?))
}

/// Forgets files that were never sent; their contents go by
/// [`retention`](super::retention::contents) where nothing else refers to them.
pub(crate) async fn prune(writing: &mut Writing) -> Result<()> {
    let edge = writing.now().plus(-WAITS_FOR).0;
    let gone: Vec<Vec<u8>> = sqlx::query_scalar(
        "DELETE FROM attachments WHERE item IS NULL AND uploaded_at < ? RETURNING hash",
    )
    .bind(edge)
    .fetch_all(writing.connection()?)
    .await?;
    for hash in gone {
        sqlx::query("INSERT OR IGNORE INTO gone_files (folder, hash) VALUES ('files', ?)")
            .bind(hash)
            .execute(writing.connection()?)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for (written, expected) in [
            ("foto.png", "foto.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\informe final.pdf", "informe final.pdf"),
            ("a\0b\r\nc.txt", "ab c.txt"),
        ] {
            assert_eq!(clean_name(written).ok().as_deref(), Some(expected));
        }
        for wrong in ["", " ", "/", "..", "a/..", &"x".repeat(256)] {
            assert!(clean_name(wrong).is_err(), "{wrong}");
        }
    }
}
