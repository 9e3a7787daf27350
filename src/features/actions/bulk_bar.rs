//! What can be done to the ticked rows (L12).

use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        button::{Button, IconButton, Kind},
        icon::Shape,
        menu::{MenuGroup, MenuItem, MenuItems},
        popover::Popover,
        prelude::*,
    },
};
use bandeja_contract::{Tag, TagId};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAsk {
    /// Tick the whole list, over all its pages.
    All,
    /// Tick nothing.
    Clear,
    /// Give them to somebody.
    Assign,
    /// Close them.
    Close,
    /// Put a tag on their contacts, or take it off.
    Tag(TagId, bool),
}

/// The bar, over the head of the list.
#[component]
pub fn BulkBar(
    /// How many are ticked.
    #[prop(into)]
    count: Signal<u32>,
    /// How many the list has.
    #[prop(into)]
    total: Signal<u32>,
    /// Whether they can be closed and given away: not those that are over.
    #[prop(into)]
    is_live: Signal<bool>,
    /// The workspace's tags.
    #[prop(into)]
    tags: Signal<Vec<Tag>>,
    /// Something was asked for.
    #[prop(into)]
    on_ask: Callback<BulkAsk>,
) -> impl IntoView {
    let ask = move |what| move |()| on_ask.run(what);
    view! {
        <section class="bulk-bar" aria-label=move || t(Key::BulkBar)>
            <IconButton label=Key::BulkClear shape=Shape::Cross on_press=ask(BulkAsk::Clear)/>
            <p class="bulk-bar__count" role="status">{move || tn(Plural::BulkCount, count.get().into())}</p>
            <Show when=move || count.get() < total.get()>
                <Button
                    label=move || tn(Plural::BulkAll, total.get().into())
                    kind=Kind::Bare
                    on_press=ask(BulkAsk::All)
                />
            </Show>
            <div class="bulk-bar__acts">
                <Show when=move || tags.with(|tags| !tags.is_empty())>
                    <Popover label=Key::BulkTag shape=Shape::Tag word=Key::BulkTag role="menu">
                        <MenuItems groups=vec![
                            tagging(Key::BulkTagOn, tags, true, on_ask),
                            tagging(Key::BulkTagOff, tags, false, on_ask),
                        ]/>
                    </Popover>
                </Show>
                <Show when=move || is_live.get()>
                    <Button label=Key::BulkAssign on_press=ask(BulkAsk::Assign)/>
                    <Button label=Key::BulkClose kind=Kind::Good on_press=ask(BulkAsk::Close)/>
                </Show>
            </div>
        </section>
    }
}

fn tagging(
    label: Key,
    tags: Signal<Vec<Tag>>,
    is_on: bool,
    on_ask: Callback<BulkAsk>,
) -> MenuGroup {
    let item = |tag: Tag| MenuItem::new(tag.name, move || on_ask.run(BulkAsk::Tag(tag.id, is_on)));
    MenuGroup {
        label: label.into(),
        items: tags.get_untracked().into_iter().map(item).collect(),
    }
}

/// Those that stay as they were, and why.
#[component]
pub fn Refusals(
    /// Whose, and the sentence.
    refusals: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <ul class="refusals">
            {refusals
                .into_iter()
                .map(|(name, why)| view! {
                    <li class="refusals__line">
                        <bdi class="refusals__name">{name}</bdi>
                        <span class="refusals__why">{why}</span>
                    </li>
                })
                .collect_view()}
        </ul>
    }
}
