//! Writing many stories at once, hundreds of rows to a statement.

use super::story::Story;
use crate::{db::rows::sql, error::Result};
use bandeja_contract::*;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// Rows to a statement; SQLite takes 32,766 values.
const AT_ONCE: usize = 400;

/// Writes stories.
pub(super) async fn write(connection: &mut SqliteConnection, stories: &[Story]) -> Result<()> {
    for stories in stories.chunks(AT_ONCE) {
        // One that follows another shares its contact, its case and its ticket.
        let cases: Vec<&Story> = stories.iter().filter(|s| s.row.follows.is_none()).collect();
        if !cases.is_empty() {
            contacts(&cases).build().execute(&mut *connection).await?;
            tickets(&cases).build().execute(&mut *connection).await?;
            attentions(&cases).build().execute(&mut *connection).await?;
        }
        conversations(stories)
            .build()
            .execute(&mut *connection)
            .await?;
        let items: Vec<&Item> = stories.iter().flat_map(|story| &story.items).collect();
        for items in items.chunks(AT_ONCE) {
            insert_items(items)
                .build()
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

fn contacts(stories: &[&Story]) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new("INSERT INTO contacts (id, name, email, phone) ");
    query.push_values(stories, |mut row, story| {
        row.push_bind(story.row.contact.0)
            .push_bind(story.row.contact_name.clone())
            .push_bind(story.row.contact_email.clone())
            .push_bind(story.row.contact_phone.clone());
    });
    query
}

fn tickets(stories: &[&Story]) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new("INSERT INTO tickets (id, number, subject, created_at) ");
    query.push_values(stories, |mut row, story| {
        row.push_bind(story.ticket.0)
            .push_bind(sql(Seq(story.row.ticket_number)))
            .push_bind(story.ticket_subject.clone())
            .push_bind(story.row.created_at.0);
    });
    query
}

fn attentions(stories: &[&Story]) -> QueryBuilder<Sqlite> {
    let mut query =
        QueryBuilder::new("INSERT INTO attentions (id, number, contact, ticket, service) ");
    query.push_values(stories, |mut row, story| {
        row.push_bind(story.row.attention.0)
            .push_bind(sql(Seq(story.row.attention_number)))
            .push_bind(story.row.contact.0)
            .push_bind(story.ticket.0)
            .push_bind(story.row.service.clone());
    });
    query
}

fn conversations(stories: &[Story]) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(
        "INSERT INTO conversations (id, seq, status, inbox, grp, queue, assignee, contact, \
         attention, subject, preview, preview_by, unread, created_at, queued_at, started_at, \
         last_activity_at, closed_at, last_position, customer_read, agent_read, follows, followed_by, \
         window_until) ",
    );
    query.push_values(stories, |mut values, Story { row, .. }| {
        values
            .push_bind(row.id.0)
            .push_bind(sql(row.seq))
            .push_bind(row.status.word())
            .push_bind(row.inbox.0)
            .push_bind(row.group.0)
            .push_bind(row.queue.map(|id| id.0))
            .push_bind(row.assignee.map(|id| id.0))
            .push_bind(row.contact.0)
            .push_bind(row.attention.0)
            .push_bind(row.subject.clone())
            .push_bind(row.preview.clone())
            .push_bind(row.preview_by.word())
            .push_bind(row.unread)
            .push_bind(row.created_at.0)
            .push_bind(row.queued_at.0)
            .push_bind(row.started_at.map(|at| at.0))
            .push_bind(row.last_activity_at.0)
            .push_bind(row.closed_at.map(|at| at.0))
            .push_bind(sql(row.last_position))
            .push_bind(sql(row.customer_read))
            .push_bind(sql(row.agent_read))
            .push_bind(row.follows.map(|id| id.0))
            .push_bind(row.followed_by.map(|id| id.0))
            .push_bind(row.window_until.map(|at| at.0));
    });
    query
}

fn insert_items(items: &[&Item]) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(
        "INSERT INTO items (position, id, conversation, seq, at, kind, author, agent, text, \
         happening, note, delivery) ",
    );
    query.push_values(items, |mut row, item| {
        row.push_bind(sql(item.position))
            .push_bind(item.id.0)
            .push_bind(item.conversation.0)
            .push_bind(sql(item.seq))
            .push_bind(item.at.0)
            .push_bind(item.kind.word())
            .push_bind(item.author.word())
            .push_bind(item.agent.map(|id| id.0))
            .push_bind(item.text.clone())
            .push_bind(item.happening.map(Happening::word))
            .push_bind(item.note.clone())
            .push_bind(item.delivery.map(Delivery::word));
    });
    query
}
