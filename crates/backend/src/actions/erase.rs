//! Erasing: a conversation that is old enough, or a person with everything that hangs on them.
//!
//! Small transactions, so that nobody waits long and a kill in between leaves nothing torn: what
//! is asked for stands in `erasures` until the last row is gone. Rows are found by
//! [`footprint`](crate::footprint); screens are told to forget.

use crate::{
    app::App,
    db::{
        read,
        rows::{self, Kept},
        search::{self, Words},
        sqlite::{in_list, list},
    },
    error::Result,
    footprint::{CONTENTS, Fate, LINKS},
    hub::Live,
    writer::Writing,
};
use bandeja_contract::{ConversationId, VisitorId};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use uuid::Uuid;

/// How many items go in one transaction.
const AT_ONCE: u32 = 1000;

/// Erases whom commands want erased. Whether there was anybody.
pub(crate) async fn settle(app: &App) -> Result<bool> {
    let asked: Vec<Uuid> = sqlx::query_scalar("SELECT contact FROM erasures ORDER BY asked_at")
        .fetch_all(&mut *app.readers().get().await?)
        .await?;
    for contact in &asked {
        person(app, *contact).await?;
        tracing::info!(%contact, "a contact was erased");
    }
    Ok(!asked.is_empty())
}

/// Erases a person: their conversations one by one, then the rest and the wish itself.
async fn person(app: &App, contact: Uuid) -> Result<()> {
    loop {
        let conversations: Vec<Uuid> =
            sqlx::query_scalar("SELECT id FROM conversations WHERE contact = ? ORDER BY id")
                .bind(contact)
                .fetch_all(&mut *app.readers().get().await?)
                .await?;
        for id in conversations {
            conversation(app, ConversationId(id)).await?;
        }
        let mut writing = Writing::begin(app).await?;
        // Somebody may have written in between.
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM conversations WHERE contact = ?")
            .bind(contact)
            .fetch_one(writing.connection()?)
            .await?;
        if left > 0 {
            continue;
        }
        without_conversations(&mut writing, contact).await?;
        search::soil(writing.connection()?).await?;
        return writing.commit().await;
    }
}

/// Writes the indexes of words anew after somebody was erased, in small transactions. Whether it
/// had to.
pub(crate) async fn words(app: &App) -> Result<bool> {
    if !search::is_soiled(&mut *app.readers().get().await?).await? {
        return Ok(false);
    }
    for words in [Words::Heads, Words::Items] {
        let mut is_first = true;
        loop {
            let mut writing = Writing::begin(app).await?;
            let is_more = search::clean(writing.connection()?, words, is_first).await?;
            writing.commit().await?;
            is_first = false;
            if !is_more {
                break;
            }
        }
    }
    let mut writing = Writing::begin(app).await?;
    search::cleaned(writing.connection()?).await?;
    writing.commit().await?;
    Ok(true)
}

/// Erases a conversation, and its case, ticket and contact where nothing else is left of them.
/// Whether it was there.
pub(crate) async fn conversation(app: &App, id: ConversationId) -> Result<bool> {
    loop {
        let mut writing = Writing::begin(app).await?;
        let Some(kept) = read::conversation(writing.connection()?, id).await? else {
            return Ok(false);
        };
        let items: Vec<Uuid> = sqlx::query_scalar(
            "SELECT id FROM items WHERE conversation = ? ORDER BY position LIMIT ?",
        )
        .bind(id.0)
        .bind(AT_ONCE)
        .fetch_all(writing.connection()?)
        .await?;
        let is_rest = items.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        if !is_rest {
            remove(writing.connection()?, "items", items).await?;
            writing.commit().await?;
            continue;
        }
        loosen(&mut writing, &kept).await?;
        remove(writing.connection()?, "conversations", vec![id.0]).await?;
        writing.forget_conversation(&kept)?;
        let (contact, attention) = (kept.row.contact.0, kept.row.attention.0);
        tidy_case(writing.connection()?, attention).await?;
        let left: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM conversations WHERE contact = ?1) \
             + (SELECT count(*) FROM attentions WHERE contact = ?1)",
        )
        .bind(contact)
        .fetch_one(writing.connection()?)
        .await?;
        if left == 0 {
            without_conversations(&mut writing, contact).await?;
        } else {
            // Its comments have gone from the card.
            writing.touch_contact(kept.row.contact)?;
        }
        writing.commit().await?;
        return Ok(true);
    }
}

