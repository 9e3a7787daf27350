//! Signing in: the whole page before there is anything to show, a window over the desk when the
//! session ended meanwhile — then nothing on the desk is lost (F9).

use super::{
    language_switch::LanguageSwitch,
    login_form::{Credentials, LoginForm},
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, t, text},
    language,
    present::failure,
    ui::{dialog::Dialog, prelude::*},
};
use leptos::task::spawn_local;

/// The whole page.
#[component]
pub fn LoginPage() -> impl IntoView {
    view! {
        <main class="login-page">
            <p class="login-page__name">{text(Key::AppName)}</p>
            <Form is_again=false/>
            <LanguageSwitch on_choose=language::choose/>
        </main>
    }
}

/// A window over the desk. Closed, it leaves the desk to be read; the strip opens it again.
#[component]
pub fn LoginAgainDialog() -> impl IntoView {
    let is_open = expect_context::<Desk>().signs_in;
    view! {
        <Show when=move || is_open.get()>
            <Dialog
                title=Key::LoginTitle
                close_label=Key::ActionClose
                on_close=move |()| is_open.set(false)
            >
                <Form is_again=true/>
            </Dialog>
        </Show>
    }
}

#[component]
fn Form(is_again: bool) -> impl IntoView {
    let app = expect_context::<App>();
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let on_submit = move |Credentials { email, password }| {
        let app = app.clone();
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = commands::sign_in(&app, email, password).await;
            // Signed in, the form is gone.
            let _ = is_busy.try_set(false);
            let _ = trouble.try_set(answer.err());
        });
    };
    view! {
        <LoginForm
            reason=Signal::derive(move || is_again.then(|| t(Key::LoginAgain).to_owned()))
            is_busy
            error=Signal::derive(move || trouble.with(|it| it.as_ref().map(failure::of_sign_in)))
            on_submit
        />
    }
}
