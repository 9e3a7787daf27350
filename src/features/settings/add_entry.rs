//! A new entry of a list: its name, a button, what came of it.

use super::saving::Outcome;
use crate::{
    i18n::Key,
    ui::{button::Button, field::Field, prelude::*},
};
use leptos::{ev::SubmitEvent, text_prop::TextProp};

/// The form.
#[component]
pub fn AddEntry(
    /// What is added.
    #[prop(into)]
    label: TextProp,
    /// What came of the last one.
    #[prop(into)]
    outcome: Signal<Outcome>,
    /// This shall be added.
    #[prop(into)]
    on_add: Callback<String>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    whenever(move || {
        if outcome.with(|it| matches!(it, Outcome::Saved(_))) {
            name.set(String::new());
        }
    });
    let fault = Signal::derive(move || {
        outcome.with(|it| match it {
            Outcome::Refused(why) => Some(why.clone()),
            _ => None,
        })
    });
    let is_blank = Signal::derive(move || name.with(|name| name.trim().is_empty()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_blank.get_untracked() {
            on_add.run(name.get_untracked());
        }
    };
    view! {
        <form class="settings__add" on:submit=submit>
            <Field label fault>
                <input
                    class="field__input"
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </Field>
            <Button label=Key::SettingsAdd disabled=is_blank attr:r#type="submit"/>
        </form>
    }
}
