//! Who is there: agents by their open lines, over all tabs and machines.
//!
//! Somebody is gone so long after the last sign of life over all lines as the workspace says
//! (thirty seconds), so that a reload or a bad moment of the network makes nobody leave. After a
//! start everybody who was there is counted anew.

use bandeja_contract::{AgentId, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How long somebody counts as there after the last sign of life, in milliseconds (A7, A8), where
/// the workspace does not say otherwise.
pub(crate) const GRACE: i64 = 30_000;
/// An open line is silent for so long between two signs of life at most.
const SILENCE: i64 = 30_000;

/// The open lines of every agent.
#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<HashMap<AgentId, There>>);

#[derive(Clone, Copy, Debug)]
struct There {
    lines: u32,
    /// The last sign of life over all lines.
    heard: Timestamp,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parting {
    /// It broke; that is told at once.
    Broke,
    /// Nothing came from it for too long.
    Silent,
    /// Its agent meant it: signed out.
    Left,
}

impl Presence {
    /// Everybody who was there before a restart.
    pub(crate) fn new(there: impl IntoIterator<Item = AgentId>, now: Timestamp) -> Self {
        let there = there.into_iter().map(|id| {
            let there = There {
                lines: 0,
                heard: now,
            };
            (id, there)
        });
        Self(Mutex::new(there.collect()))
    }

    /// A line of an agent opens. Whether it is the first.
    pub(crate) fn enter(&self, agent: AgentId, now: Timestamp) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let there = all.entry(agent).or_insert(There {
            lines: 0,
            heard: now,
        });
        there.lines += 1;
        there.heard = now;
        there.lines == 1
    }

    /// An open line of an agent gives a sign of life.
    pub(crate) fn hear(&self, agent: AgentId, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = all.get_mut(&agent) {
            there.heard = now;
        }
    }

    /// A line ends.
    pub(crate) fn leave(&self, agent: AgentId, now: Timestamp, parting: Parting) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(there) = all.get_mut(&agent) else {
            return;
        };
        there.lines = there.lines.saturating_sub(1);
        match parting {
            Parting::Broke => there.heard = now,
            Parting::Silent => {}
            Parting::Left if there.lines == 0 => {
                all.remove(&agent);
            }
            Parting::Left => {}
        }
    }

    /// When an agent is gone if nothing more is heard; nothing for whoever is gone already.
    pub(crate) fn gone_at(&self, agent: AgentId, grace: i64) -> Option<Timestamp> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let there = all.get(&agent)?;
        let grace = if there.lines > 0 {
            grace.max(SILENCE)
        } else {
            grace
        };
        Some(there.heard.plus(grace))
    }

    /// Whether an agent counts as there.
    pub(crate) fn is_there(&self, agent: AgentId, now: Timestamp, grace: i64) -> bool {
        self.gone_at(agent, grace).is_some_and(|gone| now < gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn an_agent() -> AgentId {
        AgentId(uuid::Uuid::from_u128(7))
    }

    fn is_there(presence: &Presence, now: i64) -> bool {
        presence.is_there(an_agent(), Timestamp(now), GRACE)
    }

    /// Proves A7, A8.
    #[test]
    fn a_broken_line_counts_for_thirty_seconds() {
        let presence = Presence::default();
        assert!(!is_there(&presence, 0));
        assert!(presence.enter(an_agent(), Timestamp(0)));
        assert!(!presence.enter(an_agent(), Timestamp(0)));
        presence.leave(an_agent(), Timestamp(1_000), Parting::Broke);
        presence.hear(an_agent(), Timestamp(75_000));
        assert!(is_there(&presence, 90_000));
        presence.leave(an_agent(), Timestamp(90_000), Parting::Broke);
        assert!(is_there(&presence, 119_999));
        assert!(!is_there(&presence, 120_000));
    }

    /// Proves A7: a line that stands and says nothing is none.
    #[test]
    fn a_silent_line_counts_from_its_last_sign_of_life() {
        let presence = Presence::default();
        presence.enter(an_agent(), Timestamp(0));
        presence.hear(an_agent(), Timestamp(15_000));
        assert!(is_there(&presence, 44_999));
        assert!(!is_there(&presence, 45_000));
        presence.leave(an_agent(), Timestamp(55_000), Parting::Silent);
        assert!(!is_there(&presence, 55_000));
    }

    /// Proves A7.
    #[test]
    fn who_signs_out_is_gone_at_once_unless_another_tab_is_open() {
        let presence = Presence::default();
        presence.enter(an_agent(), Timestamp(0));
        presence.enter(an_agent(), Timestamp(0));
        presence.leave(an_agent(), Timestamp(5), Parting::Left);
        assert!(is_there(&presence, 5));
        presence.leave(an_agent(), Timestamp(5), Parting::Left);
        assert!(!is_there(&presence, 5));
    }

    #[test]
    fn after_a_restart_whoever_was_there_counts_for_a_while() {
        let presence = Presence::new([an_agent()], Timestamp(100));
        assert!(is_there(&presence, 100));
        assert!(!is_there(&presence, 100 + GRACE));
    }

    proptest! {
        /// Proves A7: over whatever tabs, the last sign of life counts and nothing else.
        #[test]
        fn somebody_is_gone_thirty_seconds_after_the_last_sign_over_all_tabs(
            signs in prop::collection::vec((0_u8..3, 0_i64..50_000), 1..60),
            ahead in 0_i64..60_000,
        ) {
            let presence = Presence::default();
            let (mut now, mut lines, mut last) = (0, 0_u32, None);
            for (what, wait) in signs {
                now += wait;
                match what {
                    0 => {
                        presence.enter(an_agent(), Timestamp(now));
                        (lines, last) = (lines + 1, Some(now));
                    }
                    1 if lines > 0 => {
                        presence.hear(an_agent(), Timestamp(now));
                        last = Some(now);
                    }
                    2 if lines > 0 => {
                        presence.leave(an_agent(), Timestamp(now), Parting::Broke);
                        (lines, last) = (lines - 1, Some(now));
                    }
                    _ => {}
                }
            }
            let expected = last.is_some_and(|last| now + ahead < last + GRACE);
            prop_assert_eq!(is_there(&presence, now + ahead), expected);
        }
    }
}
