//! What the thread shows, line by line, as plain data.
//!
//! Pure: the view only has to make it so. Every row keeps its key for life, so that a redraw moves
//! no node: a message has the same key while it is sending, sent and read.

use bandeja_contract::{AuthorKind, ItemId, Seq, Timestamp, visitor::VisitorMessage};

/// Milliseconds within which messages of one sender share a head.
const RUN: i64 = 120_000;
const DAY: i64 = 86_400_000;

/// One line of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The first words of the team.
    Greeting,
    /// A new day; its first instant that is shown.
    Day(i64, Timestamp),
    /// A message.
    Bubble(Bubble),
    /// The conversation ended here.
    Ended(ItemId),
    /// Nobody of the team is there.
    Away,
}

/// What makes two rows the same row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The greeting.
    Greeting,
    /// The line of a day.
    Day(i64),
    /// A message or an end.
    Item(ItemId),
    /// The line that says that nobody is there.
    Away,
}

/// A message as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bubble {
    /// Its id.
    pub id: ItemId,
    /// Whether the visitor wrote it.
    pub is_own: bool,
    /// Who wrote it, if a name is known.
    pub name: Option<String>,
    /// Plain text.
    pub text: String,
    /// The names of the files that came along.
    pub files: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it opens a run of one sender: then the name is shown.
    pub is_first: bool,
    /// Whether it ends a run: then the time is shown.
    pub is_last: bool,
    /// How far an own message got.
    pub delivery: Delivery,
}

/// How far an own message got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// On its way.
    Sending,
    /// It waits for the connection.
    Waiting,
    /// The server has it.
    Sent,
    /// The team has read it.
    Read,
    /// It was refused; the text stays. With the limit that it passed, if it did.
    Failed(Option<u64>),
}

/// An own message that the server has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed<'a> {
    /// Its id.
    pub id: ItemId,
    /// Plain text.
    pub text: &'a str,
    /// When it was written, on the server's clock as far as one can tell.
    pub at: Timestamp,
    /// How far it got.
    pub delivery: Delivery,
}

impl Row {
    /// What makes it the same row.
    #[must_use]
    pub const fn key(&self) -> Key {
        match self {
            Self::Greeting => Key::Greeting,
            Self::Day(day, _) => Key::Day(*day),
            Self::Bubble(bubble) => Key::Item(bubble.id),
            Self::Ended(id) => Key::Item(*id),
            Self::Away => Key::Away,
        }
    }
}

/// The rows of a thread: `confirmed` by position, `unconfirmed` behind it. `offset` tells how many
/// milliseconds local time is ahead of UTC at an instant.
pub fn rows<'a>(
    confirmed: impl IntoIterator<Item = &'a VisitorMessage>,
    unconfirmed: impl IntoIterator<Item = Unconfirmed<'a>>,
    read: Seq,
    offset: impl Fn(Timestamp) -> i64,
) -> Vec<Row> {
    let mut thread = Thread {
        rows: Vec::new(),
        day: None,
        offset,
    };
    for message in confirmed {
        if message.ended {
            thread.rows.push(Row::Ended(message.id));
            continue;
        }
        thread.push(Bubble {
            id: message.id,
            is_own: message.author == AuthorKind::Customer,
            name: message.name.clone(),
            text: message.text.clone(),
            files: message.attachments.iter().map(|file| file.name.clone()).collect(),
            at: message.at,
            is_first: true,
            is_last: true,
            delivery: if message.position <= read {
                Delivery::Read
            } else {
                Delivery::Sent
            },
        });
    }
    for message in unconfirmed {
        thread.push(Bubble {
            id: message.id,
            is_own: true,
            name: None,
            text: message.text.to_owned(),
            files: Vec::new(),
            at: message.at,
            is_first: true,
            is_last: true,
            delivery: message.delivery,
        });
    }
    thread.rows
}

struct Thread<F> {
    rows: Vec<Row>,
    day: Option<i64>,
    offset: F,
}

