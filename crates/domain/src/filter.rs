//! Which conversations a list shows, in which order, and how many there are: pure functions over
//! the few facts that decide it, the same in the server's index and in the app's store.

use crate::permission::{Actor, sees};
use bandeja_contract::{
    AgentId, Channel, Conversation, ConversationId, Counts, Filter, GroupId, Owner, Sort, Status,
    TagId, Timestamp,
};
use std::cmp::Ordering;

/// What a list needs to know of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which.
    pub id: ConversationId,
    /// Its tab.
    pub status: Status,
    /// Its group.
    pub group: GroupId,
    /// Its owner.
    pub assignee: Option<AgentId>,
    /// Its channel.
    pub channel: Channel,
    /// Whether its owner has not read everything.
    pub is_unread: bool,
    /// The tags of its contact.
    pub tags: Vec<TagId>,
    /// When it came to the queue last.
    pub queued_at: Timestamp,
    /// When somebody wrote last.
    pub last_activity_at: Timestamp,
}

impl From<&Conversation> for Facts {
    fn from(conversation: &Conversation) -> Self {
        Self {
            id: conversation.id,
            status: conversation.status,
            group: conversation.group,
            assignee: conversation.assignee,
            channel: conversation.channel,
            is_unread: conversation.unread > 0,
            tags: conversation.tags.clone(),
            queued_at: conversation.queued_at,
            last_activity_at: conversation.last_activity_at,
        }
    }
}

/// The place of a conversation in its tab. Ascending is «más antiguas».
///
/// The id breaks ties, so that two conversations of one millisecond never swap places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The instant that orders the tab.
    pub at: Timestamp,
    /// Which.
    pub id: ConversationId,
}

/// The place of a conversation in the tab of its status: the queue goes by arrival, the rest by
/// the last activity (L3).
#[must_use]
pub const fn place(facts: &Facts) -> Place {
    let at = match facts.status {
        Status::Queued => facts.queued_at,
        _ => facts.last_activity_at,
    };
    Place { at, id: facts.id }
}

/// Compares two places in the order of a list.
#[must_use]
pub fn compare(sort: Sort, a: Place, b: Place) -> Ordering {
    match sort {
        Sort::Oldest => a.cmp(&b),
        Sort::Newest => b.cmp(&a),
    }
}

/// The order a tab has until somebody chooses another: the queue by arrival, the rest newest
/// first (L3).
#[must_use]
pub const fn default_sort(status: Status) -> Sort {
    match status {
        Status::Queued => Sort::Oldest,
        _ => Sort::Newest,
    }
}

/// Whether a filter lets conversations of `group` through (L4). Naming no group lets all through.
#[must_use]
pub fn matches_group(filter: &Filter, group: GroupId) -> bool {
    filter.groups.is_empty() || filter.groups.contains(&group)
}

/// Whether a filter asks for groups alone, so that whole groups pass or do not.
#[must_use]
pub fn is_by_group(filter: &Filter) -> bool {
    filter.owner.is_none() && filter.channels.is_empty() && !filter.unread && filter.tags.is_empty()
}

/// Whether a filter lets a conversation through that `me` looks at (L4): one of each that is named.
#[must_use]
pub fn matches(filter: &Filter, me: Option<AgentId>, facts: &Facts) -> bool {
    let owner = match filter.owner {
        None => true,
        Some(Owner::Mine) => me.is_some() && facts.assignee == me,
        Some(Owner::Nobody) => facts.assignee.is_none(),
    };
    let channel = filter.channels.is_empty() || filter.channels.contains(&facts.channel);
    let tag = filter.tags.is_empty() || filter.tags.iter().any(|tag| facts.tags.contains(tag));
    let unread = !filter.unread || facts.is_unread;
    owner && channel && tag && unread && matches_group(filter, facts.group)
}

/// Whether `actor` finds the conversation under this filter.
#[must_use]
pub fn shows(actor: &Actor, filter: &Filter, facts: &Facts) -> bool {
    sees(actor, facts.group) && matches(filter, Some(actor.id), facts)
}

