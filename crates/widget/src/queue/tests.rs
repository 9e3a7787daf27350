//! The queue against networks good and bad.

use super::*;
use bandeja_contract::Code;
use proptest::prelude::*;
use uuid::Uuid;

const NOW: LocalTime = LocalTime(1_000_000);
const LOST: Outcome = Outcome::Unknown { retry_after: None };

fn an_id(number: u64) -> ItemId {
    ItemId(Uuid::from_u64_pair(0, number))
}

fn some_words(number: u64) -> Words {
    Words {
        text: format!("#{number}"),
        at: Timestamp(0),
        limit: None,
    }
}

fn a_queue(numbers: impl IntoIterator<Item = u64>) -> Queue {
    let mut queue = Queue::new(7);
    for number in numbers {
        queue.add(an_id(number), some_words(number), NOW);
        queue.kept(an_id(number), NOW);
    }
    queue
}

fn shown(queue: &Queue, is_lost: bool) -> Vec<String> {
    let posts = queue.unconfirmed(is_lost, NOW);
    posts
        .map(|post| format!("{} {:?}", post.text, post.delivery))
        .collect()
}

#[test]
fn one_is_sent_at_a_time_and_in_order() {
    let mut queue = a_queue([1, 2]);
    assert_eq!(queue.next(NOW), Some((an_id(1), "#1".to_owned())));
    assert_eq!(queue.next(NOW), None, "the first is still under way");
    assert!(queue.confirmed(an_id(1)), "by its event");
    assert_eq!(queue.next(NOW).unwrap().1, "#2");
    assert!(
        !queue.judge(an_id(1), LOST, None, NOW),
        "an answer that comes late"
    );
    assert_eq!(shown(&queue, false), ["#2 Sending"]);
}

#[test]
fn nothing_is_sent_before_it_is_kept() {
    let mut queue = Queue::new(7);
    queue.add(an_id(1), some_words(1), NOW);
    assert_eq!(queue.next(NOW.plus(99_999_999)), None);
    queue.hurry(NOW);
    assert_eq!(queue.next(NOW), None);
    assert_eq!(queue.due(NOW), None);
    queue.kept(an_id(1), NOW);
    assert!(queue.next(NOW).is_some());
}

#[test]
fn a_server_that_says_later_is_obeyed() {
    let mut queue = a_queue([1, 2]);
    let (id, _) = queue.next(NOW).unwrap();
    let busy = Outcome::Refused {
        code: Code::RateLimited,
        retry_after: Some(7),
    };
    assert!(!queue.judge(id, busy, None, NOW));
    assert_eq!(queue.due(NOW), Some(NOW.plus(7_000)));
    assert_eq!(shown(&queue, false), ["#1 Waiting", "#2 Sending"]);
    assert_eq!(queue.next(NOW.plus(6_999)), None);
    assert_eq!(queue.next(NOW.plus(7_000)).unwrap().0, id, "the same one");
}

#[test]
fn a_refused_one_lets_the_others_pass_and_keeps_its_words() {
    let mut queue = a_queue([1, 2]);
    let (id, _) = queue.next(NOW).unwrap();
    let refused = Outcome::Refused {
        code: Code::TooLong,
        retry_after: None,
    };
    assert!(!queue.judge(id, refused, Some(4096), NOW));
    assert_eq!(queue.next(NOW).unwrap().0, an_id(2));
    assert_eq!(shown(&queue, true), ["#1 Failed(Some(4096))", "#2 Sending"]);
    queue.confirmed(an_id(2));
    queue.retry(id, NOW);
    assert_eq!(queue.take(id), None, "what is on its way is not taken back");
    assert_eq!(queue.next(NOW).unwrap().0, id, "its id stays");
    assert!(!queue.judge(id, refused, None, NOW));
    assert_eq!(queue.take(id).as_deref(), Some("#1"));
    assert!(queue.is_empty());
}

#[test]
fn a_visitor_whom_the_server_does_not_know_keeps_the_words() {
    let mut queue = a_queue([1]);
    let (id, _) = queue.next(NOW).unwrap();
    let unknown = Outcome::Refused {
        code: Code::SignedOut,
        retry_after: None,
    };
    assert!(queue.judge(id, unknown, None, NOW));
    assert_eq!(queue.next(NOW).unwrap().0, id);
}

#[test]
fn what_was_left_behind_goes_first_and_asks_after_a_day() {
    let mut queue = a_queue([9]);
    let day = outbox::ASK_AFTER;
    for (number, written_at, is_refused) in [
        (3, NOW, true),
        (1, NOW.plus(-day - 1), false),
        (2, NOW.plus(-day), false),
        (9, NOW, false),
    ] {
        let left = Left {
            id: an_id(number),
            written_at,
            is_refused,
            words: some_words(number),
        };
        queue.restore(left, NOW);
    }
    let expected = [
        "#1 Failed(None)",
        "#2 Waiting",
        "#3 Failed(None)",
        "#9 Waiting",
    ];
    assert_eq!(shown(&queue, true), expected);
    assert_eq!(queue.next(NOW).unwrap().0, an_id(2));
}

proptest! {
    /// Proves W4: whatever the network does, every message arrives once and in order.
    #[test]
    fn every_message_arrives_in_order(
        count in 1..6_u64,
        luck in prop::collection::vec(0..4_u8, 0..80),
    ) {
        let mut queue = a_queue(0..count);
        let mut arrived: Vec<ItemId> = Vec::new();
        let mut now = NOW;
        // After bad luck there is good luck, else nothing could be said.
        for luck in luck.into_iter().chain([0; 20]) {
            now = now.plus(60_000);
            let Some((id, _)) = queue.next(now) else { continue };
            // 0: answered. 1: arrived, answer lost. 2: lost. 3: arrived, event first.
            if luck != 2 && !arrived.contains(&id) {
                arrived.push(id);
            }
            if luck == 3 {
                queue.confirmed(id);
            }
            queue.judge(id, if luck == 0 { Outcome::Sent } else { LOST }, None, now);
        }
        prop_assert!(queue.is_empty());
        prop_assert_eq!(arrived, (0..count).map(an_id).collect::<Vec<_>>());
    }
}
