//! One value that is edited and saved by itself: its name, a sentence that says what it does, its
//! control, what came of the last edit.

use super::{
    control::{Choice, Control, Line, Switch},
    saving::{Edit, Outcome},
};
use crate::{
    i18n::{Key, t, tf},
    ui::{
        button::{Button, Kind},
        popover::unique,
        prelude::*,
    },
};
use leptos::text_prop::TextProp;

/// The value with what stands around it.
#[component]
pub fn Setting(
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// What it does, in a sentence; a value that needs none needs no label to be seen, either.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// How it is edited.
    control: Control,
    /// What it is.
    #[prop(into)]
    value: Signal<String>,
    /// What came of the last edit.
    #[prop(into)]
    outcome: Signal<Outcome>,
    /// It shall be something else.
    #[prop(into)]
    on_save: Callback<Edit>,
) -> impl IntoView {
    let id = unique("setting");
    let (named, described) = (id.clone(), format!("{id}-hint"));
    let is_bare = hint.is_none();
    let is_switch = matches!(control, Control::Switch);
    let control = match control {
        Control::Switch => view! { <Switch id=id value outcome on_save/> }.into_any(),
        Control::Choice(choices) => {
            view! { <Choice id=id choices value outcome on_save/> }.into_any()
        }
        Control::Line => view! { <Line id=id value outcome on_save kind="text"/> }.into_any(),
        Control::Number => view! { <Line id=id value outcome on_save kind="number"/> }.into_any(),
    };
    view! {
        <div class="setting" class:setting--switch=is_switch>
            <label class="setting__label" class:quiet=is_bare for=named>{move || label.get()}</label>
            <div class="setting__control">{control}</div>
            {hint.map(|hint| view! { <p class="setting__hint" id=described>{move || hint.get()}</p> })}
            <Came outcome on_save/>
        </div>
    }
}

/// What came of the last edit, with the way back.
#[component]
fn Came(outcome: Signal<Outcome>, on_save: Callback<Edit>) -> impl IntoView {
    let word = move || {
        outcome.with(|outcome| match outcome {
            Outcome::Saving => t(Key::SettingsSaving),
            Outcome::Saved(_) => t(Key::SettingsSaved),
            _ => "",
        })
    };
    let trouble = move || {
        outcome.with(|outcome| match outcome {
            Outcome::Refused(why) => why.clone(),
            Outcome::Moved(now) => {
                let now = if now.is_empty() { "—" } else { now };
                tf(Key::SettingsMoved, &[("value", now)])
            }
            _ => String::new(),
        })
    };
    let saved = move || {
        outcome.with(|outcome| match outcome {
            Outcome::Saved(edit) => Some(edit.clone()),
            _ => None,
        })
    };
    let undo = move |()| {
        if let Some(edit) = untrack(saved) {
            on_save.run(edit.undo());
        }
    };
    view! {
        <div class="setting__came">
            <span class="setting__saved" role="status">{word}</span>
            <Show when=move || outcome.with(|it| matches!(it, Outcome::Saved(_)))>
                <Button label=Key::ActionUndo kind=Kind::Bare on_press=undo/>
            </Show>
            <span class="setting__fault" role="alert">{trouble}</span>
        </div>
    }
}
