//! The order of numbered frames on one link: what is applied, what came too early, what is owed.
//!
//! Knows nothing of sockets and phases; it is told frames and says what may be applied now.

use crate::clock::LocalTime;
use bandeja_contract::Seq;

/// Milliseconds a missing frame is waited for.
const PATIENCE: i64 = 1_000;
/// How many early frames are held.
const MOST_HELD: usize = 256;

/// What a link must be given up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Something is missing.
    Gap,
    /// The server is behind what it once said: its log is another one.
    Rewound,
}

#[derive(Clone, Debug)]
pub(super) struct Ledger<P> {
    pub(super) applied: Seq,
    /// What was applied when this link began.
    base: Seq,
    /// What came too early: the number it follows, its own, and the changes. A list, because it is
    /// short, and a tree would be 2 kB of the widget's download.
    held: Vec<(Seq, Seq, P)>,
    /// A `resumed` that is not reached yet.
    resumed: Option<(Seq, Seq)>,
    /// A `resumed` was reached: the replay is over.
    pub(super) current: bool,
    /// What a beat says was sent.
    owed: Seq,
    /// When the patience ends.
    pub(super) until: Option<LocalTime>,
}

impl<P> Ledger<P> {
    pub(super) const fn new(applied: Seq) -> Self {
        Self {
            applied,
            base: applied,
            held: Vec::new(),
            resumed: None,
            current: false,
            owed: Seq(0),
            until: None,
        }
    }

    /// A new link begins where the old one ended.
    pub(super) fn restart(&mut self) {
        *self = Self::new(self.applied);
    }

    pub(super) const fn shift(&mut self, millis: i64) {
        if let Some(until) = &mut self.until {
            until.0 = until.0.saturating_add(millis);
        }
    }

    /// Numbered changes. What may be applied goes to `ready`, in order.
    pub(super) fn events(
        &mut self,
        now: LocalTime,
        (prev, seq, payload): (Seq, Seq, P),
        ready: &mut Vec<P>,
    ) -> Result<(), Broken> {
        if seq <= self.applied {
            return Ok(());
        }
        if prev < self.applied {
            // Part of it is known and part is not: no server sends that on one connection.
            return Err(Broken::Gap);
        }
        self.held.retain(|(known, ..)| *known != prev);
        self.held.push((prev, seq, payload));
        let before = self.applied;
        self.drain(ready);
        self.mind_the_gap(now, self.applied > before);
        if self.held.len() > MOST_HELD {
            Err(Broken::Gap)
        } else {
            Ok(())
        }
    }

    /// The end of the replay, reached when everything before it is there.
    pub(super) fn resumed(
        &mut self,
        now: LocalTime,
        (prev, seq): (Option<Seq>, Seq),
        ready: &mut Vec<P>,
    ) -> Result<(), Broken> {
        if seq < self.base {
            return Err(Broken::Rewound);
        }
        self.resumed = Some((prev.unwrap_or(self.applied), seq));
        self.drain(ready);
        self.mind_the_gap(now, true);
        Ok(())
    }

    /// A beat says what was sent.
    pub(super) fn beat(&mut self, now: LocalTime, seq: Seq) -> Result<(), Broken> {
        if seq < self.base {
            return Err(Broken::Rewound);
        }
        self.owed = self.owed.max(seq);
        self.mind_the_gap(now, false);
        Ok(())
    }

    fn drain(&mut self, ready: &mut Vec<P>) {
        loop {
            if let Some((prev, seq)) = self.resumed
                && prev <= self.applied
            {
                self.resumed = None;
                self.current = true;
                self.applied = self.applied.max(seq);
            }
            let next = |(prev, ..): &(Seq, Seq, P)| *prev == self.applied;
            let Some(at) = self.held.iter().position(next) else {
                break;
            };
            let (_, seq, payload) = self.held.swap_remove(at);
            self.applied = seq;
            ready.push(payload);
        }
        let applied = self.applied;
        self.held.retain(|(_, seq, _)| *seq > applied);
    }

    /// Starts, restarts or ends the patience with what is missing.
    fn mind_the_gap(&mut self, now: LocalTime, progress: bool) {
        let whole = self.held.is_empty() && self.resumed.is_none() && self.owed <= self.applied;
        if whole {
            self.until = None;
        } else if progress || self.until.is_none() {
            self.until = Some(now.plus(PATIENCE));
        }
    }
}
