//! Who looks at which conversation (T8), and which visitors have a line (T6). Kept in memory alone:
//! a line that ends looks at nothing, and after a start nobody has looked yet.
//!
//! Changes wake only the lines that look at the same conversation; each of them is told at most four
//! times a second ([`watch`]).

pub(crate) mod watch;

use bandeja_contract::{
    AgentId, ConversationId, Timestamp, VisitorId,
    looking::{Attention, Look},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// How long a visitor counts as there after the last line broke, in milliseconds: the next page of a
/// site opens another one.
pub(crate) const VISITOR_GRACE: i64 = 8_000;
/// How many visitors are remembered before those go that left long ago.
const MANY: usize = 10_000;
/// How long a visitor who left is remembered then, in milliseconds.
const REMEMBERED: i64 = 3_600_000;

/// Everybody who looks, and every visitor who is or was there.
#[derive(Debug, Default)]
pub(crate) struct Looking(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    last: u64,
    seats: HashMap<u64, Seat>,
    visitors: HashMap<VisitorId, Visiting>,
}

/// One open line of an agent.
#[derive(Debug)]
struct Seat {
    agent: AgentId,
    look: Look,
    /// The customer of what is looked at, where they have lines.
    visitor: Option<VisitorId>,
    wake: Arc<Notify>,
}

#[derive(Clone, Copy, Debug)]
struct Visiting {
    lines: u32,
    /// When the first line opened, or the last one broke.
    since: Timestamp,
}

/// Who looks at a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct There {
    /// Each once, in the order of their ids.
    pub(crate) active: Vec<AgentId>,
    /// Those who are not active anywhere.
    pub(crate) idle: Vec<AgentId>,
}

/// Whether a visitor is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) is_online: bool,
    pub(crate) since: Timestamp,
    /// When it has to be asked again, because it ends by itself then.
    pub(crate) until: Option<Timestamp>,
}

impl Looking {
    /// A line of an agent opens; it looks at nothing yet.
    pub(crate) fn sit_down(&self, agent: AgentId, wake: Arc<Notify>) -> u64 {
        let mut state = self.state();
        state.last += 1;
        let seat = Seat {
            agent,
            look: Look {
                conversation: None,
                attention: Attention::Away,
            },
            visitor: None,
            wake,
        };
        let number = state.last;
        state.seats.insert(number, seat);
        number
    }

    /// A line looks at something, or differently.
    pub(crate) fn look(&self, seat: u64, look: Look) {
        let mut state = self.state();
        let Some(kept) = state.seats.get_mut(&seat) else {
            return;
        };
        if kept.look == look {
            return;
        }
        let before = std::mem::replace(&mut kept.look, look);
        if before.conversation != look.conversation {
            kept.visitor = None;
        }
        kept.wake.notify_one();
        state.wake(seat, before.conversation);
        state.wake(seat, look.conversation);
    }

    /// Whose conversation a line looks at.
    pub(crate) fn meet(&self, seat: u64, conversation: ConversationId, visitor: VisitorId) {
        if let Some(kept) = self.state().seats.get_mut(&seat)
            && kept.look.conversation == Some(conversation)
        {
            kept.visitor = Some(visitor);
        }
    }

    /// A line ends.
    pub(crate) fn stand_up(&self, seat: u64) {
        let mut state = self.state();
        if let Some(gone) = state.seats.remove(&seat) {
            state.wake(seat, gone.look.conversation);
        }
    }

    /// Who looks at a conversation, a reader aside.
    pub(crate) fn at(&self, conversation: ConversationId, reader: AgentId) -> There {
        let state = self.state();
        let mut there = There::default();
        let seats = state
            .seats
            .values()
            .filter(|seat| seat.look.conversation == Some(conversation) && seat.agent != reader);
        for seat in seats {
            match seat.look.attention {
                Attention::Active => there.active.push(seat.agent),
                Attention::Idle => there.idle.push(seat.agent),
                Attention::Away => {}
            }
        }
        for agents in [&mut there.active, &mut there.idle] {
            agents.sort_unstable();
            agents.dedup();
        }
        let active = &there.active;
        there
            .idle
            .retain(|agent| active.binary_search(agent).is_err());
        there
    }

