//! The numbers of the tabs for the filter that a line watches: said when they changed, at most
//! four times a second.

use crate::memory::Memory;
use bandeja_contract::{
    Counts, Filter,
    realtime::{CountsFrame, ServerFrame},
};
use bandeja_domain::permission::Actor;
use std::time::Duration;
use tokio::time::Instant;

/// The shortest time between two frames of numbers.
const PAUSE: Duration = Duration::from_millis(250);

/// What a line watches.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    filter: Option<Filter>,
    said: Option<Counts>,
    /// When to look next; none while nothing happened.
    due: Option<Instant>,
    last: Option<Instant>,
}

impl Watch {
    /// Watches another filter from now on.
    pub(crate) fn set(&mut self, filter: Filter) {
        self.filter = Some(filter);
        self.said = None;
        self.wake();
    }

    /// Something happened that may change the numbers.
    pub(crate) fn wake(&mut self) {
        if self.filter.is_some() && self.due.is_none() {
            let now = Instant::now();
            self.due = Some(self.last.map_or(now, |last| now.max(last + PAUSE)));
        }
    }

    /// When to look next.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Looks; answers a frame when the numbers are others than those said.
    pub(crate) fn look(&mut self, memory: &Memory, actor: &Actor) -> Option<ServerFrame> {
        self.due = None;
        let filter = self.filter.as_ref()?;
        let counts = memory.index.counts(actor, filter);
        if self.said == Some(counts) {
            return None;
        }
        self.said = Some(counts);
        self.last = Some(Instant::now());
        Some(ServerFrame::Counts(CountsFrame {
            filter: filter.clone(),
            counts,
        }))
    }
}
