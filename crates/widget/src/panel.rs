//! What the panel knows and decides, without I/O: who the visitor is, what was said, what is on its
//! way, what to tell the page around.
//!
//! Every method takes what happened and the time; what is to be done about it comes out of
//! [`Panel::take_effects`], in order. The sync session, the timeline and the outbox are `domain`'s,
//! the same as the agents'. Invariant: nothing is asked of the network and nothing is kept before
//! the visitor has written.

mod frames;
mod shows;
mod sync;

use crate::{
    queue::{Left, Queue, Words},
    thread::Thread,
    wire::{Inbox, Refused},
};
use bandeja_contract::{
    Channel, ItemId, Seq, VisitorId,
    realtime::{ClientFrame, TypingSign},
    visitor::{
        VisitorEvent, VisitorFrame, VisitorMessage, VisitorSend, VisitorSnapshot, VisitorState,
    },
};
use bandeja_domain::{
    backoff::Backoff,
    channel,
    clock::{LocalTime, ServerClock},
    session::{Input, Link, Session},
    text::{self, Unfit},
};

/// Milliseconds between two typing signs.
const TYPING_EVERY: i64 = 3_000;

/// Who the visitor is to the server. The secret goes into one header and into the panel's own
/// storage, nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The id.
    pub visitor: VisitorId,
    /// 64 hexadecimal digits.
    pub secret: String,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make an identity, keep it and say [`Panel::identified`].
    Identify,
    /// Keep an unconfirmed message, and say [`Panel::kept`].
    Keep(ItemId),
    /// The server has it, or the visitor took it back: keep it no longer.
    Forget(ItemId),
    /// Ask the server, and say [`Panel::answered`].
    Ask(Ask),
    /// Open a socket for this link.
    Open(Link),
    /// Say this on the link's socket.
    Say(Link, ClientFrame),
    /// Let go of whatever belongs to the link.
    Abandon(Link),
    /// Tell the page around.
    Tell(News),
}

/// What the page around may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// How many messages are unread.
    pub unread: usize,
    /// Whether the visitor has ever written.
    pub has_written: bool,
}

/// A question to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Who I am, and what there is; for a link that needs the snapshot, or only to be known.
    Register(Link, Why),
    /// A ticket for a link's socket.
    Ticket(Link),
    /// Frames after a number, for a link, within so many seconds.
    Poll(Link, Seq, u32),
    /// A message.
    Send(VisitorSend),
    /// Read up to here.
    Read(Seq),
    /// Messages before this position.
    Older(Seq),
}

/// Why the visitor registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// To have the snapshot.
    Snapshot,
    /// The server did not know the visitor any more.
    Unknown,
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To a registration, or a page of older messages.
    Snapshot(VisitorSnapshot),
    /// A ticket.
    Ticket(String),
    /// What was polled for.
    Frames(Vec<VisitorFrame>),
    /// The message as the server has it.
    Message(VisitorMessage),
    /// Where the conversation stands.
    State(VisitorState),
    /// A refusal, with its HTTP status and the seconds it asks to wait.
    Refused(u16, Refused, Option<u64>),
    /// Nothing, or nothing that can be understood.
    Nothing,
}

/// The panel.
pub struct Panel {
    inbox: Inbox,
    identity: Option<Identity>,
    /// The server knows the visitor: messages may go.
    is_known: bool,
    /// A second identity was made because the server refused the first.
    is_second: bool,
    session: Session<Vec<VisitorEvent>>,
    restart_at: Option<LocalTime>,
    backoff: Backoff,
    clock: ServerClock,
    thread: Thread,
    state: Option<VisitorState>,
    queue: Queue,
    is_open: bool,
    is_visible: bool,
    keeps_nothing: bool,
    is_loading_older: bool,
    /// How far the visitor has read, as far as this page knows.
    seen: Seq,
    /// How far the server knows that the visitor has read.
    told_read: Seq,
    is_telling_read: bool,
    read_again_at: Option<LocalTime>,
    typing_until: Option<LocalTime>,
    typed_at: Option<LocalTime>,
    told: Option<News>,
    effects: Vec<Effect>,
}

impl Panel {
    /// A panel that has not begun. `seed` is random.
    #[must_use]
    pub fn new(inbox: Inbox, seed: u64) -> Self {
        Self {
            inbox,
            identity: None,
            is_known: false,
            is_second: false,
            session: Session::new(seed),
            restart_at: None,
            backoff: Backoff::new(seed.rotate_left(1)),
            clock: ServerClock::default(),
            thread: Thread::default(),
            state: None,
            queue: Queue::new(seed.rotate_left(2)),
            is_open: false,
            is_visible: true,
            keeps_nothing: false,
            is_loading_older: false,
            seen: Seq(0),
            told_read: Seq(0),
            is_telling_read: false,
            read_again_at: None,
            typing_until: None,
            typed_at: None,
            told: None,
            effects: Vec::new(),
        }
    }

