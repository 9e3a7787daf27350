//! What a client holds: fetched afresh, or kept up to date by events through the upsert rule.

use crate::{client::Client, world::*};
use bandeja_contract::{
    endpoint::*,
    realtime::{Batch, Frames, ServerFrame},
    visitor::*,
    *,
};
use bandeja_domain::filter::{Facts, count};
use std::collections::{BTreeMap, BTreeSet};

/// Lists and options, whatever change told them.
#[derive(Clone, Debug)]
pub(crate) struct Known(pub(crate) Setup);

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        let other = Setup {
            seq: self.0.seq,
            ..other.0.clone()
        };
        self.0 == other
    }
}

impl Eq for Known {}

/// What an agent's client holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mirror {
    pub(crate) agents: BTreeMap<AgentId, Agent>,
    pub(crate) conversations: BTreeMap<ConversationId, Conversation>,
    pub(crate) items: BTreeMap<ItemId, Item>,
    /// Cards of the contacts that came after the demo's: what is kept, and the comments.
    pub(crate) cards: BTreeMap<ContactId, (Contact, Vec<Item>)>,
    /// Their tickets.
    pub(crate) tickets: BTreeMap<TicketId, SupportTicket>,
    pub(crate) setup: Known,
    /// The number applied last.
    pub(crate) applied: Seq,
}

impl Mirror {
    /// Everything that the client may see, page by page.
    pub(crate) async fn fresh(client: &Client) -> Self {
        let snapshot = client.ok(&GetSnapshot).await;
        let mut mirror = Self {
            agents: snapshot
                .agents
                .into_iter()
                .map(|agent| (agent.id, agent))
                .collect(),
            conversations: BTreeMap::new(),
            items: BTreeMap::new(),
            cards: BTreeMap::new(),
            tickets: BTreeMap::new(),
            setup: Known(Setup {
                seq: snapshot.seq,
                groups: snapshot.groups,
                queues: snapshot.queues,
                inboxes: snapshot.inboxes,
                reasons: snapshot.reasons,
                tags: snapshot.tags,
                retired: snapshot.retired,
                options: snapshot.options,
            }),
            applied: snapshot.seq,
        };
        let mut told = None;
        for status in Status::ALL {
            let mut call = list(*status, Sort::Oldest);
            call.limit = 7;
            loop {
                let page = client.ok(&call).await;
                told = Some(page.counts);
                mirror
                    .conversations
                    .extend(page.rows.into_iter().map(|row| (row.id, row)));
                match page.next {
                    Some(next) => call.cursor = Some(next),
                    None => break,
                }
            }
        }
        let facts: Vec<Facts> = mirror.conversations.values().map(Facts::from).collect();
        assert_eq!(
            told,
            Some(count(&facts)),
            "the counts are those of the rows"
        );
        let all: Vec<ConversationId> = mirror.conversations.keys().copied().collect();
        for id in all {
            mirror.read_thread(client, id).await;
        }
        mirror
            .read_cards(client, &BTreeSet::new(), &BTreeSet::new())
            .await;
        mirror
    }

    /// Reads the cards that are not known or were told to have changed, and drops those of contacts
    /// without a conversation in sight.
    async fn read_cards(
        &mut self,
        client: &Client,
        contacts: &BTreeSet<ContactId>,
        tickets: &BTreeSet<TicketId>,
    ) {
        let shown: BTreeSet<ContactId> = self.after_the_demo().map(|row| row.contact).collect();
        let numbers: BTreeSet<u64> = self.after_the_demo().map(|row| row.ticket_number).collect();
        self.cards
            .retain(|id, _| shown.contains(id) && !contacts.contains(id));
        self.tickets
            .retain(|id, ticket| numbers.contains(&ticket.number) && !tickets.contains(id));
        for contact in shown {
            if self.cards.contains_key(&contact) {
                continue;
            }
            let card = client.ok(&GetContact { contact }).await;
            let call = ListComments {
                contact,
                before: None,
                limit: 200,
            };
            let comments = client.ok(&call).await.items;
            self.cards.insert(contact, (card, comments));
        }
        for number in numbers {
            if !self.tickets.values().any(|ticket| ticket.number == number) {
                let ticket = client.ok(&GetTicket { number }).await;
                self.tickets.insert(ticket.id, ticket);
            }
        }
    }

    fn after_the_demo(&self) -> impl Iterator<Item = &Conversation> {
        self.conversations
            .values()
            .filter(|row| row.created_at > NOW)
    }

    async fn read_thread(&mut self, client: &Client, conversation: ConversationId) {
        let mut call = thread(conversation);
        loop {
            let page = client.ok(&call).await;
            call.before = page.items.first().map(|item| item.position);
            self.items
                .extend(page.items.into_iter().map(|item| (item.id, item)));
            if !page.more {
                return;
            }
        }
    }

