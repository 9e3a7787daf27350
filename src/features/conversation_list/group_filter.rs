//! The filter by groups (L4): all, or those that are ticked.

use crate::{
    i18n::{Key, Plural, t, text, tn},
    ui::{icon::Shape, popover::Popover, prelude::*, read::Read},
};
use bandeja_contract::{Group, GroupId};

/// A button that says how many groups show, and the groups to tick.
#[component]
pub fn GroupFilter(
    /// How many are shown; none means all.
    #[prop(into)]
    chosen: Read<usize>,
    /// How many other filters there are.
    #[prop(default = 0.into(), into)]
    others: Read<usize>,
    /// What stands in the sheet: [`GroupChoices`].
    children: ChildrenFn,
) -> impl IntoView {
    let some = move || match (chosen.get(), others.get()) {
        (0, 0) => None,
        (n, 0) => Some(tn(Plural::ListFilterSome, n as u64)),
        (n, more) => Some(tn(Plural::ListFilterActive, (n + more) as u64)),
    };
    let word = some.clone();
    let label = move || {
        let some = some().unwrap_or_else(|| t(Key::ListFilterAll).to_owned());
        format!("{}: {some}", t(Key::ListFilter))
    };
    view! {
        <Popover label shape=Shape::Filter word=move || word().unwrap_or_default() role="dialog">
            {children()}
        </Popover>
    }
}

/// The boxes to tick.
#[component]
pub fn GroupChoices(
    /// All that there are.
    #[prop(into)]
    groups: Signal<Vec<Group>>,
    /// Which are shown; none means all.
    #[prop(into)]
    chosen: Signal<Vec<GroupId>>,
    /// Others are chosen.
    #[prop(into)]
    on_choose: Callback<Vec<GroupId>>,
) -> impl IntoView {
    view! {
        <fieldset class="check-list">
            <legend class="quiet">{text(Key::ListFilter)}</legend>
            <label class="check-list__line">
                <input
                    type="checkbox"
                    autofocus=true
                    prop:checked=move || chosen.with(Vec::is_empty)
                    on:change=move |_| on_choose.run(Vec::new())
                />
                <span>{text(Key::ListFilterAll)}</span>
            </label>
            <For each=move || groups.get() key=|group| group.id let:group>
                <label class="check-list__line">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&group.id))
                        on:change=move |_| on_choose.run(toggled(&chosen.get_untracked(), group.id))
                    />
                    <bdi>{group.name}</bdi>
                </label>
            </For>
        </fieldset>
    }
}

fn toggled(chosen: &[GroupId], group: GroupId) -> Vec<GroupId> {
    let mut next: Vec<_> = chosen
        .iter()
        .copied()
        .filter(|other| *other != group)
        .collect();
    if next.len() == chosen.len() {
        next.push(group);
    }
    next
}
