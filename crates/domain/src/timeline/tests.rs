//! The timeline in stories, and its laws.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Message {
    id: u128,
    seq: u64,
    position: u64,
    at: i64,
    sender: u8,
}

impl Entry for Message {
    fn id(&self) -> ItemId {
        ItemId(Uuid::from_u128(self.id))
    }
    fn seq(&self) -> Seq {
        Seq(self.seq)
    }
    fn position(&self) -> Seq {
        Seq(self.position)
    }
    fn at(&self) -> Timestamp {
        Timestamp(self.at)
    }
    fn is_incoming(&self) -> bool {
        self.sender == 0
    }
    fn goes_with(&self, other: &Self) -> bool {
        self.sender == other.sender
    }
}

fn a_message(position: u64) -> Message {
    Message {
        id: u128::from(position),
        seq: position,
        position,
        at: i64::try_from(position).unwrap() * 1_000,
        sender: 0,
    }
}

fn an_echo(id: u128) -> Message {
    Message {
        id,
        seq: 0,
        position: 0,
        at: 90_000,
        sender: 1,
    }
}

fn messages(positions: impl IntoIterator<Item = u64>) -> Vec<Message> {
    positions.into_iter().map(a_message).collect()
}

/// The rows in one line: `^` older, `…` gap, `|` day, `*` unread, a number for an item.
fn line(timeline: &Timeline<Message>, unread_after: Option<u64>) -> String {
    let day = |at: Timestamp| Day(i32::try_from(at.0 / 86_400_000).unwrap());
    let rows = timeline.rows(&day, unread_after.map(Seq));
    let words: Vec<_> = rows
        .iter()
        .map(|row| match row.key {
            Key::Older => "^".to_owned(),
            Key::Gap(..) => "…".to_owned(),
            Key::Day(_) => "|".to_owned(),
            Key::Unread => "*".to_owned(),
            Key::Item(id) => id.0.as_u128().to_string(),
        })
        .collect();
    words.join(" ")
}

fn check(timeline: &Timeline<Message>, expected: &str) {
    assert_eq!(line(timeline, None), expected);
}

#[test]
fn pages_join_where_they_meet() {
    let mut timeline = Timeline::new(Some(Seq(100)));
    timeline.page(Ask::Newest, messages([40, 50]), true, Seq(100));
    check(&timeline, "^ | 40 50");
    assert_eq!(timeline.ask_for(Key::Older), Some(Ask::Before(Seq(40))));
    timeline.page(Ask::Before(Seq(40)), messages([20, 30]), false, Seq(101));
    check(&timeline, "| 20 30 40 50");
    assert_eq!(timeline.ask_for(Key::Older), None);
}

#[test]
fn what_was_missed_is_shown_as_a_gap() {
    let mut timeline = Timeline::new(Some(Seq(50)));
    timeline.page(Ask::Newest, messages([40, 50]), false, Seq(50));
    timeline.put(a_message(55));
    check(&timeline, "| 40 50 55");
    timeline.interrupted(Seq(60), Seq(200));
    check(&timeline, "| 40 50 55 …");
    timeline.put(a_message(210));
    check(&timeline, "| 40 50 55 … 210");
    let gap = Key::Gap(Seq(60), Seq(201));
    assert_eq!(timeline.ask_for(gap), Some(Ask::After(Seq(60))));
    timeline.page(Ask::After(Seq(60)), messages([70]), true, Seq(212));
    check(&timeline, "| 40 50 55 70 … 210");
    timeline.page(Ask::After(Seq(70)), messages([80, 210]), false, Seq(212));
    check(&timeline, "| 40 50 55 70 80 210");
}

/// Proves L9: a part in the middle is shown with what is missing around it, which closes from both
/// sides; what comes meanwhile leaves no hole.
#[test]
fn a_part_in_the_middle_grows_both_ways() {
    let mut timeline = Timeline::new(Some(Seq(1000)));
    timeline.page(Ask::Newest, messages([990, 1000]), true, Seq(1000));
    timeline.page(Ask::Before(Seq(501)), messages([490, 500]), true, Seq(1000));
    timeline.page(Ask::After(Seq(500)), messages([510, 520]), true, Seq(1000));
    check(&timeline, "^ | 490 500 510 520 … 990 1000");
    timeline.put(a_message(1001));
    assert_eq!(timeline.ask_for(Key::Older), Some(Ask::Before(Seq(490))));
    let gap = Key::Gap(Seq(520), Seq(990));
    assert_eq!(timeline.ask_for(gap), Some(Ask::After(Seq(520))));
    assert_eq!(timeline.ask_back_for(gap), Some(Ask::Before(Seq(990))));
    timeline.page(Ask::Before(Seq(990)), messages([970, 980]), true, Seq(1001));
    check(&timeline, "^ | 490 500 510 520 … 970 980 990 1000 1001");
    // A receipt of one that nobody has loaded shows nothing of its neighbours.
    timeline.put(a_message(700));
    assert!(!timeline.is_covered(a_message(700).id()));
    assert!(timeline.is_covered(a_message(980).id()));
    timeline.page(Ask::After(Seq(520)), messages([600, 700]), true, Seq(1001));
    assert!(timeline.is_covered(a_message(700).id()));
    timeline.page(Ask::After(Seq(700)), messages([970, 980]), true, Seq(1001));
    check(
        &timeline,
        "^ | 490 500 510 520 600 700 970 980 990 1000 1001",
    );
}

