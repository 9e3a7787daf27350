//! Putting a conversation aside by hand, and taking it up again (A7).

use super::{
    accept::take,
    conversations::{demand, visible},
    items,
    once::{Answer, Key},
};
use crate::{
    app::App,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{endpoint::Operation, *};
use bandeja_domain::{
    permission::{Action, Actor},
    status::{Step, after},
};

/// Puts a conversation aside. Its owner keeps it.
pub(crate) async fn pause(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    operation: Operation,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, operation.id.0, &("pause", id))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::Pause, &kept.row, writing.now())?;
    kept.row.status =
        after(kept.row.status, Step::Paused).ok_or_else(|| Error::refused(Code::WrongStatus))?;
    let told = items::event(id, Some(actor.id), Happening::Paused);
    writing.add_item(&mut kept, told).await?;
    writing.put_conversation(&mut kept, None).await?;
    key.finish(writing, &kept.row).await
}

/// Takes up again what was put aside. Done by a colleague, it becomes the colleague's.
pub(crate) async fn resume(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    operation: Operation,
) -> Result<Answer<Conversation>> {
    let mut writing = Writing::begin(app).await?;
    let key = Key::new(actor.id.0, operation.id.0, &("resume", id))?;
    if let Some(answer) = key.answered(&mut writing).await? {
        return Ok(answer);
    }
    let mut kept = visible(writing.connection()?, actor, id).await?;
    demand(actor, Action::Resume, &kept.row, writing.now())?;
    take(&mut writing, &mut kept, actor.id).await?;
    writing.put_conversation(&mut kept, None).await?;
    key.finish(writing, &kept.row).await
}
