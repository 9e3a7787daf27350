//! Tells the session what happened and does what it says.

use super::{App, local_now};
use crate::api::{ApiError, json};
use bandeja_browser::{
    listen::Listener,
    socket::{Heard, Socket},
    timer::Timeout,
    wake,
};
use bandeja_contract::{
    Code, Event, Filter, Seq,
    endpoint::{GetSnapshot, MakeTicket, PollEvents},
    looking::Look,
    realtime::{ClientFrame, Hello, TypingSign},
};
use bandeja_domain::session::{Input, Link, Output, Say, State, Trouble};
use leptos::task::spawn_local;

impl App {
    /// Tells the session that something happened. What follows from it is done before this returns,
    /// unless it follows from something that is being done just now.
    pub(crate) fn feed(&self, input: Input<Vec<Event>>) {
        self.feed_all(&mut std::iter::once(input));
    }

    /// Tells it of several things, one after the other; each is looked at when its turn comes.
    pub(super) fn feed_all(&self, more: &mut dyn Iterator<Item = Input<Vec<Event>>>) {
        let Some(inner) = self.inner() else { return };
        if inner.is_feeding.replace(true) {
            inner.inputs.borrow_mut().extend(more);
            return;
        }
        let before = inner.session.borrow().state();
        loop {
            let waiting = inner.inputs.borrow_mut().pop_front();
            let Some(input) = waiting.or_else(|| more.next()) else {
                break;
            };
            let outputs = inner.session.borrow_mut().handle(local_now(), input);
            for output in outputs {
                self.act(output);
            }
        }
        inner.is_feeding.set(false);
        let after = inner.session.borrow().state();
        if matches!(after, State::Offline { .. }) && !matches!(before, State::Offline { .. }) {
            self.store.away.lost(local_now());
        }
        self.store.connection.set_state(after);
        self.wind_the_clock();
        if after == State::Live && before != State::Live {
            self.went_live();
        }
    }

    /// The number applied last; `None` before the first snapshot.
    pub(crate) fn applied(&self) -> Option<Seq> {
        self.inner()?.session.borrow().applied()
    }

    /// Tells the server whose numbers are wanted.
    pub(crate) fn watch(&self, filter: Filter) {
        self.say(&ClientFrame {
            watch: Some(filter),
            ..ClientFrame::default()
        });
    }

    /// Tells the server that somebody writes, or stopped.
    pub(crate) fn say_typing(&self, sign: TypingSign) {
        self.say(&ClientFrame {
            typing: Some(sign),
            ..ClientFrame::default()
        });
    }

    /// Tells the server what stands on the screen, and how far somebody attends to it.
    pub(crate) fn say_look(&self, look: Look) {
        self.say(&ClientFrame {
            look: Some(look),
            ..ClientFrame::default()
        });
    }

    pub(super) fn listen_to_wakes(&self) -> Vec<Listener> {
        let app = self.clone();
        wake::on_wake(move || app.feed(Input::Wake))
    }

    fn act(&self, output: Output<Vec<Event>>) {
        match output {
            Output::Bootstrap(link) => spawn_local(self.clone().bootstrap(link)),
            Output::GetTicket(link) => spawn_local(self.clone().get_ticket(link)),
            Output::Open(link) => self.open(link),
            Output::Send(_, say) => self.say(&frame_of(say)),
            Output::Poll { link, after, wait } => {
                spawn_local(self.clone().poll(link, PollEvents { after, wait }));
            }
            Output::Deliver(events) => {
                self.tell_hearer(&events);
                self.store.apply(events);
                self.after_changes();
            }
            Output::Abandon(link) => self.abandon(link),
        }
    }

    fn tell_hearer(&self, events: &[Event]) {
        if let Some(inner) = self.inner()
            && let Some(hears) = &*inner.hears.borrow()
        {
            hears(events);
        }
    }

