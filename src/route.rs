//! The address bar: which tab, which order, which groups, which conversation, which message.
//!
//! `/open`, `/queued/0193…?groups=0192…,0194…&sort=newest`, `/open/0193…?message=0195…`. What is
//! looked for is not in it, only that something is: words are nobody's business but the reader's.
//! A link can be sent to a colleague, and the
//! back button goes where it should. Pure text in, pure text out; the router is in `app`.

use bandeja_contract::{ConversationId, Filter, ItemId, Sort, Status};
use bandeja_domain::filter::default_sort;

/// What the address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The tab.
    pub status: Status,
    /// The order of the list.
    pub sort: Sort,
    /// The groups shown.
    pub filter: Filter,
    /// The open conversation.
    pub selected: Option<ConversationId>,
    /// The message in it that is to be seen.
    pub message: Option<ItemId>,
    /// Which of this window's searches stands in place of the list.
    pub search: Option<u32>,
}

impl Default for Place {
    fn default() -> Self {
        Self::of(Status::Open)
    }
}

impl Place {
    /// A tab in its own order, with nothing selected.
    #[must_use]
    pub fn of(status: Status) -> Self {
        Self {
            status,
            sort: default_sort(status),
            filter: Filter::default(),
            selected: None,
            message: None,
            search: None,
        }
    }

    /// Reads path parameters and query; `find` looks a member of the query up. What cannot be read is
    /// as if it were not there: an old link must open something.
    #[must_use]
    pub fn read<'a>(
        tab: Option<&str>,
        selected: Option<&str>,
        find: &dyn Fn(&str) -> Option<&'a str>,
    ) -> Self {
        let status = tab.and_then(Status::from_word).unwrap_or(Status::Open);
        let selected = selected.and_then(|id| id.parse().ok());
        Self {
            status,
            sort: find("sort")
                .and_then(Sort::from_word)
                .unwrap_or(default_sort(status)),
            filter: Filter::read(find),
            selected,
            message: find("message")
                .filter(|_| selected.is_some())
                .and_then(|id| id.parse().ok()),
            search: find("search").and_then(|n| n.parse().ok()),
        }
    }

    /// The same place with another tab, in that tab's own order. The conversation stays open; a
    /// search ends.
    #[must_use]
    pub fn tab(&self, status: Status) -> Self {
        Self {
            status,
            sort: default_sort(status),
            search: None,
            ..self.clone()
        }
    }

    /// The same place with another conversation, or none.
    #[must_use]
    pub fn select(&self, selected: Option<ConversationId>) -> Self {
        Self {
            selected,
            message: None,
            ..self.clone()
        }
    }

    /// The same place with a message to be seen.
    #[must_use]
    pub fn at_message(&self, conversation: ConversationId, message: ItemId) -> Self {
        Self {
            message: Some(message),
            ..self.select(Some(conversation))
        }
    }

    /// The same place with a search in place of the list, or none.
    #[must_use]
    pub fn searching(&self, search: Option<u32>) -> Self {
        Self {
            search,
            ..self.clone()
        }
    }

    /// The path and query below the app's base; [`Place::read`] reads it back.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = format!("/{}", self.status.word());
        if let Some(selected) = self.selected {
            path.push('/');
            path.push_str(&selected.to_string());
        }
        let mut separator = '?';
        let mut add = |name: &str, value: &str| {
            path.push(separator);
            path.push_str(name);
            path.push('=');
            path.push_str(value);
            separator = '&';
        };
        if self.sort != default_sort(self.status) {
            add("sort", self.sort.word());
        }
        for (name, value) in self.filter.query() {
            add(name, &value);
        }
        if let Some(message) = self.message {
            add("message", &message.to_string());
        }
        if let Some(search) = self.search {
            add("search", &search.to_string());
        }
        path
    }
}

/// The first part of the address of the settings.
pub const SETTINGS: &str = "settings";

