//! The workspace and its people.

use super::Cell;
use bandeja_contract::{
    Agent, AgentId, EntryId, FieldDefinition, Group, GroupId, Inbox, InboxId, InboxTitle, Options,
    Queue, QueueId, Reason, Seq, Setup, Tag, Vocabulary, endpoint::Snapshot,
};
use bandeja_domain::{permission::Actor, sorted::Sorted};
use leptos::prelude::*;
use std::sync::Arc;

/// Everything about the workspace but its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Who is signed in.
    pub me: AgentId,
    /// The workspace's name.
    pub name: String,
    /// Every group that is offered.
    pub groups: Vec<Group>,
    /// Every queue that is offered.
    pub queues: Vec<Queue>,
    /// Every inbox.
    pub inboxes: Vec<Inbox>,
    /// Every closing reason that is offered, in the order to show.
    pub reasons: Vec<Reason>,
    /// Every tag that is offered, in the order to show.
    pub tags: Vec<Tag>,
    /// The workspace's own fields of contacts, in the order to show.
    pub fields: Vec<FieldDefinition>,
    /// What the workspace has chosen.
    pub options: Options,
    /// All of it with what is offered no more; its number is not kept here.
    pub setup: Setup,
}

impl Loaded {
    fn new(me: AgentId, name: String, setup: Setup, fields: Vec<FieldDefinition>) -> Self {
        let is_offered = |id| !setup.retired.contains(&EntryId(id));
        let mut loaded = Self {
            me,
            name,
            groups: setup.groups.clone(),
            queues: setup.queues.clone(),
            inboxes: setup.inboxes.clone(),
            reasons: setup.reasons.clone(),
            tags: setup.tags.clone(),
            fields,
            options: setup.options.clone(),
            setup: Setup::default(),
        };
        if !setup.retired.is_empty() {
            loaded.groups.retain(|group| is_offered(group.id.0));
            loaded.queues.retain(|queue| is_offered(queue.id.0));
            loaded.reasons.retain(|reason| is_offered(reason.id.0));
            loaded.tags.retain(|tag| is_offered(tag.id.0));
        }
        loaded.setup = Setup {
            seq: Seq(0),
            ..setup
        };
        loaded
    }
}

/// The workspace; empty before the first snapshot.
#[derive(Default)]
pub struct Workspace {
    loaded: ArcRwSignal<Option<Arc<Loaded>>>,
    /// The change up to which lists and options are known.
    known: Cell<Seq>,
    agents: Cell<Sorted<AgentId, ArcRwSignal<Option<Arc<Agent>>>>>,
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

    /// Every login that is known.
    #[must_use]
    pub fn people(&self) -> Vec<Arc<Agent>> {
        // They come with a snapshot.
        self.loaded.track();
        let slots: Vec<_> = self.agents.read().values().cloned().collect();
        slots.iter().filter_map(ArcRwSignal::get).collect()
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
            let group = loaded.setup.groups.iter().find(|group| group.id == id)?;
            Some(group.name.clone())
        })
    }

    /// The name of a queue; empty when nobody knows it.
    #[must_use]
    pub fn queue_name(&self, id: QueueId) -> String {
        self.find(|loaded| {
            let queue = loaded.setup.queues.iter().find(|queue| queue.id == id)?;
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

    /// Whose words the screens speak.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        self.options(|options| options.vocabulary)
            .unwrap_or(Vocabulary::Service)
    }

    /// What the place of all conversations is called.
    #[must_use]
    pub fn inbox_title(&self) -> InboxTitle {
        self.options(|options| options.inbox_title)
            .unwrap_or(InboxTitle::Service)
    }

    fn options<T>(&self, read: impl FnOnce(&Options) -> T) -> Option<T> {
        self.loaded
            .with(|loaded| loaded.as_ref().map(|loaded| read(&loaded.options)))
    }

    /// Takes a snapshot.
    pub fn put(&self, snapshot: Snapshot) {
        for agent in snapshot.agents {
            self.put_agent(agent);
        }
        let setup = Setup {
            seq: snapshot.seq,
            groups: snapshot.groups,
            queues: snapshot.queues,
            inboxes: snapshot.inboxes,
            reasons: snapshot.reasons,
            tags: snapshot.tags,
            retired: snapshot.retired,
            options: snapshot.options,
        };
        self.take(snapshot.me, snapshot.workspace, setup, snapshot.fields);
    }

    /// Takes lists and options as the server has them.
    pub fn put_setup(&self, setup: Setup) {
        let known = self.loaded.get_untracked();
        if let Some(known) = known.filter(|_| setup.seq > *self.known.read()) {
            self.take(known.me, known.name.clone(), setup, known.fields.clone());
        }
    }

    fn take(&self, me: AgentId, name: String, setup: Setup, fields: Vec<FieldDefinition>) {
        *self.known.write() = setup.seq;
        let loaded = Loaded::new(me, name, setup, fields);
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
        self.agents.write().slot(id).clone()
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
