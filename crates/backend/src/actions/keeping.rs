//! Whose a contact is (A2): it keeps its agent after closing, and begins anew with them.

use super::presence::is_available;
use crate::{app::App, db::people, error::Result, writer::Writing};
use bandeja_contract::{AgentId, ContactId, GroupId};
use bandeja_domain::permission::sees;

/// From now on the contact is this agent's, or nobody's.
pub(crate) async fn keep(
    writing: &mut Writing,
    contact: ContactId,
    agent: Option<AgentId>,
) -> Result<()> {
    let changed = sqlx::query("UPDATE contacts SET agent = ?1 WHERE id = ?2 AND agent IS NOT ?1")
        .bind(agent.map(|id| id.0))
        .bind(contact.0)
        .execute(writing.connection()?)
        .await?;
    if changed.rows_affected() > 0 {
        // Its card says whose it is.
        let seq = writing.touch_contact(contact)?;
        people::put_seq(writing.connection()?, contact, seq).await?;
    }
    Ok(())
}

/// The agent whom the contact's next conversation in a group begins with: its own, if they are
/// there, and unless the workspace lets the queue decide.
pub(crate) async fn keeper(
    app: &App,
    writing: &mut Writing,
    contact: ContactId,
    group: GroupId,
) -> Result<Option<AgentId>> {
    if app.memory().read().options.assign_by_queue {
        return Ok(None);
    }
    let kept: Option<Option<uuid::Uuid>> =
        sqlx::query_scalar("SELECT agent FROM contacts WHERE id = ?")
            .bind(contact.0)
            .fetch_optional(writing.connection()?)
            .await?;
    let Some(agent) = kept.flatten().map(AgentId) else {
        return Ok(None);
    };
    let is_there = is_available(app, agent);
    let directory = &app.memory().read().directory;
    let may = directory
        .actor(agent)
        .is_some_and(|actor| sees(&actor, group));
    Ok((is_there && may).then_some(agent))
}
