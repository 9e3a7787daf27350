//! What was written and has not arrived yet: the order it is sent in, and what becomes of each try.
//!
//! An entry is on disk before the network is touched, and leaves only when the server has said its
//! number for it. The server keeps the id as a unique key, so trying again is always safe.
//!
//! Order holds per thread: while an entry is being tried, later ones of its thread wait. One that
//! was refused for good stands aside and does not hold up the rest.

use crate::clock::LocalTime;
use bandeja_contract::{Code, ItemId};

/// Milliseconds after which an entry is not sent without asking: who reads it may not remember why.
pub const ASK_AFTER: i64 = 24 * 3_600_000;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn, or for the network; not before this time.
    Queued {
        /// Not before.
        not_before: LocalTime,
        /// Tries so far.
        tries: u32,
    },
    /// A request is under way. Whether it arrived is not known.
    Sending {
        /// Tries before this one.
        tries: u32,
    },
    /// It was refused, or is too old to go by itself. Its writer decides.
    Failed(Failure),
}

/// Why an entry does not go by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server refused it.
    Refused(Code),
    /// It has waited for more than [`ASK_AFTER`].
    Old,
}

/// One entry: whose thread it belongs to, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    /// The id that the item will have.
    pub id: ItemId,
    /// Entries of one thread keep their order.
    pub thread: T,
    /// When it was written.
    pub written_at: LocalTime,
    /// Where it stands.
    pub state: State,
}

/// What a try came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Sent,
    /// The server refused it.
    Refused {
        /// Why.
        code: Code,
        /// Seconds it asked to wait.
        retry_after: Option<u64>,
    },
    /// No answer, or one of a gateway: it may have arrived.
    Unknown {
        /// Seconds it was asked to wait.
        retry_after: Option<u64>,
    },
}

/// What becomes of an entry after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is done: take it out.
    Done,
    /// It goes on in this state.
    Goes(State),
    /// Nobody is signed in: it waits as it is, and so do the others.
    SignIn,
}

/// Decides what becomes of an entry after its try number `tries` (counted from 1). `wait` is the
/// next wait of a [`Backoff`](crate::backoff::Backoff), in milliseconds.
#[must_use]
pub fn judge(outcome: Outcome, tries: u32, now: LocalTime, wait: i64) -> Verdict {
    let later = |retry_after: Option<u64>| {
        let asked = retry_after.map_or(0, |seconds| i64::try_from(seconds).unwrap_or(0) * 1000);
        Verdict::Goes(State::Queued {
            not_before: now.plus(wait.max(asked)),
            tries,
        })
    };
    match outcome {
        Outcome::Sent => Verdict::Done,
        Outcome::Unknown { retry_after } => later(retry_after),
        Outcome::Refused { code, retry_after } => match code {
            Code::SignedOut => Verdict::SignIn,
            Code::RateLimited | Code::Unavailable | Code::Internal => later(retry_after),
            _ => Verdict::Goes(State::Failed(Failure::Refused(code))),
        },
    }
}

/// What to do now with entries in the order they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this one.
    Send(ItemId),
    /// Nothing before this time.
    WaitUntil(LocalTime),
    /// Nothing until something happens.
    Rest,
}

/// Picks what to send: the oldest entry that is due and has no older one of its thread before it.
#[must_use]
pub fn next<T: PartialEq>(entries: &[Entry<T>], now: LocalTime) -> Next {
    let mut held: Vec<&T> = Vec::new();
    let mut earliest: Option<LocalTime> = None;
    for entry in entries {
        match entry.state {
            State::Failed(_) => {}
            State::Sending { .. } => held.push(&entry.thread),
            State::Queued { .. } if held.contains(&&entry.thread) => {}
            State::Queued { not_before, .. } if not_before <= now => return Next::Send(entry.id),
            State::Queued { not_before, .. } => {
                earliest = Some(earliest.map_or(not_before, |time| time.min(not_before)));
                held.push(&entry.thread);
            }
        }
    }
    earliest.map_or(Next::Rest, Next::WaitUntil)
}

