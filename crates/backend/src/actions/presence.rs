//! Who of the team is there, told to everybody: logins to agents, groups to visitors (A8).

use crate::{app::App, error::Result, writer::Writing};
use bandeja_contract::{AgentId, GroupId};
use std::collections::BTreeSet;

/// An open line of an agent: as long as this lives, they are there.
pub(crate) struct There {
    app: App,
    agent: AgentId,
    left: bool,
}

impl Drop for There {
    fn drop(&mut self) {
        self.app
            .presence()
            .leave(self.agent, self.app.now(), self.left);
    }
}

/// A line of an agent opens.
pub(crate) async fn enter(app: &App, agent: AgentId) -> There {
    let first = app.presence().enter(agent);
    let there = There {
        app: app.clone(),
        agent,
        left: false,
    };
    // Only the first line can change anything; it asks in the writer's turn, so that it cannot
    // pass an older «gone» on its way.
    if first {
        settle_and_log(app, vec![agent]).await;
    }
    there
}

/// A line ends because its agent meant it: without another one they are gone at once.
pub(crate) async fn sign_off(mut there: There) {
    let (app, agent) = (there.app.clone(), there.agent);
    there.left = true;
    drop(there);
    settle_and_log(&app, vec![agent]).await;
}

/// Tells who is gone by now.
pub(crate) async fn sweep(app: &App) {
    let now = app.now();
    let gone: Vec<AgentId> = app
        .memory()
        .read()
        .directory
        .people
        .values()
        .filter(|person| person.agent.connected && !app.presence().is_there(person.agent.id, now))
        .map(|person| person.agent.id)
        .collect();
    if !gone.is_empty() {
        settle_and_log(app, gone).await;
    }
}

/// Whether a visitor who writes to a group now finds somebody (A8): who is there, and for thirty
/// seconds after a start everybody, because nobody could come back yet.
pub(crate) fn somebody_there(app: &App, group: GroupId) -> bool {
    let now = app.now();
    let fresh = now.since(app.started()) < crate::hub::presence::GRACE;
    app.memory()
        .read()
        .directory
        .members(group)
        .any(|person| fresh || app.presence().is_there(person.agent.id, now))
}

async fn settle_and_log(app: &App, agents: Vec<AgentId>) {
    let task = app.clone();
    // On its own, so that a socket that ends in the middle does not end it.
    let settled = tokio::spawn(async move { settle(&task, &agents).await }).await;
    match settled {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "presence was not told"),
        Err(_) => tracing::error!("telling presence failed"),
    }
}

async fn settle(app: &App, agents: &[AgentId]) -> Result<()> {
    let mut writing = Writing::begin(app).await?;
    let changed: Vec<_> = {
        let memory = app.memory().read();
        agents
            .iter()
            .filter_map(|id| memory.directory.people.get(id))
            .filter_map(|person| {
                let there =
                    !person.disabled && app.presence().is_there(person.agent.id, writing.now());
                (there != person.agent.connected).then(|| bandeja_contract::Agent {
                    connected: there,
                    ..person.agent.clone()
                })
            })
            .collect()
    };
    if changed.is_empty() {
        return Ok(());
    }
    for mut agent in changed.clone() {
        writing.put_agent(&mut agent).await?;
    }
    let groups: BTreeSet<GroupId> = changed
        .iter()
        .flat_map(|agent| agent.groups.iter().copied())
        .collect();
    for group in groups {
        let (was, is) = {
            let memory = app.memory().read();
            let is = memory.directory.members(group).any(|person| {
                changed
                    .iter()
                    .find(|agent| agent.id == person.agent.id)
                    .map_or(person.agent.connected, |agent| agent.connected)
            });
            (memory.directory.online(group).online, is)
        };
        if was != is {
            writing.put_online(group, is).await?;
        }
    }
    writing.commit().await
}
