//! A filter as it stands in a query: in the API's addresses and in those of the app.

use crate::{
    ids::TagId,
    model::{Channel, Filter, Owner},
};
use std::fmt::Write;

impl Filter {
    /// The members of a query that say it; none for what asks for nothing. [`Filter::read`] reads
    /// them back.
    #[must_use]
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let mut members = Vec::new();
        let mut add = |name, value: String| {
            if !value.is_empty() {
                members.push((name, value));
            }
        };
        add("groups", joined(self.groups.iter()));
        add(
            "owner",
            self.owner.map(Owner::word).unwrap_or_default().to_owned(),
        );
        add(
            "channels",
            joined(self.channels.iter().map(|one| one.word())),
        );
        add("unread", if self.unread { "1" } else { "" }.to_owned());
        add("tags", joined(self.tags.iter()));
        members
    }

    /// Reads it; `find` looks a member up. What nobody understands asks for nothing: an old link must
    /// open something.
    #[must_use]
    pub fn read<'a>(find: &dyn Fn(&str) -> Option<&'a str>) -> Self {
        let parts = |name| find(name).unwrap_or_default().split(',');
        Self {
            groups: parts("groups").filter_map(|id| id.parse().ok()).collect(),
            owner: find("owner").and_then(Owner::from_word),
            channels: parts("channels").filter_map(Channel::from_word).collect(),
            unread: find("unread") == Some("1"),
            tags: parts("tags")
                .filter_map(|id| id.parse::<TagId>().ok())
                .collect(),
        }
    }

    /// Whether it asks for anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }
}

fn joined<T: std::fmt::Display>(parts: impl Iterator<Item = T>) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push(',');
        }
        // A `String` takes every write.
        let _ = write!(text, "{part}");
    }
    text
}
