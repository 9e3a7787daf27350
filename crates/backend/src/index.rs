//! The conversation list in memory: the facts that decide tab, order and number of every
//! conversation, so that a page at any offset and all counts take microseconds.
//!
//! Which conversations a list shows and in which order is `domain`'s business; here its answers
//! are kept in order. Rows are not kept: a page's ids are read here, its rows from the database.

use bandeja_contract::{ConversationId, Counts, Filter, GroupId, Sort, Status};
use bandeja_domain::{
    filter::{Facts, Place, compare, is_by_group, matches_group, place, shows},
    permission::{Actor, sees},
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

/// Facts of all conversations, and the places of each group's tabs in ascending order.
#[derive(Debug, Default)]
pub(crate) struct Index {
    facts: HashMap<ConversationId, Facts>,
    tabs: BTreeMap<(GroupId, Status), Vec<Place>>,
}

impl Index {
    /// An index of everything there is.
    pub(crate) fn new(all: Vec<Facts>) -> Self {
        let mut index = Self {
            facts: HashMap::with_capacity(all.len()),
            tabs: BTreeMap::new(),
        };
        for facts in all {
            index
                .tabs
                .entry((facts.group, facts.status))
                .or_default()
                .push(place(&facts));
            index.facts.insert(facts.id, facts);
        }
        for tab in index.tabs.values_mut() {
            tab.sort_unstable();
        }
        index
    }

    /// Takes the facts of one conversation, new or changed.
    pub(crate) fn put(&mut self, facts: Facts) {
        let (new, key) = (place(&facts), (facts.group, facts.status));
        if let Some(old) = self.facts.insert(facts.id, facts) {
            let gone = place(&old);
            if let Some(tab) = self.tabs.get_mut(&(old.group, old.status))
                && let Ok(at) = tab.binary_search(&gone)
            {
                tab.remove(at);
            }
        }
        let tab = self.tabs.entry(key).or_default();
        if let Err(at) = tab.binary_search(&new) {
            tab.insert(at, new);
        }
    }

    /// Forgets a conversation.
    pub(crate) fn remove(&mut self, id: ConversationId) {
        if let Some(old) = self.facts.remove(&id)
            && let Some(tab) = self.tabs.get_mut(&(old.group, old.status))
            && let Ok(at) = tab.binary_search(&place(&old))
        {
            tab.remove(at);
        }
    }

    /// The group that answers a conversation now.
    pub(crate) fn group(&self, id: ConversationId) -> Option<GroupId> {
        self.facts.get(&id).map(|facts| facts.group)
    }

    /// How many conversations `actor` finds under `filter`, per status.
    pub(crate) fn counts(&self, actor: &Actor, filter: &Filter) -> Counts {
        let mut counts = Counts::default();
        if !is_by_group(filter) {
            for facts in self.facts.values().filter(|one| shows(actor, filter, one)) {
                *counts.of_mut(facts.status) += 1;
            }
            return counts;
        }
        for ((group, status), tab) in &self.tabs {
            if sees(actor, *group) && matches_group(filter, *group) {
                *counts.of_mut(*status) += u32::try_from(tab.len()).unwrap_or(u32::MAX);
            }
        }
        counts
    }

    /// At most `limit` conversations of a tab from row `offset` on, in order.
    pub(crate) fn page(
        &self,
        actor: &Actor,
        filter: &Filter,
        status: Status,
        sort: Sort,
        offset: usize,
        limit: usize,
    ) -> Vec<Place> {
        if is_by_group(filter) {
            return Merged::new(self, actor, filter, status, sort).page(offset, limit);
        }
        // Everything is looked at once, and only the page is put in order.
        let mut page = self.filtered(actor, filter, status);
        let order = |a: &Place, b: &Place| compare(sort, *a, *b);
        if offset >= page.len() {
            return Vec::new();
        }
        if offset > 0 {
            page.select_nth_unstable_by(offset, order);
            page.drain(..offset);
        }
        if limit < page.len() {
            page.select_nth_unstable_by(limit, order);
            page.truncate(limit);
        }
        page.sort_unstable_by(order);
        page
    }

    /// What a filter by more than groups leaves of a tab, in no order.
    fn filtered(&self, actor: &Actor, filter: &Filter, status: Status) -> Vec<Place> {
        let all = self.facts.values();
        all.filter(|facts| facts.status == status && shows(actor, filter, facts))
            .map(place)
            .collect()
    }

    /// The row of a tab at which everything after `place` begins.
    pub(crate) fn row_after(
        &self,
        actor: &Actor,
        filter: &Filter,
        status: Status,
        sort: Sort,
        place: Place,
    ) -> usize {
        if !is_by_group(filter) {
            let places = self.filtered(actor, filter, status);
            let upto = places
                .iter()
                .filter(|one| compare(sort, **one, place) != Ordering::Greater);
            return upto.count();
        }
        let merged = Merged::new(self, actor, filter, status, sort);
        let mut row = merged.rank(place);
        for at in 0..merged.lists.len() {
            row += usize::from(merged.get(at, merged.before(at, place)) == Some(place));
        }
        row
    }
}

/// Several ordered lists read as one.
struct Merged<'a> {
    lists: Vec<&'a [Place]>,
    sort: Sort,
}

