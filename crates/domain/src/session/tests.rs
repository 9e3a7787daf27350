//! The session against a server and a network that do everything they can.

use super::*;
use crate::backoff::Chance;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Event = u64;

// ---- stories -------------------------------------------------------------------------------

/// A session that is live at number 10, on its first socket, at second 1.
fn a_live_session() -> (Session<Vec<Event>>, Link) {
    let mut session = Session::new(7);
    session.handle(at(0), Input::Start);
    let link = session.link;
    session.handle(at(10), Input::Bootstrapped(link, Seq(10)));
    session.handle(at(20), Input::Ticket(link, "t".to_owned()));
    session.handle(at(30), Input::Opened(link));
    session.handle(at(40), Input::Frame(link, resumed(10, 10)));
    assert_eq!(session.state(), State::Live);
    (session, link)
}

fn at(millis: i64) -> LocalTime {
    LocalTime(1_000_000 + millis)
}

fn events(prev: u64, seq: u64) -> Frame<Vec<Event>> {
    Frame::Events {
        prev: Seq(prev),
        seq: Seq(seq),
        payload: vec![seq],
    }
}

fn resumed(prev: u64, seq: u64) -> Frame<Vec<Event>> {
    Frame::Resumed {
        prev: Some(Seq(prev)),
        seq: Seq(seq),
    }
}

fn beat(seq: u64) -> Frame<Vec<Event>> {
    Frame::Beat {
        seq: Seq(seq),
        now: Timestamp(5),
    }
}

#[test]
fn the_start_path_is_snapshot_ticket_socket_hello() {
    let mut session: Session<Vec<Event>> = Session::new(1);
    assert_eq!(session.state(), State::Connecting);
    let out = session.handle(at(0), Input::Start);
    let link = session.link;
    assert_eq!(out, [Output::Bootstrap(link)]);
    let out = session.handle(at(1), Input::Bootstrapped(link, Seq(41)));
    assert_eq!(out, [Output::GetTicket(link)]);
    assert_eq!(session.state(), State::CatchingUp);
    let out = session.handle(at(2), Input::Ticket(link, "abc".to_owned()));
    assert_eq!(out, [Output::Open(link)]);
    let out = session.handle(at(3), Input::Opened(link));
    let hello = Say::Hello {
        ticket: "abc".to_owned(),
        after: Seq(41),
    };
    assert_eq!(out, [Output::Send(link, hello)]);
    assert_eq!(session.state(), State::CatchingUp);
    session.handle(at(4), Input::Frame(link, resumed(41, 44)));
    assert_eq!(session.state(), State::Live);
    assert_eq!(session.applied(), Some(Seq(44)));
}

#[test]
fn a_frame_that_comes_twice_is_applied_once() {
    let (mut session, link) = a_live_session();
    let out = session.handle(at(100), Input::Frame(link, events(10, 12)));
    assert_eq!(out, [Output::Deliver(vec![12])]);
    let out = session.handle(at(110), Input::Frame(link, events(10, 12)));
    assert_eq!(out, []);
}

#[test]
fn a_frame_that_comes_too_early_waits_for_the_one_before() {
    let (mut session, link) = a_live_session();
    assert_eq!(
        session.handle(at(100), Input::Frame(link, events(11, 12))),
        []
    );
    let out = session.handle(at(200), Input::Frame(link, events(10, 11)));
    assert_eq!(out, [Output::Deliver(vec![11]), Output::Deliver(vec![12])]);
    assert_eq!(session.handle(at(5_000), Input::Tick), []);
    assert_eq!(session.state(), State::Live);
}

#[test]
fn a_gap_is_resumed_and_a_gap_that_stays_starts_anew() {
    let (mut session, link) = a_live_session();
    session.handle(at(100), Input::Frame(link, events(11, 12)));
    let out = session.handle(at(1_200), Input::Tick);
    let second = session.link;
    assert_eq!(out, [Output::Abandon(link), Output::GetTicket(second)]);
    session.handle(at(1_300), Input::Ticket(second, String::new()));
    session.handle(at(1_400), Input::Opened(second));
    session.handle(at(1_500), Input::Frame(second, events(11, 12)));
    session.handle(at(2_600), Input::Tick);
    let out = session.handle(at(4_000), Input::Tick);
    assert_eq!(out, [Output::Bootstrap(session.link)]);
}

