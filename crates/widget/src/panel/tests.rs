//! The panel against a small server that keeps what it is told, loses what it is told to lose, and
//! knows every message once.

use super::*;
use crate::{
    picture::{Picture, Tone},
    rows::{Delivery, Row},
    words::Language,
};
use bandeja_contract::{
    AuthorKind, Code, Status, Timestamp,
    realtime::Mark,
    visitor::{VisitorBatch, VisitorState},
};
use proptest::prelude::*;
use uuid::Uuid;

/// One visitor's part of a backend, and the network to it.
struct World {
    panel: Panel,
    now: LocalTime,
    /// Everything that ever happened, in order.
    events: Vec<VisitorEvent>,
    seq: u64,
    state: VisitorState,
    known: Option<VisitorId>,
    /// The visitor that the server does not accept.
    banned: Option<VisitorId>,
    up: bool,
    /// What the next questions get instead of an answer.
    faults: Vec<Fault>,
    socket: Option<(Link, bool)>,
    identities: u128,
    asked: Vec<String>,
    told: Vec<News>,
    kept: Vec<ItemId>,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The request is lost.
    Lost,
    /// The request arrives, its answer is lost.
    Unanswered,
    /// The server refuses, and changes nothing.
    Refuses(Code, Option<u64>),
}

impl World {
    fn new() -> Self {
        let inbox = Inbox {
            team: "Ventas".to_owned(),
            online: true,
            ..Inbox::default()
        };
        Self {
            panel: Panel::new(inbox, 7),
            now: LocalTime(1_000_000),
            events: Vec::new(),
            seq: 100,
            state: VisitorState {
                seq: Seq(0),
                status: None,
                agent: None,
                online: true,
                agent_read: Seq(0),
                visitor_read: Seq(0),
            },
            known: None,
            banned: None,
            up: true,
            faults: Vec::new(),
            socket: None,
            identities: 0,
            asked: Vec::new(),
            told: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// A visitor who has written once, and is connected.
    fn talking() -> Self {
        let mut world = Self::new();
        world.panel.shown(world.now, true);
        world.write(1, "Hola");
        assert_eq!(world.thread(), ["Hola Sent"]);
        world
    }

    fn write(&mut self, number: u64, text: &str) {
        assert!(self.panel.submit(self.now, an_id(number), text));
        self.run();
    }

    /// Does what the panel wants, until it wants nothing more.
    fn run(&mut self) {
        for _ in 0..1_000 {
            let effects = self.panel.take_effects();
            if effects.is_empty() {
                return;
            }
            for effect in effects {
                self.perform(effect);
            }
        }
        panic!("the panel runs in circles: {:?}", self.asked);
    }

    /// Lets time pass, with all ticks that are wanted on the way.
    fn pass(&mut self, millis: i64) {
        let end = self.now.plus(millis);
        for _ in 0..10_000 {
            match self.panel.next_tick(self.now).filter(|at| *at <= end) {
                Some(at) => self.now = at.max(self.now.plus(1)),
                None => break,
            }
            self.panel.tick(self.now);
            self.run();
        }
        self.now = end;
        self.panel.tick(self.now);
        self.run();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Identify => {
                self.identities += 1;
                let identity = Identity {
                    visitor: VisitorId(Uuid::from_u128(self.identities)),
                    secret: "00".repeat(32),
                };
                self.panel.identified(self.now, identity);
            }
            Effect::Keep(id) => {
                self.kept.push(id);
                self.panel.kept(self.now, id);
            }
            Effect::Forget(id) => self.kept.retain(|kept| *kept != id),
            Effect::Tell(news) => self.told.push(news),
            Effect::Open(link) => {
                if self.up {
                    self.socket = Some((link, false));
                    self.panel.opened(self.now, link);
                } else {
                    self.panel.closed(self.now, link, 1006);
                }
            }
            Effect::Abandon(link) => {
                self.socket.take_if(|(open, _)| *open == link);
            }
            Effect::Say(link, frame) => self.listen(link, frame),
            Effect::Ask(ask) => {
                self.asked.push(word(&ask).to_owned());
                let answer = self.answer(&ask);
                let now = self.now;
                self.panel.answered(now, ask, answer, now);
            }
        }
    }

    fn listen(&mut self, link: Link, frame: ClientFrame) {
        if let Some(typing) = frame.typing {
            self.asked.push(format!("typing {}", typing.on));
        }
        if let Some(hello) = frame.hello
            && self.socket == Some((link, false))
        {
            self.socket = Some((link, true));
            let missed: Vec<_> = self
                .events
                .iter()
                .filter(|it| it.seq > hello.after)
                .cloned()
                .collect();
            let mut prev = hello.after;
            for event in missed {
                let seq = event.seq;
                self.say(VisitorFrame {
                    events: Some(VisitorBatch {
                        prev,
                        seq,
                        events: vec![event],
                    }),
                    ..VisitorFrame::default()
                });
                prev = seq;
            }
            let mark = Mark {
                seq: Seq(self.seq),
                now: self.clock(),
                prev: Some(prev),
            };
            self.say(VisitorFrame {
                resumed: Some(mark),
                ..VisitorFrame::default()
            });
        }
    }

    fn say(&mut self, frame: VisitorFrame) {
        if let Some((link, true)) = self.socket {
            self.panel.heard(self.now, link, frame);
        }
    }

    /// The server is an hour ahead.
    fn clock(&self) -> Timestamp {
        Timestamp(self.now.0 + 3_600_000)
    }

    fn answer(&mut self, ask: &Ask) -> Answer {
        if !self.up {
            return Answer::Nothing;
        }
        let fault = self.faults.pop();
        match fault {
            Some(Fault::Lost) => return Answer::Nothing,
            Some(Fault::Refuses(code, retry_after)) => return refused(code, retry_after),
            _ => {}
        }
        let visitor = self.panel.identity().map(|it| it.visitor);
        let answer = match ask {
            Ask::Register(..) if visitor == self.banned => refused(Code::SignedOut, None),
            Ask::Register(..) => {
                self.known = visitor;
                Answer::Snapshot(self.snapshot(None))
            }
            _ if self.known != visitor => refused(Code::SignedOut, None),
            Ask::Ticket(_) => Answer::Ticket("t".to_owned()),
            Ask::Poll(..) => Answer::Frames(Vec::new()),
            Ask::Send(send) => Answer::Message(self.take(send)),
            Ask::Read(up_to) => {
                self.change(|state| state.visitor_read = *up_to);
                Answer::State(self.state.clone())
            }
            Ask::Older(before) => Answer::Snapshot(self.snapshot(Some(*before))),
        };
        match fault {
            Some(_) => Answer::Nothing,
            None => answer,
        }
    }

    /// The two messages before a position, or the last two.
    fn snapshot(&self, before: Option<Seq>) -> VisitorSnapshot {
        let mut messages: Vec<_> = self
            .events
            .iter()
            .filter_map(|it| it.message.clone())
            .collect();
        messages.retain(|it| before.is_none_or(|before| it.position < before));
        let more = messages.len() > 2;
        VisitorSnapshot {
            seq: Seq(self.seq),
            now: self.clock(),
            state: self.state.clone(),
            messages: messages.split_off(messages.len().saturating_sub(2)),
            more,
        }
    }

    fn take(&mut self, send: &VisitorSend) -> VisitorMessage {
        let known = self.events.iter().filter_map(|it| it.message.as_ref());
        if let Some(known) = known.into_iter().find(|it| it.id == send.id) {
            assert_eq!(known.text, send.text, "same id, same body");
            return known.clone();
        }
        self.message(send.id, AuthorKind::Customer, &send.text)
    }

    fn message(&mut self, id: ItemId, author: AuthorKind, text: &str) -> VisitorMessage {
        self.seq += 2;
        let message = VisitorMessage {
            id,
            seq: Seq(self.seq),
            position: Seq(self.seq),
            at: self.clock(),
            author,
            name: (author == AuthorKind::Agent).then(|| "Ana".to_owned()),
            text: text.to_owned(),
            attachments: Vec::new(),
            ended: author == AuthorKind::System,
            answers: None,
        };
        self.publish(Some(message.clone()), None);
        message
    }

    fn change(&mut self, change: impl FnOnce(&mut VisitorState)) {
        self.seq += 1;
        change(&mut self.state);
        self.state.seq = Seq(self.seq);
        let state = self.state.clone();
        self.publish(None, Some(state));
    }

    fn publish(&mut self, message: Option<VisitorMessage>, state: Option<VisitorState>) {
        let prev = self.events.last().map_or(Seq(100), |it| it.seq);
        let event = VisitorEvent {
            seq: Seq(self.seq),
            message,
            state,
        };
        self.events.push(event.clone());
        let batch = VisitorBatch {
            prev,
            seq: event.seq,
            events: vec![event],
        };
        self.say(VisitorFrame {
            events: Some(batch),
            ..VisitorFrame::default()
        });
    }

    fn agent_says(&mut self, number: u64, text: &str) {
        self.message(an_id(number), AuthorKind::Agent, text);
        self.run();
    }

    fn dies(&mut self) {
        self.up = false;
        if let Some((link, _)) = self.socket.take() {
            self.panel.closed(self.now, link, 1006);
        }
        self.run();
    }

    fn comes_back(&mut self) {
        self.up = true;
        self.pass(60_000);
    }

    fn picture(&mut self) -> Picture {
        self.panel.picture(self.now, Language::English, &|_| 0)
    }

    /// The messages: own ones with how far they got, others with their writer.
    fn thread(&mut self) -> Vec<String> {
        let rows = self.picture().rows;
        rows.iter()
            .filter_map(|row| match row {
                Row::Bubble(bubble) if bubble.is_own => {
                    Some(format!("{} {:?}", bubble.text, bubble.delivery))
                }
                Row::Bubble(bubble) => Some(format!("{}: {}", bubble.name.clone()?, bubble.text)),
                Row::Ended(_) => Some("ended".to_owned()),
                _ => None,
            })
            .collect()
    }

    fn header(&mut self) -> (String, Tone) {
        let picture = self.picture();
        (picture.state, picture.tone)
    }

    fn unread(&self) -> Option<usize> {
        self.told.last().map(|news| news.unread)
    }
}

fn word(ask: &Ask) -> &'static str {
    match ask {
        Ask::Register(_, Why::Snapshot) => "register",
        Ask::Register(_, Why::Unknown) => "register again",
        Ask::Ticket(_) => "ticket",
        Ask::Poll(..) => "poll",
        Ask::Send(_) => "send",
        Ask::Read(_) => "read",
        Ask::Older(_) => "older",
    }
}