impl<F: Fn(Timestamp) -> i64> Thread<F> {
    fn push(&mut self, mut bubble: Bubble) {
        let day = bubble.at.plus((self.offset)(bubble.at)).0.div_euclid(DAY);
        // Never back to an earlier day: a clock that was wrong may not make the days dance.
        if self.day.is_none_or(|last| day > last) {
            self.day = Some(day);
            self.rows.push(Row::Day(day, bubble.at));
        }
        if let Some(Row::Bubble(last)) = self.rows.last_mut()
            && last.is_own == bubble.is_own
            && last.name == bubble.name
            && bubble.at.since(last.at) < RUN
        {
            bubble.is_first = false;
            // What has not arrived says so itself, everything else only at the end of its run.
            last.is_last = last.delivery != bubble.delivery;
        }
        self.rows.push(Row::Bubble(bubble));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

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
            name: (author == AuthorKind::Agent).then(|| "Ana".to_owned()),
            text: format!("#{number}"),
            attachments: Vec::new(),
            ended: false,
        }
    }

    /// One word per row: «day 0», «Ana: #1 14» and so on.
    fn check(confirmed: &[VisitorMessage], unconfirmed: &[Unconfirmed<'_>], expected: &[&str]) {
        let told: Vec<_> = rows(confirmed, unconfirmed.iter().cloned(), Seq(2), |_| 0)
            .iter()
            .map(|row| match row {
                Row::Bubble(bubble) => format!(
                    "{}{}{}{}",
                    if bubble.is_first { "> " } else { "" },
                    bubble.text,
                    if bubble.is_own {
                        format!(" {:?}", bubble.delivery)
                    } else {
                        String::new()
                    },
                    if bubble.is_last { " ." } else { "" },
                ),
                Row::Day(day, _) => format!("day {day}"),
                Row::Ended(_) => "ended".to_owned(),
                Row::Greeting | Row::Away => "other".to_owned(),
            })
            .collect();
        assert_eq!(told, expected);
    }

    use AuthorKind::{Agent, Customer};

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
                "day 0",
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
    fn what_is_not_confirmed_stands_last_and_says_how_far_it_got() {
        let waiting = |number, delivery| Unconfirmed {
            id: an_id(number),
            text: "later",
            at: Timestamp(1_000),
            delivery,
        };
        check(
            &[a_message(3, Customer, 0)],
            &[
                waiting(4, Delivery::Failed(None)),
                waiting(5, Delivery::Waiting),
                waiting(6, Delivery::Waiting),
            ],
            &[
                "day 0",
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
            &[a_message(3, Customer, 0), end, a_message(5, Customer, 3_000)],
            &[],
            &["day 0", "> #3 Sent .", "ended", "> #5 Sent ."],
        );
    }

    #[test]
    fn days_follow_the_readers_clock_and_never_go_back() {
        let late = a_message(1, Customer, DAY - 1);
        let next = a_message(2, Customer, DAY);
        let wrong = a_message(3, Customer, 0);
        check(
            &[late.clone(), next, wrong],
            &[],
            &["day 0", "> #1 Read .", "day 1", "> #2 Read .", "#3 Sent ."],
        );
        let east = rows([&late], [], Seq(0), |_| 3_600_000);
        assert_eq!(east[0], Row::Day(1, Timestamp(DAY - 1)));
    }

    #[test]
    fn a_message_keeps_its_key_from_sending_to_read() {
        let sending = Unconfirmed {
            id: an_id(1),
            text: "#1",
            at: Timestamp(0),
            delivery: Delivery::Sending,
        };
        let before = rows([], [sending], Seq(0), |_| 0);
        let after = rows([&a_message(1, Customer, 5)], [], Seq(1), |_| 0);
        let keys = |rows: &[Row]| rows.iter().map(Row::key).collect::<Vec<_>>();
        assert_eq!(keys(&before), keys(&after));
    }
}
