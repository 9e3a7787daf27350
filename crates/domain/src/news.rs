//! What is news to somebody: what may sound, show on the desktop and count in the tab's title (G5).
//!
//! | news | when |
//! |---|---|
//! | [`News::Queued`] | a conversation came to a queue that one sees |
//! | [`News::Message`] | a customer wrote in one's own conversation |
//! | [`News::Assigned`] | somebody else gave one a conversation |
//!
//! Whoever was away hears of the last minute only: the rest is on the screen.

use bandeja_contract::{
    AgentId, AuthorKind, Change, Conversation, ConversationId, Event, Happening, Item, ItemKind,
    Status, Timestamp,
};

/// Milliseconds after which nobody needs to be told any more.
const OLD: i64 = 60_000;

/// A kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum News {
    /// A new one in the queue.
    Queued,
    /// A message in one's own conversation.
    Message,
    /// A conversation was given to one.
    Assigned,
}

impl News {
    /// Every kind, in the order of the settings.
    pub const ALL: [Self; 3] = [Self::Message, Self::Assigned, Self::Queued];
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its kind.
    pub news: News,
    /// Where.
    pub conversation: ConversationId,
    /// The contact's name.
    pub name: String,
    /// What was written.
    pub text: String,
}

/// What of some events is news to `me`. `known` answers a conversation as it was before them.
#[must_use]
pub fn of(
    events: &[Event],
    me: AgentId,
    now: Timestamp,
    known: &dyn Fn(ConversationId) -> Option<Conversation>,
) -> Vec<Piece> {
    let piece = |event: &Event| match &event.change {
        Change::Conversation(it) => {
            let before = known(it.id).map(|before| before.queued_at);
            let came = it.status == Status::Queued && before.is_none_or(|at| at < it.queued_at);
            (came && is_fresh(it.queued_at, now)).then(|| piece(News::Queued, it, &it.preview))
        }
        // Written by this very event: a receipt is none.
        Change::Item(item) if item.position == event.seq && is_fresh(item.at, now) => {
            let it = told(events, item.conversation).or_else(|| known(item.conversation))?;
            let news = of_item(item, me)?;
            (it.assignee == Some(me)).then(|| piece(news, &it, &item.text))
        }
        _ => None,
    };
    let mut all: Vec<Piece> = Vec::new();
    for piece in events.iter().filter_map(piece) {
        let is_same =
            |one: &Piece| one.conversation == piece.conversation && one.news == piece.news;
        // Several events of one coming are one piece; every message is one.
        if piece.news == News::Message || !all.iter().any(is_same) {
            all.push(piece);
        }
    }
    all
}

fn of_item(item: &Item, me: AgentId) -> Option<News> {
    match (item.kind, item.author) {
        (ItemKind::Message, AuthorKind::Customer) => Some(News::Message),
        (ItemKind::Event, _) => {
            let is_given = item.happening == Some(Happening::Assigned) && item.agent != Some(me);
            is_given.then_some(News::Assigned)
        }
        _ => None,
    }
}

fn piece(news: News, it: &Conversation, text: &str) -> Piece {
    Piece {
        news,
        conversation: it.id,
        name: it.contact_name.clone(),
        text: text.to_owned(),
    }
}

/// A conversation as the events leave it.
fn told(events: &[Event], id: ConversationId) -> Option<Conversation> {
    events.iter().rev().find_map(|event| match &event.change {
        Change::Conversation(it) if it.id == id => Some((**it).clone()),
        _ => None,
    })
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    now.since(at) < OLD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unread::tests::a_conversation;
    use bandeja_contract::{ItemId, Seq};
    use uuid::Uuid;

    const ME: AgentId = AgentId(Uuid::from_u128(1));
    const BRUNO: AgentId = AgentId(Uuid::from_u128(2));

    fn it(status: Status, assignee: Option<AgentId>) -> Conversation {
        Conversation {
            queued_at: Timestamp(90_000),
            ..a_conversation(status, assignee)
        }
    }

    fn an_item(author: AuthorKind, happening: Option<Happening>, agent: Option<AgentId>) -> Item {
        let kind = if happening.is_some() {
            ItemKind::Event
        } else {
            ItemKind::Message
        };
        let wire = serde_json::json!({
            "id": ItemId(Uuid::nil()), "conversation": it(Status::Open, None).id, "seq": 7,
            "position": 7, "at": 90_000, "kind": kind, "author": author, "agent": agent,
            "text": "¿Hola?", "happening": happening, "note": null, "delivery": null,
        });
        serde_json::from_value(wire).expect("an item")
    }

    fn check(events: Vec<Change>, known: Option<Conversation>, now: i64, expected: &[News]) {
        let events: Vec<Event> = events
            .into_iter()
            .map(|change| Event {
                seq: Seq(7),
                change,
            })
            .collect();
        let found = of(&events, ME, Timestamp(now), &|_| known.clone());
        let found: Vec<News> = found.iter().map(|piece| piece.news).collect();
        assert_eq!(found, expected);
    }

    fn conversation(it: Conversation) -> Change {
        Change::Conversation(Box::new(it))
    }

    fn item(item: Item) -> Change {
        Change::Item(Box::new(item))
    }

    /// Proves G5.
    #[test]
    fn what_comes_to_the_queue_is_news_once() {
        let queued = it(Status::Queued, None);
        let again = || conversation(it(Status::Queued, None));
        check(vec![again(), again()], None, 100_000, &[News::Queued]);
        check(vec![again()], Some(queued), 100_000, &[]);
        check(vec![again()], None, 150_000, &[]);
    }

    /// Proves G5.
    #[test]
    fn only_the_customers_words_in_ones_own_are_news() {
        let words = || item(an_item(AuthorKind::Customer, None, None));
        let own = || Some(it(Status::Open, Some(ME)));
        check(vec![words(), words()], own(), 100_000, &[News::Message; 2]);
        check(
            vec![words()],
            Some(it(Status::Open, Some(BRUNO))),
            100_000,
            &[],
        );
        check(vec![words()], Some(it(Status::Open, None)), 100_000, &[]);
        check(vec![words()], own(), 151_000, &[]);
        let ours = item(an_item(AuthorKind::Agent, None, Some(BRUNO)));
        check(vec![ours], own(), 100_000, &[]);
        let mut receipt = an_item(AuthorKind::Customer, None, None);
        receipt.position = Seq(3);
        check(vec![item(receipt)], own(), 100_000, &[]);
    }

    /// Proves G5.
    #[test]
    fn what_another_gives_is_news_and_what_one_takes_is_none() {
        let mine = || conversation(it(Status::Open, Some(ME)));
        let given = |by, what| item(an_item(AuthorKind::System, Some(what), Some(by)));
        let check = |changes, expected: &[News]| check(changes, None, 100_000, expected);
        check(
            vec![mine(), given(BRUNO, Happening::Assigned)],
            &[News::Assigned],
        );
        check(vec![mine(), given(ME, Happening::Assigned)], &[]);
        check(vec![mine(), given(ME, Happening::Accepted)], &[]);
        let theirs = conversation(it(Status::Open, Some(BRUNO)));
        check(vec![theirs, given(BRUNO, Happening::Assigned)], &[]);
    }
}