fn refused(code: Code, retry_after: Option<u64>) -> Answer {
    let limit = (code == Code::TooLong).then_some(9);
    Answer::Refused(
        code.status(),
        Refused {
            code,
            limit,
            retry_after: None,
        },
        retry_after,
    )
}

fn an_id(number: u64) -> ItemId {
    ItemId(Uuid::from_u64_pair(0, number))
}

/// Proves W1, W4: nothing is fetched or kept before the visitor acts.
#[test]
fn before_the_first_message_nothing_is_asked_and_nothing_is_kept() {
    let mut world = World::new();
    world.panel.greeted(world.now);
    world.panel.shown(world.now, true);
    world.panel.wrote(world.now, false);
    world.pass(120_000);
    assert!(world.asked.is_empty(), "{:?}", world.asked);
    assert_eq!(world.identities, 0);
    assert_eq!(
        world.told.last(),
        Some(&News {
            unread: 0,
            has_written: false
        })
    );
    assert_eq!(world.header(), ("Online".to_owned(), Tone::Live));
    assert!(matches!(world.picture().rows[..], [Row::Greeting]));
}

#[test]
fn the_first_message_makes_an_identity_and_is_kept_before_it_is_sent() {
    let mut world = World::talking();
    assert_eq!(world.asked, ["register", "ticket", "send"]);
    assert!(world.kept.is_empty(), "the server has it");
    assert_eq!(
        world.told.last(),
        Some(&News {
            unread: 0,
            has_written: true
        })
    );
    world.write(2, "¿Hay alguien?");
    assert_eq!(world.thread(), ["Hola Sent", "¿Hay alguien? Sent"]);
    assert_eq!(world.identities, 1);
}