    /// Takes what the long poll answers; `reset` begins anew. The kinds of changes that came.
    pub(crate) async fn catch_up(&mut self, client: &Client) -> BTreeSet<&'static str> {
        let call = PollEvents {
            after: self.applied,
            wait: 0,
        };
        let Frames { frames } = client.ok(&call).await;
        self.take(client, frames).await
    }

    pub(crate) async fn take(
        &mut self,
        client: &Client,
        frames: Vec<ServerFrame>,
    ) -> BTreeSet<&'static str> {
        let known: BTreeSet<ConversationId> = self.conversations.keys().copied().collect();
        let mut kinds = BTreeSet::new();
        let mut begun = BTreeSet::new();
        let (mut contacts, mut tickets) = (BTreeSet::new(), BTreeSet::new());
        for frame in frames {
            match frame {
                ServerFrame::Events(Batch { prev, seq, events }) => {
                    assert_eq!(prev, self.applied, "no gap");
                    assert!(seq > prev, "nothing twice");
                    assert!(events.is_sorted_by_key(|event| event.seq), "in order");
                    assert_eq!(events.last().map(|event| event.seq), Some(seq));
                    for event in events {
                        kinds.insert(kind(&event.change));
                        if let Change::Item(item) = &event.change
                            && item.happening == Some(Happening::Started)
                        {
                            begun.insert(item.conversation);
                        }
                        match event.change {
                            Change::Contact(id) => drop(contacts.insert(id)),
                            Change::Ticket(id) => drop(tickets.insert(id)),
                            change => self.apply(change),
                        }
                    }
                    self.applied = seq;
                }
                ServerFrame::Resumed(mark) => {
                    assert_eq!(mark.prev, Some(self.applied), "no frame lost");
                    self.applied = mark.seq;
                }
                ServerFrame::Reset(_) => {
                    *self = Self::fresh(client).await;
                    kinds.insert("reset");
                }
                other => panic!("not in a long poll: {other:?}"),
            }
        }
        // A conversation that came into sight is opened like any other.
        let new: Vec<ConversationId> = self
            .conversations
            .keys()
            .copied()
            .filter(|id| !known.contains(id) && !begun.contains(id))
            .collect();
        for id in new {
            self.read_thread(client, id).await;
        }
        self.read_cards(client, &contacts, &tickets).await;
        kinds
    }

    /// The upsert rule.
    fn apply(&mut self, change: Change) {
        match change {
            Change::Conversation(row) => {
                let known = self.conversations.get(&row.id);
                if known.is_none_or(|known| row.seq > known.seq) {
                    self.conversations.insert(row.id, *row);
                }
            }
            Change::Item(item) => {
                if self
                    .items
                    .get(&item.id)
                    .is_none_or(|known| item.seq > known.seq)
                {
                    self.items.insert(item.id, *item);
                }
            }
            Change::Agent(agent) => {
                if self
                    .agents
                    .get(&agent.id)
                    .is_none_or(|known| agent.seq > known.seq)
                {
                    self.agents.insert(agent.id, *agent);
                }
            }
            Change::Setup(setup) => {
                if setup.seq > self.setup.0.seq {
                    self.setup = Known(*setup);
                }
            }
            Change::Hidden(id) => {
                self.conversations.remove(&id);
                self.items.retain(|_, item| item.conversation != id);
            }
            Change::Contact(_) | Change::Ticket(_) => panic!("cards are read, not told"),
            Change::Unknown => panic!("a change that this build does not know"),
        }
    }
}

/// Every change has a name here, and a case in `sync`.
pub(crate) fn kind(change: &Change) -> &'static str {
    match change {
        Change::Conversation(_) => "conversation",
        Change::Item(_) => "item",
        Change::Agent(_) => "agent",
        Change::Contact(_) => "contact",
        Change::Ticket(_) => "ticket",
        Change::Setup(_) => "setup",
        Change::Hidden(_) => "hidden",
        Change::Unknown => "unknown",
    }
}

/// What a panel holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panel {
    pub(crate) state: VisitorState,
    pub(crate) messages: BTreeMap<ItemId, VisitorMessage>,
    pub(crate) applied: Seq,
}

impl Panel {
    pub(crate) async fn fresh(client: &Client) -> Self {
        let page: VisitorSnapshot = client.get("/visitor/messages").await.read();
        let mut more = page.more;
        let mut before = page.messages.first().map(|message| message.position);
        let mut panel = Self {
            state: page.state,
            messages: page
                .messages
                .into_iter()
                .map(|message| (message.id, message))
                .collect(),
            applied: page.seq,
        };
        while let (true, Some(edge)) = (more, before) {
            let path = format!("/visitor/messages?before={edge}");
            let page: VisitorSnapshot = client.get(&path).await.read();
            before = page.messages.first().map(|message| message.position);
            more = page.more;
            panel
                .messages
                .extend(page.messages.into_iter().map(|one| (one.id, one)));
        }
        panel
    }

    pub(crate) async fn catch_up(&mut self, client: &Client) {
        let path = format!("/visitor/events?after={}&wait=0", self.applied);
        for frame in client.get(&path).await.read::<Vec<VisitorFrame>>() {
            if let Some(batch) = frame.events {
                assert_eq!(batch.prev, self.applied, "no gap");
                for event in batch.events {
                    self.apply(event);
                }
                self.applied = batch.seq;
            } else if let Some(mark) = frame.resumed {
                assert_eq!(mark.prev, Some(self.applied), "no frame lost");
                self.applied = mark.seq;
            } else if frame.reset.is_some() {
                *self = Self::fresh(client).await;
            } else {
                panic!("not in a long poll: {frame:?}");
            }
        }
    }

    fn apply(&mut self, event: VisitorEvent) {
        if let Some(message) = event.message
            && self
                .messages
                .get(&message.id)
                .is_none_or(|known| message.seq > known.seq)
        {
            self.messages.insert(message.id, message);
        }
        if let Some(state) = event.state
            && state.seq > self.state.seq
        {
            self.state = state;
        }
    }
}
