//! Which conversation's session window ends when (L7), without I/O: what is put comes back when its
//! time has come. Times are absolute and the server's; nothing here reads a clock.

use bandeja_contract::{ConversationId, Status, Timestamp};
use bandeja_domain::status::{Step, after};
use std::collections::{BTreeSet, HashMap};

/// The ends that are waited for.
#[derive(Debug, Default)]
pub(crate) struct Deadlines {
    of: HashMap<ConversationId, Timestamp>,
    order: BTreeSet<(Timestamp, ConversationId)>,
}

impl Deadlines {
    /// Everything that is waited for.
    pub(crate) fn new(all: impl IntoIterator<Item = (ConversationId, Timestamp)>) -> Self {
        let mut deadlines = Self::default();
        for (id, at) in all {
            deadlines.put(id, Some(at));
        }
        deadlines
    }

    /// Waits for another end of a conversation, or for none any more.
    pub(crate) fn put(&mut self, id: ConversationId, at: Option<Timestamp>) {
        let before = match at {
            Some(at) => self.of.insert(id, at),
            None => self.of.remove(&id),
        };
        if let Some(before) = before {
            self.order.remove(&(before, id));
        }
        if let Some(at) = at {
            self.order.insert((at, id));
        }
    }

    /// The next end.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.order.first().map(|(at, _)| *at)
    }

    /// At most `most` of those whose end has come, the oldest first. They stay until something else
    /// is put.
    pub(crate) fn due(&self, now: Timestamp, most: usize) -> Vec<ConversationId> {
        let due = self.order.iter().take_while(|(at, _)| *at <= now);
        due.take(most).map(|(_, id)| *id).collect()
    }
}

/// The end that is waited for: of a window that is known, while its conversation could expire.
pub(crate) fn deadline(status: Status, window_until: Option<Timestamp>) -> Option<Timestamp> {
    after(status, Step::WindowEnded)?;
    window_until
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    const HOUR: i64 = 3_600_000;
    const WINDOW: i64 = 24 * HOUR;
    const MANY: u128 = 6;

    #[derive(Clone, Debug)]
    enum Deed {
        ClientWrites(u128),
        Step(u128, Step),
        Restart,
        /// The machine's clock goes on, or is put back.
        Jump(i64),
        /// The server wakes.
        Wake,
    }

    fn some_deed() -> impl Strategy<Value = Deed> {
        let one = 0..MANY;
        let steps = prop::sample::select(vec![Step::Taken, Step::Paused, Step::Closed]);
        prop_oneof![
            4 => one.clone().prop_map(Deed::ClientWrites),
            3 => (one, steps).prop_map(|(id, step)| Deed::Step(id, step)),
            1 => Just(Deed::Restart),
            4 => (-2 * HOUR..30 * HOUR).prop_map(Deed::Jump),
            4 => Just(Deed::Wake),
        ]
    }

    /// What a database keeps.
    type Kept = BTreeMap<ConversationId, (Status, Option<Timestamp>)>;

    fn id(number: u128) -> ConversationId {
        ConversationId(Uuid::from_u128(number))
    }

    fn begin(kept: &Kept) -> Deadlines {
        let all = kept.iter();
        Deadlines::new(all.filter_map(|(id, (status, at))| Some((*id, deadline(*status, *at)?))))
    }

    proptest! {
        /// Proves L7, M7: whatever the order of messages, hand-overs, restarts and clock jumps, a
        /// conversation is expired after a wake iff it could expire and its window had ended by
        /// then; and it never is before.
        #[test]
        fn a_conversation_is_expired_iff_its_window_ended(
            deeds in prop::collection::vec(some_deed(), 0..200),
        ) {
            let mut now = Timestamp(1_790_000_000_000);
            let mut kept: Kept = (0..MANY).map(|n| (id(n), (Status::Queued, None))).collect();
            let mut deadlines = begin(&kept);
            for deed in deeds {
                match deed {
                    Deed::ClientWrites(n) => {
                        let (status, until) = kept.get_mut(&id(n)).expect("one of them");
                        if let Some(next) = after(*status, Step::ClientWrote) {
                            (*status, *until) = (next, Some(now.plus(WINDOW)));
                            deadlines.put(id(n), deadline(next, *until));
                        }
                    }
                    Deed::Step(n, step) => {
                        let (status, until) = kept.get_mut(&id(n)).expect("one of them");
                        if let Some(next) = after(*status, step) {
                            *status = next;
                            deadlines.put(id(n), deadline(next, *until));
                        }
                    }
                    Deed::Restart => deadlines = begin(&kept),
                    Deed::Jump(millis) => now = now.plus(millis),
                    Deed::Wake => {
                        let expected: Kept = kept
                            .iter()
                            .map(|(id, (status, until))| {
                                let is_over = until.is_some_and(|until| until <= now);
                                let alive = matches!(
                                    status,
                                    Status::Open | Status::Queued | Status::Pending
                                );
                                let status = if alive && is_over { Status::Expired } else { *status };
                                (*id, (status, *until))
                            })
                            .collect();
                        loop {
                            let due = deadlines.due(now, 2);
                            if due.is_empty() {
                                break;
                            }
                            for id in due {
                                let (status, until) = kept.get_mut(&id).expect("one of them");
                                *status = after(*status, Step::WindowEnded).expect("could expire");
                                deadlines.put(id, deadline(*status, *until));
                            }
                        }
                        prop_assert_eq!(&kept, &expected);
                        // Whoever sleeps until then misses nothing.
                        let next = kept
                            .values()
                            .filter_map(|(status, until)| deadline(*status, *until))
                            .min();
                        prop_assert_eq!(deadlines.next(), next);
                        prop_assert!(next.is_none_or(|next| next > now));
                    }
                }
            }
        }
    }
}