/// Proves W2: delivery states.
#[test]
fn a_message_is_read_when_the_team_has_read_it() {
    let mut world = World::talking();
    let position = Seq(world.seq);
    world.change(|state| state.agent_read = position);
    assert_eq!(world.thread(), ["Hola Read"]);
}

/// Proves W2: unread counts while closed, read marks only while open and visible.
#[test]
fn what_comes_while_the_panel_is_closed_is_unread_until_it_is_seen() {
    let mut world = World::talking();
    world.agent_says(2, "Buenas");
    assert_eq!(world.unread(), Some(0));
    assert_eq!(world.state.visitor_read, Seq(world.seq - 1));
    world.panel.shown(world.now, false);
    world.agent_says(3, "¿Sigue ahí?");
    world.agent_says(4, "Le escribo un correo.");
    assert_eq!(world.unread(), Some(2));
    let read = world.state.visitor_read;
    world.panel.seen(world.now, false);
    world.panel.shown(world.now, true);
    world.run();
    assert_eq!(world.unread(), Some(2), "open in a hidden tab");
    assert_eq!(world.state.visitor_read, read);
    world.panel.seen(world.now, true);
    world.run();
    assert_eq!(world.unread(), Some(0));
    assert!(world.state.visitor_read > read);
}

#[test]
fn a_reading_that_could_not_be_told_is_told_again() {
    let mut world = World::talking();
    world.faults = vec![Fault::Lost];
    world.agent_says(2, "Buenas");
    assert_eq!(world.state.visitor_read, Seq(0));
    world.pass(6_000);
    assert!(world.state.visitor_read > Seq(0));
    let reads = world.asked.iter().filter(|it| *it == "read").count();
    assert_eq!(reads, 2);
}