#[test]
fn a_beat_that_knows_more_finds_the_lost_frame() {
    let (mut session, link) = a_live_session();
    let out = session.handle(at(100), Input::Frame(link, beat(11)));
    assert_eq!(out, [Output::Send(link, Say::Beat(Timestamp(5)))]);
    let out = session.handle(at(1_200), Input::Tick);
    assert_eq!(
        out,
        [Output::Abandon(link), Output::GetTicket(session.link)]
    );
}

#[test]
fn silence_of_25_seconds_is_death() {
    let (mut session, link) = a_live_session();
    session.handle(at(10_000), Input::Frame(link, beat(10)));
    session.handle(at(20_000), Input::Tick);
    session.handle(at(34_999), Input::Tick);
    assert_eq!(session.state(), State::Live);
    let out = session.handle(at(35_000), Input::Tick);
    assert_eq!(
        out,
        [Output::Abandon(link), Output::GetTicket(session.link)]
    );
    assert!(matches!(session.state(), State::Offline { .. }));
}

#[test]
fn a_replay_whose_end_got_lost_is_not_waited_for_for_ever() {
    let (mut session, link) = a_live_session();
    session.handle(at(20_000), Input::Closed(link, 1006));
    session.handle(at(21_000), Input::Tick);
    let link = session.link;
    session.handle(at(21_000), Input::Ticket(link, String::new()));
    session.handle(at(21_000), Input::Opened(link));
    session.handle(at(36_000), Input::Frame(link, beat(10)));
    let out = session.handle(at(46_000), Input::Tick);
    assert_eq!(
        out,
        [Output::Abandon(link), Output::GetTicket(session.link)]
    );
}

#[test]
fn who_wakes_probes_and_gives_up_after_three_seconds() {
    let (mut session, link) = a_live_session();
    let out = session.handle(at(5_000), Input::Wake);
    assert_eq!(out, [Output::Send(link, Say::Probe)]);
    assert_eq!(session.next_tick(), Some(at(8_000)));
    session.handle(at(6_000), Input::Frame(link, beat(10)));
    session.handle(at(8_000), Input::Tick);
    assert_eq!(session.state(), State::Live);

    session.handle(at(9_000), Input::Wake);
    let out = session.handle(at(12_000), Input::Tick);
    assert_eq!(
        out,
        [Output::Abandon(link), Output::GetTicket(session.link)]
    );
}

#[test]
fn after_a_night_the_socket_is_not_believed() {
    let (mut session, link) = a_live_session();
    let out = session.handle(at(8 * 3_600_000), Input::Tick);
    assert!(
        out.contains(&Output::GetTicket(session.link)),
        "{link:?} {out:?}"
    );
}

#[test]
fn a_clock_that_is_put_back_delays_nothing() {
    let (mut session, link) = a_live_session();
    session.handle(at(1_000), Input::Tick);
    session.handle(at(-3_600_000), Input::Tick);
    let out = session.handle(at(-3_600_000 + 24_100), Input::Tick);
    assert_eq!(
        out,
        [Output::Abandon(link), Output::GetTicket(session.link)]
    );
}

#[test]
fn the_end_of_a_login_stops_everything_until_somebody_signs_in() {
    let (mut session, link) = a_live_session();
    let out = session.handle(at(100), Input::Closed(link, 4401));
    assert_eq!(out, [Output::Abandon(link)]);
    assert_eq!(session.state(), State::SignedOut);
    assert_eq!(session.next_tick(), None);
    assert_eq!(session.handle(at(200_000), Input::Wake), []);
    let out = session.handle(at(300_000), Input::SignedIn);
    assert_eq!(out, [Output::Bootstrap(session.link)]);
}

#[test]
fn where_sockets_come_to_nothing_the_frames_are_polled_for() {
    let (mut session, mut link) = a_live_session();
    session.handle(at(20_000), Input::Closed(link, 1006));
    let mut now = 20_000;
    for _ in 0..3 {
        now += 20_000;
        let out = session.handle(at(now), Input::Tick);
        link = session.link;
        assert_eq!(out, [Output::GetTicket(link)]);
        session.handle(at(now), Input::Ticket(link, String::new()));
        session.handle(at(now), Input::Closed(link, 1006));
    }
    let out = session.handle(at(now + 20_000), Input::Tick);
    link = session.link;
    let poll = |after, wait| Output::Poll {
        link,
        after: Seq(after),
        wait,
    };
    assert_eq!(out, [poll(10, 0)]);
    let frames = vec![events(10, 11), resumed(11, 11)];
    let out = session.handle(at(now + 20_100), Input::Polled(link, frames));
    assert_eq!(out, [Output::Deliver(vec![11]), poll(11, 20)]);
    assert_eq!(session.state(), State::Live);
}

