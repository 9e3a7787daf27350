//! The window behind `?`: what keys do, and other keys for it.

use crate::{
    i18n::{Key, t, text, tf, words::Vocabulary},
    keys::{Bindings, Chord, Command, Unfit},
    present::command,
    ui::{
        button::{Button, IconButton, Kind},
        icon::Shape,
        prelude::*,
    },
};
use bandeja_browser::keys;
use leptos::ev::KeyboardEvent;

/// Key caps.
#[component]
pub fn Keys(
    /// Their names, from the first to the last to press.
    names: Vec<String>,
) -> impl IntoView {
    view! {
        <span class="keys">
            {names.into_iter().map(|name| view! { <kbd class="keys__key">{name}</kbd> }).collect_view()}
        </span>
    }
}

/// Commands by group, each with its key and a way to another one.
#[component]
pub fn KeysTable(
    /// The keys.
    #[prop(into)]
    bindings: Signal<Bindings>,
    /// The words of the tabs.
    #[prop(into)]
    vocabulary: Signal<Vocabulary>,
    /// Whether the machine is a Mac.
    is_mac: bool,
    /// They are other ones now.
    #[prop(into)]
    on_change: Callback<Bindings>,
) -> impl IntoView {
    let edit = Edit {
        waiting: RwSignal::new(None),
        fault: RwSignal::new(None),
    };
    let Edit { waiting, fault } = edit;
    let put = move |command: Command, chord: Option<Chord>| {
        let mut next = bindings.get_untracked();
        match next.change(command, chord) {
            Ok(()) => {
                fault.set(None);
                on_change.run(next);
            }
            Err(unfit) => fault.set(Some((command, unfit))),
        }
        waiting.set(None);
    };
    let put = Callback::new(move |(command, chord)| put(command, chord));
    let single = move |is_on: bool| {
        let mut next = bindings.get_untracked();
        next.switch_off(!is_on);
        on_change.run(next);
    };
    let mut group = None;
    let rows = Command::ALL
        .iter()
        .map(|(one, _)| {
            let heading = command::group(*one);
            let is_new = group.replace(heading) != Some(heading);
            view! {
                {is_new.then(|| view! { <h3 class="keys-table__group">{text(heading)}</h3> })}
                <Row one=*one bindings vocabulary is_mac edit put/>
            }
        })
        .collect_view();
    view! {
        <div class="keys-table">
            <p class="keys-table__intro">{text(Key::KeysIntro)}</p>
            <label class="check-list__line">
                <input
                    type="checkbox"
                    autofocus=true
                    prop:checked=move || bindings.with(|it| !it.is_off())
                    on:change=move |event| single(event_target_checked(&event))
                />
                <span>{text(Key::KeysSingle)}</span>
            </label>
            <p class="keys-table__hint">{text(Key::KeysSingleHint)}</p>
            {rows}
            <footer class="dialog__foot">
                <Button
                    label=Key::KeysReset
                    kind=Kind::Plain
                    disabled=Signal::derive(move || bindings.with(Bindings::is_as_at_first))
                    on_press=move |()| {
                        fault.set(None);
                        on_change.run(Bindings::new());
                    }
                />
            </footer>
        </div>
    }
}

/// The command that waits for a key, and what was wrong with the last one.
#[derive(Clone, Copy)]
struct Edit {
    waiting: RwSignal<Option<Command>>,
    fault: RwSignal<Option<(Command, Unfit)>>,
}

#[component]
fn Row(
    one: Command,
    bindings: Signal<Bindings>,
    vocabulary: Signal<Vocabulary>,
    is_mac: bool,
    edit: Edit,
    put: Callback<(Command, Option<Chord>)>,
) -> impl IntoView {
    let Edit { waiting, fault } = edit;
    let name = move || command::name(one, vocabulary.get());
    let is_waiting = move || waiting.get() == Some(one);
    let has_key = move || bindings.with(|it| it.of(one).is_some());
    let caps = move || match bindings.with(|it| it.of(one)) {
        _ if is_waiting() => {
            view! { <span class="keys-table__press">{text(Key::KeysPress)}</span> }.into_any()
        }
        Some(chord) => view! { <Keys names=chord.names(is_mac)/> }.into_any(),
        None => view! { <span class="keys-table__none">{text(Key::KeysNone)}</span> }.into_any(),
    };
    let on_key = move |event: KeyboardEvent| {
        if waiting.get_untracked() != Some(one) {
            return;
        }
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            return waiting.set(None);
        }
        if event.key() == "Tab" {
            return waiting.set(None);
        }
        // What only helps to write is no key yet.
        if let Some(chord) = Chord::of(&keys::read(&event)) {
            event.prevent_default();
            event.stop_propagation();
            put.run((one, Some(chord)));
        }
    };
    let wrong = move || {
        let (of, unfit) = fault.get()?;
        (of == one).then(|| match unfit {
            Unfit::Taken(other) => tf(
                Key::KeysTaken,
                &[("name", &command::name(other, vocabulary.get()))],
            ),
            Unfit::Reserved => t(Key::KeysReserved).to_owned(),
        })
    };
    view! {
        <div class="keys-table__row" on:keydown=on_key>
            <span class="keys-table__name">{name}</span>
            <span class="keys-table__caps">{caps}</span>
            <span class="keys-table__tools">
                <IconButton
                    label=move || tf(Key::KeysChange, &[("name", &name())])
                    shape=Shape::Pencil
                    on_press=move |()| waiting.set(if waiting.get_untracked() == Some(one) { None } else { Some(one) })
                />
                <Show when=has_key>
                    <IconButton
                        label=move || tf(Key::KeysRemove, &[("name", &name())])
                        shape=Shape::Cross
                        on_press=move |()| put.run((one, None))
                    />
                </Show>
            </span>
            <span class="keys-table__fault" role="alert">{wrong}</span>
        </div>
    }
}
