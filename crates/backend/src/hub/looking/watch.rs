//! What one line is told of those who look at the same conversation: whole, when it changed, at most
//! four times a second, and only while its reader may see the conversation.

use super::Visit;
use crate::{app::App, db::read, error::Result, log::Logged};
use bandeja_contract::{
    AgentId, ConversationId, VisitorId,
    looking::{Attention, Look, MOST_VIEWERS, Viewers},
    realtime::ServerFrame,
};
use bandeja_domain::permission::{Actor, sees};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Notify, time::Instant};

/// The shortest time between two frames.
const PAUSE: Duration = Duration::from_millis(250);

/// A line of an agent that may look at a conversation; it stands up when this is dropped.
pub(crate) struct Seat {
    app: App,
    number: u64,
    wake: Arc<Notify>,
    conversation: Option<ConversationId>,
    /// The customer of it; none where they have no lines, or while nobody has asked.
    customer: Option<Option<VisitorId>>,
    said: Option<Viewers>,
    /// When to look next; none while nothing happened.
    due: Option<Instant>,
    last: Option<Instant>,
}

impl Seat {
    /// A line of an agent opens.
    pub(crate) fn new(app: &App, agent: AgentId) -> Self {
        let wake = Arc::new(Notify::new());
        Self {
            number: app.hub().looking().sit_down(agent, Arc::clone(&wake)),
            app: app.clone(),
            wake,
            conversation: None,
            customer: None,
            said: None,
            due: None,
            last: None,
        }
    }

    /// The client says what it looks at. What its reader may not see counts as nothing.
    pub(crate) fn look(&mut self, actor: &Actor, look: Look) {
        let seen = look.conversation.filter(|id| self.may_see(actor, *id));
        if seen != self.conversation {
            self.conversation = seen;
            self.customer = None;
            self.said = None;
        }
        let attention = if seen.is_some() {
            look.attention
        } else {
            Attention::Away
        };
        let look = Look {
            conversation: seen,
            attention,
        };
        self.app.hub().looking().look(self.number, look);
    }

    /// Waits until something changed.
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Something changed: look as soon as it is time.
    pub(crate) fn wake(&mut self) {
        if self.conversation.is_some() && self.due.is_none() {
            let now = Instant::now();
            self.due = Some(self.last.map_or(now, |last| now.max(last + PAUSE)));
        }
    }

    /// Something was written: if the conversation moved, others may see it now.
    pub(crate) fn hear(&mut self, entries: &[Logged]) {
        let is_here = |logged: &Logged| logged.conversation == self.conversation;
        if self.conversation.is_some() && entries.iter().any(is_here) {
            self.wake();
        }
    }

    /// When to look next.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Looks; answers a frame when others are there than those said.
    pub(crate) async fn tell(&mut self, actor: &Actor) -> Result<Option<ServerFrame>> {
        self.due = None;
        let Some(conversation) = self.conversation else {
            return Ok(None);
        };
        if !self.may_see(actor, conversation) {
            // It has moved to another group: who is lost sight of looks at nothing.
            let nothing = Look {
                conversation: None,
                attention: Attention::Away,
            };
            self.look(actor, nothing);
            return Ok(None);
        }
        let customer = self.customer(conversation).await?;
        let viewers = self.viewers(conversation, actor.id, customer);
        if self.said.as_ref() == Some(&viewers) {
            return Ok(None);
        }
        self.said = Some(viewers.clone());
        self.last = Some(Instant::now());
        Ok(Some(ServerFrame::Viewers(viewers)))
    }

    fn viewers(
        &self,
        conversation: ConversationId,
        reader: AgentId,
        customer: Option<Visit>,
    ) -> Viewers {
        let there = self.app.hub().looking().at(conversation, reader);
        let memory = self.app.memory().read();
        let group = memory.index.group(conversation);
        let sees_it = |agent: &AgentId| {
            let actor = memory.directory.actor(*agent);
            actor
                .zip(group)
                .is_some_and(|(actor, group)| sees(&actor, group))
        };
        let mut active: Vec<AgentId> = there.active.into_iter().filter(sees_it).collect();
        let mut idle: Vec<AgentId> = there.idle.into_iter().filter(sees_it).collect();
        active.truncate(MOST_VIEWERS);
        idle.truncate(MOST_VIEWERS - active.len());
        Viewers {
            conversation,
            active,
            idle,
            customer_since: customer.map(|visit| visit.since),
            customer_online: customer.is_some_and(|visit| visit.is_online),
        }
    }

    /// Whether the customer is there; asks the database once for each conversation looked at.
    async fn customer(&mut self, conversation: ConversationId) -> Result<Option<Visit>> {
        let customer = match self.customer {
            Some(known) => known,
            None => {
                let mut connection = self.app.readers().get().await?;
                let kept = read::conversation(&mut connection, conversation).await?;
                let visitor = kept.and_then(|kept| kept.visitor);
                self.customer = Some(visitor);
                if let Some(visitor) = visitor {
                    self.app
                        .hub()
                        .looking()
                        .meet(self.number, conversation, visitor);
                }
                visitor
            }
        };
        let now = self.app.now();
        let visit = customer.and_then(|visitor| self.app.hub().looking().visit(visitor, now));
        if let Some(until) = visit.and_then(|visit| visit.until) {
            let left = u64::try_from(until.since(now)).unwrap_or_default();
            self.due = Some(Instant::now() + Duration::from_millis(left.max(50)));
        }
        Ok(visit)
    }

    fn may_see(&self, actor: &Actor, conversation: ConversationId) -> bool {
        let group = self.app.memory().read().index.group(conversation);
        group.is_some_and(|group| sees(actor, group))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.app.hub().looking().stand_up(self.number);
    }
}

/// A line of a visitor: as long as this lives, they are there.
pub(crate) struct Visiting {
    app: App,
    visitor: VisitorId,
}

impl Visiting {
    /// A line of a visitor opens.
    pub(crate) fn new(app: &App, visitor: VisitorId) -> Self {
        app.hub().looking().visitor_comes(visitor, app.now());
        Self {
            app: app.clone(),
            visitor,
        }
    }
}

impl Drop for Visiting {
    fn drop(&mut self) {
        self.app
            .hub()
            .looking()
            .visitor_goes(self.visitor, self.app.now());
    }
}
