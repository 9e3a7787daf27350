//! The boxes of the filters: what is ticked stands in the address (L4).

use super::{
    filter_choices::{Chip, FilterChips, FilterChoices},
    group_filter::GroupChoices,
};
use crate::{
    commands::App,
    desk::Desk,
    i18n::{Key, t},
    store::Store,
    ui::prelude::*,
};
use bandeja_contract::{Channel, Filter, GroupId, Owner};
use bandeja_domain::channel::rules;

/// The boxes.
#[component]
pub fn GroupFilterPane() -> impl IntoView {
    let store = expect_context::<App>().store;
    let here = expect_context::<Desk>().here;
    let place = here.place;
    let of = store.clone();
    let groups = Signal::derive(move || {
        let loaded = of.workspace.loaded();
        loaded
            .map(|loaded| loaded.groups.clone())
            .unwrap_or_default()
    });
    let of = store.clone();
    let tags = Signal::derive(move || {
        let loaded = of.workspace.loaded();
        loaded.map(|loaded| loaded.tags.clone()).unwrap_or_default()
    });
    let of = store.clone();
    let channels = Signal::derive(move || {
        let loaded = of.workspace.loaded();
        let inboxes = loaded
            .map(|loaded| loaded.inboxes.clone())
            .unwrap_or_default();
        let is_there = |channel: &Channel| inboxes.iter().any(|inbox| inbox.channel == *channel);
        Channel::ALL
            .iter()
            .copied()
            .filter(is_there)
            .collect::<Vec<_>>()
    });
    let filter = Signal::derive(move || place.with(|at| at.filter.clone()));
    let chosen = Signal::derive(move || filter.with(|filter| filter.groups.clone()));
    // The conversation stays open whatever the list shows.
    let on_change = Callback::new(move |filter: Filter| {
        let mut next = place.get_untracked();
        next.filter = filter;
        here.go(&next);
    });
    let on_choose = move |groups: Vec<GroupId>| {
        let mut next = filter.get_untracked();
        next.groups = groups;
        on_change.run(next);
    };
    let chips = Signal::derive(move || filter.with(|filter| chips(filter, &store)));
    view! {
        <div class="filter-sheet">
            <FilterChips chips on_change/>
            <GroupChoices groups chosen on_choose/>
            <FilterChoices filter channels tags on_change/>
        </div>
    }
}

/// What is active, in the order of the sheet.
fn chips(filter: &Filter, store: &Store) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |word: String, drop: &dyn Fn(&mut Filter)| {
        let mut rest = filter.clone();
        drop(&mut rest);
        chips.push(Chip { word, rest });
    };
    for group in &filter.groups {
        add(store.workspace.group_name(*group), &|rest| {
            rest.groups.retain(|one| one != group);
        });
    }
    if let Some(owner) = filter.owner {
        let word = match owner {
            Owner::Mine => Key::ListFilterOwnerMine,
            Owner::Nobody => Key::ListFilterOwnerNobody,
        };
        add(t(word).to_owned(), &|rest| rest.owner = None);
    }
    if filter.unread {
        add(t(Key::ListFilterUnread).to_owned(), &|rest| {
            rest.unread = false
        });
    }
    for channel in &filter.channels {
        add(rules(*channel).name.to_owned(), &|rest| {
            rest.channels.retain(|one| one != channel);
        });
    }
    let known = store.workspace.loaded();
    for tag in &filter.tags {
        let named = known
            .as_ref()
            .and_then(|known| known.tags.iter().find(|one| one.id == *tag));
        let word = named.map(|tag| tag.name.clone()).unwrap_or_default();
        add(word, &|rest| rest.tags.retain(|one| one != tag));
    }
    chips
}
