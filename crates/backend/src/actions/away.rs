//! What an agent who is gone leaves behind: chats go to pending, mails stay (A7).

use super::items;
use crate::{app::App, db::read, error::Result, writer::Writing};
use bandeja_contract::*;
use bandeja_domain::{
    channel::rules,
    status::{Step, after},
};
use uuid::Uuid;

/// Puts the open chats of an agent aside, where the workspace wants that.
pub(crate) async fn put_aside(app: &App, writing: &mut Writing, agent: AgentId) -> Result<()> {
    if !app.memory().read().options.away_rule {
        return Ok(());
    }
    let open: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM conversations WHERE assignee = ? AND status = 'open' ORDER BY created_at",
    )
    .bind(agent.0)
    .fetch_all(writing.connection()?)
    .await?;
    for id in open.into_iter().map(ConversationId) {
        let found = read::conversation(writing.connection()?, id).await?;
        let Some(mut kept) = found.filter(|kept| rules(kept.row.channel).live) else {
            continue;
        };
        let Some(status) = after(kept.row.status, Step::Paused) else {
            continue;
        };
        kept.row.status = status;
        let told = items::event(id, Some(agent), Happening::Away);
        writing.add_item(&mut kept, told).await?;
        writing.put_conversation(&mut kept, None).await?;
    }
    Ok(())
}

/// An agent's chats that were put aside because they were gone, and still are.
pub(crate) async fn left_aside(app: &App, agent: AgentId) -> Result<Vec<ConversationId>> {
    let found: Vec<Uuid> = sqlx::query_scalar(
        "SELECT c.id FROM conversations c WHERE c.assignee = ? AND c.status = 'pending' \
         AND 'away' = (SELECT i.happening FROM items i WHERE i.conversation = c.id \
         AND i.kind = 'event' ORDER BY i.position DESC LIMIT 1) ORDER BY c.created_at",
    )
    .bind(agent.0)
    .fetch_all(&mut *app.readers().get().await?)
    .await?;
    Ok(found.into_iter().map(ConversationId).collect())
}
