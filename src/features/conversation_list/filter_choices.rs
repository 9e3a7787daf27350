//! What else a list can be filtered by (L4): whose, over what, unread, tags; and what is active.

use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_contract::{Channel, Filter, Owner, Tag};
use bandeja_domain::channel::rules;

/// Something that is active, and the filter without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Its words.
    pub word: String,
    /// What is left without it.
    pub rest: Filter,
}

/// What is active, each to be taken away, and all of it.
#[component]
pub fn FilterChips(
    /// What is active.
    #[prop(into)]
    chips: Signal<Vec<Chip>>,
    /// Another filter is wanted.
    #[prop(into)]
    on_change: Callback<Filter>,
) -> impl IntoView {
    let each = move |chip: Chip| {
        let name = chip.word.clone();
        view! {
            <li>
                <button
                    type="button"
                    class="filter-chip"
                    aria-label=move || tf(Key::ListFilterDrop, &[("name", &name)])
                    on:click=move |_| on_change.run(chip.rest.clone())
                >
                    <bdi>{chip.word}</bdi>
                    <Icon shape=Shape::Cross/>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || chips.with(|chips| !chips.is_empty())>
            <ul class="filter-chips" aria-label=move || t(Key::ListFilterChips)>
                {move || chips.get().into_iter().map(each).collect_view()}
            </ul>
            <Button
                label=Key::ListFilterClear
                kind=Kind::Bare
                on_press=move |()| on_change.run(Filter::default())
            />
        </Show>
    }
}

/// The boxes beside those of the groups.
#[component]
pub fn FilterChoices(
    /// What is chosen.
    #[prop(into)]
    filter: Signal<Filter>,
    /// The channels that the workspace has.
    #[prop(into)]
    channels: Signal<Vec<Channel>>,
    /// The tags that the workspace has.
    #[prop(into)]
    tags: Signal<Vec<Tag>>,
    /// Another filter is wanted.
    #[prop(into)]
    on_change: Callback<Filter>,
) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Filter)| {
        let mut next = filter.get_untracked();
        change(&mut next);
        on_change.run(next);
    };
    let owners = [
        (None, Key::ListFilterOwnerAll),
        (Some(Owner::Mine), Key::ListFilterOwnerMine),
        (Some(Owner::Nobody), Key::ListFilterOwnerNobody),
    ];
    let owner = move |(owner, word): (Option<Owner>, Key)| {
        view! {
            <label class="check-list__line">
                <input
                    type="radio"
                    name="filter-owner"
                    prop:checked=move || filter.with(|filter| filter.owner == owner)
                    on:change=move |_| change(&|filter| filter.owner = owner)
                />
                <span>{text(word)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="check-list">
            <legend class="check-list__legend">{text(Key::ListFilterOwner)}</legend>
            {owners.map(owner).collect_view()}
        </fieldset>
        <fieldset class="check-list">
            <legend class="quiet">{text(Key::ListFilterUnread)}</legend>
            <label class="check-list__line">
                <input
                    type="checkbox"
                    prop:checked=move || filter.with(|filter| filter.unread)
                    on:change=move |_| change(&|filter| filter.unread = !filter.unread)
                />
                <span>{text(Key::ListFilterUnread)}</span>
            </label>
        </fieldset>
        <fieldset class="check-list">
            <legend class="check-list__legend">{text(Key::ListFilterChannels)}</legend>
            <For each=move || channels.get() key=|channel| *channel let:channel>
                <label class="check-list__line">
                    <input
                        type="checkbox"
                        prop:checked=move || filter.with(|filter| filter.channels.contains(&channel))
                        on:change=move |_| change(&|filter| toggle(&mut filter.channels, channel))
                    />
                    <span>{rules(channel).name}</span>
                </label>
            </For>
        </fieldset>
        <Show when=move || tags.with(|tags| !tags.is_empty())>
            <fieldset class="check-list">
                <legend class="check-list__legend">{text(Key::ListFilterTags)}</legend>
                <For each=move || tags.get() key=|tag| tag.id let:tag>
                    <label class="check-list__line">
                        <input
                            type="checkbox"
                            prop:checked=move || filter.with(|filter| filter.tags.contains(&tag.id))
                            on:change=move |_| change(&|filter| toggle(&mut filter.tags, tag.id))
                        />
                        <bdi>{tag.name}</bdi>
                    </label>
                </For>
            </fieldset>
        </Show>
    }
}

fn toggle<T: PartialEq>(chosen: &mut Vec<T>, one: T) {
    match chosen.iter().position(|other| *other == one) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(one),
    }
}