/// Proves A8, W3.
#[test]
fn when_nobody_is_there_it_says_so_and_takes_the_message() {
    let mut world = World::new();
    world.panel = Panel::new(Inbox::default(), 7);
    world.state.online = false;
    assert_eq!(
        world.header(),
        ("Nobody is here right now".to_owned(), Tone::Quiet)
    );
    world.write(1, "Hola");
    assert_eq!(world.thread(), ["Hola Sent"]);
    assert_eq!(world.picture().rows.last(), Some(&Row::Away));
    world.change(|state| state.online = true);
    assert_ne!(world.picture().rows.last(), Some(&Row::Away));
}

/// Proves A6, W4.
#[test]
fn after_the_end_the_conversation_goes_on_below_a_line() {
    let mut world = World::talking();
    world.change(|state| {
        state.status = Some(Status::Open);
        state.agent = Some("Ana".to_owned());
    });
    assert_eq!(world.header(), ("With Ana".to_owned(), Tone::Live));
    world.message(an_id(2), AuthorKind::System, "");
    world.change(|state| {
        state.status = Some(Status::Closed);
        state.agent = None;
    });
    world.run();
    assert_eq!(world.header(), ("Online".to_owned(), Tone::Live));
    assert_eq!(world.unread(), Some(0), "an end is nothing to read");
    world.write(3, "Otra cosa");
    world.change(|state| state.status = Some(Status::Queued));
    assert_eq!(world.thread(), ["Hola Sent", "ended", "Otra cosa Sent"]);
    assert_eq!(
        world.header(),
        ("Waiting for an agent".to_owned(), Tone::Live)
    );
}