#[test]
fn a_server_that_asks_for_time_gets_it() {
    let mut session: Session<Vec<Event>> = Session::new(1);
    session.handle(at(0), Input::Start);
    session.handle(at(10), Input::Failed(session.link, Trouble::Later(20_000)));
    assert_eq!(session.handle(at(19_000), Input::Wake), []);
    let out = session.handle(at(20_010), Input::Tick);
    assert_eq!(out, [Output::Bootstrap(session.link)]);
}

#[test]
fn a_server_that_was_put_back_is_not_taken_for_an_idle_one() {
    let (mut session, link) = a_live_session();
    session.handle(at(100), Input::Closed(link, 1006));
    session.handle(at(1_000), Input::Tick);
    let link = session.link;
    session.handle(at(1_100), Input::Ticket(link, String::new()));
    session.handle(at(1_200), Input::Opened(link));
    let out = session.handle(at(1_300), Input::Frame(link, resumed(3, 3)));
    assert_eq!(
        out,
        [Output::Abandon(link), Output::Bootstrap(session.link)]
    );
}

// ---- the law -------------------------------------------------------------------------------

/// What goes wrong, and what people do, one after another.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// So many events are written; every third is not for this reader.
    Write(u64),
    Pass(i64),
    /// Every socket ends.
    Cut,
    /// Nothing goes through, and nobody says so.
    BlackHole(i64),
    /// The server is gone for a while; whoever asks is refused.
    Down(i64),
    /// The server forgets its log.
    Forget,
    /// Sockets are refused, requests are not.
    NoSockets(bool),
    /// Percent of frames lost, doubled, and delayed by up to a second.
    Noise(u64, u64, u64),
    Wake,
    /// The client's clock jumps.
    Clock(i64),
    SignOut,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => (1..6_u64).prop_map(Act::Write),
        4 => (1..9_000_i64).prop_map(Act::Pass),
        1 => (1..90_000_i64).prop_map(Act::Pass),
        2 => Just(Act::Cut),
        1 => (1..60_000_i64).prop_map(Act::BlackHole),
        1 => (1..60_000_i64).prop_map(Act::Down),
        1 => Just(Act::Forget),
        1 => any::<bool>().prop_map(Act::NoSockets),
        2 => (0..40_u64, 0..40_u64, 0..60_u64).prop_map(|(a, b, c)| Act::Noise(a, b, c)),
        1 => Just(Act::Wake),
        1 => (-4_000_000..4_000_000_i64).prop_map(Act::Clock),
        1 => Just(Act::SignOut),
    ];
    proptest::collection::vec(act, 1..40)
}

/// What is on its way.
#[derive(Debug)]
enum Flight {
    ToClient(Input<Vec<Event>>),
    Snapshot(Link),
    Ticket(Link),
    Open(Link),
    Hello(Link, Seq),
    Probe(Link),
    Poll(Link, Seq),
    Tick,
    Beats,
}