    async fn bootstrap(self, link: Link) {
        let asked = local_now();
        let answer = self.call(&GetSnapshot).await;
        let Some(inner) = self.inner() else { return };
        if !inner.session.borrow().is_current(link) {
            return;
        }
        match answer {
            Ok(snapshot) => {
                let connection = &self.store.connection;
                connection.observe(snapshot.now, Some(asked), local_now());
                let known = self.store.workspace.me_untracked();
                if known.is_some_and(|me| me != snapshot.me) {
                    // Somebody else signed in, in another tab: nothing of before may stay.
                    self.store.clear();
                }
                let seq = snapshot.seq;
                let last = inner.session.borrow().applied().unwrap_or_default();
                self.store.bootstrap(snapshot, last);
                self.feed(Input::Bootstrapped(link, seq));
                self.mend().await;
            }
            Err(error) => self.feed(Input::Failed(link, trouble(&error))),
        }
    }

    async fn get_ticket(self, link: Link) {
        match self.call(&MakeTicket).await {
            Ok(answer) => self.feed(Input::Ticket(link, answer.ticket)),
            Err(error) => self.feed(Input::Failed(link, trouble(&error))),
        }
    }

    async fn poll(self, link: Link, poll: PollEvents) {
        match self.call(&poll).await {
            Ok(answer) => {
                self.store.away.heard(local_now());
                let frames = answer.frames.into_iter();
                let frames = frames.map(|frame| self.read(frame)).collect();
                self.feed(Input::Polled(link, frames));
            }
            Err(error) => self.feed(Input::Failed(link, trouble(&error))),
        }
    }

    fn open(&self, link: Link) {
        let Some(inner) = self.inner() else { return };
        let app = self.clone();
        let socket = Socket::open(&inner.api.socket_url(), move |heard| match heard {
            Heard::Opened => app.feed(Input::Opened(link)),
            Heard::Text(text) => app.hear(link, text),
            Heard::Closed(code) => {
                app.take_in();
                app.feed(Input::Closed(link, code));
            }
        });
        match socket {
            Some(socket) => *inner.socket.borrow_mut() = Some((link, socket)),
            None => self.feed(Input::Closed(link, 1006)),
        }
    }

    fn abandon(&self, link: Link) {
        let Some(inner) = self.inner() else { return };
        let is_its = inner
            .socket
            .borrow()
            .as_ref()
            .is_some_and(|(own, _)| *own == link);
        if is_its {
            inner.socket.borrow_mut().take();
        }
    }

    /// A frame that cannot be sent is of no use later.
    fn say(&self, frame: &ClientFrame) {
        let Some(inner) = self.inner() else { return };
        let Some(link) = inner.session.borrow().socket() else {
            return;
        };
        if let (Some((own, socket)), Some(text)) = (&*inner.socket.borrow(), json::write(frame))
            && *own == link
        {
            let _ = socket.send(&text);
        }
    }

    fn wind_the_clock(&self) {
        let Some(inner) = self.inner() else { return };
        let next = inner.session.borrow().next_tick();
        let app = self.clone();
        *inner.timers.session.borrow_mut() = next.map(|at| {
            // Not sooner than in a moment: a tick that comes a hair too early would spin.
            let wait = at.since(local_now()).max(5);
            Timeout::new(wait, move || app.feed(Input::Tick))
        });
    }

    fn went_live(&self) {
        self.watch(self.store.list.query_untracked().filter);
        self.store.outbox.hurry(local_now());
        self.run_outbox();
        self.refill();
        self.read_on();
    }

    /// After any change of the store by the server.
    pub(super) fn after_changes(&self) {
        self.forget_arrived();
        self.refill();
    }
}

fn frame_of(say: Say) -> ClientFrame {
    let mut frame = ClientFrame::default();
    match say {
        Say::Hello { ticket, after } => frame.hello = Some(Hello { ticket, after }),
        Say::Beat(now) => frame.beat = Some(now),
        Say::Probe => frame.probe = true,
    }
    frame
}

/// What a failed call means for the session.
fn trouble(error: &ApiError) -> Trouble {
    if error.code() == Some(Code::SignedOut) {
        return Trouble::SignedOut;
    }
    let seconds = error.retry_after().unwrap_or_default();
    Trouble::Later(i64::try_from(seconds).unwrap_or_default() * 1_000)
}
