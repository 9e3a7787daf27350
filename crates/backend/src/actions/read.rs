//! Read marks: how far the owner has read (L5).

use super::conversations::{demand, visible};
use crate::{app::App, db::read, error::Result, writer::Writing};
use bandeja_contract::{endpoint::ReadMark, *};
use bandeja_domain::permission::{Action, Actor};

/// Moves the owner's read mark forwards. Going back, or nowhere, changes nothing.
pub(crate) async fn mark(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    mark: ReadMark,
) -> Result<Conversation> {
    let mut writing = Writing::begin(app).await?;
    let mut kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::MarkRead, &kept.row, writing.now())?;
    let up_to = mark.up_to.min(kept.row.last_position);
    if up_to <= kept.row.agent_read {
        return Ok(kept.row);
    }
    kept.row.agent_read = up_to;
    kept.row.unread = read::customer_messages_after(writing.connection()?, id, up_to).await?;
    writing.put_conversation(&mut kept, None).await?;
    writing.commit().await?;
    Ok(kept.row)
}
