//! The steps of the session: what each input does. See the parent module for what it promises.

use super::{
    DEAD_AFTER, Frame, Link, Output, PROBE_WITHIN, Phase, Say, Session, Trouble, Way,
    ledger::{Broken, Ledger},
};
use crate::{backoff::STABLE_AFTER, clock::LocalTime};
use bandeja_contract::{Seq, realtime::CLOSE_SIGNED_OUT};

/// Milliseconds for the snapshot.
const SNAPSHOT_WITHIN: i64 = 30_000;
/// Milliseconds for the ticket and for the opening of a socket; added to the wait of a poll.
const STEP_WITHIN: i64 = 10_000;
/// Sockets that never said anything, after which the same frames are polled for.
const REFUSED_SOCKETS: u32 = 3;
/// Milliseconds after which a socket is tried again.
const SOCKET_AGAIN: i64 = 300_000;
/// Seconds a poll waits for something new.
const POLL_WAIT: u32 = 20;

impl<P> Session<P> {
    pub(super) fn connect(&mut self, out: &mut Vec<Output<P>>) {
        self.abandon(out);
        if self.stale {
            self.enter(Phase::Bootstrapping, SNAPSHOT_WITHIN);
            out.push(Output::Bootstrap(self.link));
        } else {
            self.resume(0, out);
        }
    }

    /// Goes on from the number applied, by socket or by a poll of so many seconds.
    fn resume(&mut self, wait: u32, out: &mut Vec<Output<P>>) {
        let blocked = self.refused_sockets >= REFUSED_SOCKETS;
        if blocked && self.now < self.socket_again {
            let phase = match self.phase {
                Phase::Live(_) => Phase::Live(Way::Poll),
                _ => Phase::CatchingUp(Way::Poll),
            };
            self.enter(phase, i64::from(wait) * 1_000 + STEP_WITHIN);
            out.push(Output::Poll {
                link: self.link,
                after: self.ledger.applied,
                wait,
            });
        } else {
            if blocked {
                self.refused_sockets = REFUSED_SOCKETS - 1;
            }
            self.enter(Phase::GettingTicket, STEP_WITHIN);
            out.push(Output::GetTicket(self.link));
        }
    }

    pub(super) fn bootstrapped(&mut self, seq: Seq, out: &mut Vec<Output<P>>) {
        if matches!(self.phase, Phase::Bootstrapping) {
            self.ledger = Ledger::new(seq);
            self.stale = false;
            self.began = true;
            self.resume(0, out);
        }
    }

    pub(super) fn got_ticket(&mut self, ticket: String, out: &mut Vec<Output<P>>) {
        if matches!(self.phase, Phase::GettingTicket) {
            self.enter(Phase::Opening { ticket }, STEP_WITHIN);
            out.push(Output::Open(self.link));
        }
    }

    pub(super) fn opened(&mut self, out: &mut Vec<Output<P>>) {
        if let Phase::Opening { ticket } = &mut self.phase {
            let hello = Say::Hello {
                ticket: std::mem::take(ticket),
                after: self.ledger.applied,
            };
            self.enter(Phase::CatchingUp(Way::Socket { heard: false }), DEAD_AFTER);
            out.push(Output::Send(self.link, hello));
        }
    }

    pub(super) fn polled(&mut self, frames: Vec<Frame<P>>, out: &mut Vec<Output<P>>) {
        let link = self.link;
        for frame in frames {
            // A reset among them begins something else.
            if self.link == link {
                self.frame(frame, out);
            }
        }
        if self.link != link || !matches!(self.way(), Some(Way::Poll)) {
            return;
        }
        if self.ledger.until.is_some() {
            self.repair(out);
        } else {
            self.resume(POLL_WAIT, out);
        }
    }

    pub(super) fn frame(&mut self, frame: Frame<P>, out: &mut Vec<Output<P>>) {
        match &mut self.phase {
            Phase::CatchingUp(Way::Socket { heard }) | Phase::Live(Way::Socket { heard }) => {
                *heard = true;
                self.refused_sockets = 0;
            }
            Phase::CatchingUp(Way::Poll) | Phase::Live(Way::Poll) => {}
            _ => return,
        }
        // A replay lives by its frames: beats alone do not bring it to its end.
        let numbered = matches!(frame, Frame::Events { .. } | Frame::Resumed { .. });
        if numbered || matches!(self.phase, Phase::Live(_)) {
            self.until = self.now.plus(DEAD_AFTER);
        }
        self.probe_until = None;
        self.failed = false;
        let mut ready = Vec::new();
        let ledger = &mut self.ledger;
        let taken = match frame {
            Frame::Events { prev, seq, payload } => {
                ledger.events(self.now, (prev, seq, payload), &mut ready)
            }
            Frame::Resumed { prev, seq } => ledger.resumed(self.now, (prev, seq), &mut ready),
            Frame::Beat { seq, now } => {
                out.push(Output::Send(self.link, Say::Beat(now)));
                ledger.beat(self.now, seq)
            }
            Frame::Reset => Err(Broken::Rewound),
            Frame::Other => Ok(()),
        };
        out.extend(ready.into_iter().map(Output::Deliver));
        match taken {
            Ok(()) if self.ledger.current => self.caught_up(),
            Ok(()) => {}
            Err(Broken::Gap) => self.repair(out),
            Err(Broken::Rewound) => {
                self.stale = true;
                self.again(out);
            }
        }
    }

