//! Taking a conversation: by the check in the list (L5), or by answering it (M8).

use super::{
    assign::own,
    conversations::{demand, visible},
    items,
    once::{Answer, Key},
};
use crate::{app::App, db::rows::Kept, error::Result, writer::Writing};
use bandeja_contract::{endpoint::Operation, *};
use bandeja_domain::permission::{Action, Actor};

/// Takes a conversation from the queue. Taking one's own again changes nothing.
pub(crate) async fn accept(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    operation: Operation,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, operation.id.0, &("accept", id))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    writing.concerns(id);
    demand(actor, Action::Accept, &kept.row, writing.now())?;
    if is_to_be_taken(&kept.row) {
        take(&mut writing, &mut kept, actor.id).await?;
        writing.put_conversation(&mut kept, None).await?;
    }
    key.finish(writing, &kept.row).await
}

/// Whether whoever answers it becomes its owner: it is nobody's, or put aside.
pub(crate) fn is_to_be_taken(row: &Conversation) -> bool {
    row.assignee.is_none() || row.status != Status::Open
}

/// Makes `agent` the owner, and tells so in the thread.
pub(crate) async fn take(writing: &mut Writing, kept: &mut Kept, agent: AgentId) -> Result<()> {
    let happening = match kept.row.status {
        Status::Pending => Happening::Resumed,
        _ => Happening::Accepted,
    };
    let told = items::event(kept.row.id, Some(agent), happening);
    own(writing, kept, agent, told).await
}
