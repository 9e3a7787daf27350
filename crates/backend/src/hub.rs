//! Whom the server talks to: a channel to every open line, and who is there.
//!
//! The hub says everything to every line; each line drops what its reader may not see
//! ([`view`](crate::view)). A line that does not keep up is cut, so that it resumes from the log.

pub(crate) mod counts;
pub(crate) mod line;
pub(crate) mod looking;
pub(crate) mod poll;
pub(crate) mod presence;
pub(crate) mod replay;
pub(crate) mod socket;

use crate::{auth::session::SessionHash, log::Logged};
use bandeja_contract::{AgentId, ConversationId, GroupId, Timestamp, VisitorId};
use looking::Looking;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::broadcast;

/// How many changes a line may be behind before it is cut.
const BACKLOG: usize = 1024;

/// Something for the lines.
#[derive(Clone, Debug)]
pub(crate) enum Live {
    /// What one commit changed, in order.
    Events(Arc<[Logged]>),
    /// Somebody writes, or stopped.
    Typing(Arc<Sign>),
    /// A session is over.
    SessionEnded(SessionHash),
    /// A login may do nothing any more.
    AgentEnded(AgentId),
    /// A login may see more or less than before.
    RightsChanged(AgentId),
    /// Something of a visitor was erased.
    VisitorForgets(VisitorId),
    /// Everybody starts anew.
    Reset,
    /// The server stops.
    Stop,
}

/// A typing sign on its way.
#[derive(Clone, Debug)]
pub(crate) struct Sign {
    pub(crate) conversation: ConversationId,
    pub(crate) group: GroupId,
    /// Nobody named: the customer.
    pub(crate) agent: Option<AgentId>,
    /// The customer, where they have a line.
    pub(crate) visitor: Option<VisitorId>,
    /// Zero: stopped.
    pub(crate) until: Timestamp,
}

/// The channel to all lines.
#[derive(Debug)]
pub(crate) struct Hub {
    lines: broadcast::Sender<Live>,
    stops: AtomicBool,
    looking: Looking,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            lines: broadcast::Sender::new(BACKLOG),
            stops: AtomicBool::new(false),
            looking: Looking::default(),
        }
    }
}

impl Hub {
    /// Says something to every line. Nobody listening is no failure.
    pub(crate) fn say(&self, live: Live) {
        let _ = self.lines.send(live);
    }

    /// Ends every line, and those that open later.
    pub(crate) fn stop(&self) {
        self.stops.store(true, Ordering::SeqCst);
        self.say(Live::Stop);
    }

    /// Whether the server stops. Asked after listening, so that no line misses it.
    pub(crate) fn stops(&self) -> bool {
        self.stops.load(Ordering::SeqCst)
    }

    /// Who looks at which conversation.
    pub(crate) fn looking(&self) -> &Looking {
        &self.looking
    }

    /// A new line: hears everything from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Live> {
        self.lines.subscribe()
    }
}
