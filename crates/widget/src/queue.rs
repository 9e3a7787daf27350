//! What the visitor has sent and the server has not confirmed: `domain`'s outbox with one thread,
//! and the words. Without I/O; time comes in.
//!
//! What is refused for good steps out of the row and keeps its words; nothing is ever dropped.

use crate::rows::{Delivery, Unconfirmed};
use bandeja_contract::{ItemId, Timestamp};
use bandeja_domain::{
    backoff::Backoff,
    clock::LocalTime,
    outbox::{self, Failure, Next, Outcome, State, Verdict},
};

/// Not before it is kept.
const NEVER: LocalTime = LocalTime(i64::MAX);

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Plain text.
    pub text: String,
    /// When it was written, on the server's clock as far as one could tell.
    pub at: Timestamp,
    /// The limit that it passed, when it was refused for that.
    pub limit: Option<u64>,
}

/// What an earlier page left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The id that the message will have.
    pub id: ItemId,
    /// When it was written.
    pub written_at: LocalTime,
    /// Whether it was refused for good.
    pub is_refused: bool,
    /// What it says.
    pub words: Words,
}

/// The queue.
#[derive(Clone, Debug)]
pub struct Queue {
    entries: Vec<outbox::Entry<()>>,
    // Beside the entries, one each, because the outbox sorts out entries alone.
    words: Vec<Words>,
    backoff: Backoff,
}

