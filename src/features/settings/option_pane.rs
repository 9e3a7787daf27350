//! One option of the workspace: read from the store, saved by itself.

use super::{
    control::Control,
    saving::{Edit, Outcome, save},
    setting::Setting,
    shown,
};
use crate::{
    commands::{self, App},
    i18n::{Key, t},
    ui::prelude::*,
};
use bandeja_contract::{InboxTitle, OptionName, Vocabulary};
use bandeja_domain::setup;

/// One option.
#[component]
pub fn OptionPane(
    /// Which.
    option: OptionName,
) -> impl IntoView {
    let app = expect_context::<App>();
    let (read, choices) = (app.store.clone(), app.store.clone());
    let outcome = RwSignal::new(Outcome::Untouched);
    let value = Signal::derive(move || {
        let loaded = read.workspace.loaded();
        loaded
            .map(|loaded| setup::read(&loaded.options, option))
            .unwrap_or_default()
    });
    let word = |one: &'static str, label: String| (one.to_owned(), label);
    let control = match option {
        OptionName::Vocabulary => Control::Choice(Signal::derive(move || {
            let all = Vocabulary::ALL.iter();
            all.map(|one| word(one.word(), shown::vocabulary(*one)))
                .collect()
        })),
        OptionName::InboxTitle => Control::Choice(Signal::derive(move || {
            let all = InboxTitle::ALL.iter();
            all.map(|one| word(one.word(), t(crate::i18n::words::inbox(*one)).to_owned()))
                .collect()
        })),
        OptionName::DefaultReason => Control::Choice(Signal::derive(move || {
            let none = (String::new(), t(Key::SettingsNone).to_owned());
            let loaded = choices.workspace.loaded();
            let reasons = loaded
                .map(|loaded| loaded.reasons.clone())
                .unwrap_or_default();
            let reasons = reasons
                .into_iter()
                .map(|reason| (reason.id.to_string(), reason.name));
            std::iter::once(none).chain(reasons).collect()
        })),
        OptionName::AwaySeconds => Control::Number,
        OptionName::ConditionsUrl => Control::Line,
        OptionName::AssignByQueue
        | OptionName::UnassignAfterClosing
        | OptionName::BotResumeOnClosing
        | OptionName::AwayRule => Control::Switch,
    };
    let on_save = move |edit: Edit| {
        let (app, wanted) = (app.clone(), edit.clone());
        save(outcome, edit, async move {
            commands::edit_option(&app, option, wanted.seen, wanted.value).await
        });
    };
    let [label, hint] = shown::option(option);
    view! { <Setting label hint=hint control value outcome on_save/> }
}
