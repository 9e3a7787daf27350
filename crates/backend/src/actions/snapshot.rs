//! The workspace and its people, as of one change.

use crate::app::App;
use bandeja_contract::{endpoint::Snapshot, *};

/// What a client starts from.
pub(crate) fn snapshot(app: &App, me: AgentId) -> Snapshot {
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
    }
}