/// Those that followed it or were followed by it link to nothing, and its visitor starts anew.
async fn loosen(writing: &mut Writing, gone: &Kept) -> Result<()> {
    let id = gone.row.id;
    for neighbour in [gone.row.follows, gone.row.followed_by]
        .into_iter()
        .flatten()
    {
        let found = read::conversation(writing.connection()?, neighbour).await?;
        let Some(mut kept) = found else { continue };
        kept.row.follows = kept.row.follows.filter(|other| *other != id);
        kept.row.followed_by = kept.row.followed_by.filter(|other| *other != id);
        writing.put_conversation(&mut kept, None).await?;
    }
    if let Some(visitor) = gone.visitor {
        let seq = rows::sql(writing.take_seq());
        sqlx::query("UPDATE visitors SET forgot_seq = ? WHERE id = ?")
            .bind(seq)
            .bind(visitor.0)
            .execute(writing.connection()?)
            .await?;
        writing.tell(Live::VisitorForgets(visitor));
    }
    Ok(())
}

/// Erases a case without conversations, and its ticket without cases.
async fn tidy_case(connection: &mut SqliteConnection, attention: Uuid) -> Result<()> {
    let ticket: Option<Uuid> = sqlx::query_scalar(
        "SELECT ticket FROM attentions WHERE id = ?1 \
         AND NOT EXISTS (SELECT 1 FROM conversations WHERE attention = ?1)",
    )
    .bind(attention)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(ticket) = ticket {
        remove(connection, "attentions", vec![attention]).await?;
        tidy_ticket(connection, ticket).await?;
    }
    Ok(())
}

async fn tidy_ticket(connection: &mut SqliteConnection, ticket: Uuid) -> Result<()> {
    let linked = sqlx::query("SELECT 1 FROM attentions WHERE ticket = ? LIMIT 1")
        .bind(ticket)
        .fetch_optional(&mut *connection)
        .await?;
    if linked.is_none() {
        remove(connection, "tickets", vec![ticket]).await?;
    }
    Ok(())
}

/// Erases a person who has no conversations, with their visitors and cases.
async fn without_conversations(writing: &mut Writing, contact: Uuid) -> Result<()> {
    let visitors: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM visitors WHERE contact = ?")
        .bind(contact)
        .fetch_all(writing.connection()?)
        .await?;
    let tickets: Vec<Uuid> = sqlx::query_scalar("SELECT ticket FROM attentions WHERE contact = ?")
        .bind(contact)
        .fetch_all(writing.connection()?)
        .await?;
    remove(writing.connection()?, "contacts", vec![contact]).await?;
    for ticket in tickets {
        tidy_ticket(writing.connection()?, ticket).await?;
    }
    for visitor in visitors {
        writing.tell(Live::VisitorForgets(VisitorId(visitor)));
    }
    Ok(())
}

/// Removes rows of a table, and before them everything that hangs on them, wherever it lies.
async fn remove(
    connection: &mut SqliteConnection,
    table: &'static str,
    ids: Vec<Uuid>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for link in LINKS.iter().filter(|link| link.of == table) {
        let (of, column) = (link.table, link.column);
        let those = format!("{column} IN {}", in_list!());
        if link.fate == Fate::Forgets {
            let sql = format!("UPDATE {of} SET {column} = NULL WHERE {those}");
            run(connection, sql, &ids).await?;
        } else if LINKS.iter().any(|further| further.of == of) {
            let below: Vec<Uuid> =
                sqlx::query(AssertSqlSafe(format!("SELECT id FROM {of} WHERE {those}")))
                    .bind(list(ids.iter().copied()))
                    .fetch_all(&mut *connection)
                    .await?
                    .iter()
                    .map(|row| row.try_get(0))
                    .collect::<Result<_, _>>()?;
            Box::pin(remove(connection, of, below)).await?;
        } else {
            leave_contents(connection, of, &those, &ids).await?;
            run(connection, format!("DELETE FROM {of} WHERE {those}"), &ids).await?;
        }
    }
    let those = format!("id IN {}", in_list!());
    leave_contents(connection, table, &those, &ids).await?;
    run(
        connection,
        format!("DELETE FROM {table} WHERE {those}"),
        &ids,
    )
    .await
}

/// Notes the contents that rows will refer to no more.
async fn leave_contents(
    connection: &mut SqliteConnection,
    table: &str,
    those: &str,
    ids: &[Uuid],
) -> Result<()> {
    for (_, column, folder) in CONTENTS.iter().filter(|(of, ..)| *of == table) {
        let sql = format!(
            "INSERT OR IGNORE INTO gone_files SELECT '{folder}', {column} FROM {table} \
             WHERE {those} AND {column} IS NOT NULL"
        );
        run(connection, sql, ids).await?;
    }
    Ok(())
}

/// Runs a statement that was put together from names of [`LINKS`] alone.
async fn run(connection: &mut SqliteConnection, sql: String, ids: &[Uuid]) -> Result<()> {
    sqlx::query(AssertSqlSafe(sql))
        .bind(list(ids.iter().copied()))
        .execute(connection)
        .await?;
    Ok(())
}
