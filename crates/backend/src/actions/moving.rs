//! Moving a conversation to another group: whoever gains sight of it gets it, whoever loses sight
//! forgets it. Transfers (R4) and the queues' administration (G9) go through here.

use crate::{
    app::App,
    db::read,
    error::{Error, Result},
    writer::Writing,
};
use bandeja_contract::{ConversationId, GroupId};

/// Moves a conversation to a group, and to its first queue if it waits in one. No right is asked:
/// the workspace itself does it.
pub(crate) async fn to_group(app: &App, id: ConversationId, group: GroupId) -> Result<()> {
    let mut writing = Writing::begin(app).await?;
    let found = read::conversation(writing.connection()?, id).await?;
    let mut kept = found.ok_or_else(Error::not_found)?;
    let before = kept.row.group;
    if before == group {
        return Ok(());
    }
    kept.row.group = group;
    if kept.row.queue.is_some() {
        let memory = app.memory().read();
        let queue = memory
            .directory
            .queues
            .iter()
            .find(|queue| queue.group == group);
        kept.row.queue = queue.map(|queue| queue.id);
    }
    writing.put_conversation(&mut kept, Some(before)).await?;
    writing.commit().await
}
