//! Frames as the session takes them, and as the socket says them.

use bandeja_contract::{
    realtime::{ClientFrame, Hello},
    visitor::{VisitorEvent, VisitorFrame},
};
use bandeja_domain::session::{Frame, Say};

/// What the session says, as a frame.
pub(super) fn frame_of(say: Say) -> ClientFrame {
    let mut frame = ClientFrame::default();
    match say {
        Say::Hello { ticket, after } => frame.hello = Some(Hello { ticket, after }),
        Say::Beat(now) => frame.beat = Some(now),
        Say::Probe => frame.probe = true,
    }
    frame
}

/// What the session needs of a frame.
pub(super) fn reduce(frame: VisitorFrame) -> Frame<Vec<VisitorEvent>> {
    if let Some(batch) = frame.events {
        Frame::Events {
            prev: batch.prev,
            seq: batch.seq,
            payload: batch.events,
        }
    } else if let Some(mark) = frame.resumed {
        Frame::Resumed {
            prev: mark.prev,
            seq: mark.seq,
        }
    } else if frame.reset.is_some() {
        Frame::Reset
    } else if let Some(mark) = frame.beat {
        Frame::Beat {
            seq: mark.seq,
            now: mark.now,
        }
    } else {
        Frame::Other
    }
}