/// Proves W2: typing, both ways.
#[test]
fn typing_is_told_and_shown_for_as_long_as_it_holds() {
    let mut world = World::talking();
    world.asked.clear();
    for _ in 0..4 {
        world.panel.wrote(world.now, false);
        world.pass(1_000);
    }
    world.panel.wrote(world.now, true);
    world.panel.wrote(world.now, true);
    world.run();
    assert_eq!(world.asked, ["typing true", "typing true", "typing false"]);

    let until = world.clock().plus(6_000);
    world.say(VisitorFrame {
        typing: Some(until),
        ..VisitorFrame::default()
    });
    assert_eq!(world.picture().typing, "Ventas is typing…");
    world.pass(6_000);
    assert_eq!(world.picture().typing, "");
    let until = world.clock().plus(6_000);
    world.say(VisitorFrame {
        typing: Some(until),
        ..VisitorFrame::default()
    });
    world.agent_says(2, "Buenas");
    assert_eq!(world.picture().typing, "", "who has said it types no more");
}

/// Proves W4, G8.
#[test]
fn without_a_connection_words_wait_and_go_when_it_is_back() {
    let mut world = World::talking();
    world.dies();
    world.write(2, "uno");
    world.write(3, "dos");
    world.pass(5_000);
    assert_eq!(world.header().1, Tone::Lost);
    assert_eq!(world.thread(), ["Hola Sent", "uno Waiting", "dos Waiting"]);
    assert_eq!(world.kept, [an_id(2), an_id(3)]);
    world.message(an_id(4), AuthorKind::Agent, "Buenas");
    world.comes_back();
    assert_eq!(world.header().1, Tone::Live);
    assert_eq!(
        world.thread(),
        ["Hola Sent", "Ana: Buenas", "uno Sent", "dos Sent"]
    );
    assert!(world.kept.is_empty());
}

#[test]
fn a_server_that_is_busy_is_asked_later_and_one_that_refuses_is_not() {
    let mut world = World::talking();
    world.faults = vec![Fault::Refuses(Code::RateLimited, Some(9))];
    world.write(2, "despacio");
    assert_eq!(world.thread(), ["Hola Sent", "despacio Waiting"]);
    world.pass(8_999);
    assert_eq!(world.thread()[1], "despacio Waiting");
    world.pass(1_000);
    assert_eq!(world.thread()[1], "despacio Sent");

    world.faults = vec![Fault::Refuses(Code::TooLong, None)];
    world.write(3, "largo");
    world.pass(600_000);
    assert_eq!(
        world.thread()[2],
        format!("largo {:?}", Delivery::Failed(Some(9)))
    );
    assert!(
        world
            .panel
            .unconfirmed(an_id(3))
            .is_some_and(|(_, is_refused)| is_refused)
    );
    assert_eq!(
        world.panel.take_back(world.now, an_id(3)).as_deref(),
        Some("largo")
    );
    world.run();
    assert_eq!(world.thread().len(), 2);
    assert!(world.kept.is_empty());
}

#[test]
fn a_text_that_cannot_be_sent_is_not_taken() {
    let mut world = World::new();
    assert!(!world.panel.submit(world.now, an_id(1), " \n "));
    assert!(!world.panel.submit(world.now, an_id(1), &"á".repeat(4097)));
    assert!(world.panel.submit(world.now, an_id(1), &"á".repeat(4096)));
    assert_eq!(
        unfit(&"a".repeat(4097)),
        Some(Unfit::TooLong {
            length: 4097,
            limit: 4096
        })
    );
}

#[test]
fn a_server_that_has_forgotten_the_visitor_is_told_again_and_gets_the_words() {
    let mut world = World::talking();
    world.known = None;
    world.write(2, "¿Hola?");
    world.pass(10_000);
    assert_eq!(world.thread(), ["Hola Sent", "¿Hola? Sent"]);
    assert_eq!(world.identities, 1, "the identity stays");
    assert_eq!(world.header().1, Tone::Live);
}

#[test]
fn an_identity_that_is_refused_is_replaced_once() {
    let mut world = World::new();
    world.banned = Some(VisitorId(Uuid::from_u128(1)));
    world.write(1, "Hola");
    world.pass(10_000);
    assert_eq!(world.identities, 2);
    assert_eq!(world.thread(), ["Hola Sent"]);
    let mut world = World::new();
    world.faults = vec![Fault::Refuses(Code::SignedOut, None); 4];
    world.write(1, "Hola");
    world.pass(25_000);
    assert_eq!(
        world.asked.len(),
        2,
        "no running in circles: {:?}",
        world.asked
    );
    world.pass(200_000);
    assert_eq!(world.identities, 2);
    assert_eq!(world.thread(), ["Hola Sent"]);
}