struct World {
    now: i64,
    skew: i64,
    chance: Chance,
    flights: BTreeMap<(i64, u64), Flight>,
    launched: u64,
    // the server
    log: Vec<(u64, bool)>,
    oldest: u64,
    sockets: BTreeMap<u32, u64>,
    // the network
    down_until: i64,
    hole_until: i64,
    no_sockets: bool,
    noise: (u64, u64, u64),
    // the client
    session: Session<Vec<Event>>,
    abandoned: BTreeSet<u32>,
    shown: Vec<Event>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut world = Self {
            now: 1_000_000,
            skew: 0,
            chance: Chance(seed),
            flights: BTreeMap::new(),
            launched: 0,
            log: Vec::new(),
            oldest: 0,
            sockets: BTreeMap::new(),
            down_until: 0,
            hole_until: 0,
            no_sockets: false,
            noise: (0, 0, 0),
            session: Session::new(seed),
            abandoned: BTreeSet::new(),
            shown: Vec::new(),
        };
        world.launch(15_000, Flight::Beats);
        world.tell(Input::Start);
        world
    }

    fn launch(&mut self, after: i64, flight: Flight) {
        self.launched += 1;
        self.flights
            .insert((self.now + after.max(0), self.launched), flight);
    }

    fn head(&self) -> u64 {
        self.log.len() as u64
    }

    fn visible(&self) -> Vec<Event> {
        self.log
            .iter()
            .filter_map(|(seq, seen)| seen.then_some(*seq))
            .collect()
    }

    fn is_down(&self) -> bool {
        self.now < self.down_until
    }

    fn is_hole(&self) -> bool {
        self.now < self.hole_until
    }

    fn trip(&mut self) -> i64 {
        i64::try_from(self.chance.below(120)).unwrap() + 1
    }

    /// Time passes; everything on its way arrives.
    fn pass(&mut self, millis: i64) {
        let end = self.now + millis;
        while let Some(entry) = self.flights.first_entry()
            && entry.key().0 <= end
        {
            let ((at, _), flight) = entry.remove_entry();
            self.now = at.max(self.now);
            self.arrive(flight);
        }
        self.now = end;
    }

    fn arrive(&mut self, flight: Flight) {
        match flight {
            Flight::Tick => self.tell(Input::Tick),
            Flight::ToClient(input) => self.tell(input),
            Flight::Beats => {
                for (link, sent) in self.sockets.clone() {
                    self.send(link, beat(sent));
                }
                self.launch(15_000, Flight::Beats);
            }
            _ if self.is_hole() => {}
            Flight::Snapshot(link) | Flight::Ticket(link) | Flight::Poll(link, _)
                if self.is_down() =>
            {
                self.launch(1, Flight::ToClient(Input::Failed(link, Trouble::Later(0))));
            }
            Flight::Open(link) if self.is_down() || self.no_sockets => {
                self.launch(1, Flight::ToClient(Input::Closed(link, 1006)));
            }
            Flight::Snapshot(link) => {
                if !self.abandoned.contains(&link.0) {
                    self.shown = self.visible();
                    self.tell(Input::Bootstrapped(link, Seq(self.head())));
                }
            }
            Flight::Ticket(link) => self.tell(Input::Ticket(link, "t".to_owned())),
            Flight::Open(link) => self.tell(Input::Opened(link)),
            Flight::Hello(link, after) => {
                let (frames, sent) = self.replay(after.0);
                self.sockets.insert(link.0, sent);
                for frame in frames {
                    self.send(link.0, frame);
                }
            }
            Flight::Probe(link) => {
                if let Some(sent) = self.sockets.get(&link.0).copied() {
                    self.send(link.0, beat(sent));
                }
            }
            Flight::Poll(link, after) => {
                let (frames, _) = self.replay(after.0);
                let trip = self.trip();
                self.launch(trip, Flight::ToClient(Input::Polled(link, frames)));
            }
        }
    }

    /// The server's answer to `after`, and the number last sent.
    fn replay(&mut self, after: u64) -> (Vec<Frame<Vec<Event>>>, u64) {
        if after < self.oldest || after > self.head() {
            return (vec![Frame::Reset], self.head());
        }
        let mut frames = Vec::new();
        let mut prev = after;
        let mut batch = Vec::new();
        let missed = self.log[usize::try_from(after).unwrap()..].to_vec();
        for (seq, seen) in missed {
            if seen {
                batch.push(seq);
                if self.chance.below(3) == 0 {
                    frames.push(batch_of(prev, std::mem::take(&mut batch)));
                    prev = seq;
                }
            }
        }
        if let Some(last) = batch.last().copied() {
            frames.push(batch_of(prev, batch));
            prev = last;
        }
        frames.push(resumed(prev, self.head()));
        (frames, self.head())
    }

    /// Puts a frame on a socket, with all the noise there is.
    fn send(&mut self, link: u32, frame: Frame<Vec<Event>>) {
        if self.is_hole() || self.is_down() || self.abandoned.contains(&link) {
            return;
        }
        let (lost, doubled, delayed) = self.noise;
        let copies = if self.chance.below(100) < lost {
            0
        } else {
            1 + u64::from(self.chance.below(100) < doubled)
        };
        for _ in 0..copies {
            let delay = if self.chance.below(100) < delayed {
                i64::try_from(self.chance.below(1_000)).unwrap()
            } else {
                0
            };
            let input = Input::Frame(Link(link), frame.clone());
            self.launch(delay, Flight::ToClient(input));
        }
    }

    fn write(&mut self) {
        let seq = self.head() + 1;
        let seen = !seq.is_multiple_of(3);
        self.log.push((seq, seen));
        if seen {
            for (link, sent) in self.sockets.clone() {
                self.send(link, batch_of(sent, vec![seq]));
                self.sockets.insert(link, seq);
            }
        }
    }

    fn end_sockets(&mut self) {
        for (link, _) in std::mem::take(&mut self.sockets) {
            self.launch(1, Flight::ToClient(Input::Closed(Link(link), 1006)));
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Write(count) => (0..count).for_each(|_| self.write()),
            Act::Pass(millis) => self.pass(millis),
            Act::Cut => self.end_sockets(),
            Act::BlackHole(millis) => self.hole_until = self.now + millis,
            Act::Down(millis) => {
                self.down_until = self.now + millis;
                self.end_sockets();
            }
            Act::Forget => self.oldest = self.head(),
            Act::NoSockets(no) => {
                self.no_sockets = no;
                if no {
                    self.end_sockets();
                }
            }
            Act::Noise(lost, doubled, delayed) => self.noise = (lost, doubled, delayed),
            Act::Wake => self.tell(Input::Wake),
            Act::Clock(millis) => {
                self.skew += millis;
                self.tell(Input::Tick);
            }
            Act::SignOut => {
                self.tell(Input::SignedOut);
                assert_eq!(self.session.state(), State::SignedOut);
                self.pass(2_000);
                self.tell(Input::SignedIn);
            }
        }
    }

    fn tell(&mut self, input: Input<Vec<Event>>) {
        let now = LocalTime(self.now + self.skew);
        for output in self.session.handle(now, input) {
            let trip = self.trip();
            match output {
                Output::Bootstrap(link) => self.launch(trip, Flight::Snapshot(link)),
                Output::GetTicket(link) => self.launch(trip, Flight::Ticket(link)),
                Output::Open(link) => self.launch(trip, Flight::Open(link)),
                Output::Send(link, Say::Hello { after, .. }) => {
                    self.launch(trip, Flight::Hello(link, after));
                }
                Output::Send(link, Say::Probe) => self.launch(trip, Flight::Probe(link)),
                Output::Send(_, Say::Beat(_)) => {}
                Output::Poll { link, after, wait } => {
                    let wait = i64::from(wait) * 100 + trip;
                    self.launch(wait, Flight::Poll(link, after));
                }
                Output::Abandon(link) => {
                    self.abandoned.insert(link.0);
                }
                Output::Deliver(payload) => {
                    self.shown.extend(payload);
                    let visible = self.visible();
                    assert_eq!(
                        self.shown,
                        visible[..self.shown.len().min(visible.len())],
                        "what is shown is no beginning of what the server has"
                    );
                }
            }
        }
        if let Some(tick) = self.session.next_tick() {
            let wait = tick.since(now);
            self.flights
                .retain(|_, flight| !matches!(flight, Flight::Tick));
            self.launch(wait, Flight::Tick);
        }
    }

    /// The network heals. The longest wait is 30 s, the longest snapshot another 30; and a client
    /// that polls looks now and then whether a socket works again.
    fn heal(&mut self) {
        self.down_until = 0;
        self.hole_until = 0;
        self.no_sockets = false;
        self.noise = (0, 0, 0);
        self.pass(100_000);
        for _ in 0..5 {
            if self.session.state() != State::Live {
                self.pass(1_000);
            }
        }
    }
}

fn batch_of(prev: u64, payload: Vec<Event>) -> Frame<Vec<Event>> {
    Frame::Events {
        prev: Seq(prev),
        seq: Seq(payload.last().copied().unwrap_or(prev)),
        payload,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Proves G8.
    #[test]
    fn whatever_happens_the_client_has_what_the_server_has_once_and_in_order(
        seed in any::<u64>(),
        acts in acts(),
    ) {
        let mut world = World::new(seed);
        for act in acts {
            world.act(act);
        }
        world.heal();
        prop_assert_eq!(&world.shown, &world.visible());
        prop_assert_eq!(world.session.state(), State::Live);
        world.write();
        world.write();
        world.pass(30_000);
        prop_assert_eq!(&world.shown, &world.visible());
    }
}

/// Proves G8.
#[test]
fn a_healthy_connection_is_never_given_up() {
    let mut world = World::new(3);
    for _ in 0..500 {
        world.write();
        world.pass(7_000);
    }
    assert_eq!(world.abandoned.len(), 0);
    assert_eq!(world.shown, world.visible());
}
