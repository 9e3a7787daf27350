//! The controls of one value: a switch, a choice, a line of text or a number. What was typed and
//! not saved is nobody else's: a change from elsewhere takes nothing away.

use super::saving::{Edit, Outcome};
use crate::{
    i18n::Key,
    ui::{
        button::{Button, Kind},
        prelude::*,
    },
};
use leptos::html::{Input, Select};

/// How a value is edited.
#[derive(Clone)]
pub enum Control {
    /// On or off.
    Switch,
    /// One of several: value and word.
    Choice(Signal<Vec<(String, String)>>),
    /// A line of text.
    Line,
    /// A whole number.
    Number,
}

#[component]
pub(super) fn Switch(
    id: String,
    value: Signal<String>,
    outcome: Signal<Outcome>,
    on_save: Callback<Edit>,
) -> impl IntoView {
    let node = NodeRef::<Input>::new();
    // What the person pressed holds only when the server says so.
    whenever(move || {
        outcome.track();
        let is_on = value.with(|value| value == "true");
        if let Some(node) = node.get() {
            node.set_checked(is_on);
        }
    });
    view! {
        <input
            class="setting__switch"
            id=id.clone()
            type="checkbox"
            role="switch"
            aria-describedby=format!("{id}-hint")
            node_ref=node
            on:change=move |event| {
                let value_now = value.get_untracked();
                on_save.run(Edit {
                    value: if event_target_checked(&event) { "true" } else { "false" }.to_owned(),
                    seen: value_now,
                });
            }
        />
    }
}

#[component]
pub(super) fn Choice(
    id: String,
    choices: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    outcome: Signal<Outcome>,
    on_save: Callback<Edit>,
) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    whenever(move || {
        outcome.track();
        choices.track();
        let value = value.get();
        if let Some(node) = node.get() {
            node.set_value(&value);
        }
    });
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|(word, label)| {
                let is_chosen = value.with_untracked(|value| *value == word);
                view! { <option value=word selected=is_chosen>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <span class="field__frame">
            <select
                class="field__input"
                id=id.clone()
                aria-describedby=format!("{id}-hint")
                node_ref=node
                on:change=move |event| {
                    on_save.run(Edit {
                        seen: value.get_untracked(),
                        value: event_target_value(&event),
                    });
                }
            >
                {options}
            </select>
        </span>
    }
}

#[component]
pub(super) fn Line(
    id: String,
    value: Signal<String>,
    outcome: Signal<Outcome>,
    on_save: Callback<Edit>,
    kind: &'static str,
) -> impl IntoView {
    // What was typed and not saved, and what was there when typing began: a change by somebody
    // else takes nothing away.
    let draft = RwSignal::new(None::<Edit>);
    whenever(move || {
        if outcome.with(|it| matches!(it, Outcome::Saved(_))) {
            draft.set(None);
        }
    });
    let shown = move || match draft.get() {
        Some(draft) => draft.value,
        None => value.get(),
    };
    let is_other = move || draft.with(|draft| draft.as_ref().is_some_and(|it| it.value != it.seen));
    let send = move || {
        if let Some(mut edit) = draft.get_untracked().filter(|it| it.value != it.seen) {
            // Told that it moved, whoever presses again means it.
            if let Outcome::Moved(now) = outcome.get_untracked() {
                edit.seen = now;
            }
            on_save.run(edit);
        }
    };
    view! {
        <span class="field__frame">
            <input
                class="field__input"
                id=id.clone()
                type=kind
                autocomplete="off"
                dir="auto"
                aria-describedby=format!("{id}-hint")
                prop:value=shown
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    draft.update(|draft| {
                        let seen = draft.take().map_or_else(|| value.get_untracked(), |it| it.seen);
                        *draft = Some(Edit { seen, value: typed });
                    });
                }
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" if !event.is_composing() => {
                            event.prevent_default();
                            send();
                        }
                        "Escape" => draft.set(None),
                        _ => {}
                    }
                }
            />
        </span>
        <Show when=is_other>
            <Button
                label=Key::SettingsSave
                kind=Kind::Plain
                disabled=Signal::derive(move || outcome.with(|it| *it == Outcome::Saving))
                on_press=move |()| send()
            />
        </Show>
    }
}
