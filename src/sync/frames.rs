//! Server frames: when they are looked at, and who gets them: the session those with a number, the
//! store the others.

use super::{App, local_now};
use crate::api::json;
use bandeja_browser::{
    timer::{Frame, Timeout},
    wake,
};
use bandeja_contract::{
    Event,
    realtime::{Mark, ServerFrame},
};
use bandeja_domain::session::{self, Input, Link};

/// The most milliseconds that a frame waits for a picture: a window that is covered paints none.
const LONGEST: i64 = 100;

impl App {
    /// A frame of the socket came. One that comes alone is taken in at once. Those that follow
    /// before the next picture wait for it and are taken in together: their rows move once.
    pub(super) fn hear(&self, link: Link, text: String) {
        let Some(inner) = self.inner() else { return };
        self.store.away.heard(local_now());
        inner.heard.borrow_mut().push((link, text));
        let waits = inner.picture.borrow().as_ref().map(|(since, _)| *since);
        // Where nothing is painted nothing waits.
        let has_picture = wake::is_visible()
            && waits.is_some_and(|since| (0..LONGEST).contains(&local_now().since(since)));
        if !has_picture {
            self.take_in();
        }
    }

    /// Takes in what was heard and not looked at.
    pub(super) fn take_in(&self) {
        let Some(inner) = self.inner() else { return };
        let heard = inner.heard.take();
        let app = self.clone();
        let next = (!heard.is_empty()).then(|| (local_now(), Frame::new(move || app.take_in())));
        let last = inner.picture.replace(next);
        // What an abandoned socket told goes nowhere, also where it is abandoned meanwhile.
        let mut frames = heard.into_iter().filter_map(|(link, text)| {
            let is_heard = inner.socket.borrow().as_ref()?.0 == link;
            is_heard.then(|| Input::Frame(link, self.read_text(&text)))
        });
        self.feed_all(&mut frames);
        drop(last);
    }

    /// Reads a frame of the socket. One that cannot be read is a sign of life; if it had a number,
    /// the next one shows the gap.
    fn read_text(&self, text: &str) -> session::Frame<Vec<Event>> {
        match json::read(text) {
            Ok(frame) => self.read(frame),
            Err(_) => session::Frame::Other,
        }
    }

    /// Takes what has no number into the store; hands on what the session needs.
    pub(super) fn read(&self, frame: ServerFrame) -> session::Frame<Vec<Event>> {
        match frame {
            ServerFrame::Events(batch) => session::Frame::Events {
                prev: batch.prev,
                seq: batch.seq,
                payload: batch.events,
            },
            ServerFrame::Resumed(mark) => {
                self.look_at(mark);
                session::Frame::Resumed {
                    prev: mark.prev,
                    seq: mark.seq,
                }
            }
            ServerFrame::Beat(mark) => {
                self.look_at(mark);
                session::Frame::Beat {
                    seq: mark.seq,
                    now: mark.now,
                }
            }
            ServerFrame::Reset(mark) => {
                self.look_at(mark);
                session::Frame::Reset
            }
            ServerFrame::Typing(sign) => {
                self.store.typing.put(&sign, self.now());
                // Signs are good for the same time: a newer one ends after those before it.
                let winds = self
                    .inner()
                    .is_some_and(|inner| inner.timers.typing.borrow().is_none());
                if winds {
                    self.expire_typing();
                }
                session::Frame::Other
            }
            ServerFrame::Counts(told) => {
                self.store.list.put_counts(&told.filter, told.counts);
                self.refill();
                session::Frame::Other
            }
            ServerFrame::Viewers(viewers) => {
                self.store.viewers.put(viewers);
                session::Frame::Other
            }
            ServerFrame::Unknown => session::Frame::Other,
        }
    }

    fn look_at(&self, mark: Mark) {
        self.store.connection.observe(mark.now, None, local_now());
    }

    /// Takes off typing signs that are over, now and when the next one is.
    fn expire_typing(&self) {
        let Some(inner) = self.inner() else { return };
        let next = self.store.typing.expire(self.now());
        let app = self.clone();
        *inner.timers.typing.borrow_mut() = next.map(|at| {
            let wait = self.store.connection.local(at).since(local_now());
            Timeout::new(wait.max(50), move || app.expire_typing())
        });
    }
}
