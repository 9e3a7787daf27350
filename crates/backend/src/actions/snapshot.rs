//! The workspace and its people, as of one change.

use super::away;
use crate::{app::App, error::Result};
use bandeja_contract::{endpoint::Snapshot, *};

/// What a client starts from.
pub(crate) async fn snapshot(app: &App, me: AgentId) -> Result<Snapshot> {
    let mut snapshot = workspace(app, me);
    // Read later, it may know more than the number says, never less.
    snapshot.away = away::left_aside(app, me).await?;
    Ok(snapshot)
}

fn workspace(app: &App, me: AgentId) -> Snapshot {
    let memory = app.memory().read();
    let directory = &memory.directory;
    Snapshot {
        seq: memory.head,
        now: app.now(),
        me,
        workspace: directory.workspace.clone(),
        agents: directory
            .people
            .values()
            .map(|person| person.agent.clone())
            .collect(),
        groups: directory.groups.clone(),
        queues: directory.queues.clone(),
        inboxes: directory.inboxes.clone(),
        reasons: directory.reasons.clone(),
        tags: directory.tags.clone(),
        fields: directory.fields.clone(),
        retired: directory.retired.clone(),
        options: memory.options.clone(),
        away: Vec::new(),
    }
}
