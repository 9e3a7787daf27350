//! The panel and the server: `domain`'s session driven, answers taken, messages sent, reading told.

use super::{
    Answer, Ask, Effect, News, Panel, Why,
    frames::{frame_of, reduce},
};
use crate::thread::Thread;
use bandeja_contract::{
    AuthorKind, Code, ItemId, Seq,
    visitor::{
        VisitorEvent, VisitorFrame, VisitorMessage, VisitorSend, VisitorSnapshot, VisitorState,
    },
};
use bandeja_domain::{
    clock::LocalTime,
    outbox::Outcome,
    session::{Input, Link, Output, State, Trouble},
};

/// Milliseconds after which a reading that could not be told is told again.
const READ_AGAIN: i64 = 5_000;
/// Milliseconds to wait when the server wants nothing of this inbox.
const HOPELESS: i64 = 30_000;

impl Panel {
    /// Time has passed.
    pub fn tick(&mut self, now: LocalTime) {
        self.feed(now, Input::Tick);
        self.settle(now);
    }

    /// The network or the screen is back.
    pub fn woke(&mut self, now: LocalTime) {
        self.queue.hurry(now);
        if self.restart_at.is_some() {
            self.restart_at = Some(now);
        }
        self.feed(now, Input::Wake);
        self.settle(now);
    }