/// Counts per status.
#[must_use]
pub fn count<'a>(facts: impl IntoIterator<Item = &'a Facts>) -> Counts {
    let mut counts = Counts::default();
    for one in facts {
        *counts.of_mut(one.status) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn facts(id: u128, status: Status, queued_at: i64, last_activity_at: i64) -> Facts {
        Facts {
            id: ConversationId(Uuid::from_u128(id)),
            status,
            group: GroupId(Uuid::from_u128(1)),
            assignee: None,
            channel: Channel::Webchat,
            is_unread: false,
            tags: Vec::new(),
            queued_at: Timestamp(queued_at),
            last_activity_at: Timestamp(last_activity_at),
        }
    }

    fn order(sort: Sort, mut rows: Vec<Facts>) -> Vec<u128> {
        rows.sort_by(|a, b| compare(sort, place(a), place(b)));
        rows.iter().map(|row| row.id.0.as_u128()).collect()
    }

    /// Proves L3.
    #[test]
    fn the_queue_goes_by_arrival_however_much_is_written_later() {
        let seven = facts(1, Status::Queued, 700, 900);
        let ten_past = facts(2, Status::Queued, 710, 710);
        assert_eq!(
            order(default_sort(Status::Queued), vec![ten_past, seven]),
            [1, 2]
        );
    }

    /// Proves L3.
    #[test]
    fn open_ones_go_by_the_last_activity_newest_first() {
        let quiet = facts(1, Status::Open, 700, 700);
        let lively = facts(2, Status::Open, 600, 900);
        assert_eq!(
            order(
                default_sort(Status::Open),
                vec![quiet.clone(), lively.clone()]
            ),
            [2, 1]
        );
        assert_eq!(order(Sort::Oldest, vec![lively, quiet]), [1, 2]);
    }

    #[test]
    fn ties_keep_one_order_in_both_directions() {
        let rows = vec![facts(2, Status::Open, 0, 5), facts(1, Status::Open, 0, 5)];
        assert_eq!(order(Sort::Oldest, rows.clone()), [1, 2]);
        assert_eq!(order(Sort::Newest, rows), [2, 1]);
    }

    /// Proves L4: of each that is named one must fit; what names nothing lets all through.
    #[test]
    fn a_filter_asks_for_what_it_names() {
        let [me, bruno] = [7, 8].map(|n| Some(AgentId(Uuid::from_u128(n))));
        let (vip, lead) = (TagId(Uuid::from_u128(20)), TagId(Uuid::from_u128(21)));
        let one = Facts {
            assignee: me,
            channel: Channel::Email,
            is_unread: true,
            tags: vec![vip],
            ..facts(1, Status::Open, 0, 0)
        };
        let nobodys = Facts {
            assignee: None,
            is_unread: false,
            tags: Vec::new(),
            ..one
        };
        let check = |change: &dyn Fn(&mut Filter), expected: (bool, bool)| {
            let mut filter = Filter::default();
            change(&mut filter);
            let found = (matches(&filter, me, &one), matches(&filter, me, &nobodys));
            assert_eq!(found, expected, "{filter:?}");
        };
        let group = |n| GroupId(Uuid::from_u128(n));
        check(&|_| {}, (true, true));
        check(
            &|filter| filter.groups = vec![group(1), group(2)],
            (true, true),
        );
        check(&|filter| filter.groups = vec![group(2)], (false, false));
        check(&|filter| filter.owner = Some(Owner::Mine), (true, false));
        check(&|filter| filter.owner = Some(Owner::Nobody), (false, true));
        check(
            &|filter| filter.channels = vec![Channel::Sms, Channel::Email],
            (true, true),
        );
        check(
            &|filter| filter.channels = vec![Channel::Sms],
            (false, false),
        );
        check(&|filter| filter.unread = true, (true, false));
        check(&|filter| filter.tags = vec![lead, vip], (true, false));
        check(&|filter| filter.tags = vec![lead], (false, false));
        let mine = Filter {
            owner: Some(Owner::Mine),
            ..Filter::default()
        };
        assert!(!matches(&mine, bruno, &one), "mine is the reader's");
        assert!(!matches(&mine, None, &nobodys), "nobody has none");
        assert!(is_by_group(&Filter::default()) && !is_by_group(&mine));
    }

    /// Proves L1.
    #[test]
    fn every_status_is_counted() {
        let rows: Vec<_> = Status::ALL
            .iter()
            .enumerate()
            .map(|(i, s)| facts(i as u128, *s, 0, 0))
            .collect();
        let counts = count(&rows);
        for status in Status::ALL {
            assert_eq!(counts.of(*status), 1);
        }
    }
}
