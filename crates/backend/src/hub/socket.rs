//! A websocket from its first frame to its end.

use super::{
    Live,
    counts::Watch,
    line::{Line, Next, Reader, text},
    looking::watch::{Seat, Visiting},
    replay::Replay,
};
use crate::{
    actions::{
        presence::{self, There},
        typing,
    },
    app::App,
    auth::{session, ticket::Holder, visitor},
    error::Result,
};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, close_code};
use bandeja_contract::realtime::{CLOSE_SIGNED_OUT, ClientFrame, Hello};
use std::time::Duration;
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout},
};

/// A reader that takes nothing for so long is cut.
const STUCK_AFTER: Duration = Duration::from_secs(10);
/// The largest frame that a client may send, in bytes.
pub(crate) const LARGEST: usize = 16 * 1024;

/// Why a socket ends.
enum End {
    /// With a close frame.
    Close(u16),
    /// Without a word: the other side is gone, or a fault was asked for.
    Drop,
    /// Without a word: nothing came from the other side for too long.
    Silent,
}

/// Runs a socket. `agents` says which kind of reader this address is for; `host` is where it comes
/// from on the network.
pub(crate) async fn run(app: App, mut socket: WebSocket, agents: bool, host: String) {
    let feed = app.hub().listen();
    let said = timeout(app.config().pulse.hello_within, first(&mut socket)).await;
    let Ok(Some(hello)) = said else {
        return close(socket, close_code::POLICY).await;
    };
    let reader = match reader(&app, &hello.ticket, agents).await {
        Ok(Some(reader)) => reader,
        Ok(None) => return close(socket, close_code::POLICY).await,
        Err(error) => {
            tracing::error!(%error, "a socket could not begin");
            return close(socket, close_code::ERROR).await;
        }
    };
    let there = match &reader {
        Reader::Agent(actor, _) => Some(presence::enter(&app, actor.id).await),
        Reader::Visitor(_) => None,
    };
    let (seat, _visiting) = match &reader {
        Reader::Agent(actor, _) => (Some(Seat::new(&app, actor.id)), None),
        Reader::Visitor(visitor) => (None, Some(Visiting::new(&app, visitor.id))),
    };
    let mut running = Running {
        app: app.clone(),
        there,
        host,
        socket,
        feed,
        watch: Watch::default(),
        seat,
    };
    let end = running.run(reader, hello).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a socket failed");
        End::Close(close_code::ERROR)
    });
    if let Some(mut there) = running.there.take() {
        match end {
            End::Close(CLOSE_SIGNED_OUT) => presence::sign_off(there).await,
            End::Silent => there.was_silent(),
            End::Close(_) | End::Drop => {}
        }
    }
    if let End::Close(code) = end {
        close(running.socket, code).await;
    }
}

/// Waits until something changed where an agent looks; a visitor looks at nothing.
async fn woken(seat: Option<&Seat>) {
    match seat {
        Some(seat) => seat.woken().await,
        None => std::future::pending().await,
    }
}

/// The first frame; none when it is no hello.
async fn first(socket: &mut WebSocket) -> Option<Hello> {
    loop {
        match socket.recv().await?.ok()? {
            Message::Text(text) => return parse(&text)?.hello,
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Binary(_) | Message::Close(_) => return None,
        }
    }
}

fn parse(text: &str) -> Option<ClientFrame> {
    serde_json::from_str(text).ok()
}

/// Who holds the ticket, with the rights of this moment.
async fn reader(app: &App, ticket: &str, agents: bool) -> Result<Option<Reader>> {
    match app.tickets().take(ticket, app.now()) {
        Some(Holder::Agent(_, session)) if agents => Ok(session::find(app, session)
            .await?
            .map(|actor| Reader::Agent(actor, session))),
        Some(Holder::Visitor(id)) if !agents => {
            let found = visitor::find(&mut *app.readers().get().await?, id).await?;
            Ok(found.map(|(visitor, _)| Reader::Visitor(visitor)))
        }
        _ => Ok(None),
    }
}

async fn close(mut socket: WebSocket, code: u16) {
    let frame = CloseFrame {
        code,
        reason: Utf8Bytes::from_static(""),
    };
    // Whoever is gone already hears nothing.
    let _ = timeout(STUCK_AFTER, socket.send(Message::Close(Some(frame)))).await;
}

struct Running {
    app: App,
    /// An agent's presence.
    there: Option<There>,
    host: String,
    socket: WebSocket,
    feed: tokio::sync::broadcast::Receiver<Live>,
    watch: Watch,
    /// What an agent looks at.
    seat: Option<Seat>,
}

impl Running {
    async fn run(&mut self, reader: Reader, hello: Hello) -> Result<End> {
        let app = self.app.clone();
        let mut line = match Line::open(&app, reader, hello.after) {
            Ok(line) => line,
            Err(reset) => return Ok(self.restart(reset).await),
        };
        let mut replay = Replay::of(&line, hello.after);
        while let Some(frame) = replay.next(&app, &mut line).await? {
            if !self.say(frame).await {
                return Ok(End::Drop);
            }
        }
        if app.hub().stops() {
            return Ok(End::Close(close_code::RESTART));
        }
        self.live(&mut line).await
    }

