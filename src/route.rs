//! The address bar: which tab, which order, which groups, which conversation.
//!
//! `/open`, `/queued/0193…?groups=0192…,0194…&sort=newest`. A link can be sent to a colleague, and the
//! back button goes where it should. Pure text in, pure text out; the router is in `app`.

use bandeja_contract::{ConversationId, Filter, Sort, Status};
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
        }
    }

    /// Reads path parameters and query. What cannot be read is as if it were not there: an old link
    /// must open something.
    #[must_use]
    pub fn read(
        tab: Option<&str>,
        selected: Option<&str>,
        sort: Option<&str>,
        groups: Option<&str>,
    ) -> Self {
        let status = tab.and_then(Status::from_word).unwrap_or(Status::Open);
        let groups = groups
            .unwrap_or_default()
            .split(',')
            .filter_map(|id| id.parse().ok());
        Self {
            status,
            sort: sort
                .and_then(Sort::from_word)
                .unwrap_or(default_sort(status)),
            filter: Filter {
                groups: groups.collect(),
            },
            selected: selected.and_then(|id| id.parse().ok()),
        }
    }

    /// The same place with another tab, in that tab's own order. The conversation stays open.
    #[must_use]
    pub fn tab(&self, status: Status) -> Self {
        Self {
            status,
            sort: default_sort(status),
            ..self.clone()
        }
    }

    /// The same place with another conversation, or none.
    #[must_use]
    pub fn select(&self, selected: Option<ConversationId>) -> Self {
        Self {
            selected,
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
            path.push_str(value);
            separator = '&';
        };
        if self.sort != default_sort(self.status) {
            add("sort=", self.sort.word());
        }
        if !self.filter.groups.is_empty() {
            let groups: Vec<_> = self.filter.groups.iter().map(ToString::to_string).collect();
            add("groups=", &groups.join(","));
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01930000-0000-7000-8000-000000000005";
    const OTHER: &str = "01930000-0000-7000-8000-000000000006";

    fn check(place: &Place, expected: &str) {
        assert_eq!(place.path(), expected);
        let (path, query) = expected.split_once('?').unwrap_or((expected, ""));
        let mut parts = path.trim_start_matches('/').split('/');
        let (tab, selected) = (parts.next(), parts.next());
        let find = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name));
        assert_eq!(
            &Place::read(tab, selected, find("sort="), find("groups=")),
            place
        );
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
                filter: Filter { groups },
                ..Place::of(Status::Queued)
            },
            &format!("/queued?sort=newest&groups={ID},{OTHER}"),
        );
    }

    #[test]
    fn an_address_that_nobody_understands_opens_the_open_ones() {
        assert_eq!(
            Place::read(Some("nope"), Some("1"), Some("?"), Some("x,y")),
            Place::of(Status::Open)
        );
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
