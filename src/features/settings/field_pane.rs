//! One field of an entry of a list: read from the store, saved by itself.

use super::{
    control::Control,
    lists::{text, with_setup},
    saving::{Edit, Outcome, save},
    setting::Setting,
    shown,
};
use crate::{
    commands::{self, App},
    i18n::{Key, t, tf},
    ui::prelude::*,
};
use bandeja_contract::{Distribution, EntryField, EntryId, EntryKind};
use bandeja_domain::setup;

/// One field of one entry; nothing where the entry has none such.
#[component]
pub(super) fn FieldPane(
    kind: EntryKind,
    id: EntryId,
    field: EntryField,
    #[prop(optional, into)] extra: Option<Option<RwSignal<Outcome>>>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let store = app.store.clone();
    let outcome = extra
        .flatten()
        .unwrap_or_else(|| RwSignal::new(Outcome::Untouched));
    if untrack(|| {
        with_setup(&store, |setup| {
            setup::field(setup, kind, id, field).is_none()
        })
    }) {
        return ().into_any();
    }
    let queues = store.clone();
    let value = Signal::derive(move || with_setup(&store, |setup| text(setup, kind, id, field)));
    let control = match field {
        EntryField::Distribution => Control::Choice(Signal::derive(|| {
            let all = Distribution::ALL.iter();
            all.map(|one| {
                let word = match one {
                    Distribution::Manual => Key::SettingsManual,
                    Distribution::Automatic => Key::SettingsAutomatic,
                };
                (one.word().to_owned(), t(word).to_owned())
            })
            .collect()
        })),
        EntryField::Queue => Control::Choice(Signal::derive(move || {
            let none = (String::new(), t(Key::SettingsNone).to_owned());
            let loaded = queues.workspace.loaded();
            let queues = loaded.map(|it| it.queues.clone()).unwrap_or_default();
            let queues = queues.into_iter().map(|it| (it.id.to_string(), it.name));
            std::iter::once(none).chain(queues).collect()
        })),
        _ => Control::Line,
    };
    let on_save = move |edit: Edit| {
        let (app, wanted) = (app.clone(), edit.clone());
        save(outcome, edit, async move {
            let what = (kind, id, field);
            commands::edit_entry(&app, what, wanted.seen, wanted.value, None).await
        });
    };
    let label = move || t(shown::field(field));
    let name = move || tf(Key::SettingsNameOf, &[("name", &value.get())]);
    match field {
        EntryField::Distribution => {
            view! { <Setting label hint=Key::SettingsDistributionHint control value outcome on_save/> }
                .into_any()
        }
        EntryField::Queue => {
            view! { <Setting label hint=Key::SettingsQueueHint control value outcome on_save/> }
                .into_any()
        }
        EntryField::Greeting => {
            view! { <Setting label hint=Key::SettingsGreetingHint control value outcome on_save/> }
                .into_any()
        }
        _ => view! { <Setting label=name control value outcome on_save/> }.into_any(),
    }
}