/// The state an entry has when it is read back after a restart: what was being sent may have
/// arrived, so it is sent again; what is too old asks first.
#[must_use]
pub fn restored(state: State, written_at: LocalTime, now: LocalTime) -> State {
    match state {
        State::Failed(_) => state,
        _ if now.since(written_at) > ASK_AFTER => State::Failed(Failure::Old),
        State::Queued { tries, .. } | State::Sending { tries } => State::Queued {
            not_before: now,
            tries,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const NOW: LocalTime = LocalTime(1_000_000);

    fn entry(id: u128, thread: char, state: State) -> Entry<char> {
        Entry {
            id: ItemId(Uuid::from_u128(id)),
            thread,
            written_at: NOW,
            state,
        }
    }

    fn due() -> State {
        State::Queued {
            not_before: NOW,
            tries: 0,
        }
    }

    fn check(entries: &[Entry<char>], expected: &str) {
        let shown = match next(entries, NOW) {
            Next::Send(id) => format!("send {}", id.0.as_u128()),
            Next::WaitUntil(time) => format!("wait {}", time.0 - NOW.0),
            Next::Rest => "rest".to_owned(),
        };
        assert_eq!(shown, expected);
    }

    /// Proves M11.
    #[test]
    fn later_words_wait_for_earlier_ones_of_their_thread_only() {
        let waiting = State::Queued {
            not_before: NOW.plus(700),
            tries: 2,
        };
        check(
            &[
                entry(1, 'a', State::Sending { tries: 0 }),
                entry(2, 'a', due()),
            ],
            "rest",
        );
        check(
            &[
                entry(1, 'a', waiting),
                entry(2, 'a', due()),
                entry(3, 'b', due()),
            ],
            "send 3",
        );
        check(&[entry(1, 'a', waiting), entry(2, 'a', due())], "wait 700");
    }

    #[test]
    fn what_was_refused_for_good_does_not_hold_up_the_rest() {
        let refused = State::Failed(Failure::Refused(Code::TooLong));
        check(&[entry(1, 'a', refused), entry(2, 'a', due())], "send 2");
        check(&[entry(1, 'a', refused)], "rest");
    }

    fn verdict(outcome: Outcome) -> Verdict {
        judge(outcome, 3, NOW, 400)
    }

    /// Proves F8.
    #[test]
    fn only_what_may_pass_later_is_tried_again() {
        let refused = |code, retry_after| verdict(Outcome::Refused { code, retry_after });
        let again = |wait| {
            Verdict::Goes(State::Queued {
                not_before: NOW.plus(wait),
                tries: 3,
            })
        };
        assert_eq!(verdict(Outcome::Sent), Verdict::Done);
        assert_eq!(verdict(Outcome::Unknown { retry_after: None }), again(400));
        assert_eq!(refused(Code::RateLimited, Some(9)), again(9000));
        assert_eq!(refused(Code::SignedOut, None), Verdict::SignIn);
        for code in [
            Code::ThreadMoved,
            Code::TooLong,
            Code::NotFound,
            Code::KeyReused,
        ] {
            let failed = Verdict::Goes(State::Failed(Failure::Refused(code)));
            assert_eq!(refused(code, None), failed);
        }
    }

    #[test]
    fn after_a_restart_the_unknown_is_sent_again_and_the_old_asks() {
        let yesterday = NOW.plus(-ASK_AFTER - 1);
        let sending = State::Sending { tries: 1 };
        assert_eq!(
            restored(sending, NOW, NOW),
            State::Queued {
                not_before: NOW,
                tries: 1
            }
        );
        assert_eq!(
            restored(sending, yesterday, NOW),
            State::Failed(Failure::Old)
        );
        let refused = State::Failed(Failure::Refused(Code::TooLong));
        assert_eq!(restored(refused, yesterday, NOW), refused);
    }
}
