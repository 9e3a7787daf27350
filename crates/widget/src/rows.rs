//! What the thread shows, line by line, as plain data.
//!
//! Pure: the view only has to make it so. Every row keeps its key for life, so that a redraw moves
//! no node: a message has the same key while it is sending, sent and read.

use bandeja_contract::{AuthorKind, ItemId, Seq, Timestamp, visitor::VisitorMessage};
use bandeja_domain::when::{self, Day, Form};

/// Milliseconds within which messages of one sender share a head.
const RUN: i64 = 120_000;

/// One line of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The first words of the team.
    Greeting,
    /// A new day, how it is told, and the first instant of it that is shown.
    Day(Day, Form, Timestamp),
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
    Day(Day),
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
    /// The words of the message that it answers, if that is here.
    pub quote: Option<String>,
    /// Plain text.
    pub text: String,
    /// The names of the files that came along.
    pub files: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it opens a run of one sender: then the name is shown.
    pub is_first: bool,
    /// Whether it ends a run, or got less far than the next one: then time and delivery are shown.
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
    /// When it was written, on the server's clock as far as one could tell.
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
            Self::Day(day, ..) => Key::Day(*day),
            Self::Bubble(bubble) => Key::Item(bubble.id),
            Self::Ended(id) => Key::Item(*id),
            Self::Away => Key::Away,
        }
    }
}

/// The rows of a thread, which the team has read up to `read`; what is not confirmed stands last.
/// `offset` tells how many minutes local time is ahead of UTC at an instant; `now` is the server's
/// clock.
pub fn rows<'a>(
    confirmed: &[VisitorMessage],
    unconfirmed: impl Iterator<Item = Unconfirmed<'a>>,
    read: Seq,
    now: Timestamp,
    offset: &dyn Fn(Timestamp) -> i32,
) -> Vec<Row> {
    let mut rows = Rows {
        list: Vec::new(),
        day: None,
        offset,
        now,
    };
    for message in confirmed {
        let answered = confirmed.iter().find(|it| Some(it.id) == message.answers);
        rows.confirmed(message, answered, read);
    }
    for message in unconfirmed {
        rows.push(Bubble {
            id: message.id,
            is_own: true,
            name: None,
            quote: None,
            text: message.text.to_owned(),
            files: Vec::new(),
            at: message.at,
            is_first: true,
            is_last: true,
            delivery: message.delivery,
        });
    }
    rows.list
}

struct Rows<'a> {
    list: Vec<Row>,
    day: Option<Day>,
    offset: &'a dyn Fn(Timestamp) -> i32,
    now: Timestamp,
}

impl Rows<'_> {
    fn confirmed(
        &mut self,
        message: &VisitorMessage,
        answered: Option<&VisitorMessage>,
        read: Seq,
    ) {
        if message.ended {
            self.list.push(Row::Ended(message.id));
            return;
        }
        self.push(Bubble {
            id: message.id,
            is_own: message.author == AuthorKind::Customer,
            name: message.name.clone(),
            quote: answered.map(words),
            text: message.text.clone(),
            files: message
                .attachments
                .iter()
                .map(|file| file.name.clone())
                .collect(),
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

    fn push(&mut self, mut bubble: Bubble) {
        let day = when::day(bubble.at, (self.offset)(bubble.at));
        // Never back to an earlier day: a clock that was wrong may not make the days dance.
        if self.day.is_none_or(|last| last < day) {
            self.day = Some(day);
            let today = when::day(self.now, (self.offset)(self.now));
            let form = when::form_of_day(day, today);
            self.list.push(Row::Day(day, form, bubble.at));
        }
        if let Some(Row::Bubble(last)) = self.list.last_mut()
            && last.is_own == bubble.is_own
            && (last.is_own || last.name == bubble.name)
            && bubble.at.since(last.at).abs() <= RUN
        {
            bubble.is_first = false;
            // What got less far says so itself, everything else only at the end of its run.
            last.is_last = last.is_own && last.delivery != bubble.delivery;
        }
        self.list.push(Row::Bubble(bubble));
    }
}

/// What a message is quoted by: its words, or the names of its files.
fn words(message: &VisitorMessage) -> String {
    let mut words = message.text.clone();
    for file in &message.attachments {
        if !words.is_empty() {
            words.push_str(" · ");
        }
        words.push_str(&file.name);
    }
    words
}

#[cfg(test)]
mod tests;