    /// What is to be done, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Who the visitor is, if that is known.
    #[must_use]
    pub const fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The inbox of this page.
    #[must_use]
    pub const fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// The visitor is this one: found in storage, or just made.
    pub fn identified(&mut self, now: LocalTime, identity: Identity) {
        self.identity = Some(identity);
        self.is_known = false;
        self.feed(now, Input::Start);
        self.feed(now, Input::SignedIn);
        self.settle(now);
    }

    /// An earlier page left these messages behind.
    pub fn restore(&mut self, now: LocalTime, left: Vec<Left>) {
        let some = !left.is_empty();
        for left in left {
            self.queue.restore(left, now);
        }
        if some {
            self.need_identity();
        }
        self.settle(now);
    }

    /// The panel is on the screen, or not.
    pub fn shown(&mut self, now: LocalTime, is_open: bool) {
        self.is_open = is_open;
        self.settle(now);
    }

    /// The page is visible, or not.
    pub fn seen(&mut self, now: LocalTime, is_visible: bool) {
        self.is_visible = is_visible;
        self.settle(now);
    }

    /// Somebody listens outside: tell everything.
    pub fn greeted(&mut self, now: LocalTime) {
        self.told = None;
        self.settle(now);
    }

    /// The browser keeps nothing.
    pub fn warn(&mut self) {
        self.keeps_nothing = true;
    }

    /// The visitor changed what stands in the box.
    pub fn wrote(&mut self, now: LocalTime, is_empty: bool) {
        let is_due = self.typed_at.is_none_or(|at| now.since(at) >= TYPING_EVERY);
        if is_empty || is_due {
            self.say_typing(now, !is_empty);
        }
        self.settle(now);
    }

    /// The visitor sends a text, under this id. `false` when it is not fit to be sent.
    pub fn submit(&mut self, now: LocalTime, id: ItemId, text: &str) -> bool {
        if unfit(text).is_some() {
            return false;
        }
        let words = Words {
            text: text::clean(text),
            at: self.clock.estimate(now),
            limit: None,
        };
        self.queue.add(id, words, now);
        self.effects.push(Effect::Keep(id));
        self.need_identity();
        self.say_typing(now, false);
        self.settle(now);
        true
    }

    /// The browser has kept a message, or cannot.
    pub fn kept(&mut self, now: LocalTime, id: ItemId) {
        self.queue.kept(id, now);
        self.settle(now);
    }

    /// What an unconfirmed message says, and whether it was refused.
    #[must_use]
    pub fn unconfirmed(&self, id: ItemId) -> Option<(&Words, bool)> {
        Some((self.queue.words(id)?, self.queue.is_refused(id)))
    }

    /// The visitor wants a refused message sent again.
    pub fn retry(&mut self, now: LocalTime, id: ItemId) {
        self.queue.retry(id, now);
        self.settle(now);
    }

    /// The visitor wants a refused message back in the box.
    pub fn take_back(&mut self, now: LocalTime, id: ItemId) -> Option<String> {
        let text = self.queue.take(id)?;
        self.effects.push(Effect::Forget(id));
        self.settle(now);
        Some(text)
    }

    /// The visitor wants to see what came before.
    pub fn want_older(&mut self) {
        if self.is_loading_older || !self.is_known {
            return;
        }
        if let Some(position) = self.thread.older() {
            self.is_loading_older = true;
            self.effects.push(Effect::Ask(Ask::Older(position)));
        }
    }

    fn need_identity(&mut self) {
        let asked = self.effects.contains(&Effect::Identify);
        if self.identity.is_none() && !asked {
            self.effects.push(Effect::Identify);
        }
    }

    fn say_typing(&mut self, now: LocalTime, on: bool) {
        if !on && self.typed_at.is_none() {
            return;
        }
        if let Some(link) = self.session.socket() {
            self.typed_at = on.then_some(now);
            let typing = TypingSign {
                conversation: None,
                on,
            };
            self.effects.push(Effect::Say(
                link,
                ClientFrame {
                    typing: Some(typing),
                    ..ClientFrame::default()
                },
            ));
        }
    }
}

/// Why a text cannot be sent through the webchat, if it cannot.
#[must_use]
pub fn unfit(text: &str) -> Option<Unfit> {
    let rules = channel::rules(Channel::Webchat);
    text::check(&text::clean(text), rules.text_limit, rules.unit).err()
}

#[cfg(test)]
mod tests;
