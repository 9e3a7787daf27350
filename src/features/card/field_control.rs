//! What a hand finds in a field: its control, its words where it is only read, the way to a link.

use super::edited_field::Input;
use crate::{
    i18n::{Key, Language, language, t, text, tf},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
        text_box::is_plain_enter,
    },
};
use bandeja_domain::fields::CHECKED;
use leptos::ev::KeyboardEvent;

/// What a hand does in a field.
#[derive(Clone, Copy)]
pub struct Hand {
    /// Types.
    pub typed: Callback<String>,
    /// Is done with it.
    pub done: Callback<()>,
    /// Answers whether there was anything to take back.
    pub taken_back: Callback<(), bool>,
}

impl Hand {
    fn key(self, event: &KeyboardEvent) {
        if is_plain_enter(event) {
            let _ = self.done.try_run(());
        } else if event.key() == "Escape" && self.taken_back.try_run(()) == Some(true) {
            // The pane stays.
            event.prevent_default();
        }
    }

    fn wrote(self, text: String) {
        let _ = self.typed.try_run(text);
    }

    fn left(self) {
        let _ = self.done.try_run(());
    }

    fn chosen(self, value: String) {
        self.wrote(value);
        self.left();
    }
}

/// The control.
#[component]
pub fn Control(
    /// Its name.
    label: Memo<String>,
    /// What it is filled in with.
    input: Memo<Input>,
    /// What it shows.
    shown: Memo<String>,
    /// Who fills it in.
    hand: Hand,
    /// Whether something is wrong with what is there.
    is_wrong: Memo<bool>,
    /// The id of what says so.
    described: String,
) -> impl IntoView {
    let wrong = move || is_wrong.get().then_some("true");
    let open = move || input.with(|input| *input == Input::Line("url"));
    view! {
        <label class="edited-field__label" class:edited-field__label--box=move || input.with(|input| *input == Input::Box)>
            <span class="edited-field__word">{move || label.get()}</span>
            {move || {
                let described = described.clone();
                match input.get() {
                    Input::Line(kind) => view! {
                        <input
                            class="edited-field__input"
                            type=kind
                            dir="auto"
                            autocomplete="off"
                            placeholder=move || t(Key::DetailsUnknown)
                            aria-invalid=wrong
                            aria-describedby=described
                            prop:value=move || shown.get()
                            on:input=move |event| hand.wrote(event_target_value(&event))
                            on:keydown=move |event| hand.key(&event)
                            on:blur=move |_| hand.left()
                        />
                    }.into_any(),
                    Input::Choice(choices) => view! {
                        <select
                            class="edited-field__input"
                            aria-invalid=wrong
                            aria-describedby=described
                            on:change=move |event| hand.chosen(event_target_value(&event))
                        >
                            {choices.into_iter().map(|(value, word)| {
                                let this = value.clone();
                                view! { <option value=value prop:selected=move || shown.with(|shown| *shown == this)>{word}</option> }
                            }).collect_view()}
                        </select>
                    }.into_any(),
                    Input::Box => view! {
                        <input
                            class="edited-field__box"
                            type="checkbox"
                            aria-describedby=described
                            prop:checked=move || shown.with(|shown| shown == CHECKED)
                            on:change=move |event| {
                                hand.chosen(if event_target_checked(&event) { CHECKED } else { "" }.to_owned());
                            }
                        />
                    }.into_any(),
                }
            }}
        </label>
        <Show when=open><Way label shown/></Show>
    }
}

/// A field that is only read.
#[component]
pub fn Locked(
    /// Its name.
    label: Memo<String>,
    /// What it would be filled in with.
    input: Memo<Input>,
    /// What it shows.
    shown: Memo<String>,
) -> impl IntoView {
    let words = move || {
        let value = shown.get();
        if value.is_empty() {
            t(Key::DetailsUnknown).to_owned()
        } else {
            word_of(&input.get(), &value)
        }
    };
    let open = move || input.with(|input| *input == Input::Line("url"));
    view! {
        <dl class="edited-field__locked">
            <dt class="edited-field__word">
                {move || label.get()}
                <span class="edited-field__lock"><Icon shape=Shape::Lock/><span class="quiet">" · "{text(Key::CardLocked)}</span></span>
            </dt>
            <dd><bdi>{words}</bdi></dd>
        </dl>
        <Show when=open><Way label shown/></Show>
    }
}

/// The way to an address on the web.
#[component]
fn Way(label: Memo<String>, shown: Memo<String>) -> impl IntoView {
    // Whatever else is in it is no address.
    let href = move || {
        shown.with(|value| {
            (value.starts_with("https://") || value.starts_with("http://")).then(|| value.clone())
        })
    };
    move || {
        href().map(|href| {
            view! {
                <a class="edited-field__way" href=href target="_blank" rel="noopener noreferrer nofollow">
                    {move || tf(Key::CardOpenLink, &[("name", &label.get())])}
                    <span class="quiet">" ("{text(Key::OpensNewTab)}")"</span>
                </a>
            }
        })
    }
}

/// A value in words.
#[must_use]
pub fn word_of(input: &Input, value: &str) -> String {
    match input {
        Input::Choice(choices) => choices
            .iter()
            .find(|(of, _)| of == value)
            .map_or_else(|| value.to_owned(), |(_, word)| word.clone()),
        Input::Box => t(Key::CardYes).to_owned(),
        Input::Line("date") => day(value),
        Input::Line(_) => value.to_owned(),
    }
}

/// A day as the language writes it.
fn day(value: &str) -> String {
    let mut parts = value.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next(), language()) {
        (Some(year), Some(month), Some(day), Some(Language::Es | Language::PtBr)) => {
            [day, month, year].join("/")
        }
        _ => value.to_owned(),
    }
}