#[test]
fn a_thread_that_was_opened_before_the_first_snapshot_is_not_taken_for_whole() {
    let mut timeline = Timeline::new(None);
    timeline.page(Ask::Newest, messages([40]), false, Seq(50));
    timeline.interrupted(Seq(0), Seq(60));
    check(&timeline, "| 40 …");
    timeline.page(Ask::Newest, messages([40, 55]), false, Seq(60));
    check(&timeline, "| 40 55");
}

#[test]
fn an_interruption_without_a_change_leaves_no_gap() {
    let mut timeline = Timeline::new(Some(Seq(50)));
    timeline.page(Ask::Newest, messages([40]), false, Seq(50));
    timeline.interrupted(Seq(60), Seq(60));
    check(&timeline, "| 40");
}

/// Proves T4.
#[test]
fn an_echo_becomes_the_message_in_its_own_row() {
    let mut timeline = Timeline::new(Some(Seq(50)));
    timeline.page(Ask::Newest, messages([50]), false, Seq(50));
    timeline.put_echo(an_echo(7));
    timeline.put_echo(an_echo(8));
    check(&timeline, "| 50 7 8");
    let confirmed = Message {
        seq: 51,
        position: 51,
        ..an_echo(7)
    };
    assert!(timeline.put(confirmed.clone()));
    check(&timeline, "| 50 7 8");
    assert!(timeline.is_confirmed(confirmed.id()));
    // The answer after the event, and the outbox that has not heard of either.
    assert!(!timeline.put(confirmed));
    timeline.put_echo(an_echo(7));
    check(&timeline, "| 50 7 8");
    // The customer was faster than the second one.
    timeline.put(a_message(52));
    check(&timeline, "| 50 7 52 8");
}

#[test]
fn an_older_state_changes_nothing() {
    let mut timeline = Timeline::new(Some(Seq(0)));
    let mut delivered = a_message(5);
    delivered.seq = 9;
    assert!(timeline.put(delivered.clone()));
    assert!(!timeline.put(a_message(5)));
    assert_eq!(timeline.get(delivered.id()), Some(&delivered));
}

/// Proves T4.
#[test]
fn days_runs_and_the_place_where_reading_stopped() {
    let mut timeline = Timeline::new(Some(Seq(9)));
    let mut items = messages([1, 2, 3, 4]);
    items[1].sender = 1;
    items[2].at = 86_400_000;
    items[3].at = 86_400_000 + 120_000;
    timeline.page(Ask::Newest, items, false, Seq(9));
    assert_eq!(line(&timeline, Some(1)), "| 1 2 | * 3 4");
    assert_eq!(line(&timeline, Some(4)), "| 1 2 | 3 4");
    let day = |at: Timestamp| Day(i32::try_from(at.0 / 86_400_000).unwrap());
    let runs: Vec<_> = timeline
        .rows(&day, None)
        .iter()
        .filter(|row| matches!(row.key, Key::Item(_)))
        .map(|row| (row.head, row.tail))
        .collect();
    assert_eq!(
        runs,
        [(true, true), (true, true), (true, false), (false, true)]
    );
}

#[test]
fn a_clock_over_midnight_and_back_tells_no_day_twice() {
    let mut timeline = Timeline::new(Some(Seq(9)));
    let mut items = messages([1, 2, 3]);
    items[0].at = 86_400_000;
    items[2].at = 86_400_001;
    timeline.page(Ask::Newest, items, false, Seq(9));
    assert_eq!(line(&timeline, None), "| 1 2 3");
}

// ---- the laws ------------------------------------------------------------------------------

/// What a client may do with a thread while the server writes it.
#[derive(Clone, Copy, Debug)]
enum Act {
    Write,
    /// An item changes (a receipt).
    Touch(usize),
    /// Events up to here arrive.
    Catch,
    /// The connection was lost; a snapshot.
    Snapshot,
    /// Asks for what the n-th open end needs; answered later.
    Ask(usize),
    /// The n-th answer arrives.
    Answer(usize),
}

#[derive(Default)]
struct Server {
    items: BTreeMap<u64, Message>,
    log: Vec<Message>,
    head: u64,
}