    async fn live(&mut self, line: &mut Line) -> Result<End> {
        let pulse = self.app.config().pulse;
        let started = Instant::now();
        let mut heard = started;
        let (every, dead_after) = (pulse.beat_every, pulse.dead_after);
        let mut beat = interval_at(started + every, every);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let drop_at = self
            .app
            .config()
            .faults
            .drop_sockets_every
            .map(|after| started + after);
        loop {
            let due = self.watch.due();
            let look_due = self.seat.as_ref().and_then(Seat::due);
            tokio::select! {
                message = self.socket.recv() => {
                    let Some(Ok(message)) = message else { return Ok(End::Drop) };
                    heard = Instant::now();
                    if let Some(there) = &self.there {
                        there.hear().await;
                    }
                    match message {
                        Message::Text(text) => {
                            if !self.take(line, &text).await? {
                                return Ok(End::Drop);
                            }
                        }
                        Message::Close(_) => return Ok(End::Drop),
                        Message::Binary(_) | Message::Ping(_) | Message::Pong(_) => {}
                    }
                }
                live = self.feed.recv() => {
                    let live = match live {
                        Ok(live) => live,
                        // Too slow: it comes back and reads the log.
                        Err(RecvError::Lagged(_)) => return Ok(End::Close(close_code::AGAIN)),
                        Err(RecvError::Closed) => return Ok(End::Close(close_code::RESTART)),
                    };
                    if let Live::Events(entries) = &live {
                        self.watch.wake();
                        if let Some(seat) = &mut self.seat {
                            seat.hear(entries);
                        }
                    }
                    if let Some(end) = self.hear(line, &live).await? {
                        return Ok(end);
                    }
                }
                _ = beat.tick() => {
                    if heard.elapsed() > dead_after {
                        return Ok(End::Silent);
                    }
                    if let Some(end) = self.beat(line).await? {
                        return Ok(end);
                    }
                }
                () = sleep_until(due.unwrap_or(started)), if due.is_some() => {
                    if !self.count(line).await {
                        return Ok(End::Drop);
                    }
                }
                () = woken(self.seat.as_ref()) => {
                    if let Some(seat) = &mut self.seat {
                        seat.wake();
                    }
                }
                () = sleep_until(look_due.unwrap_or(started)), if look_due.is_some() => {
                    if !self.tell_viewers(line).await? {
                        return Ok(End::Drop);
                    }
                }
                () = sleep_until(drop_at.unwrap_or(started)), if drop_at.is_some() => {
                    return Ok(End::Drop);
                }
            }
        }
    }

    /// Takes what the client said. Whether the socket is still alive.
    async fn take(&mut self, line: &Line, text: &str) -> Result<bool> {
        // What this build does not understand is skipped; the next one may mean something by it.
        let Some(frame) = parse(text) else {
            return Ok(true);
        };
        if let Some(sign) = frame.typing {
            typing::relay(&self.app, &line.reader, &self.host, &sign).await?;
        }
        if let (Some(filter), Reader::Agent(..)) = (frame.watch, &line.reader) {
            self.watch.set(filter);
        }
        if let (Some(look), Reader::Agent(actor, _), Some(seat)) =
            (frame.look, &line.reader, &mut self.seat)
        {
            seat.look(actor, look);
        }
        Ok(!frame.probe || self.say(line.beat()).await)
    }

    async fn hear(&mut self, line: &mut Line, live: &Live) -> Result<Option<End>> {
        Ok(match line.hear(live).await? {
            Next::Nothing => None,
            Next::Say(frame) => (!self.say(frame).await).then_some(End::Drop),
            Next::Restart(frame) => Some(self.restart(frame).await),
            Next::SignedOut => Some(End::Close(CLOSE_SIGNED_OUT)),
            Next::Stop => Some(End::Close(close_code::RESTART)),
        })
    }

    /// Says a sign of life, and looks whether the login still is one.
    async fn beat(&mut self, line: &Line) -> Result<Option<End>> {
        if let Reader::Agent(_, session) = &line.reader
            && session::find(&self.app, *session).await?.is_none()
        {
            return Ok(Some(End::Close(CLOSE_SIGNED_OUT)));
        }
        let alive =
            self.say(line.beat()).await && self.send(Message::Ping(Vec::new().into())).await;
        Ok((!alive).then_some(End::Drop))
    }

    async fn count(&mut self, line: &Line) -> bool {
        let Reader::Agent(actor, _) = &line.reader else {
            return true;
        };
        let frame = self.watch.look(&self.app.memory().read(), actor);
        match frame {
            Some(frame) => self.say(text(&frame)).await,
            None => true,
        }
    }

    async fn tell_viewers(&mut self, line: &Line) -> Result<bool> {
        let (Reader::Agent(actor, _), Some(seat)) = (&line.reader, &mut self.seat) else {
            return Ok(true);
        };
        match seat.tell(actor).await? {
            Some(frame) => Ok(self.say(text(&frame)).await),
            None => Ok(true),
        }
    }

    async fn restart(&mut self, reset: String) -> End {
        if self.say(reset).await {
            End::Close(close_code::NORMAL)
        } else {
            End::Drop
        }
    }

    async fn say(&mut self, frame: String) -> bool {
        self.send(Message::Text(frame.into())).await
    }

    async fn send(&mut self, message: Message) -> bool {
        matches!(
            timeout(STUCK_AFTER, self.socket.send(message)).await,
            Ok(Ok(()))
        )
    }
}