impl<'a> Merged<'a> {
    fn new(index: &'a Index, actor: &Actor, filter: &Filter, status: Status, sort: Sort) -> Self {
        let lists = index
            .tabs
            .iter()
            .filter(|((group, of), tab)| {
                *of == status
                    && !tab.is_empty()
                    && sees(actor, *group)
                    && matches_group(filter, *group)
            })
            .map(|(_, tab)| tab.as_slice())
            .collect();
        Self { lists, sort }
    }

    /// The place in row `at` of one list, in the list's order.
    fn get(&self, list: usize, at: usize) -> Option<Place> {
        let list = self.lists.get(list)?;
        match self.sort {
            Sort::Oldest => list.get(at).copied(),
            Sort::Newest => list
                .len()
                .checked_sub(at + 1)
                .and_then(|at| list.get(at).copied()),
        }
    }

    /// How many of one list come before `place`.
    fn before(&self, list: usize, place: Place) -> usize {
        let Some(list) = self.lists.get(list) else {
            return 0;
        };
        match self.sort {
            Sort::Oldest => {
                list.partition_point(|one| compare(self.sort, *one, place) == Ordering::Less)
            }
            Sort::Newest => {
                list.len()
                    - list.partition_point(|one| compare(self.sort, *one, place) != Ordering::Less)
            }
        }
    }

    /// How many of all lists come before `place`.
    fn rank(&self, place: Place) -> usize {
        (0..self.lists.len())
            .map(|list| self.before(list, place))
            .sum()
    }

    /// The place in row `row` of the whole: in one of the lists, a search finds it by its rank.
    fn at(&self, row: usize) -> Option<Place> {
        for list in 0..self.lists.len() {
            let (mut low, mut high) = (0, self.lists.get(list)?.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let place = self.get(list, middle)?;
                match self.rank(place).cmp(&row) {
                    Ordering::Equal => return Some(place),
                    Ordering::Less => low = middle + 1,
                    Ordering::Greater => high = middle,
                }
            }
        }
        None
    }

