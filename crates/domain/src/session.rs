//! The sync session: how a client comes to have everything the server has, and to know whether it
//! has. The same machine for the app and the widget.
//!
//! Sans I/O: [`Session::handle`] takes what happened and the time, and says what to do. Whoever
//! drives it owns the sockets, requests and timers. Every request and socket carries a [`Link`];
//! what arrives on a link that was given up is ignored, so late answers can do no harm.
//!
//! One start path: snapshot, ticket, socket, `hello {after}`, replay, `resumed`. A `reset` takes it
//! again. A gap is `prev` ≠ applied, nothing else. A frame that comes too early is held for a
//! moment; what does not follow by then is repaired by a resume, and if that brings nothing by a
//! snapshot. No logic rests on a timer having fired: every deadline is compared with the time that
//! comes in.

use crate::{backoff::Backoff, clock::LocalTime};
use bandeja_contract::{Seq, Timestamp};
use ledger::Ledger;

mod ledger;
mod steps;
#[cfg(test)]
mod tests;

/// Milliseconds without any frame after which a socket is dead: the server beats every 15 s.
pub const DEAD_AFTER: i64 = 25_000;
/// Milliseconds a probe may take.
pub const PROBE_WITHIN: i64 = 3_000;
/// Milliseconds between two inputs from which on the machine slept.
pub const SLEPT: i64 = 30_000;
/// Milliseconds between two looks at the clock while nothing else is due.
const LOOK_EVERY: i64 = 10_000;

/// One attempt to be connected. Everything asked for it is answered with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link(u32);

/// What the user is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is there yet.
    Connecting,
    /// What is shown may be old; the rest is on its way.
    CatchingUp,
    /// What is shown is what the server has.
    Live,
    /// No connection; the next attempt starts then, or is under way if that has passed.
    Offline {
        /// When the next attempt starts.
        retry_at: LocalTime,
    },
    /// The login is over. Nothing is tried until somebody signs in.
    SignedOut,
}

/// A frame, reduced to what the session needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame<P> {
    /// Numbered changes.
    Events {
        /// The number before them.
        prev: Seq,
        /// The number of the last one.
        seq: Seq,
        /// The changes themselves.
        payload: P,
    },
    /// The replay is over.
    Resumed {
        /// The number last sent before, if told.
        prev: Option<Seq>,
        /// The number from here on.
        seq: Seq,
    },
    /// Start from a snapshot.
    Reset,
    /// A sign of life that wants an answer.
    Beat {
        /// The number last sent on this connection.
        seq: Seq,
        /// The server's time, to be sent back.
        now: Timestamp,
    },
    /// Anything else: a sign of life.
    Other,
}

/// Why a request did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The login is over.
    SignedOut,
    /// No answer, or one that tells to try again; not before so many milliseconds.
    Later(i64),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<P> {
    /// Begin.
    Start,
    /// The snapshot of this number has been applied.
    Bootstrapped(Link, Seq),
    /// The ticket has come.
    Ticket(Link, String),
    /// The socket is open.
    Opened(Link),
    /// The socket said something.
    Frame(Link, Frame<P>),
    /// A poll was answered.
    Polled(Link, Vec<Frame<P>>),
    /// The snapshot, the ticket or the poll failed.
    Failed(Link, Trouble),
    /// The socket closed, or never opened; with its close code.
    Closed(Link, u16),
    /// Time has passed.
    Tick,
    /// The network or the screen is back: look at once.
    Wake,
    /// The login is over.
    SignedOut,
    /// Somebody is signed in again. Rights may have changed meanwhile: it starts with a snapshot.
    SignedIn,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output<P> {
    /// Fetch and apply a snapshot.
    Bootstrap(Link),
    /// Fetch a ticket.
    GetTicket(Link),
    /// Open a socket.
    Open(Link),
    /// Say this on the socket.
    Send(Link, Say),
    /// Ask the long-poll twin.
    Poll {
        /// For this link.
        link: Link,
        /// The number applied last.
        after: Seq,
        /// Seconds to wait.
        wait: u32,
    },
    /// Apply these changes, in one go.
    Deliver(P),
    /// Forget the socket and the requests of this link; do not wait for its end.
    Abandon(Link),
}

/// What is said on a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// The first frame.
    Hello {
        /// The ticket.
        ticket: String,
        /// The number applied last.
        after: Seq,
    },
    /// The answer to a beat.
    Beat(Timestamp),
    /// Is anybody there?
    Probe,
}

#[derive(Clone, Debug)]
enum Phase {
    Idle,
    Bootstrapping,
    GettingTicket,
    Opening { ticket: String },
    CatchingUp(Way),
    Live(Way),
    Waiting,
    SignedOut,
}

/// How frames come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A socket, and whether it has said anything.
    Socket {
        heard: bool,
    },
    Poll,
}

