//! Tickets: one websocket each, for thirty seconds, so that no session travels in a URL.

use super::{new_secret, session::SessionHash};
use crate::error::Result;
use bandeja_contract::{AgentId, Timestamp, VisitorId};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long a ticket is good, in milliseconds.
const GOOD_FOR: i64 = 30_000;

/// Who got a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// An agent, by a session.
    Agent(AgentId, SessionHash),
    /// A visitor.
    Visitor(VisitorId),
}

/// The tickets that are out. A restart forgets them: clients ask for another.
#[derive(Debug, Default)]
pub(crate) struct Tickets(Mutex<HashMap<String, (Holder, Timestamp)>>);

impl Tickets {
    /// A new one.
    pub(crate) fn make(&self, holder: Holder, now: Timestamp) -> Result<String> {
        let ticket = new_secret()?;
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.retain(|_, (_, until)| *until >= now);
        out.insert(ticket.clone(), (holder, now.plus(GOOD_FOR)));
        Ok(ticket)
    }

    /// Takes it in: it is good once.
    pub(crate) fn take(&self, ticket: &str, now: Timestamp) -> Option<Holder> {
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (holder, until) = out.remove(ticket)?;
        (until >= now).then_some(holder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_once_and_for_thirty_seconds() {
        let tickets = Tickets::default();
        let holder = Holder::Visitor(VisitorId(uuid::Uuid::nil()));
        let make = || tickets.make(holder, Timestamp(0)).expect("randomness");
        let ticket = make();
        assert_eq!(tickets.take(&ticket, Timestamp(30_000)), Some(holder));
        assert_eq!(tickets.take(&ticket, Timestamp(30_000)), None);
        assert_eq!(tickets.take(&make(), Timestamp(30_001)), None);
        assert_eq!(tickets.take("", Timestamp(0)), None);
    }
}
