//! Who of the team is there, told to everybody: logins to agents, groups to visitors (A8). What an
//! agent who is gone leaves behind is put aside in the same turn (A7).

use super::away;
use crate::{
    app::App,
    error::Result,
    hub::presence::{GRACE, Parting},
    writer::Writing,
};
use bandeja_contract::{AgentId, GroupId, Timestamp};
use std::collections::BTreeSet;

/// An open line of an agent: as long as this lives, they are there.
pub(crate) struct There {
    app: App,
    agent: AgentId,
    parting: Parting,
}

impl There {
    /// The line gives a sign of life.
    pub(crate) async fn hear(&self) {
        self.app.presence().hear(self.agent, self.app.now());
        // It may have been silent for so long that they were told to be gone.
        if !is_told_there(&self.app, self.agent) {
            settle_and_log(&self.app, vec![self.agent]).await;
        }
    }

    /// The line is given up because nothing came from it.
    pub(crate) fn was_silent(&mut self) {
        self.parting = Parting::Silent;
    }
}

impl Drop for There {
    fn drop(&mut self) {
        self.app
            .presence()
            .leave(self.agent, self.app.now(), self.parting);
        self.app.alarm().notify_one();
    }
}

/// A line of an agent opens.
pub(crate) async fn enter(app: &App, agent: AgentId) -> There {
    let first = app.presence().enter(agent, app.now());
    let there = There {
        app: app.clone(),
        agent,
        parting: Parting::Broke,
    };
    // Only the first line can change anything; it asks in the writer's turn, so that it cannot
    // pass an older «gone» on its way.
    if first || !is_told_there(app, agent) {
        settle_and_log(app, vec![agent]).await;
    }
    there
}

/// A line ends because its agent meant it: without another one they are gone at once.
pub(crate) async fn sign_off(mut there: There) {
    let (app, agent) = (there.app.clone(), there.agent);
    there.parting = Parting::Left;
    drop(there);
    settle_and_log(&app, vec![agent]).await;
}

/// Tells who is gone by now.
pub(crate) async fn sweep(app: &App) {
    let (now, grace) = (app.now(), grace(app));
    let gone: Vec<AgentId> = told_there(app)
        .into_iter()
        .filter(|agent| !app.presence().is_there(*agent, now, grace))
        .collect();
    if !gone.is_empty() {
        settle_and_log(app, gone).await;
    }
}

/// When the next one is gone if nothing more is heard.
pub(crate) fn next(app: &App) -> Option<Timestamp> {
    let grace = grace(app);
    let gone = |agent| app.presence().gone_at(agent, grace);
    told_there(app).into_iter().filter_map(gone).min()
}

/// How long somebody counts as there after the last sign of life, in milliseconds.
fn grace(app: &App) -> i64 {
    let memory = app.memory().read();
    if memory.options.away_rule {
        i64::from(memory.options.away_seconds.max(1)) * 1_000
    } else {
        GRACE
    }
}

fn is_told_there(app: &App, agent: AgentId) -> bool {
    let memory = app.memory().read();
    let person = memory.directory.people.get(&agent);
    person.is_some_and(|person| person.agent.connected)
}

fn told_there(app: &App) -> Vec<AgentId> {
    let memory = app.memory().read();
    let people = memory.directory.people.values();
    people
        .filter(|person| person.agent.connected)
        .map(|person| person.agent.id)
        .collect()
}

/// Whether a visitor who writes to a group now finds somebody (A8): who is there, and for thirty
/// seconds after a start everybody, because nobody could come back yet.
pub(crate) fn somebody_there(app: &App, group: GroupId) -> bool {
    let (now, grace) = (app.now(), grace(app));
    let fresh = now.since(app.started()) < GRACE;
    app.memory()
        .read()
        .directory
        .members(group)
        .any(|person| fresh || app.presence().is_there(person.agent.id, now, grace))
}

/// Whether an agent can be handed a conversation now: connected, and able to act («Disponible»).
pub(crate) fn is_available(app: &App, agent: AgentId) -> bool {
    let (now, grace) = (app.now(), grace(app));
    let can_act = app.memory().read().directory.actor(agent).is_some();
    can_act && app.presence().is_there(agent, now, grace)
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
    let grace = grace(app);
    let changed: Vec<_> = {
        let memory = app.memory().read();
        agents
            .iter()
            .filter_map(|id| memory.directory.people.get(id))
            .filter_map(|person| {
                let there = !person.disabled
                    && app
                        .presence()
                        .is_there(person.agent.id, writing.now(), grace);
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
        if !agent.connected {
            away::put_aside(app, &mut writing, agent.id).await?;
        }
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