/// The machine.
#[derive(Clone, Debug)]
pub struct Session<P> {
    phase: Phase,
    link: Link,
    ledger: Ledger<P>,
    /// A snapshot is needed.
    stale: bool,
    /// There has been a snapshot.
    began: bool,
    backoff: Backoff,
    /// A reconnect without a wait was taken since the last stable connection.
    hurried: bool,
    /// The last attempt failed.
    failed: bool,
    refused_sockets: u32,
    repaired_at: Option<Seq>,
    now: LocalTime,
    /// The end of the phase, or of the silence.
    until: LocalTime,
    /// The server asked not to be asked before.
    not_before: LocalTime,
    probe_until: Option<LocalTime>,
    live_since: Option<LocalTime>,
    socket_again: LocalTime,
}

impl<P> Session<P> {
    /// A session that has not begun. `seed` is random.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            phase: Phase::Idle,
            link: Link(0),
            ledger: Ledger::new(Seq(0)),
            stale: true,
            began: false,
            backoff: Backoff::new(seed),
            hurried: false,
            failed: false,
            refused_sockets: 0,
            repaired_at: None,
            now: LocalTime(0),
            until: LocalTime(0),
            not_before: LocalTime(0),
            probe_until: None,
            live_since: None,
            socket_again: LocalTime(0),
        }
    }

    /// What the user is told.
    #[must_use]
    pub const fn state(&self) -> State {
        match self.phase {
            Phase::SignedOut => State::SignedOut,
            Phase::Live(_) => State::Live,
            Phase::Waiting if self.failed => State::Offline {
                retry_at: self.until,
            },
            _ if self.failed => State::Offline { retry_at: self.now },
            _ if !self.began => State::Connecting,
            _ => State::CatchingUp,
        }
    }

    /// The number applied last; `None` before the first snapshot.
    #[must_use]
    pub const fn applied(&self) -> Option<Seq> {
        if self.began {
            Some(self.ledger.applied)
        } else {
            None
        }
    }

    /// Whether the answers of this link are still wanted.
    #[must_use]
    pub fn is_current(&self, link: Link) -> bool {
        self.link == link
    }

    /// The link to speak on, while a socket is there.
    #[must_use]
    pub const fn socket(&self) -> Option<Link> {
        match self.phase {
            Phase::CatchingUp(Way::Socket { .. }) | Phase::Live(Way::Socket { .. }) => {
                Some(self.link)
            }
            _ => None,
        }
    }

    /// When [`Input::Tick`] is wanted at the latest. Later does no harm but to the waiting.
    #[must_use]
    pub fn next_tick(&self) -> Option<LocalTime> {
        if matches!(self.phase, Phase::Idle | Phase::SignedOut) {
            return None;
        }
        let look = self.now.plus(LOOK_EVERY).min(self.until);
        let due = [self.probe_until, self.ledger.until];
        Some(due.into_iter().flatten().fold(look, LocalTime::min))
    }

    /// Takes what happened at `now`, says what to do, in order.
    pub fn handle(&mut self, now: LocalTime, input: Input<P>) -> Vec<Output<P>> {
        let mut out = Vec::new();
        let slept = self.look_at_the_clock(now);
        match input {
            Input::Start if matches!(self.phase, Phase::Idle) => self.connect(&mut out),
            Input::SignedIn if matches!(self.phase, Phase::SignedOut) => {
                self.stale = true;
                self.connect(&mut out);
            }
            Input::Bootstrapped(link, seq) if link == self.link => self.bootstrapped(seq, &mut out),
            Input::Ticket(link, ticket) if link == self.link => self.got_ticket(ticket, &mut out),
            Input::Opened(link) if link == self.link => self.opened(&mut out),
            Input::Frame(link, frame) if link == self.link => self.frame(frame, &mut out),
            Input::Polled(link, frames) if link == self.link => self.polled(frames, &mut out),
            Input::Failed(link, trouble) if link == self.link => self.failed(trouble, &mut out),
            Input::Closed(link, code) if link == self.link => self.closed(code, &mut out),
            Input::Wake => self.wake(&mut out),
            Input::SignedOut => self.sign_out(&mut out),
            _ => {}
        }
        if slept {
            self.wake(&mut out);
        }
        self.expire(&mut out);
        out
    }

    /// Whether the machine slept. A clock that was put back takes all deadlines along.
    fn look_at_the_clock(&mut self, now: LocalTime) -> bool {
        let passed = now.since(std::mem::replace(&mut self.now, now));
        if passed < 0 {
            let always = [
                &mut self.until,
                &mut self.not_before,
                &mut self.socket_again,
            ];
            let sometimes = [&mut self.probe_until, &mut self.live_since];
            for instant in always
                .into_iter()
                .chain(sometimes.into_iter().filter_map(Option::as_mut))
            {
                *instant = instant.plus(passed);
            }
            self.ledger.shift(passed);
        }
        passed > SLEPT && !matches!(self.phase, Phase::Idle)
    }
}