#[test]
fn a_later_page_goes_on_where_the_earlier_one_was_closed() {
    let before = World::talking();
    let mut world = World::new();
    (world.events, world.seq, world.known) = (before.events, before.seq, before.known);
    let identity = before.panel.identity().cloned().unwrap();
    world.panel.identified(world.now, identity);
    let left = Left {
        id: an_id(2),
        written_at: world.now,
        is_refused: false,
        words: Words {
            text: "No salió".to_owned(),
            at: Timestamp(0),
            limit: None,
        },
    };
    world.panel.restore(world.now, vec![left]);
    world.run();
    assert_eq!(world.thread(), ["Hola Sent", "No salió Sent"]);
    assert_eq!(world.identities, 0);
}

#[test]
fn older_messages_come_when_they_are_wanted() {
    let mut world = World::talking();
    for number in 2..6 {
        world.write(number, &format!("#{number}"));
    }
    let identity = world.panel.identity().cloned().unwrap();
    world.panel = Panel::new(Inbox::default(), 8);
    world.panel.identified(world.now, identity);
    world.run();
    assert_eq!(world.thread(), ["#4 Sent", "#5 Sent"]);
    assert!(world.picture().has_older);
    assert_ne!(world.picture().rows.first(), Some(&Row::Greeting));
    world.panel.want_older();
    world.panel.want_older();
    world.run();
    assert_eq!(world.thread(), ["#2 Sent", "#3 Sent", "#4 Sent", "#5 Sent"]);
    world.panel.want_older();
    world.run();
    assert!(!world.picture().has_older);
    assert_eq!(world.picture().rows.first(), Some(&Row::Greeting));
    assert_eq!(world.asked.iter().filter(|it| *it == "older").count(), 2);
}

proptest! {
    /// Proves W4, G8: whatever is lost, killed or answered twice, in the end every message is there
    /// once, in the server's order, and the panel shows what the server has.
    #[test]
    fn whatever_happens_every_message_is_there_once_and_in_order(
        deeds in prop::collection::vec((0..7_u8, 0..20_000_i64), 1..40),
    ) {
        let mut world = World::new();
        world.panel.shown(world.now, true);
        let mut written = Vec::new();
        for (number, (deed, wait)) in (1_u64..).zip(deeds) {
            match deed {
                0 | 1 => {
                    world.write(number, &format!("#{number}"));
                    written.push(an_id(number));
                }
                2 => { world.message(an_id(number), AuthorKind::Agent, "·"); world.run(); }
                3 => world.dies(),
                4 => { world.up = true; world.panel.woke(world.now); world.run(); }
                5 => world.faults.push(Fault::Unanswered),
                _ => world.faults.push(Fault::Lost),
            }
            world.pass(wait);
        }
        world.faults.clear();
        world.comes_back();
        let (server, own): (Vec<_>, Vec<_>) = {
            let all: Vec<_> = world.events.iter().filter_map(|it| it.message.clone()).collect();
            let own = all.iter().filter(|it| it.author == AuthorKind::Customer);
            (all.iter().map(|it| it.id).collect(), own.map(|it| it.id).collect())
        };
        prop_assert_eq!(&own, &written, "lost, doubled or out of order");
        let shown: Vec<_> = world.picture().rows.iter().filter_map(|row| match row {
            Row::Bubble(bubble) => Some(bubble.id),
            _ => None,
        }).collect();
        if !written.is_empty() {
            prop_assert!(server.ends_with(&shown), "{shown:?} of {server:?}");
            prop_assert!(shown.len() >= server.len().min(2));
            prop_assert_eq!(world.unread(), Some(0));
        }
        prop_assert!(world.kept.is_empty());
    }
}
