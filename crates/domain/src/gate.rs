//! The send gate: what, written after the last item that a writer had seen, stops their message.
//!
//! In a chat only a colleague's or the bot's message does, so that nobody answers twice; in e-mail
//! every newer message that is not one's own. Events and receipts never do, and customers are
//! never gated.

use bandeja_contract::{AgentId, AuthorKind, Item, ItemKind};

/// Whether `item`, unseen by `writer`, stops a message of theirs. `mail` is
/// [`Rules::mail`](crate::channel::Rules::mail) of the channel.
#[must_use]
pub fn stops(mail: bool, writer: AgentId, item: &Item) -> bool {
    if item.kind != ItemKind::Message {
        return false;
    }
    match item.author {
        AuthorKind::Agent => item.agent != Some(writer),
        AuthorKind::Bot => true,
        AuthorKind::Customer => mail,
        AuthorKind::System => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{ConversationId, ItemId, Seq, Timestamp};
    use uuid::Uuid;

    fn an_item(kind: ItemKind, author: AuthorKind, agent: Option<AgentId>) -> Item {
        Item {
            id: ItemId(Uuid::nil()),
            conversation: ConversationId(Uuid::nil()),
            seq: Seq(1),
            position: Seq(1),
            at: Timestamp(0),
            kind,
            author,
            agent,
            text: String::new(),
            attachments: Vec::new(),
            happening: None,
            note: None,
            to_agent: None,
            to_group: None,
            delivery: None,
            mail: None,
            answers: None,
        }
    }

    #[test]
    fn only_a_colleague_or_the_bot_stops_a_chat_and_anybody_else_a_mail() {
        let [me, colleague] = [1, 2].map(|id| AgentId(Uuid::from_u128(id)));
        for (author, agent, chat, mail) in [
            (AuthorKind::Agent, Some(me), false, false),
            (AuthorKind::Agent, Some(colleague), true, true),
            (AuthorKind::Bot, None, true, true),
            (AuthorKind::Customer, None, false, true),
            (AuthorKind::System, None, false, false),
        ] {
            let message = an_item(ItemKind::Message, author, agent);
            assert_eq!(stops(false, me, &message), chat, "{author:?} in a chat");
            assert_eq!(stops(true, me, &message), mail, "{author:?} in a mail");
            let event = an_item(ItemKind::Event, author, agent);
            assert!(!stops(true, me, &event), "an event by {author:?}");
        }
    }
}