/// A part of the settings: `/settings/lists`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// The words of the screens.
    #[default]
    Words,
    /// Who gets what, and what happens afterwards.
    Assignment,
    /// Reasons, and the end of a conversation.
    Closing,
    /// Groups and their queues.
    Groups,
    /// Connected channels.
    Inboxes,
    /// Tags.
    Tags,
    /// Who changed what.
    Audit,
}

impl Section {
    /// Every section, in the order to show.
    pub const ALL: [Self; 7] = [
        Self::Words,
        Self::Assignment,
        Self::Closing,
        Self::Groups,
        Self::Inboxes,
        Self::Tags,
        Self::Audit,
    ];

    /// Its word in the address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Assignment => "assignment",
            Self::Closing => "closing",
            Self::Groups => "groups",
            Self::Inboxes => "channels",
            Self::Tags => "tags",
            Self::Audit => "changes",
        }
    }

    /// The section of a word; what nobody knows is the first one.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|section| section.word() == word)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{Channel, Owner};

    const ID: &str = "01930000-0000-7000-8000-000000000005";
    const OTHER: &str = "01930000-0000-7000-8000-000000000006";

    fn check(place: &Place, expected: &str) {
        assert_eq!(place.path(), expected);
        let (path, query) = expected.split_once('?').unwrap_or((expected, ""));
        let mut parts = path.trim_start_matches('/').split('/');
        let (tab, selected) = (parts.next(), parts.next());
        let find = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(other, _)| *other == name)
                .map(|(_, value)| value)
        };
        assert_eq!(&Place::read(tab, selected, &find), place);
    }

    /// Proves L4.
    #[test]
    fn every_place_is_read_back_from_its_address() {
        let id: ConversationId = ID.parse().expect("an id");
        let groups = vec![ID.parse().expect("an id"), OTHER.parse().expect("an id")];
        check(&Place::default(), "/open");
        check(
            &Place::of(Status::Queued).select(Some(id)),
            &format!("/queued/{ID}"),
        );
        check(
            &Place {
                sort: Sort::Newest,
                filter: Filter {
                    groups,
                    ..Filter::default()
                },
                ..Place::of(Status::Queued)
            },
            &format!("/queued?sort=newest&groups={ID},{OTHER}"),
        );
        let filter = Filter {
            groups: Vec::new(),
            owner: Some(Owner::Mine),
            channels: vec![Channel::Email, Channel::Webchat],
            unread: true,
            tags: vec![ID.parse().expect("an id")],
        };
        check(
            &Place {
                filter,
                ..Place::default()
            },
            &format!("/open?owner=mine&channels=email,webchat&unread=1&tags={ID}"),
        );
    }

    /// Proves L9, T9: a link to a message, and a search that keeps its words to itself.
    #[test]
    fn a_message_and_a_search_have_their_address() {
        let id: ConversationId = ID.parse().expect("an id");
        let message: ItemId = OTHER.parse().expect("an id");
        let at = Place::default().at_message(id, message);
        check(&at, &format!("/open/{ID}?message={OTHER}"));
        let searching = at.searching(Some(2));
        check(&searching, &format!("/open/{ID}?message={OTHER}&search=2"));
        assert_eq!(searching.select(None), Place::default().searching(Some(2)));
        assert_eq!(searching.tab(Status::Closed).search, None);
    }

    #[test]
    fn an_address_that_nobody_understands_opens_the_open_ones() {
        assert_eq!(
            Place::read(Some("nope"), Some("1"), &|_| Some("x,y")),
            Place::of(Status::Open)
        );
    }

    #[test]
    fn every_section_is_read_back_from_its_address() {
        for section in Section::ALL {
            assert_eq!(Section::from_word(section.word()), section);
        }
        assert_eq!(Section::from_word("nope"), Section::Words);
    }

    #[test]
    fn another_tab_keeps_the_conversation_and_the_groups() {
        let id: ConversationId = ID.parse().expect("an id");
        let place = Place::of(Status::Queued)
            .select(Some(id))
            .tab(Status::Closed);
        assert_eq!(place.selected, Some(id));
        assert_eq!(place.sort, Sort::Newest);
    }
}