    fn page(&self, offset: usize, limit: usize) -> Vec<Place> {
        let Some(first) = self.at(offset) else {
            return Vec::new();
        };
        let mut heads: Vec<usize> = (0..self.lists.len())
            .map(|list| self.before(list, first))
            .collect();
        let mut page = Vec::with_capacity(limit);
        while page.len() < limit {
            let next = heads
                .iter()
                .enumerate()
                .filter_map(|(list, at)| Some((list, self.get(list, *at)?)))
                .min_by(|(_, a), (_, b)| compare(self.sort, *a, *b));
            let Some((list, place)) = next else { break };
            page.push(place);
            if let Some(head) = heads.get_mut(list) {
                *head += 1;
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{AgentId, Channel, Owner, Role, TagId, Timestamp};
    use bandeja_domain::filter::count;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn group(number: u8) -> GroupId {
        GroupId(Uuid::from_u128(u128::from(number)))
    }

    fn some_facts() -> impl Strategy<Value = Facts> {
        let sides = (
            0_u8..3,
            0..3_usize,
            any::<bool>(),
            prop::collection::vec(0_u8..3, 0..3),
        );
        (
            0_u8..40,
            0..Status::ALL.len(),
            0_u8..4,
            0_i64..6,
            0_i64..6,
            sides,
        )
            .prop_map(
                |(
                    id,
                    status,
                    of,
                    queued_at,
                    last_activity_at,
                    (owner, channel, is_unread, tags),
                )| Facts {
                    id: ConversationId(Uuid::from_u128(u128::from(id))),
                    status: Status::ALL[status],
                    group: group(of),
                    assignee: (owner > 0).then(|| AgentId(Uuid::from_u128(u128::from(owner - 1)))),
                    channel: Channel::ALL[channel],
                    is_unread,
                    tags: tags.into_iter().map(tag).collect(),
                    queued_at: Timestamp(queued_at),
                    last_activity_at: Timestamp(last_activity_at),
                },
            )
    }

    fn tag(number: u8) -> TagId {
        TagId(Uuid::from_u128(u128::from(number)))
    }

    /// Half of all filters ask for groups alone.
    fn a_filter() -> impl Strategy<Value = Filter> {
        let sides = (
            0_u8..3,
            prop::collection::vec(0..3_usize, 0..3),
            any::<bool>(),
            prop::collection::vec(0_u8..3, 0..2),
        );
        let groups = prop::collection::vec(0_u8..4, 0..3);
        (groups, prop::option::of(sides)).prop_map(|(groups, sides)| {
            let (owner, channels, unread, tags) = sides.unwrap_or_default();
            Filter {
                groups: groups.into_iter().map(group).collect(),
                owner: [None, Some(Owner::Mine), Some(Owner::Nobody)][usize::from(owner)],
                channels: channels.into_iter().map(|n| Channel::ALL[n]).collect(),
                unread,
                tags: tags.into_iter().map(tag).collect(),
            }
        })
    }

    proptest! {
        /// Proves L3, L4, L10: whatever was put in whatever order, a page is what sorting
        /// everything would give.
        #[test]
        fn a_page_is_what_sorting_everything_would_give(
            puts in prop::collection::vec(some_facts(), 0..80),
            before in 0_usize..80,
            role in 0..Role::ALL.len(),
            own in prop::collection::vec(0_u8..4, 0..3),
            filter in a_filter(),
            offset in 0_usize..50,
            limit in 1_usize..20,
        ) {
            let actor = Actor {
                id: AgentId(Uuid::nil()),
                role: Role::ALL[role],
                groups: own.into_iter().map(group).collect(),
            };
            let (loaded, put) = puts.split_at(before.min(puts.len()));
            let mut all: HashMap<ConversationId, Facts> = HashMap::new();
            all.extend(loaded.iter().map(|facts| (facts.id, facts.clone())));
            let mut index = Index::new(all.values().cloned().collect());
            for facts in put {
                index.put(facts.clone());
                all.insert(facts.id, facts.clone());
            }
            let shown: Vec<Facts> =
                all.values().filter(|facts| shows(&actor, &filter, facts)).cloned().collect();
            prop_assert_eq!(index.counts(&actor, &filter), count(&shown));
            for status in Status::ALL {
                for sort in Sort::ALL {
                    let mut expected: Vec<Place> =
                        shown.iter().filter(|f| f.status == *status).map(place).collect();
                    expected.sort_by(|a, b| compare(*sort, *a, *b));
                    for (row, one) in expected.iter().enumerate() {
                        let after = index.row_after(&actor, &filter, *status, *sort, *one);
                        prop_assert_eq!(after, row + 1);
                    }
                    let expected: Vec<Place> =
                        expected.into_iter().skip(offset).take(limit).collect();
                    let page = index.page(&actor, &filter, *status, *sort, offset, limit);
                    prop_assert_eq!(page, expected);
                }
            }
        }
    }
}
