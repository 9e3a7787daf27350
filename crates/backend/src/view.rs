//! What of an event a reader may see: one function for agents, one for visitors. Live frames,
//! replays and the long poll all go through here.

use crate::log::{Kind, Logged};
use bandeja_contract::{
    visitor::{VisitorEvent, VisitorMessage, VisitorState},
    *,
};
use bandeja_domain::permission::{Actor, sees};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What an agent gets of an entry. `group` is the one that answers the conversation now.
///
/// Whoever could see a conversation then but cannot now is told to forget it, even where the
/// entry is older than the move: rights are those of this moment.
pub(crate) fn for_agent<'a>(
    actor: &Actor,
    logged: &'a Logged,
    group: Option<GroupId>,
) -> Option<Cow<'a, RawValue>> {
    match logged.kind {
        // What names a card only says that there is something to read, to whoever may.
        Kind::Agent | Kind::Setup | Kind::Contact | Kind::Ticket | Kind::Erased => {
            Some(Cow::Borrowed(&logged.wire))
        }
        Kind::Online => None,
        Kind::Conversation | Kind::Item => {
            let group = group.or(logged.group)?;
            if sees(actor, group) {
                return Some(Cow::Borrowed(&logged.wire));
            }
            let saw = [logged.group, logged.before]
                .into_iter()
                .flatten()
                .any(|g| sees(actor, g));
            let hidden = Event {
                seq: logged.seq,
                change: Change::Hidden(logged.conversation?),
            };
            saw.then(|| {
                serde_json::value::to_raw_value(&hidden)
                    .ok()
                    .map(Cow::Owned)
            })
            .flatten()
        }
    }
}

/// What names a visitor's view: those who answer, and whether anybody is there.
pub(crate) trait Names {
    /// The name of a login.
    fn agent_name(&self, id: AgentId) -> Option<String>;
    /// The name of the chatbot.
    fn bot_name(&self) -> Option<String>;
    /// Whether anybody is there of the group that answers whoever writes a conversation.
    fn is_online(&self, row: &Conversation) -> bool;
}

/// What a visitor gets of a change to one of their own conversations: messages, the end, and
/// where it stands. Never ids of agents, addresses, other events or notes.
pub(crate) fn for_visitor(seq: Seq, change: &Change, names: &impl Names) -> Option<VisitorEvent> {
    match change {
        Change::Item(item) => Some(VisitorEvent {
            seq,
            message: Some(message(item, names)?),
            state: None,
        }),
        // A conversation that another one follows is history; the state is the newer one's.
        Change::Conversation(row) if row.followed_by.is_none() => Some(VisitorEvent {
            seq,
            message: None,
            state: Some(state(row, names)),
        }),
        Change::Conversation(_)
        | Change::Agent(_)
        | Change::Contact(_)
        | Change::Ticket(_)
        | Change::Setup(_)
        | Change::Hidden(_)
        | Change::Unknown => None,
    }
}

/// An item as its visitor sees it; none for what does not concern them.
pub(crate) fn message(item: &Item, names: &impl Names) -> Option<VisitorMessage> {
    let ended = item.happening == Some(Happening::Closed);
    if item.kind != ItemKind::Message && !ended {
        return None;
    }
    Some(VisitorMessage {
        id: item.id,
        seq: item.seq,
        position: item.position,
        at: item.at,
        author: if ended {
            AuthorKind::System
        } else {
            item.author
        },
        name: match item.author {
            AuthorKind::Bot => names.bot_name(),
            _ => item.agent.and_then(|id| names.agent_name(id)),
        }
        .filter(|_| !ended),
        text: if ended {
            String::new()
        } else {
            item.text.clone()
        },
        attachments: if ended {
            Vec::new()
        } else {
            item.attachments.clone()
        },
        ended,
        answers: item.answers.filter(|_| !ended),
    })
}

/// Where a conversation stands, as its visitor sees it.
pub(crate) fn state(row: &Conversation, names: &impl Names) -> VisitorState {
    VisitorState {
        seq: row.seq,
        status: Some(row.status),
        agent: if row.bot {
            names.bot_name()
        } else {
            row.assignee.and_then(|id| names.agent_name(id))
        },
        online: names.is_online(row),
        agent_read: row.agent_read,
        visitor_read: row.customer_read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    struct Nobody;

    impl Names for Nobody {
        fn agent_name(&self, _: AgentId) -> Option<String> {
            Some("Ana".to_owned())
        }
        fn bot_name(&self) -> Option<String> {
            Some("Barri".to_owned())
        }
        fn is_online(&self, _: &Conversation) -> bool {
            true
        }
    }

    fn an_item() -> Item {
        Item {
            id: ItemId(Uuid::from_u128(1)),
            conversation: ConversationId(Uuid::from_u128(2)),
            seq: Seq(4),
            position: Seq(4),
            at: Timestamp(5),
            kind: ItemKind::Event,
            author: AuthorKind::Agent,
            agent: Some(AgentId(Uuid::from_u128(3))),
            text: "Precio".to_owned(),
            attachments: Vec::new(),
            happening: Some(Happening::Closed),
            note: Some("no volverá".to_owned()),
            to_agent: None,
            to_group: None,
            delivery: None,
            mail: None,
            answers: None,
        }
    }

    #[test]
    fn of_a_closing_the_visitor_learns_the_end_and_nothing_else() {
        let told = message(&an_item(), &Nobody).expect("the end is told");
        assert!(told.ended);
        assert_eq!(
            (told.author, told.name, told.text.as_str()),
            (AuthorKind::System, None, "")
        );
    }

    #[test]
    fn other_events_stay_in_the_house() {
        for happening in Happening::ALL.iter().filter(|h| **h != Happening::Closed) {
            let item = Item {
                happening: Some(*happening),
                ..an_item()
            };
            assert_eq!(message(&item, &Nobody), None, "{happening:?}");
        }
    }

    /// Proves M9, of the customer's side.
    #[test]
    fn comments_stay_in_the_house() {
        let comment = Item {
            kind: ItemKind::Comment,
            happening: None,
            note: None,
            ..an_item()
        };
        assert_eq!(message(&comment, &Nobody), None);
        let change = Change::Item(Box::new(comment));
        assert_eq!(for_visitor(Seq(4), &change, &Nobody), None);
    }

    #[test]
    fn who_loses_sight_is_told_to_forget() {
        let [old, new] = [10, 11].map(|n| GroupId(Uuid::from_u128(n)));
        let actor = |groups| Actor {
            id: AgentId(Uuid::nil()),
            role: Role::Agent,
            groups,
        };
        let conversation = ConversationId(Uuid::from_u128(2));
        let mut logged =
            Logged::new(Seq(9), Kind::Item, Change::Item(Box::new(an_item()))).expect("serialises");
        logged.conversation = Some(conversation);
        logged.group = Some(old);
        let seen = |groups, now| {
            for_agent(&actor(groups), &logged, Some(now)).map(|raw| {
                serde_json::from_str::<Event>(raw.get())
                    .expect("an event")
                    .change
            })
        };
        assert_eq!(seen(vec![old], new), Some(Change::Hidden(conversation)));
        assert!(matches!(seen(vec![old], old), Some(Change::Item(_))));
        assert!(matches!(seen(vec![new], new), Some(Change::Item(_))));
        assert_eq!(seen(vec![], new), None);
    }
}