impl Queue {
    /// An empty one. `seed` is random.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            entries: Vec::new(),
            words: Vec::new(),
            backoff: Backoff::new(seed),
        }
    }

    /// Whether nothing waits, not even something refused.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes a new entry; the network may have it when it is [kept](Self::kept).
    pub fn add(&mut self, id: ItemId, words: Words, now: LocalTime) {
        self.push(
            id,
            words,
            now,
            State::Queued {
                not_before: NEVER,
                tries: 0,
            },
        );
    }

    /// Takes what an earlier page left behind; what is here already stays as it is. What has become
    /// old waits for the visitor's word.
    pub fn restore(&mut self, left: Left, now: LocalTime) {
        let state = if left.is_refused {
            State::Failed(Failure::Old)
        } else {
            outbox::restored(State::Sending { tries: 0 }, left.written_at, now)
        };
        if self.position(left.id).is_none() {
            // By the time of writing, with which the ids begin.
            let older = |entry: &outbox::Entry<()>| entry.id < left.id;
            let at = self.entries.iter().rposition(older).map_or(0, |at| at + 1);
            self.insert(at, left.id, left.words, left.written_at, state);
        }
    }

    /// The browser has kept it, or cannot: it may go.
    pub fn kept(&mut self, id: ItemId, now: LocalTime) {
        if let Some(entry) = self.find(id)
            && entry.state
                == (State::Queued {
                    not_before: NEVER,
                    tries: 0,
                })
        {
            entry.state = State::Queued {
                not_before: now,
                tries: 0,
            };
        }
    }

    /// The next one to be sent, if its time has come; it counts as being sent from then on.
    pub fn next(&mut self, now: LocalTime) -> Option<(ItemId, String)> {
        let Next::Send(id) = outbox::next(&self.entries, now) else {
            return None;
        };
        let at = self.position(id)?;
        let entry = self.entries.get_mut(at)?;
        if let State::Queued { tries, .. } = entry.state {
            entry.state = State::Sending { tries };
        }
        Some((id, self.words.get(at)?.text.clone()))
    }

    /// When the next one is due, while it has to be waited for.
    #[must_use]
    pub fn due(&self, now: LocalTime) -> Option<LocalTime> {
        match outbox::next(&self.entries, now) {
            Next::WaitUntil(until) if until != NEVER => Some(until),
            _ => None,
        }
    }

    /// Takes what a try came to. Answers whether the visitor has to identify again.
    pub fn judge(
        &mut self,
        id: ItemId,
        outcome: Outcome,
        limit: Option<u64>,
        now: LocalTime,
    ) -> bool {
        let wait = match outcome {
            Outcome::Sent => 0,
            _ => self.backoff.next_wait(),
        };
        let Some(at) = self.position(id) else {
            return false;
        };
        let (Some(entry), Some(words)) = (self.entries.get_mut(at), self.words.get_mut(at)) else {
            return false;
        };
        let tries = match entry.state {
            State::Sending { tries } => tries + 1,
            _ => 1,
        };
        match outbox::judge(outcome, tries, now, wait) {
            Verdict::Done => {
                self.remove(id);
            }
            Verdict::Goes(state) => {
                entry.state = state;
                words.limit = limit;
            }
            Verdict::SignIn => {
                entry.state = State::Queued {
                    not_before: now,
                    tries,
                };
                return true;
            }
        }
        false
    }

    /// The server has it: whoever says so, answer or event. Whether it was here.
    pub fn confirmed(&mut self, id: ItemId) -> bool {
        let was_here = self.remove(id).is_some();
        if was_here {
            self.backoff.reset();
        }
        was_here
    }

    /// The connection is back: what waits for its next try need not.
    pub fn hurry(&mut self, now: LocalTime) {
        for entry in &mut self.entries {
            if let State::Queued { not_before, .. } = &mut entry.state
                && *not_before != NEVER
            {
                *not_before = (*not_before).min(now);
            }
        }
    }

    /// The visitor wants a refused one sent again: it goes to the end of the row, under its id.
    pub fn retry(&mut self, id: ItemId, now: LocalTime) {
        if self.is_refused(id)
            && let Some((_, words)) = self.remove(id)
        {
            self.push(
                id,
                words,
                now,
                State::Queued {
                    not_before: now,
                    tries: 0,
                },
            );
        }
    }

    /// Takes a refused one out.
    pub fn take(&mut self, id: ItemId) -> Option<String> {
        let is_refused = self.is_refused(id);
        is_refused
            .then(|| self.remove(id))?
            .map(|(_, words)| words.text)
    }

    /// Whether it waits for the visitor's word.
    #[must_use]
    pub fn is_refused(&self, id: ItemId) -> bool {
        let refused = |entry: &&outbox::Entry<()>| matches!(entry.state, State::Failed(_));
        self.entries
            .iter()
            .filter(refused)
            .any(|entry| entry.id == id)
    }

    /// What an entry says.
    #[must_use]
    pub fn words(&self, id: ItemId) -> Option<&Words> {
        self.words.get(self.position(id)?)
    }

    /// The entries as the thread shows them. `is_lost`: there is no connection.
    pub fn unconfirmed(
        &self,
        is_lost: bool,
        now: LocalTime,
    ) -> impl Iterator<Item = Unconfirmed<'_>> {
        self.entries
            .iter()
            .zip(&self.words)
            .map(move |(entry, words)| {
                let delivery = match entry.state {
                    State::Failed(_) => Delivery::Failed(words.limit),
                    State::Queued { tries, not_before }
                        if is_lost || tries > 0 && not_before > now =>
                    {
                        Delivery::Waiting
                    }
                    _ => Delivery::Sending,
                };
                Unconfirmed {
                    id: entry.id,
                    text: &words.text,
                    at: words.at,
                    delivery,
                }
            })
    }

    fn push(&mut self, id: ItemId, words: Words, written_at: LocalTime, state: State) {
        self.insert(self.entries.len(), id, words, written_at, state);
    }

    fn insert(&mut self, at: usize, id: ItemId, words: Words, written_at: LocalTime, state: State) {
        let entry = outbox::Entry {
            id,
            thread: (),
            written_at,
            state,
        };
        self.entries.insert(at, entry);
        self.words.insert(at, words);
    }

    fn remove(&mut self, id: ItemId) -> Option<(outbox::Entry<()>, Words)> {
        let at = self.position(id)?;
        Some((self.entries.remove(at), self.words.remove(at)))
    }

    fn position(&self, id: ItemId) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    fn find(&mut self, id: ItemId) -> Option<&mut outbox::Entry<()>> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }
}

#[cfg(test)]
mod tests;
