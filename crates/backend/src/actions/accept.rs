//! Taking a conversation: by the check in the list (L5), or by answering it (M8).

use super::{
    conversations::{demand, visible},
    items,
    once::{Answer, Key},
};
use crate::{
    app::App,
    db::{read, rows::Kept},
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{endpoint::Operation, *};
use bandeja_domain::{
    permission::{Action, Actor},
    status::{Step, after},
};

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
    demand(actor, Action::Accept, &kept.row)?;
    if is_to_be_taken(&kept.row) {
        take(&mut writing, &mut kept, actor.id).await?;
        if let Some(last) = read::last_message(writing.connection()?, id).await? {
            kept.row.preview = items::preview(&last);
            kept.row.preview_by = last.author;
        }
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
    kept.row.status =
        after(kept.row.status, Step::Taken).ok_or_else(|| Error::refused(Code::WrongStatus))?;
    kept.row.assignee = Some(agent);
    kept.row.started_at.get_or_insert(writing.now());
    let told = items::event(kept.row.id, Some(agent), happening);
    writing.add_item(kept, told).await?;
    Ok(())
}
