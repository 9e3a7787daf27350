//! Unread: what a number on a row says, and when reading counts.
//!
//! A preview clears nothing and tells the customer nothing: only whoever owns a conversation reads
//! for the team, and only while it is on the screen of somebody who looks (L5).

use crate::{
    permission::{Action, Actor, may},
    status::permits,
};
use bandeja_contract::{Conversation, Seq};

/// The largest number that is shown as itself; above it is «99+».
pub const MOST_SHOWN: u32 = 99;

/// The read mark to send when `actor` looks at the thread of `conversation` and the last item on
/// the screen is at `seen`; `None` when this moves nothing.
#[must_use]
pub fn mark(actor: &Actor, conversation: &Conversation, seen: Seq) -> Option<Seq> {
    let counts = may(actor, Action::MarkRead, conversation)
        && permits(conversation.status, Action::MarkRead);
    (counts && seen > conversation.agent_read).then_some(seen)
}

/// Where reading stopped, for the separator «Nuevos mensajes»; none when everything is read.
#[must_use]
pub fn separator(conversation: &Conversation) -> Option<Seq> {
    (conversation.unread > 0).then_some(conversation.agent_read)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use bandeja_contract::{
        AgentId, AttentionId, AuthorKind, Channel, ContactId, ConversationId, GroupId, InboxId,
        Role, Status, Timestamp,
    };
    use uuid::Uuid;

    const ME: AgentId = AgentId(Uuid::from_u128(1));
    const BRUNO: AgentId = AgentId(Uuid::from_u128(2));
    const GROUP: GroupId = GroupId(Uuid::from_u128(3));

    pub(crate) fn a_conversation(status: Status, assignee: Option<AgentId>) -> Conversation {
        Conversation {
            id: ConversationId(Uuid::from_u128(9)),
            seq: Seq(50),
            status,
            channel: Channel::Webchat,
            inbox: InboxId(Uuid::nil()),
            group: GROUP,
            queue: None,
            assignee,
            contact: ContactId(Uuid::nil()),
            contact_name: "Jorge".to_owned(),
            contact_email: None,
            contact_phone: None,
            attention: AttentionId(Uuid::nil()),
            attention_number: 1,
            ticket_number: 1,
            service: String::new(),
            subject: None,
            preview: String::new(),
            preview_by: AuthorKind::Customer,
            unread: 2,
            created_at: Timestamp(0),
            queued_at: Timestamp(0),
            started_at: None,
            last_activity_at: Timestamp(0),
            closed_at: None,
            last_position: Seq(50),
            customer_read: Seq(0),
            agent_read: Seq(40),
            follows: None,
            followed_by: None,
            window_until: None,
            bot: false,
            tags: Vec::new(),
        }
    }

    fn check(status: Status, assignee: Option<AgentId>, seen: u64, expected: Option<u64>) {
        let me = Actor {
            id: ME,
            role: Role::Supervisor,
            groups: vec![GROUP],
        };
        let conversation = a_conversation(status, assignee);
        assert_eq!(
            mark(&me, &conversation, Seq(seen)),
            expected.map(Seq),
            "{status:?} {assignee:?}"
        );
    }

    /// Proves L5.
    #[test]
    fn only_the_owner_reads_for_the_team() {
        check(Status::Open, Some(ME), 50, Some(50));
        check(Status::Open, Some(BRUNO), 50, None);
        check(Status::Open, None, 50, None);
        check(Status::Queued, None, 50, None);
    }

    #[test]
    fn a_mark_never_goes_back() {
        check(Status::Open, Some(ME), 40, None);
        check(Status::Open, Some(ME), 12, None);
    }

    /// Proves T4.
    #[test]
    fn there_is_a_separator_only_where_something_is_unread() {
        let mut conversation = a_conversation(Status::Open, Some(ME));
        assert_eq!(separator(&conversation), Some(Seq(40)));
        conversation.unread = 0;
        assert_eq!(separator(&conversation), None);
    }
}
