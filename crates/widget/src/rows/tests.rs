//! The rows of small threads, one word each.

use super::*;
use AuthorKind::{Agent, Customer};
use uuid::Uuid;

const DAY: i64 = 86_400_000;

fn an_id(number: u64) -> ItemId {
    ItemId(Uuid::from_u64_pair(0, number))
}

fn a_message(number: u64, author: AuthorKind, at: i64) -> VisitorMessage {
    VisitorMessage {
        id: an_id(number),
        seq: Seq(number),
        position: Seq(number),
        at: Timestamp(at),
        author,
        name: (author == Agent).then(|| "Ana".to_owned()),
        text: format!("#{number}"),
        attachments: Vec::new(),
        ended: false,
        answers: None,
    }
}

/// Proves T9, of the customer's side: what is answered stands above the answer.
#[test]
fn an_answer_shows_what_it_answers_while_that_is_here() {
    let mut answer = a_message(3, Agent, 5_000);
    answer.answers = Some(an_id(1));
    let mut lost = a_message(4, Agent, 6_000);
    lost.answers = Some(an_id(99));
    let confirmed = [a_message(1, Customer, 0), answer, lost];
    let rows = rows(&confirmed, std::iter::empty(), Seq(0), Timestamp(0), &|_| 0);
    let quotes: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Bubble(bubble) => Some(bubble.quote.as_deref()),
            _ => None,
        })
        .collect();
    assert_eq!(quotes, [None, Some("#1"), None]);
}

fn waiting(number: u64, delivery: Delivery) -> Unconfirmed<'static> {
    Unconfirmed {
        id: an_id(number),
        text: "later",
        at: Timestamp(1_000),
        delivery,
    }
}

/// One word per row: «day 0», «> #1 Read .» for the first and last of a run, and so on.
fn check(confirmed: &[VisitorMessage], unconfirmed: &[Unconfirmed<'_>], expected: &[&str]) {
    let unconfirmed = unconfirmed.iter().cloned();
    let told: Vec<_> = rows(confirmed, unconfirmed, Seq(2), Timestamp(DAY), &|_| 0)
        .iter()
        .map(|row| match row {
            Row::Bubble(bubble) => {
                let first = if bubble.is_first { "> " } else { "" };
                let last = if bubble.is_last { " ." } else { "" };
                let text = &bubble.text;
                match bubble.is_own {
                    true => format!("{first}{text} {:?}{last}", bubble.delivery),
                    false => format!("{first}{text}{last}"),
                }
            }
            Row::Day(_, form, at) => format!("{form:?} from {}", at.0),
            Row::Ended(_) => "ended".to_owned(),
            Row::Greeting | Row::Away => "other".to_owned(),
        })
        .collect();
    assert_eq!(told, expected);
}

/// Proves W2: delivery states, and who wrote.
#[test]
fn a_run_shows_its_sender_at_its_head_and_its_time_at_its_end() {
    check(
        &[
            a_message(1, Customer, 0),
            a_message(2, Customer, 1_000),
            a_message(3, Customer, 2_000),
            a_message(4, Agent, 3_000),
            a_message(5, Agent, 4_000),
            a_message(6, Agent, 200_000),
        ],
        &[],
        &[
            "Yesterday from 0",
            "> #1 Read",
            "#2 Read .",
            "#3 Sent .",
            "> #4",
            "#5 .",
            "> #6 .",
        ],
    );
}

#[test]
fn how_far_reading_got_does_not_part_the_teams_messages() {
    check(
        &[a_message(2, Agent, 0), a_message(3, Agent, 1_000)],
        &[],
        &["Yesterday from 0", "> #2", "#3 ."],
    );
}

#[test]
fn what_is_not_confirmed_stands_last_and_says_how_far_it_got() {
    check(
        &[a_message(3, Customer, 0)],
        &[
            waiting(4, Delivery::Failed(None)),
            waiting(5, Delivery::Waiting),
            waiting(6, Delivery::Waiting),
        ],
        &[
            "Yesterday from 0",
            "> #3 Sent .",
            "later Failed(None) .",
            "later Waiting",
            "later Waiting .",
        ],
    );
}

/// Proves A6.
#[test]
fn an_end_is_a_line_and_begins_a_new_run() {
    let mut end = a_message(4, AuthorKind::System, 2_000);
    end.ended = true;
    check(
        &[
            a_message(3, Customer, 0),
            end,
            a_message(5, Customer, 3_000),
        ],
        &[],
        &["Yesterday from 0", "> #3 Sent .", "ended", "> #5 Sent ."],
    );
}

#[test]
fn days_follow_the_readers_clock() {
    let late = a_message(1, Customer, DAY - 1);
    check(
        &[late.clone(), a_message(2, Customer, DAY)],
        &[],
        &[
            "Yesterday from 86399999",
            "> #1 Read .",
            "Time from 86400000",
            "> #2 Read .",
        ],
    );
    let none = std::iter::empty;
    let east = rows(&[late], none(), Seq(0), Timestamp(DAY), &|_| 60);
    assert!(matches!(east[0], Row::Day(Day(1), Form::Time, _)));
}

#[test]
fn a_message_keeps_its_key_from_sending_to_read() {
    let keys = |confirmed: &[VisitorMessage], unconfirmed: Option<Unconfirmed<'_>>| {
        let rows = rows(
            confirmed,
            unconfirmed.into_iter(),
            Seq(1),
            Timestamp(0),
            &|_| 0,
        );
        rows.iter().map(Row::key).collect::<Vec<_>>()
    };
    let before = keys(&[], Some(waiting(1, Delivery::Sending)));
    assert_eq!(before, keys(&[a_message(1, Customer, 5)], None));
}
