//! A list of the workspace: its entries, each field saved by itself, what was taken out of it, and
//! a form for a new one.

use super::{
    add_entry::AddEntry,
    entry_pane::EntryPane,
    lists::{bring_back, ids, text, with_setup},
    saving::{Edit, Outcome, save},
    shown,
};
use crate::{
    commands::{self, App},
    i18n::{Key, t, tf},
    ui::{
        button::{Button, Kind},
        prelude::*,
    },
};
use bandeja_contract::{EntryField, EntryId, EntryKind, GroupId};

/// A list; of queues those of one group.
#[component]
pub fn EntriesPane(
    /// Which list.
    kind: EntryKind,
    /// The group of the queues.
    #[prop(optional)]
    group: Option<GroupId>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let store = app.store.clone();
    let of = move |is_retired: bool| {
        let store = store.clone();
        Signal::derive(move || with_setup(&store, |setup| ids(setup, kind, group, is_retired)))
    };
    let (offered, retired) = (of(false), of(true));
    let added = RwSignal::new(Outcome::Untouched);
    let on_add = move |name: String| {
        let app = app.clone();
        let edit = Edit {
            seen: String::new(),
            value: name.clone(),
        };
        save(added, edit, async move {
            commands::add_entry(&app, kind, name, group).await
        });
    };
    let can_add = kind != EntryKind::Inbox;
    let add = move || tf(Key::SettingsNew, &[("what", t(shown::kind(kind)))]);
    view! {
        <ul class="settings__entries" aria-label=move || t(shown::kind(kind))>
            <For each=move || offered.get() key=|id| *id let:id>
                <EntryPane kind id offered/>
            </For>
        </ul>
        {can_add.then(|| view! { <AddEntry label=add outcome=added on_add/> })}
        <Show when=move || retired.with(|all| !all.is_empty())>
            <details class="settings__retired">
                <summary>{move || t(Key::SettingsRetiredOnes)}</summary>
                <ul class="settings__entries">
                    <For each=move || retired.get() key=|id| *id let:id>
                        <RetiredPane kind id/>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn RetiredPane(kind: EntryKind, id: EntryId) -> impl IntoView {
    let app = expect_context::<App>();
    let store = app.store.clone();
    let outcome = RwSignal::new(Outcome::Untouched);
    let name = move || with_setup(&store, |setup| text(setup, kind, id, EntryField::Name));
    let named = name.clone();
    let fault = move || {
        outcome.with(|it| match it {
            Outcome::Refused(why) => why.clone(),
            _ => String::new(),
        })
    };
    view! {
        <li class="entry entry--retired">
            <span><bdi>{name}</bdi></span>
            <Button
                label=move || tf(Key::SettingsBack, &[("name", &named())])
                kind=Kind::Bare
                on_press=move |()| bring_back(&app, outcome, kind, id)
            />
            <span class="setting__fault" role="alert">{fault}</span>
        </li>
    }
}
