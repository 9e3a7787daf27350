//! One entry of a list: its fields, its place, taking it out.

use super::{
    entries_pane::EntriesPane,
    entry_line::{Ask, EntryButtons},
    field_pane::FieldPane,
    lists::{bring_back, heirs, text, with_setup},
    saving::Outcome,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, tf},
    present::failure,
    ui::{notice::Way, prelude::*},
};
use bandeja_contract::{EntryField, EntryId, EntryKind, GroupId, QueueId};
use bandeja_domain::setup;
use leptos::task::spawn_local;

#[component]
pub(super) fn EntryPane(
    kind: EntryKind,
    id: EntryId,
    offered: Signal<Vec<EntryId>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let toasts = expect_context::<Desk>().toasts;
    let outcome = RwSignal::new(Outcome::Untouched);
    let (store, places, queues) = (app.store.clone(), app.store.clone(), app.store.clone());
    let name =
        Signal::derive(move || with_setup(&store, |setup| text(setup, kind, id, EntryField::Name)));
    let moves = Signal::derive(move || {
        let place = offered.with(|all| all.iter().position(|one| *one == id));
        let last = offered.with(Vec::len).saturating_sub(1);
        let has_order = setup::has(kind, EntryField::Place);
        place.filter(|_| has_order).map(|at| [at > 0, at < last])
    });
    let heirs = Signal::derive(move || {
        with_setup(&queues, |setup| match kind {
            EntryKind::Queue => heirs(setup, id),
            _ => Vec::new(),
        })
    });
    let on_ask = move |ask: Ask| {
        let app = app.clone();
        let neighbour = |by: isize| {
            let all = offered.get_untracked();
            let at = all.iter().position(|one| *one == id)?;
            all.get(at.checked_add_signed(by)?).copied()
        };
        let (field, to, heir) = match ask {
            Ask::Up | Ask::Down => {
                let by = if ask == Ask::Up { -1 } else { 1 };
                let Some(other) = neighbour(by) else { return };
                let to = untrack(|| {
                    with_setup(&places, |setup| text(setup, kind, other, EntryField::Place))
                });
                (EntryField::Place, to, None)
            }
            Ask::Retire(heir) => (EntryField::Retired, "true".to_owned(), heir),
        };
        let seen = untrack(|| with_setup(&places, |setup| text(setup, kind, id, field)));
        let heir = heir.and_then(|heir| heir.parse::<QueueId>().ok());
        let gone = name.get_untracked();
        spawn_local(async move {
            let done = commands::edit_entry(&app, (kind, id, field), seen, to, heir).await;
            match done {
                Ok(()) if field == EntryField::Retired => {
                    let back = move || bring_back(&app, outcome, kind, id);
                    let text = tf(Key::SettingsGone, &[("name", &gone)]);
                    toasts.say(text, Some(Way::new(Key::ActionUndo, back)));
                }
                Ok(()) => {
                    let _ = outcome.try_set(Outcome::Untouched);
                }
                Err(error) => {
                    let _ = outcome.try_set(Outcome::Refused(failure::of_call(&error)));
                }
            }
        });
    };
    view! {
        <li class="entry" aria-label=move || name.get()>
            <div class="entry__line">
                <FieldPane kind id field=EntryField::Name extra=Some(outcome)/>
                <EntryButtons
                    name
                    moves
                    can_retire=setup::has(kind, EntryField::Retired)
                    heirs
                    on_ask
                />
            </div>
            <Fields kind id/>
        </li>
    }
}

/// The further fields of an entry, and of a group its queues.
#[component]
fn Fields(kind: EntryKind, id: EntryId) -> impl IntoView {
    match kind {
        EntryKind::Queue => {
            view! { <FieldPane kind id field=EntryField::Distribution/> }.into_any()
        }
        EntryKind::Inbox => view! {
            <FieldPane kind id field=EntryField::Queue/>
            <FieldPane kind id field=EntryField::Greeting/>
        }
        .into_any(),
        EntryKind::Group => {
            let group = GroupId(id.0);
            view! { <div class="entry__below"><EntriesPane kind=EntryKind::Queue group/></div> }
                .into_any()
        }
        EntryKind::Reason | EntryKind::Tag => ().into_any(),
    }
}
