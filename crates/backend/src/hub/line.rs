//! One open line to a reader, without its transport: what to say to whom, in which order.
//!
//! The websocket and the long poll drive it alike. It knows its reader's rights through
//! [`view`](crate::view) and the number that it said last.

use super::{Live, Sign};
use crate::{
    actions::visitor::state_if_answered_by,
    app::App,
    auth::{session::SessionHash, visitor::Visitor},
    error::Result,
    log::{Kind, Logged},
    view,
};
use bandeja_contract::{
    Seq, Timestamp,
    realtime::{Mark, ServerFrame, Typing},
    visitor::{VisitorEvent, VisitorFrame},
};
use bandeja_domain::permission::{Actor, sees};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

/// Whoever listens.
#[derive(Clone, Debug)]
pub(crate) enum Reader {
    /// An agent, by a session.
    Agent(Actor, SessionHash),
    /// A visitor.
    Visitor(Visitor),
}

/// A line.
pub(crate) struct Line {
    app: App,
    pub(crate) reader: Reader,
    /// The number last said.
    said: Seq,
    /// Everything up to here was considered.
    seen: Seq,
}

/// What a line has to do after it heard something.
#[derive(Debug)]
pub(crate) enum Next {
    /// Nothing: it does not concern the reader.
    Nothing,
    /// Say this.
    Say(String),
    /// Say this and close: the reader starts anew.
    Restart(String),
    /// The reader's login is over.
    SignedOut,
    /// The server stops.
    Stop,
}

#[derive(Serialize)]
struct EventsFrame {
    events: RawBatch,
}

#[derive(Serialize)]
struct RawBatch {
    prev: Seq,
    seq: Seq,
    events: Vec<Box<RawValue>>,
}

impl Line {
    /// A line that begins after a number; or the frame that says why it cannot.
    pub(crate) fn open(app: &App, reader: Reader, after: Seq) -> Result<Self, String> {
        let memory = app.memory().read();
        let rights = match &reader {
            Reader::Agent(actor, _) => memory
                .directory
                .people
                .get(&actor.id)
                .map_or(Seq(0), |person| person.rights_seq),
            Reader::Visitor(visitor) => visitor.forgot,
        };
        if after > memory.head || after < memory.log_start || after < rights {
            let mark = Mark {
                seq: memory.head,
                now: app.now(),
                prev: None,
            };
            return Err(text(&ServerFrame::Reset(mark)));
        }
        Ok(Self {
            app: app.clone(),
            reader,
            said: after,
            seen: after,
        })
    }

    /// The server's head.
    pub(crate) fn head(&self) -> Seq {
        self.app.memory().read().head
    }

    /// Takes a part of the log for replay; answers what of it concerns the reader, as one frame.
    pub(crate) async fn replay(&mut self, part: &[Logged]) -> Result<Option<String>> {
        let mut events = Vec::new();
        for logged in part {
            if let Some(event) = self.see(logged).await? {
                events.push((logged.seq, event));
            }
            self.seen = self.seen.max(logged.seq);
        }
        self.batch(events)
    }

    /// Everything up to `head` was said: from here on it is live. These frames look the same to
    /// agents and visitors.
    pub(crate) fn resumed(&mut self, head: Seq) -> String {
        let prev = Some(std::mem::replace(&mut self.said, head));
        self.seen = self.seen.max(head);
        text(&ServerFrame::Resumed(Mark {
            seq: head,
            now: self.app.now(),
            prev,
        }))
    }

    /// A sign of life.
    pub(crate) fn beat(&self) -> String {
        text(&ServerFrame::Beat(Mark {
            seq: self.said,
            now: self.app.now(),
            prev: None,
        }))
    }

