//! Which list is meant: a tab, an order, a filter; and where a conversation stands in it.

use bandeja_contract::{AgentId, Conversation, Filter, Sort, Status};
use bandeja_domain::filter::{Facts, Place, default_sort, matches, place};

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The tab.
    pub status: Status,
    /// The order.
    pub sort: Sort,
    /// What is shown only.
    pub filter: Filter,
    /// Who looks: some filters mean them.
    pub me: Option<AgentId>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            status: Status::Open,
            sort: default_sort(Status::Open),
            filter: Filter::default(),
            me: None,
        }
    }
}

/// A page that was asked for. Answers to what is not asked any more are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which list it was.
    pub query: Query,
    /// Its first row.
    pub offset: u32,
    pub(super) version: u32,
}

impl Query {
    /// Whether a conversation belongs into this list.
    #[must_use]
    pub fn holds(&self, conversation: &Conversation) -> bool {
        self.lists(&Facts::from(conversation))
    }

    /// Whether a conversation with these facts belongs into this list. Whether the reader may see
    /// it at all is the server's word: what one may not see does not come.
    #[must_use]
    pub fn lists(&self, facts: &Facts) -> bool {
        facts.status == self.status && matches(&self.filter, self.me, facts)
    }

    /// Where a conversation stands in this list, if it belongs there.
    #[must_use]
    pub fn place_of(&self, conversation: &Conversation) -> Option<Place> {
        let facts = Facts::from(conversation);
        self.lists(&facts).then(|| place(&facts))
    }
}
