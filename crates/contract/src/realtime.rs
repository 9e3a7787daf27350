//! The frames of the websocket `GET /api/v1/realtime` and of its long-poll twin
//! `GET /api/v1/events?after=SEQ&wait=25`.
//!
//! A client opens the socket and sends [`ClientFrame::hello`] first (a socket silent for 5 s is
//! closed). The server replays in order what came after `after` and says `resumed`, or says `reset`,
//! and then the client starts as it starts every day: snapshot, then events.
//!
//! A gap is `prev` ≠ what the client applied last, nothing else, so that a stream filtered by what its
//! reader may see has no false holes. `prev` is the number last sent on this connection, or the
//! client's own after a resume. Typing, viewers and counts have no number and are not replayed.
//!
//! `resumed` moves the client to its `seq`, which may pass what the reader may not see; its `prev` lets
//! the client find a frame of the replay that got lost.
//!
//! The server beats every [`BEAT_EVERY`] milliseconds with its time and the number last sent on the
//! connection; the client answers `{"beat":…}` in the message handler, never from a timer. A client
//! that wakes asks `{"probe":true}`: the server beats at once, or the socket is dead.

use crate::{
    event::Event,
    ids::*,
    looking::{Look, Viewers},
    model::*,
};
use serde::{Deserialize, Serialize};

/// Milliseconds between two beats of the server.
pub const BEAT_EVERY: i64 = 15_000;
/// Milliseconds a new socket may be silent before the server closes it.
pub const HELLO_WITHIN: i64 = 5_000;
/// Milliseconds a typing sign is good for.
pub const TYPING_FOR: i64 = 6_000;
/// The close code of a socket whose login is over: sign in again, do not reconnect.
pub const CLOSE_SIGNED_OUT: u16 = 4401;

/// Events that follow each other, applied in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Batch {
    /// The number last sent on this connection before this frame.
    pub prev: Seq,
    /// The number of the last event in it.
    pub seq: Seq,
    /// In order.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<crate::event::Wire>))]
    pub events: Vec<Event>,
}

/// Where the server is, and its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Mark {
    /// The number last sent on this connection.
    pub seq: Seq,
    /// The server's time.
    pub now: Timestamp,
    /// With `resumed`: the number last sent before it (the client's own when nothing was), so that
    /// a lost frame of the replay is a gap like any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<Seq>,
}

/// Somebody writes, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Typing {
    /// Where.
    pub conversation: ConversationId,
    /// The agent who writes; nobody named means the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// Until when the sign is good; the server's time. Zero: stopped.
    pub until: Timestamp,
}

/// The numbers of the tabs for the filter that the client watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CountsFrame {
    /// The filter they hold for.
    pub filter: Filter,
    /// The numbers.
    pub counts: Counts,
}

/// What the server says to an agent's client. On the wire `{"events":{…}}`, `{"beat":{…}}` and so on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ServerWire", into = "ServerWire")]
pub enum ServerFrame {
    /// Numbered changes.
    Events(Batch),
    /// The replay is over; from here on it is live.
    Resumed(Mark),
    /// What the client asked for is gone, or its rights changed: start from a snapshot.
    Reset(Mark),
    /// A sign of life. Its `seq` lets an idle client find a lost frame.
    Beat(Mark),
    /// Somebody writes.
    Typing(Typing),
    /// Numbers of the tabs.
    Counts(CountsFrame),
    /// Who looks at the conversation that the client has open.
    Viewers(Viewers),
    /// A kind of frame that this build does not know.
    Unknown,
}

/// How a [`ServerFrame`] looks on the wire: exactly one member is there.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = ServerFrame))]
pub struct ServerWire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    events: Option<Batch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resumed: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reset: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beat: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typing: Option<Typing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<CountsFrame>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    viewers: Option<Viewers>,
}

impl From<ServerWire> for ServerFrame {
    fn from(wire: ServerWire) -> Self {
        if let Some(batch) = wire.events {
            Self::Events(batch)
        } else if let Some(mark) = wire.resumed {
            Self::Resumed(mark)
        } else if let Some(mark) = wire.reset {
            Self::Reset(mark)
        } else if let Some(mark) = wire.beat {
            Self::Beat(mark)
        } else if let Some(typing) = wire.typing {
            Self::Typing(typing)
        } else if let Some(counts) = wire.counts {
            Self::Counts(counts)
        } else if let Some(viewers) = wire.viewers {
            Self::Viewers(viewers)
        } else {
            Self::Unknown
        }
    }
}

impl From<ServerFrame> for ServerWire {
    fn from(frame: ServerFrame) -> Self {
        let mut wire = Self::default();
        match frame {
            ServerFrame::Events(batch) => wire.events = Some(batch),
            ServerFrame::Resumed(mark) => wire.resumed = Some(mark),
            ServerFrame::Reset(mark) => wire.reset = Some(mark),
            ServerFrame::Beat(mark) => wire.beat = Some(mark),
            ServerFrame::Typing(typing) => wire.typing = Some(typing),
            ServerFrame::Counts(counts) => wire.counts = Some(counts),
            ServerFrame::Viewers(viewers) => wire.viewers = Some(viewers),
            ServerFrame::Unknown => {}
        }
        wire
    }
}

/// The first frame of a client, agent or visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// From `POST …/tickets`; good once, for 30 seconds.
    pub ticket: String,
    /// The number the client has applied last.
    pub after: Seq,
}

/// A client's typing sign. Repeat it every 3 seconds while it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TypingSign {
    /// Where; a visitor names none, there is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// Whether somebody writes.
    pub on: bool,
}

/// What a client says; exactly one member is set. An unknown one is ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientFrame {
    /// First on every socket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hello: Option<Hello>,
    /// The answer to a beat, with its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beat: Option<Timestamp>,
    /// Is this socket alive? The server beats at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub probe: bool,
    /// Somebody writes, or stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<TypingSign>,
    /// The filter whose numbers the client wants from now on; agents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Filter>,
    /// What stands on the screen; agents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

/// The answer of the long-poll twin: the same frames, oldest first, the last one a
/// `resumed` (or a `reset`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Frames {
    /// The frames.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<ServerWire>))]
    pub frames: Vec<ServerFrame>,
}