impl Server {
    fn write(&mut self) {
        self.head += 3;
        let message = a_message(self.head);
        self.items.insert(self.head, message.clone());
        self.log.push(message);
    }

    fn touch(&mut self, n: usize) {
        let Some(position) = self.items.keys().nth(n % self.items.len().max(1)).copied() else {
            return;
        };
        self.head += 1;
        let head = self.head;
        let item = self.items.get_mut(&position).unwrap();
        item.seq = head;
        self.log.push(item.clone());
    }

    fn page(&self, ask: Ask) -> (Ask, Vec<Message>, bool, Seq) {
        const LIMIT: usize = 2;
        let all: Vec<_> = match ask {
            Ask::Newest => self.items.values().rev().collect(),
            Ask::Before(seq) => self.items.range(..seq.0).rev().map(|(_, v)| v).collect(),
            Ask::After(seq) => self.items.range(seq.0 + 1..).map(|(_, v)| v).collect(),
        };
        let more = all.len() > LIMIT;
        let mut page: Vec<_> = all.into_iter().take(LIMIT).cloned().collect();
        page.sort_by_key(|item| item.position);
        (ask, page, more, Seq(self.head))
    }
}

fn open_ends(timeline: &Timeline<Message>) -> Vec<Ask> {
    timeline
        .rows(&|_| Day(0), None)
        .iter()
        .filter_map(|row| timeline.ask_for(row.key))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Proves T4, T5.
    #[test]
    fn once_no_gap_is_left_the_thread_is_the_servers(
        acts in proptest::collection::vec(
            prop_oneof![
                4 => Just(Act::Write),
                2 => any::<usize>().prop_map(Act::Touch),
                3 => Just(Act::Catch),
                1 => Just(Act::Snapshot),
                3 => any::<usize>().prop_map(Act::Ask),
                3 => any::<usize>().prop_map(Act::Answer),
            ],
            1..60,
        ),
    ) {
        let mut server = Server::default();
        server.write();
        server.write();
        server.write();
        let mut applied = server.head;
        let mut sent = server.log.len();
        let mut timeline: Timeline<Message> = Timeline::new(Some(Seq(applied)));
        let mut answers = vec![server.page(Ask::Newest)];
        for act in acts.into_iter().chain([Act::Catch]) {
            match act {
                Act::Write => server.write(),
                Act::Touch(n) => server.touch(n),
                Act::Catch => {
                    for item in &server.log[sent..] {
                        timeline.put(item.clone());
                    }
                    sent = server.log.len();
                    applied = server.head;
                }
                Act::Snapshot => {
                    // Touched items that are loaded are refetched by whoever drives it; here
                    // they come with the pages or not at all.
                    timeline.interrupted(Seq(applied), Seq(server.head));
                    sent = server.log.len();
                    applied = server.head;
                    answers.clear();
                    answers.push(server.page(Ask::Newest));
                }
                Act::Ask(n) => {
                    let ends = open_ends(&timeline);
                    if !ends.is_empty() {
                        answers.push(server.page(ends[n % ends.len()]));
                    }
                }
                Act::Answer(n) if !answers.is_empty() => {
                    let (ask, items, more, seq) = answers.remove(n % answers.len());
                    timeline.page(ask, items, more, seq);
                }
                Act::Answer(_) => {}
            }
            // What is shown without a gap between is without a hole.
            let shown: Vec<_> = timeline.items().map(|item| item.position).collect();
            for span in &timeline.spans {
                let inside = |p: &&u64| span.0 <= **p && **p <= span.1.min(applied);
                let have: Vec<_> = shown.iter().filter(inside).collect();
                let want: Vec<_> = server.items.keys().filter(inside).collect();
                prop_assert_eq!(have, want, "in {:?}", span);
            }
        }
        for (ask, items, more, seq) in answers {
            timeline.page(ask, items, more, seq);
        }
        for _ in 0..100 {
            for ask in open_ends(&timeline) {
                let (ask, items, more, seq) = server.page(ask);
                timeline.page(ask, items, more, seq);
            }
        }
        let have: Vec<_> = timeline.items().map(|item| item.position).collect();
        let want: Vec<_> = server.items.keys().copied().collect();
        prop_assert_eq!(have, want);
        prop_assert!(open_ends(&timeline).is_empty());
    }

    #[test]
    fn no_order_of_puts_makes_a_difference(
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // Twelve states of four messages.
        let states: Vec<_> = (0..12_u64)
            .map(|n| Message { seq: 10 + n, ..a_message(n % 4 + 1) })
            .collect();
        let mut timeline = Timeline::new(Some(Seq(0)));
        for n in order {
            timeline.put(states[n].clone());
        }
        let have: Vec<_> = timeline.items().cloned().collect();
        prop_assert_eq!(have, states[8..].to_vec());
    }
}
