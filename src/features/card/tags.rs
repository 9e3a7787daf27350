//! The tags of a contact: chips to take off, a menu of those that can be put on.

use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::IconButton,
        icon::Shape,
        menu::{MenuGroup, MenuItem, MenuItems},
        popover::Popover,
        prelude::*,
    },
};
use bandeja_contract::{Tag, TagId};

/// The tags.
#[component]
pub fn Tags(
    /// Those that the contact bears.
    #[prop(into)]
    worn: Signal<Vec<Tag>>,
    /// Those that it does not bear.
    #[prop(into)]
    others: Signal<Vec<Tag>>,
    /// Whether the reader may only read them.
    #[prop(into)]
    is_locked: Signal<bool>,
    /// One is to be put on, or taken off.
    #[prop(into)]
    on_change: Callback<(TagId, bool)>,
) -> impl IntoView {
    let can_add = move || !is_locked.get() && others.with(|others| !others.is_empty());
    view! {
        <section class="card__part" aria-label=move || t(Key::ContactTags)>
            <div class="card__bar">
                <h3 class="card__title">{text(Key::ContactTags)}</h3>
                <Show when=can_add>
                    <Popover label=Key::ContactTagsAdd shape=Shape::Plus role="menu">
                        <MenuItems groups=vec![group(others, on_change)]/>
                    </Popover>
                </Show>
            </div>
            <ul class="tags">
                <For each=move || worn.get() key=|tag| (tag.id, tag.name.clone()) let:tag>
                    <Chip tag is_locked on_change/>
                </For>
            </ul>
            <Show when=move || worn.with(Vec::is_empty)>
                <p class="card__none">{text(Key::ContactTagsNone)}</p>
            </Show>
        </section>
    }
}

fn group(others: Signal<Vec<Tag>>, on_change: Callback<(TagId, bool)>) -> MenuGroup {
    let item = |tag: Tag| {
        let id = tag.id;
        MenuItem::new(tag.name, move || on_change.run((id, true)))
    };
    MenuGroup {
        label: Key::ContactTagsAdd.into(),
        items: others.get_untracked().into_iter().map(item).collect(),
    }
}

#[component]
fn Chip(tag: Tag, is_locked: Signal<bool>, on_change: Callback<(TagId, bool)>) -> impl IntoView {
    let (id, name) = (tag.id, tag.name.clone());
    view! {
        <li class="tag">
            <bdi class="tag__word">{tag.name}</bdi>
            <Show when=move || !is_locked.get()>
                <IconButton
                    label={
                        let name = name.clone();
                        move || tf(Key::ContactTagsRemove, &[("name", &name)])
                    }
                    shape=Shape::Cross
                    on_press=move |()| on_change.run((id, false))
                />
            </Show>
        </li>
    }
}
