//! «Motivos de cierre»: a list to pick from or to filter by typing, an optional note.

use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::{Button, Kind},
        field::Field,
        fold::fold,
        prelude::*,
        text_box::TextBox,
    },
};
use bandeja_contract::{Reason, ReasonId};
use leptos::ev::SubmitEvent;

/// What was picked and written; it outlives the dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    /// Why.
    pub reason: Option<ReasonId>,
    /// A summary, perhaps.
    pub note: String,
}

/// The dialog's content.
#[component]
pub fn WrapUpForm(
    /// The reasons of the workspace.
    #[prop(into)]
    reasons: Signal<Vec<Reason>>,
    /// What was picked and written.
    #[prop(into)]
    closing: Signal<Closing>,
    /// Something else was picked or written.
    #[prop(into)]
    on_change: Callback<Closing>,
    /// Whether the server is being asked.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// Why the server refused.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// «Enviar cierre».
    #[prop(into)]
    on_send: Callback<ReasonId>,
) -> impl IntoView {
    let (wanted, set_wanted) = signal(String::new());
    let picked = Memo::new(move |_| closing.with(|closing| closing.reason));
    let found = Memo::new(move |_| {
        let wanted = fold(&wanted.get());
        reasons.with(|reasons| {
            reasons
                .iter()
                .filter(|reason| fold(&reason.name).contains(&wanted))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let pick = move |reason| {
        on_change.run(Closing {
            reason: Some(reason),
            ..closing.get_untracked()
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let is_busy = is_busy.get_untracked();
        if let Some(reason) = picked.get_untracked().filter(|_| !is_busy) {
            on_send.run(reason);
        }
    };
    view! {
        <form class="wrap-up" on:submit=submit>
            <p class="wrap-up__reminder">{text(Key::WrapUpConfirm)}</p>
            <Field label=Key::WrapUpFind>
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
                            if let [only] = found.get_untracked().as_slice() {
                                pick(only.id);
                            }
                        }
                    }
                />
            </Field>
            <Reasons found picked on_pick=pick none=Signal::derive(move || nothing(reasons, &wanted.get()))/>
            <div class="field">
                <span class="field__word" aria-hidden="true">{text(Key::WrapUpNote)}</span>
                <div class="wrap-up__note">
                    <TextBox
                        label=Key::WrapUpNote
                        value=Signal::derive(move || closing.with(|closing| closing.note.clone()))
                        placeholder=move || t(Key::WrapUpNoteHint)
                        on_input=move |note| on_change.run(Closing { note, ..closing.get_untracked() })
                        attr:data-draft-key="wrap-up"
                    />
                </div>
            </div>
            <div role="alert">
                <Show when=move || error.with(Option::is_some)>
                    <p class="wrap-up__error">{move || error.get()}</p>
                </Show>
            </div>
            <footer class="dialog__foot">
                <Show when=move || picked.get().is_none()>
                    <span class="wrap-up__hint">{text(Key::WrapUpPick)}</span>
                </Show>
                <Button
                    label=move || t(if is_busy.get() { Key::WrapUpSending } else { Key::WrapUpSend })
                    kind=Kind::Primary
                    disabled=Signal::derive(move || is_busy.get() || picked.get().is_none())
                    attr:r#type="submit"
                />
            </footer>
        </form>
    }
}

#[component]
fn Reasons(
    found: Memo<Vec<Reason>>,
    picked: Memo<Option<ReasonId>>,
    #[prop(into)] on_pick: Callback<ReasonId>,
    none: Signal<String>,
) -> impl IntoView {
    view! {
        <fieldset class="wrap-up__reasons">
            <legend class="quiet">{text(Key::WrapUpReasons)}</legend>
            <For each=move || found.get() key=|reason| reason.id let:reason>
                <label class="check-list__line">
                    <input
                        type="radio"
                        name="reason"
                        prop:checked=move || picked.get() == Some(reason.id)
                        on:change=move |_| on_pick.run(reason.id)
                    />
                    <bdi>{reason.name}</bdi>
                </label>
            </For>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="wrap-up__none" role="status">{move || none.get()}</p>
            </Show>
        </fieldset>
    }
}

fn nothing(reasons: Signal<Vec<Reason>>, wanted: &str) -> String {
    if reasons.with(Vec::is_empty) {
        t(Key::WrapUpNoReasons).to_owned()
    } else {
        tf(Key::WrapUpNone, &[("text", wanted.trim())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves A5: the field finds a reason however it is accented.
    #[test]
    fn a_reason_is_found_without_its_accents() {
        assert!(fold("Solución enviada").contains(&fold(" SOLUCION")));
        assert!(fold("Reclamação").contains(&fold("reclamacao")));
        assert!(!fold("Venta").contains(&fold("Ventana")));
    }
}