    /// Something is missing: resume, and if that was tried from the same number, start anew.
    fn repair(&mut self, out: &mut Vec<Output<P>>) {
        self.stale |= self.repaired_at == Some(self.ledger.applied);
        self.repaired_at = Some(self.ledger.applied);
        self.again(out);
    }

    /// Connects again: at once the first time, with a wait after that.
    fn again(&mut self, out: &mut Vec<Output<P>>) {
        self.judge_stability();
        if std::mem::replace(&mut self.hurried, true) {
            self.wait(0, out);
        } else {
            self.connect(out);
        }
    }

    pub(super) fn failed(&mut self, trouble: Trouble, out: &mut Vec<Output<P>>) {
        match trouble {
            Trouble::SignedOut => self.sign_out(out),
            Trouble::Later(at_least) => {
                self.failed = true;
                self.wait(at_least, out);
            }
        }
    }

    pub(super) fn closed(&mut self, code: u16, out: &mut Vec<Output<P>>) {
        match self.phase {
            _ if code == CLOSE_SIGNED_OUT => self.sign_out(out),
            Phase::Opening { .. } | Phase::CatchingUp(Way::Socket { heard: false }) => {
                self.refused(out);
            }
            Phase::CatchingUp(Way::Socket { .. }) | Phase::Live(Way::Socket { .. }) => {
                self.wait(0, out);
            }
            _ => {}
        }
    }

    /// A socket came to nothing although the ticket had come: something between does not like it.
    fn refused(&mut self, out: &mut Vec<Output<P>>) {
        self.refused_sockets += 1;
        if self.refused_sockets >= REFUSED_SOCKETS {
            self.socket_again = self.now.plus(SOCKET_AGAIN);
        }
        self.failed(Trouble::Later(0), out);
    }

    fn wait(&mut self, at_least: i64, out: &mut Vec<Output<P>>) {
        self.judge_stability();
        self.abandon(out);
        self.not_before = self.now.plus(at_least);
        let wait = self.backoff.next_wait().max(at_least);
        self.enter(Phase::Waiting, wait);
    }

    pub(super) fn wake(&mut self, out: &mut Vec<Output<P>>) {
        match (&self.phase, self.way()) {
            (Phase::Waiting, _) if self.not_before <= self.now => self.connect(out),
            (_, Some(Way::Socket { .. })) if self.probe_until.is_none() => {
                self.probe_until = Some(self.now.plus(PROBE_WITHIN));
                out.push(Output::Send(self.link, Say::Probe));
            }
            (_, Some(Way::Poll)) => self.connect(out),
            _ => {}
        }
    }

    pub(super) fn sign_out(&mut self, out: &mut Vec<Output<P>>) {
        self.abandon(out);
        self.failed = false;
        self.enter(Phase::SignedOut, 0);
    }

    /// Ends what has lasted too long.
    pub(super) fn expire(&mut self, out: &mut Vec<Output<P>>) {
        let over = |until: LocalTime| until <= self.now;
        let dead = over(self.until) || self.probe_until.is_some_and(over);
        let gap = self.ledger.until.is_some_and(over);
        match (&self.phase, self.way()) {
            (Phase::Idle | Phase::SignedOut, _) => {}
            (Phase::Waiting, _) if dead => self.connect(out),
            (Phase::Opening { .. }, _) if dead => self.refused(out),
            (_, Some(Way::Socket { .. })) if dead => {
                // Half open: nobody will ever tell. The next attempt says more.
                self.failed = true;
                self.judge_stability();
                self.connect(out);
            }
            _ if dead => self.failed(Trouble::Later(0), out),
            (_, Some(_)) if gap => self.repair(out),
            _ => {}
        }
    }

    fn caught_up(&mut self) {
        if let Phase::CatchingUp(way) = self.phase {
            self.phase = Phase::Live(way);
            self.live_since = Some(self.now);
        }
    }

    const fn way(&self) -> Option<Way> {
        match self.phase {
            Phase::CatchingUp(way) | Phase::Live(way) => Some(way),
            _ => None,
        }
    }

    fn judge_stability(&mut self) {
        if let Some(since) = self.live_since.take()
            && self.now.since(since) >= STABLE_AFTER
        {
            self.backoff.reset();
            self.hurried = false;
        }
    }

    fn abandon(&mut self, out: &mut Vec<Output<P>>) {
        if !matches!(self.phase, Phase::Idle | Phase::Waiting | Phase::SignedOut) {
            out.push(Output::Abandon(self.link));
        }
        self.link = Link(self.link.0.wrapping_add(1));
        self.ledger.restart();
        self.probe_until = None;
    }

    fn enter(&mut self, phase: Phase, within: i64) {
        self.phase = phase;
        self.until = self.now.plus(within);
    }
}