    /// When [`Panel::tick`] is wanted at the latest.
    #[must_use]
    pub fn next_tick(&self, now: LocalTime) -> Option<LocalTime> {
        let due = self.queue.due(now).filter(|_| self.is_known);
        [
            self.session.next_tick(),
            due,
            self.restart_at,
            self.typing_until,
            self.read_again_at,
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// A link's socket is open.
    pub fn opened(&mut self, now: LocalTime, link: Link) {
        self.feed(now, Input::Opened(link));
        self.settle(now);
    }

    /// A link's socket closed, with its code.
    pub fn closed(&mut self, now: LocalTime, link: Link, code: u16) {
        self.feed(now, Input::Closed(link, code));
        self.settle(now);
    }

    /// A link's socket said this.
    pub fn heard(&mut self, now: LocalTime, link: Link, frame: VisitorFrame) {
        self.notice(now, &frame);
        self.feed(now, Input::Frame(link, reduce(frame)));
        self.settle(now);
    }

    /// The server answered, or did not. `asked_at` is when the question left.
    pub fn answered(&mut self, now: LocalTime, ask: Ask, answer: Answer, asked_at: LocalTime) {
        match (ask, answer) {
            (Ask::Register(link, why), Answer::Snapshot(snapshot)) => {
                self.clock.observe(snapshot.now, Some(asked_at), now);
                self.is_known = true;
                match why {
                    Why::Snapshot => {
                        let seq = snapshot.seq;
                        self.begin_with(snapshot);
                        self.feed(now, Input::Bootstrapped(link, seq));
                    }
                    Why::Unknown => self.effects.push(Effect::Ask(Ask::Ticket(link))),
                }
            }
            (Ask::Register(link, _), Answer::Refused(status, ..)) if is_definite(status) => {
                self.not_accepted(now, link, status);
            }
            (Ask::Ticket(link), Answer::Ticket(ticket)) => {
                self.feed(now, Input::Ticket(link, ticket));
            }
            (Ask::Poll(link, ..), Answer::Frames(frames)) => {
                for frame in &frames {
                    self.notice(now, frame);
                }
                let frames = frames.into_iter().map(reduce).collect();
                self.feed(now, Input::Polled(link, frames));
            }
            (Ask::Register(link, _) | Ask::Ticket(link) | Ask::Poll(link, ..), answer) => {
                self.feed(now, Input::Failed(link, trouble(&answer)));
            }
            (Ask::Send(send), answer) => self.tried(now, send.id, answer),
            (Ask::Read(up_to), Answer::State(state)) => {
                self.is_telling_read = false;
                self.read_again_at = None;
                self.told_read = self.told_read.max(up_to);
                self.put_state(state);
            }
            (Ask::Read(_), _) => {
                self.is_telling_read = false;
                self.read_again_at = Some(now.plus(READ_AGAIN));
            }
            (Ask::Older(_), answer) => {
                self.is_loading_older = false;
                if let Answer::Snapshot(page) = answer {
                    self.thread.put_older(page.messages, page.more);
                }
            }
        }
        self.settle(now);
    }

    /// Lets the session take something, and does what it says.
    pub(super) fn feed(&mut self, now: LocalTime, input: Input<Vec<VisitorEvent>>) {
        let was_live = self.session.state() == State::Live;
        for output in self.session.handle(now, input) {
            match output {
                Output::Bootstrap(link) => self.ask(Ask::Register(link, Why::Snapshot)),
                Output::GetTicket(link) if self.is_known => self.ask(Ask::Ticket(link)),
                Output::GetTicket(link) => self.ask(Ask::Register(link, Why::Unknown)),
                Output::Open(link) => self.effects.push(Effect::Open(link)),
                Output::Send(link, say) => self.effects.push(Effect::Say(link, frame_of(say))),
                Output::Poll { link, after, wait } => self.ask(Ask::Poll(link, after, wait)),
                Output::Deliver(events) => events.into_iter().for_each(|event| self.apply(event)),
                Output::Abandon(link) => self.effects.push(Effect::Abandon(link)),
            }
        }
        match self.session.state() {
            State::Live if !was_live => {
                self.backoff.reset();
                self.queue.hurry(now);
            }
            // The server does not know the visitor: register again, but do not run in circles.
            State::SignedOut if self.restart_at.is_none() => {
                self.is_known = false;
                self.restart_at = Some(now.plus(self.backoff.next_wait()));
            }
            _ => {}
        }
    }

    /// What follows from what happened: restarts, sends, marks, news.
    pub(super) fn settle(&mut self, now: LocalTime) {
        if self.identity.is_some() && self.restart_at.is_some_and(|at| at <= now) {
            self.restart_at = None;
            self.feed(now, Input::SignedIn);
        }
        if self.is_known
            && let Some((id, text)) = self.queue.next(now)
        {
            self.ask(Ask::Send(VisitorSend { id, text }));
        }
        if self.typing_until.is_some_and(|until| until <= now) {
            self.typing_until = None;
        }
        self.mark_read(now);
        let news = News {
            unread: self.unread(),
            has_written: self.identity.is_some(),
        };
        if self.told != Some(news) {
            self.told = Some(news);
            self.effects.push(Effect::Tell(news));
        }
    }

    fn ask(&mut self, ask: Ask) {
        self.effects.push(Effect::Ask(ask));
    }

    /// Signs that have no number.
    fn notice(&mut self, now: LocalTime, frame: &VisitorFrame) {
        if let Some(beat) = &frame.beat {
            self.clock.observe(beat.now, None, now);
        }
        if let Some(until) = frame.typing {
            let until = self.clock.local(until);
            self.typing_until = Some(until).filter(|until| *until > now);
        }
    }

    /// A snapshot replaces what was shown.
    fn begin_with(&mut self, snapshot: VisitorSnapshot) {
        let own: Vec<_> = snapshot
            .messages
            .iter()
            .filter(|it| is_own(it))
            .map(|it| it.id)
            .collect();
        self.thread = Thread::new(snapshot.messages, snapshot.more);
        self.is_loading_older = false;
        self.seen = Seq(0);
        self.told_read = Seq(0);
        self.state = None;
        self.put_state(snapshot.state);
        for id in own {
            self.confirm(id);
        }
    }

    fn apply(&mut self, event: VisitorEvent) {
        if let Some(message) = event.message {
            self.put(message);
        }
        if let Some(state) = event.state {
            self.put_state(state);
        }
    }

    fn put(&mut self, message: VisitorMessage) {
        if is_own(&message) {
            self.confirm(message.id);
        } else if !message.ended {
            self.typing_until = None;
        }
        self.thread.put(message);
    }

    fn put_state(&mut self, state: VisitorState) {
        if self
            .state
            .as_ref()
            .is_none_or(|known| known.seq < state.seq)
        {
            self.told_read = self.told_read.max(state.visitor_read);
            self.seen = self.seen.max(state.visitor_read);
            self.state = Some(state);
        }
    }

    /// The server has an own message, says an answer, an event or a snapshot.
    fn confirm(&mut self, id: ItemId) {
        if self.queue.confirmed(id) {
            self.effects.push(Effect::Forget(id));
        }
    }

    /// A message was tried.
    fn tried(&mut self, now: LocalTime, id: ItemId, answer: Answer) {
        let (outcome, limit) = match answer {
            Answer::Message(message) => {
                self.put(message);
                return;
            }
            Answer::Refused(status, refused, retry_after) if status < 500 => {
                let code = match (status, refused.code) {
                    (401, _) => Code::SignedOut,
                    (429, _) => Code::RateLimited,
                    (_, code) => code,
                };
                (Outcome::Refused { code, retry_after }, refused.limit)
            }
            Answer::Refused(_, _, retry_after) => (Outcome::Unknown { retry_after }, None),
            _ => (Outcome::Unknown { retry_after: None }, None),
        };
        if self.queue.judge(id, outcome, limit, now) {
            self.feed(now, Input::SignedOut);
        }
        if self.queue.is_refused(id) {
            self.effects.push(Effect::Keep(id));
        }
    }

    /// The server does not accept the visitor. The first time a new identity may help: the old one
    /// is not this browser's, or no more. After that there is only patience.
    fn not_accepted(&mut self, now: LocalTime, link: Link, status: u16) {
        if matches!(status, 401 | 403 | 409 | 422) && !self.is_second {
            self.is_second = true;
            self.identity = None;
            self.effects.push(Effect::Identify);
            self.feed(now, Input::SignedOut);
            self.restart_at = None;
        } else {
            self.feed(now, Input::Failed(link, Trouble::Later(HOPELESS)));
        }
    }

    /// What the team wrote and nobody has read here.
    fn unread(&self) -> usize {
        self.thread
            .incoming()
            .take_while(|it| it.position > self.seen)
            .count()
    }

    /// Reading counts while the panel is open on a visible page, and only then.
    fn mark_read(&mut self, now: LocalTime) {
        if !(self.is_open && self.is_visible) {
            return;
        }
        let Some(last) = self.thread.incoming().next().map(|it| it.position) else {
            return;
        };
        self.seen = self.seen.max(last);
        let may = self.read_again_at.is_none_or(|at| at <= now);
        if self.told_read < last && may && self.is_known && !self.is_telling_read {
            self.is_telling_read = true;
            self.read_again_at = None;
            self.ask(Ask::Read(last));
        }
    }
}

fn is_own(message: &VisitorMessage) -> bool {
    message.author == AuthorKind::Customer
}

/// A refusal that will be the same tomorrow.
const fn is_definite(status: u16) -> bool {
    matches!(status, 400..=428 | 430..=499)
}

fn trouble(answer: &Answer) -> Trouble {
    match answer {
        Answer::Refused(401, ..) => Trouble::SignedOut,
        Answer::Refused(_, _, Some(seconds)) => {
            Trouble::Later(i64::try_from(*seconds).unwrap_or(0).saturating_mul(1_000))
        }
        _ => Trouble::Later(0),
    }
}
