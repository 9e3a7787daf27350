//! Address and password. What is typed stays when the server refuses.

use crate::{
    i18n::{Key, t, text},
    ui::{
        button::{Button, Kind},
        field::Field,
        icon::{Icon, Shape},
        prelude::*,
    },
};
use leptos::{ev::SubmitEvent, html::Input};

/// What a person typed to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The login's address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// The form.
#[component]
pub fn LoginForm(
    /// The address to begin with; fixed when a session is renewed.
    #[prop(optional, into)]
    email: Option<String>,
    /// A sentence above the fields: why one has to sign in again.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    /// Whether the server is being asked.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// Why the server refused.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Both are there.
    #[prop(into)]
    on_submit: Callback<Credentials>,
) -> impl IntoView {
    let has_email = email.is_some();
    let (email, set_email) = signal(email.unwrap_or_default());
    let (password, set_password) = signal(String::new());
    let (is_tried, set_tried) = signal(false);
    let nodes = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let missing = move |value: ReadSignal<String>, key: Key| {
        Signal::derive(move || {
            (is_tried.get() && value.with(|value| value.trim().is_empty()))
                .then(|| t(key).to_owned())
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        set_tried.set(true);
        let typed = Credentials {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        if typed.email.is_empty() {
            focus(nodes.0);
        } else if typed.password.is_empty() {
            focus(nodes.1);
        } else if !is_busy.get_untracked() {
            on_submit.run(typed);
        }
    };
    view! {
        <form class="login-form" novalidate=true on:submit=submit>
            <h1 class="login-form__title">{text(Key::LoginTitle)}</h1>
            <Show when=move || reason.with(Option::is_some)>
                <p class="login-form__reason">{move || reason.get()}</p>
            </Show>
            <Field label=Key::LoginEmail fault=missing(email, Key::LoginEmailMissing)>
                <input
                    class="field__input"
                    type="email"
                    name="email"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=!has_email
                    node_ref=nodes.0
                    prop:value=move || email.get()
                    on:input=move |event| set_email.set(event_target_value(&event))
                />
            </Field>
            <Password value=password set_value=set_password node=nodes.1 fault=missing(password, Key::LoginPasswordMissing)/>
            <div role="alert">
                <Show when=move || error.with(Option::is_some)>
                    <p class="login-form__error">
                        <Icon shape=Shape::Warning/>
                        <span>{move || error.get()}</span>
                    </p>
                </Show>
            </div>
            <Button
                label=move || t(if is_busy.get() { Key::LoginBusy } else { Key::LoginSubmit })
                kind=Kind::Primary
                disabled=is_busy
                attr:r#type="submit"
            />
        </form>
    }
}

#[component]
fn Password(
    value: ReadSignal<String>,
    set_value: WriteSignal<String>,
    node: NodeRef<Input>,
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let (is_shown, set_shown) = signal(false);
    view! {
        <Field label=Key::LoginPassword fault=fault>
            <input
                class="field__input"
                type=move || if is_shown.get() { "text" } else { "password" }
                name="password"
                // The label around it holds a button, too, whose name is no part of the field's.
                aria-label=move || t(Key::LoginPassword)
                autocomplete="current-password"
                autocapitalize="none"
                spellcheck="false"
                node_ref=node
                prop:value=move || value.get()
                on:input=move |event| set_value.set(event_target_value(&event))
            />
            <button
                type="button"
                class="field__sign"
                aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                aria-label=move || t(Key::LoginShow)
                title=move || t(if is_shown.get() { Key::LoginHide } else { Key::LoginShow })
                on:click=move |_| set_shown.update(|shown| *shown = !*shown)
            >
                <Icon shape=Signal::derive(move || if is_shown.get() { Shape::EyeOff } else { Shape::Eye })/>
            </button>
        </Field>
    }
}

fn focus(node: NodeRef<Input>) {
    if let Some(input) = node.get_untracked() {
        // A field that cannot take the focus can still be clicked.
        let _ = input.focus();
    }
}
