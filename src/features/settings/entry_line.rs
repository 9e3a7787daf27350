//! The buttons beside an entry of a list: its place, and taking it out. A queue that goes asks
//! first who takes what it has.

use crate::{
    i18n::{Key, t, tf},
    ui::{
        button::{Button, IconButton, Kind},
        icon::Shape,
        prelude::*,
    },
};

/// What the person asks of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Out of the list; the heir's id where one was chosen.
    Retire(Option<String>),
}

/// The buttons.
#[component]
pub fn EntryButtons(
    /// The entry's name.
    #[prop(into)]
    name: Signal<String>,
    /// Whether it can go up and down; nothing for lists without an order.
    #[prop(into)]
    moves: Signal<Option<[bool; 2]>>,
    /// Whether it can go.
    can_retire: bool,
    /// Who can take what it has: id and name.
    #[prop(into)]
    heirs: Signal<Vec<(String, String)>>,
    /// The person asks for something.
    #[prop(into)]
    on_ask: Callback<Ask>,
) -> impl IntoView {
    let is_leaving = RwSignal::new(false);
    let heir = RwSignal::new(None::<String>);
    let named = move |key| tf(key, &[("name", &name.get())]);
    let can = move |at: usize| Signal::derive(move || !moves.get().is_some_and(|it| it[at]));
    let leave = move |()| {
        if heirs.with_untracked(Vec::is_empty) {
            on_ask.run(Ask::Retire(None));
        } else {
            heir.set(heirs.with_untracked(|all| all.first().map(|(id, _)| id.clone())));
            is_leaving.set(true);
        }
    };
    let confirm = move |()| {
        is_leaving.set(false);
        on_ask.run(Ask::Retire(heir.get_untracked()));
    };
    let options = move || {
        let all = heirs.get().into_iter();
        all.map(|(id, name)| view! { <option value=id>{name}</option> })
            .collect_view()
    };
    view! {
        <div class="entry__buttons">
            <Show when=move || moves.get().is_some()>
                <IconButton
                    label=move || named(Key::SettingsUp)
                    shape=Shape::Up
                    disabled=can(0)
                    on_press=move |()| on_ask.run(Ask::Up)
                />
                <IconButton
                    label=move || named(Key::SettingsDown)
                    shape=Shape::Down
                    disabled=can(1)
                    on_press=move |()| on_ask.run(Ask::Down)
                />
            </Show>
            {can_retire
                .then(|| view! {
                    <IconButton label=move || named(Key::SettingsRetire) shape=Shape::Cross on_press=leave/>
                })}
        </div>
        <Show when=move || is_leaving.get()>
            <div class="entry__leaving" role="group" aria-label=move || named(Key::SettingsRetire)>
                <label class="entry__heir">
                    <span>{move || t(Key::SettingsHeir)}</span>
                    <span class="field__frame">
                        <select
                            class="field__input"
                            on:change=move |event| heir.set(Some(event_target_value(&event)))
                        >
                            {options}
                        </select>
                    </span>
                </label>
                <Button label=Key::SettingsRetireNow kind=Kind::Danger on_press=confirm/>
                <Button label=Key::ActionCancel on_press=move |()| is_leaving.set(false)/>
            </div>
        </Show>
    }
}
