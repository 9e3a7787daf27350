//! To whom: agents and groups, to pick from or to filter by typing (A1, L6).

use crate::{
    commands::To,
    i18n::{Key, t, text, tf},
    ui::{
        button::{Button, Kind},
        field::Field,
        fold::fold,
        prelude::*,
    },
};
use leptos::ev::SubmitEvent;

/// Somebody whom it can be given to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Whom.
    pub to: To,
    /// The name.
    pub name: String,
    /// Whether they are connected; `None` for a group.
    pub is_connected: Option<bool>,
    /// What else there is to say: «usted», «responsable actual», why it cannot be them.
    pub remark: Option<Key>,
    /// Whether they can be picked.
    pub is_possible: bool,
}

/// How it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// Whether it is called a transfer.
    pub is_transfer: bool,
    /// Whether the server is being asked.
    pub is_busy: bool,
    /// Why the server refused.
    pub error: Option<String>,
}

/// The dialog's content.
#[component]
pub fn HandForm(
    /// Everybody.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// How it goes.
    #[prop(into)]
    going: Signal<Going>,
    /// «Transferir», «Asignar».
    #[prop(into)]
    on_send: Callback<To>,
) -> impl IntoView {
    let (wanted, set_wanted) = signal(String::new());
    let picked = RwSignal::new(None::<To>);
    let found = Memo::new(move |_| {
        let wanted = fold(&wanted.get());
        choices.with(|all| {
            all.iter()
                .filter(|choice| fold(&choice.name).contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let is_busy = move || going.with(|going| going.is_busy);
    let error = move || going.with(|going| going.error.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(to) = picked.get_untracked().filter(|_| !untrack(is_busy)) {
            on_send.run(to);
        }
    };
    let word = move || {
        t(going.with(|going| match going {
            Going { is_busy: true, .. } => Key::HandBusy,
            Going {
                is_transfer: true, ..
            } => Key::HandDoTransfer,
            Going { .. } => Key::HandDoAssign,
        }))
    };
    view! {
        <form class="hand" on:submit=submit>
            <Field label=Key::HandFind>
                <input
                    class="field__input"
                    type="search"
                    autocomplete="off"
                    autofocus=true
                    prop:value=move || wanted.get()
                    on:input=move |event| set_wanted.set(event_target_value(&event))
                    on:keydown=move |event| {
                        // Enter takes the only one left; it does not send yet.
                        if event.key() == "Enter" && !event.is_composing() {
                            event.prevent_default();
                            if let [only] = found.get_untracked().as_slice()
                                && only.is_possible
                            {
                                picked.set(Some(only.to));
                            }
                        }
                    }
                />
            </Field>
            <Choices found picked/>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="hand__none" role="status">
                    {move || tf(Key::HandNone, &[("text", wanted.get().trim())])}
                </p>
            </Show>
            <div role="alert">
                <Show when=move || error().is_some()>
                    <p class="hand__error">{error}</p>
                </Show>
            </div>
            <footer class="dialog__foot">
                <Show when=move || picked.get().is_none()>
                    <span class="hand__hint">{text(Key::HandPick)}</span>
                </Show>
                <Button
                    label=word
                    kind=Kind::Primary
                    disabled=Signal::derive(move || is_busy() || picked.get().is_none())
                    attr:r#type="submit"
                />
            </footer>
        </form>
    }
}

#[component]
fn Choices(found: Memo<Vec<Choice>>, picked: RwSignal<Option<To>>) -> impl IntoView {
    let part = move |title, is_of: fn(&Choice) -> bool| {
        let some = move || found.with(|all| all.iter().any(is_of));
        let mine = move || found.get().into_iter().filter(is_of).collect::<Vec<_>>();
        view! {
            <Show when=some>
                <fieldset class="hand__part">
                    <legend class="hand__title">{text(title)}</legend>
                    <For each=mine key=|choice| choice.clone() let:choice>
                        <Line choice picked/>
                    </For>
                </fieldset>
            </Show>
        }
    };
    view! {
        <div class="hand__choices">
            {part(Key::HandAgents, |choice| choice.is_connected.is_some())}
            {part(Key::HandGroups, |choice| choice.is_connected.is_none())}
        </div>
    }
}

#[component]
fn Line(choice: Choice, picked: RwSignal<Option<To>>) -> impl IntoView {
    let to = choice.to;
    let state = choice.is_connected.map(|connected| {
        let (key, class) = if connected {
            (Key::HandConnected, "hand__state hand__state--on")
        } else {
            (Key::HandAway, "hand__state")
        };
        view! { <span class=class>{text(key)}</span> }
    });
    view! {
        <label class="check-list__line" class:hand__line--off=!choice.is_possible>
            <input
                type="radio"
                name="hand-to"
                disabled=!choice.is_possible
                prop:checked=move || picked.get() == Some(to)
                on:change=move |_| picked.set(Some(to))
            />
            <bdi class="hand__name">{choice.name}</bdi>
            {choice.remark.map(|remark| view! { <span class="hand__remark">{text(remark)}</span> })}
            {state}
        </label>
    }
}