    /// A line of a visitor opens.
    pub(crate) fn visitor_comes(&self, visitor: VisitorId, now: Timestamp) {
        let mut state = self.state();
        if state.visitors.len() >= MANY {
            state
                .visitors
                .retain(|_, visiting| visiting.lines > 0 || now.since(visiting.since) < REMEMBERED);
        }
        let visiting = state.visitors.entry(visitor).or_insert(Visiting {
            lines: 0,
            since: Timestamp(0),
        });
        // Whoever only turned a page was never away.
        if visiting.lines == 0 && now.since(visiting.since) >= VISITOR_GRACE {
            visiting.since = now;
        }
        visiting.lines += 1;
        state.wake_visitors(visitor);
    }

    /// A line of a visitor ends.
    pub(crate) fn visitor_goes(&self, visitor: VisitorId, now: Timestamp) {
        let mut state = self.state();
        if let Some(visiting) = state.visitors.get_mut(&visitor) {
            visiting.lines = visiting.lines.saturating_sub(1);
            if visiting.lines == 0 {
                visiting.since = now;
            }
        }
        state.wake_visitors(visitor);
    }

    /// Whether a visitor is there; none when nobody has seen them since the start.
    pub(crate) fn visit(&self, visitor: VisitorId, now: Timestamp) -> Option<Visit> {
        let visiting = *self.state().visitors.get(&visitor)?;
        let gone_at = visiting.since.plus(VISITOR_GRACE);
        let is_between_pages = visiting.lines == 0 && now < gone_at;
        Some(Visit {
            is_online: visiting.lines > 0 || is_between_pages,
            since: visiting.since,
            until: is_between_pages.then_some(gone_at),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Wakes the others who look at a conversation.
    fn wake(&self, seat: u64, conversation: Option<ConversationId>) {
        if conversation.is_none() {
            return;
        }
        for (number, other) in &self.seats {
            if *number != seat && other.look.conversation == conversation {
                other.wake.notify_one();
            }
        }
    }

    fn wake_visitors(&self, visitor: VisitorId) {
        for seat in self.seats.values() {
            if seat.visitor == Some(visitor) {
                seat.wake.notify_one();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ANA: AgentId = AgentId(Uuid::from_u128(1));
    const BRUNO: AgentId = AgentId(Uuid::from_u128(2));
    const CASE: ConversationId = ConversationId(Uuid::from_u128(9));
    const MARTA: VisitorId = VisitorId(Uuid::from_u128(7));

    fn at(conversation: ConversationId, attention: Attention) -> Look {
        Look {
            conversation: Some(conversation),
            attention,
        }
    }

    fn names(there: &There) -> String {
        let of = |agents: &[AgentId]| -> String {
            let name = |agent: &AgentId| if *agent == ANA { "Ana " } else { "Bruno " };
            agents.iter().map(name).collect()
        };
        format!("{}| {}", of(&there.active), of(&there.idle))
    }

    /// Proves T8: the last move in any tab counts, and nobody sees themselves.
    #[test]
    fn an_agent_looks_once_however_many_tabs_do() {
        let looking = Looking::default();
        let wake = || Arc::new(Notify::new());
        let (one, two) = (looking.sit_down(ANA, wake()), looking.sit_down(ANA, wake()));
        looking.look(one, at(CASE, Attention::Idle));
        assert_eq!(names(&looking.at(CASE, BRUNO)), "| Ana ");
        looking.look(two, at(CASE, Attention::Active));
        assert_eq!(names(&looking.at(CASE, BRUNO)), "Ana | ");
        assert_eq!(names(&looking.at(CASE, ANA)), "| ");
        looking.look(two, at(CASE, Attention::Away));
        assert_eq!(names(&looking.at(CASE, BRUNO)), "| Ana ");
        looking.stand_up(one);
        assert_eq!(looking.at(CASE, BRUNO), There::default());
    }

    /// Proves T6: the next page of a site is no absence.
    #[test]
    fn a_visitor_who_turns_a_page_is_never_away() {
        let looking = Looking::default();
        let check = |now: i64| {
            let visit = looking.visit(MARTA, Timestamp(now))?;
            Some((visit.is_online, visit.since.0, visit.until.map(|at| at.0)))
        };
        assert_eq!(check(0), None);
        looking.visitor_comes(MARTA, Timestamp(100_000));
        assert_eq!(check(100_000), Some((true, 100_000, None)));
        looking.visitor_goes(MARTA, Timestamp(200_000));
        assert_eq!(check(201_000), Some((true, 200_000, Some(208_000))));
        assert_eq!(check(208_000), Some((false, 200_000, None)));
        looking.visitor_comes(MARTA, Timestamp(300_000));
        looking.visitor_comes(MARTA, Timestamp(300_500));
        looking.visitor_goes(MARTA, Timestamp(300_600));
        assert_eq!(check(300_600), Some((true, 300_000, None)));
    }
}
