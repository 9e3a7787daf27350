//! Server frames: the numbered ones go to the session, the others into the store.

use super::{App, local_now};
use bandeja_browser::timer::Timeout;
use bandeja_contract::{
    Event,
    realtime::{Mark, ServerFrame},
};
use bandeja_domain::session::Frame;

impl App {
    /// Reads a frame of the socket. One that cannot be read is a sign of life; if it had a number,
    /// the next one shows the gap.
    pub(super) fn read_text(&self, text: &str) -> Frame<Vec<Event>> {
        match serde_json::from_str(text) {
            Ok(frame) => self.read(frame),
            Err(_) => Frame::Other,
        }
    }

    /// Takes what has no number into the store; hands on what the session needs.
    pub(super) fn read(&self, frame: ServerFrame) -> Frame<Vec<Event>> {
        match frame {
            ServerFrame::Events(batch) => Frame::Events {
                prev: batch.prev,
                seq: batch.seq,
                payload: batch.events,
            },
            ServerFrame::Resumed(mark) => {
                self.look_at(mark);
                Frame::Resumed {
                    prev: mark.prev,
                    seq: mark.seq,
                }
            }
            ServerFrame::Beat(mark) => {
                self.look_at(mark);
                Frame::Beat {
                    seq: mark.seq,
                    now: mark.now,
                }
            }
            ServerFrame::Reset(mark) => {
                self.look_at(mark);
                Frame::Reset
            }
            ServerFrame::Typing(sign) => {
                self.store.typing.put(&sign, self.now());
                self.expire_typing();
                Frame::Other
            }
            ServerFrame::Counts(told) => {
                self.store.list.put_counts(&told.filter, told.counts);
                self.refill();
                Frame::Other
            }
            ServerFrame::Unknown => Frame::Other,
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
