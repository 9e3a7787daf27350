//! Who is there: agents by their open lines, over all tabs and machines.
//!
//! A line that breaks counts for thirty seconds more, so that a reload or a bad moment of the
//! network makes nobody leave. After a start everybody who was there counts for as long.

use bandeja_contract::{AgentId, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long somebody counts as there after the last line broke, in milliseconds (A7, A8).
pub(crate) const GRACE: i64 = 30_000;

/// The open lines of every agent.
#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<HashMap<AgentId, There>>);

#[derive(Clone, Copy, Debug)]
struct There {
    lines: u32,
    /// When the last line broke; while there are lines, nothing.
    since: Timestamp,
}

impl Presence {
    /// Everybody who was there before a restart.
    pub(crate) fn new(there: impl IntoIterator<Item = AgentId>, now: Timestamp) -> Self {
        let there = there.into_iter().map(|id| {
            (
                id,
                There {
                    lines: 0,
                    since: now,
                },
            )
        });
        Self(Mutex::new(there.collect()))
    }

    /// A line of an agent opens. Whether it is the first.
    pub(crate) fn enter(&self, agent: AgentId) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let there = all.entry(agent).or_insert(There {
            lines: 0,
            since: Timestamp(0),
        });
        there.lines += 1;
        there.lines == 1
    }

    /// A line ends; `left` when its agent meant it (signed out).
    pub(crate) fn leave(&self, agent: AgentId, now: Timestamp, left: bool) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = all.get_mut(&agent) {
            there.lines = there.lines.saturating_sub(1);
            there.since = if left { now.plus(-GRACE) } else { now };
        }
    }

    /// Whether an agent counts as there.
    pub(crate) fn is_there(&self, agent: AgentId, now: Timestamp) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&agent)
            .is_some_and(|there| there.lines > 0 || now.since(there.since) < GRACE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn an_agent() -> AgentId {
        AgentId(uuid::Uuid::from_u128(7))
    }

    /// Proves A7, A8.
    #[test]
    fn a_broken_line_counts_for_thirty_seconds() {
        let presence = Presence::default();
        assert!(!presence.is_there(an_agent(), Timestamp(0)));
        assert!(presence.enter(an_agent()));
        assert!(!presence.enter(an_agent()));
        presence.leave(an_agent(), Timestamp(1_000), false);
        assert!(presence.is_there(an_agent(), Timestamp(90_000)));
        presence.leave(an_agent(), Timestamp(90_000), false);
        assert!(presence.is_there(an_agent(), Timestamp(119_999)));
        assert!(!presence.is_there(an_agent(), Timestamp(120_000)));
    }

    /// Proves A7.
    #[test]
    fn who_signs_out_is_gone_at_once_unless_another_tab_is_open() {
        let presence = Presence::default();
        presence.enter(an_agent());
        presence.enter(an_agent());
        presence.leave(an_agent(), Timestamp(5), true);
        assert!(presence.is_there(an_agent(), Timestamp(5)));
        presence.leave(an_agent(), Timestamp(5), true);
        assert!(!presence.is_there(an_agent(), Timestamp(5)));
    }

    #[test]
    fn after_a_restart_whoever_was_there_counts_for_a_while() {
        let presence = Presence::new([an_agent()], Timestamp(100));
        assert!(presence.is_there(an_agent(), Timestamp(100)));
        assert!(!presence.is_there(an_agent(), Timestamp(100 + GRACE)));
    }
}