    /// Hears something.
    pub(crate) async fn hear(&mut self, live: &Live) -> Result<Next> {
        Ok(match live {
            Live::Events(entries) => {
                let mut events = Vec::new();
                for logged in entries.iter().filter(|logged| logged.seq > self.seen) {
                    if let Some(event) = self.see(logged).await? {
                        events.push((logged.seq, event));
                    }
                }
                if let Some(last) = entries.last() {
                    self.seen = self.seen.max(last.seq);
                }
                self.batch(events)?.map_or(Next::Nothing, Next::Say)
            }
            Live::Typing(sign) => self.typing(sign).map_or(Next::Nothing, Next::Say),
            Live::SessionEnded(session) => match &self.reader {
                Reader::Agent(_, own) if own == session => Next::SignedOut,
                _ => Next::Nothing,
            },
            Live::AgentEnded(agent) => match &self.reader {
                Reader::Agent(actor, _) if actor.id == *agent => Next::SignedOut,
                _ => Next::Nothing,
            },
            Live::RightsChanged(agent) => match &self.reader {
                Reader::Agent(actor, _) if actor.id == *agent => self.restart(),
                _ => Next::Nothing,
            },
            Live::VisitorForgets(visitor) => match &self.reader {
                Reader::Visitor(own) if own.id == *visitor => self.restart(),
                _ => Next::Nothing,
            },
            Live::Reset => self.restart(),
            Live::Stop => Next::Stop,
        })
    }

    fn restart(&self) -> Next {
        let mark = Mark {
            seq: self.head(),
            now: self.app.now(),
            prev: None,
        };
        Next::Restart(text(&ServerFrame::Reset(mark)))
    }

    fn batch(&mut self, events: Vec<(Seq, Box<RawValue>)>) -> Result<Option<String>> {
        let Some((seq, _)) = events.last() else {
            return Ok(None);
        };
        let (prev, seq) = (std::mem::replace(&mut self.said, *seq), *seq);
        let events = events.into_iter().map(|(_, event)| event).collect();
        Ok(Some(serde_json::to_string(&EventsFrame {
            events: RawBatch { prev, seq, events },
        })?))
    }

    /// What of an entry the reader gets.
    async fn see(&self, logged: &Logged) -> Result<Option<Box<RawValue>>> {
        match &self.reader {
            Reader::Agent(actor, _) => {
                let memory = self.app.memory().read();
                let group = logged.conversation.and_then(|id| memory.index.group(id));
                Ok(view::for_agent(actor, logged, group).map(std::borrow::Cow::into_owned))
            }
            Reader::Visitor(visitor) => {
                let event = self.see_as_visitor(visitor, logged).await?;
                Ok(event.map(|event| to_raw_value(&event)).transpose()?)
            }
        }
    }

    async fn see_as_visitor(
        &self,
        visitor: &Visitor,
        logged: &Logged,
    ) -> Result<Option<VisitorEvent>> {
        if logged.kind == Kind::Online {
            let Some(group) = logged.group else {
                return Ok(None);
            };
            // Another group may answer since the line was opened.
            let state = state_if_answered_by(&self.app, visitor.id, group).await?;
            return Ok(state.map(|state| VisitorEvent {
                seq: logged.seq,
                message: None,
                state: Some(state),
            }));
        }
        if logged.visitor != Some(visitor.id) {
            return Ok(None);
        }
        let change = logged.change()?;
        Ok(view::for_visitor(
            logged.seq,
            &change,
            &*self.app.memory().read(),
        ))
    }

    fn typing(&self, sign: &Sign) -> Option<String> {
        match &self.reader {
            Reader::Agent(actor, _) => {
                if sign.agent == Some(actor.id) || !sees(actor, sign.group) {
                    return None;
                }
                let Sign {
                    conversation,
                    agent,
                    until,
                    ..
                } = *sign;
                Some(text(&ServerFrame::Typing(Typing {
                    conversation,
                    agent,
                    until,
                })))
            }
            Reader::Visitor(visitor) => {
                if sign.agent.is_none() || sign.visitor != Some(visitor.id) {
                    return None;
                }
                let frame = VisitorFrame {
                    typing: Some(sign.until),
                    ..VisitorFrame::default()
                };
                serde_json::to_string(&frame).ok()
            }
        }
    }
}

/// A frame as it travels.
pub(crate) fn text(frame: &ServerFrame) -> String {
    // Numbers and ids only: it cannot fail, and an empty frame would be skipped.
    serde_json::to_string(frame).unwrap_or_else(|_| "{}".to_owned())
}

/// Until when a typing sign is good.
pub(crate) fn typing_until(on: bool, now: Timestamp) -> Timestamp {
    if on {
        now.plus(bandeja_contract::realtime::TYPING_FOR)
    } else {
        Timestamp(0)
    }
}
