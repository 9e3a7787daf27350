//! What the thread shows, line by line, as plain data: `domain`'s timeline, and what the panel adds
//! to it.
//!
//! Pure: the view only has to make it so. Every row keeps its key for life, so that a redraw moves
//! no node: a message has the same key while it is sending, sent and read.

use bandeja_contract::{AuthorKind, ItemId, Seq, Timestamp, visitor::VisitorMessage};
use bandeja_domain::{
    timeline::{self, Entry, Timeline},
    when::{self, Day, Form},
};

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

/// A message of the timeline. What is on its way has no `seq` yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The message.
    pub message: VisitorMessage,
    /// How far it got, while the server has not confirmed it.
    pub delivery: Delivery,
}

impl Post {
    /// A message that the server has.
    #[must_use]
    pub const fn confirmed(message: VisitorMessage) -> Self {
        Self {
            message,
            delivery: Delivery::Sent,
        }
    }

    /// An own message that the server has not confirmed.
    #[must_use]
    pub fn unconfirmed(id: ItemId, text: &str, at: Timestamp, delivery: Delivery) -> Self {
        let message = VisitorMessage {
            id,
            seq: Seq(0),
            position: Seq(0),
            at,
            author: AuthorKind::Customer,
            name: None,
            text: text.to_owned(),
            attachments: Vec::new(),
            ended: false,
        };
        Self { message, delivery }
    }
}

impl Entry for Post {
    fn id(&self) -> ItemId {
        self.message.id
    }
    fn seq(&self) -> Seq {
        self.message.seq
    }
    fn position(&self) -> Seq {
        self.message.position
    }
    fn at(&self) -> Timestamp {
        self.message.at
    }
    fn is_incoming(&self) -> bool {
        self.message.author != AuthorKind::Customer && !self.message.ended
    }
    fn goes_with(&self, other: &Self) -> bool {
        let (one, two) = (&self.message, &other.message);
        !one.ended && !two.ended && one.author == two.author && one.name == two.name
    }
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

/// The rows of a thread that the team has read up to `read`. `offset` tells how many minutes local
/// time is ahead of UTC at an instant; `now` is the server's clock.
pub fn rows(
    timeline: &Timeline<Post>,
    read: Seq,
    now: Timestamp,
    offset: &dyn Fn(Timestamp) -> i32,
) -> Vec<Row> {
    let day = |at: Timestamp| when::day(at, offset(at));
    let today = day(now);
    let mut rows: Vec<Row> = Vec::new();
    for row in timeline.rows(&day, None) {
        match row.key {
            // Told by the next message, whose instant it needs.
            timeline::Key::Day(day) => {
                rows.push(Row::Day(day, when::form_of_day(day, today), Timestamp(0)));
            }
            timeline::Key::Item(id) => {
                let Some(post) = timeline.get(id) else {
                    continue;
                };
                if let Some(Row::Day(.., at)) = rows.last_mut() {
                    *at = post.message.at;
                }
                rows.push(tell(post, row, read));
            }
            _ => {}
        }
    }
    // Who got less far says so, even in the middle of a run.
    let mut next: Option<Delivery> = None;
    for row in rows.iter_mut().rev() {
        let Row::Bubble(bubble) = row else { continue };
        bubble.is_last |= bubble.is_own && next.is_some_and(|next| next != bubble.delivery);
        next = bubble.is_own.then_some(bubble.delivery);
    }
    rows
}

fn tell(post: &Post, row: timeline::Row, read: Seq) -> Row {
    let message = &post.message;
    if message.ended {
        return Row::Ended(message.id);
    }
    let is_read = message.position > Seq(0) && message.position <= read;
    Row::Bubble(Bubble {
        id: message.id,
        is_own: message.author == AuthorKind::Customer,
        name: message.name.clone(),
        text: message.text.clone(),
        files: message
            .attachments
            .iter()
            .map(|file| file.name.clone())
            .collect(),
        at: message.at,
        is_first: row.head,
        is_last: row.tail,
        delivery: if is_read {
            Delivery::Read
        } else {
            post.delivery
        },
    })
}

#[cfg(test)]
mod tests;
