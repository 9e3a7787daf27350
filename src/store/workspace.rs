//! The workspace and its people.

use super::Cell;
use bandeja_contract::{
    Agent, AgentId, Group, GroupId, Inbox, InboxId, Queue, QueueId, Reason, endpoint::Snapshot,
};
use bandeja_domain::permission::Actor;
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// What a snapshot says that no event changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Who is signed in.
    pub me: AgentId,
    /// The workspace's name.
    pub name: String,
    /// Every group.
    pub groups: Vec<Group>,
    /// Every queue.
    pub queues: Vec<Queue>,
    /// Every inbox.
    pub inboxes: Vec<Inbox>,
    /// Every closing reason, in the order to show.
    pub reasons: Vec<Reason>,
}

/// The workspace; empty before the first snapshot.
#[derive(Default)]
pub struct Workspace {
    loaded: ArcRwSignal<Option<Arc<Loaded>>>,
    agents: Cell<BTreeMap<AgentId, ArcRwSignal<Option<Arc<Agent>>>>>,
}

impl Workspace {
    /// Everything but the people; `None` before the first snapshot.
    #[must_use]
    pub fn loaded(&self) -> Option<Arc<Loaded>> {
        self.loaded.get()
    }

    /// Who is signed in.
    #[must_use]
    pub fn me(&self) -> Option<AgentId> {
        self.loaded
            .with(|loaded| loaded.as_ref().map(|loaded| loaded.me))
    }

    /// Who is signed in, for code that must not run again when that changes.
    #[must_use]
    pub fn me_untracked(&self) -> Option<AgentId> {
        self.loaded
            .with_untracked(|loaded| loaded.as_ref().map(|loaded| loaded.me))
    }

    /// Who asks, for [`permission`](bandeja_domain::permission).
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        self.agent(self.me()?).map(|agent| actor(&agent))
    }

    /// [`Workspace::actor`], for code that must not run again when that changes.
    #[must_use]
    pub fn actor_untracked(&self) -> Option<Actor> {
        let slot = self.slot(self.me_untracked()?);
        slot.with_untracked(|agent| agent.as_deref().map(actor))
    }

    /// A login.
    #[must_use]
    pub fn agent(&self, id: AgentId) -> Option<Arc<Agent>> {
        self.slot(id).get()
    }

    /// The name of a login; empty when nobody knows it.
    #[must_use]
    pub fn agent_name(&self, id: AgentId) -> String {
        self.slot(id)
            .with(|agent| agent.as_ref().map(|agent| agent.name.clone()))
            .unwrap_or_default()
    }

    /// The name of a group; empty when nobody knows it.
    #[must_use]
    pub fn group_name(&self, id: GroupId) -> String {
        self.find(|loaded| {
            let group = loaded.groups.iter().find(|group| group.id == id)?;
            Some(group.name.clone())
        })
    }

    /// The name of a queue; empty when nobody knows it.
    #[must_use]
    pub fn queue_name(&self, id: QueueId) -> String {
        self.find(|loaded| {
            let queue = loaded.queues.iter().find(|queue| queue.id == id)?;
            Some(queue.name.clone())
        })
    }

    /// The name of an inbox; empty when nobody knows it.
    #[must_use]
    pub fn inbox_name(&self, id: InboxId) -> String {
        self.find(|loaded| {
            let inbox = loaded.inboxes.iter().find(|inbox| inbox.id == id)?;
            Some(inbox.name.clone())
        })
    }

    /// Takes a snapshot.
    pub fn put(&self, snapshot: Snapshot) {
        for agent in snapshot.agents {
            self.put_agent(agent);
        }
        let loaded = Loaded {
            me: snapshot.me,
            name: snapshot.workspace,
            groups: snapshot.groups,
            queues: snapshot.queues,
            inboxes: snapshot.inboxes,
            reasons: snapshot.reasons,
        };
        let is_same = self
            .loaded
            .with_untracked(|known| known.as_deref() == Some(&loaded));
        if !is_same {
            self.loaded.set(Some(Arc::new(loaded)));
        }
    }

    /// Takes a login as the server has it.
    pub fn put_agent(&self, agent: Agent) {
        let slot = self.slot(agent.id);
        let is_newer =
            slot.with_untracked(|known| known.as_ref().is_none_or(|known| known.seq < agent.seq));
        if is_newer {
            slot.set(Some(Arc::new(agent)));
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        for slot in std::mem::take(&mut *self.agents.write()).values() {
            slot.set(None);
        }
        self.loaded.set(None);
    }

    fn slot(&self, id: AgentId) -> ArcRwSignal<Option<Arc<Agent>>> {
        self.agents.write().entry(id).or_default().clone()
    }

    fn find(&self, read: impl FnOnce(&Loaded) -> Option<String>) -> String {
        self.loaded
            .with(|loaded| loaded.as_deref().and_then(read))
            .unwrap_or_default()
    }
}

fn actor(agent: &Agent) -> Actor {
    Actor {
        id: agent.id,
        role: agent.role,
        groups: agent.groups.clone(),
    }
}
