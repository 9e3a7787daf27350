//! Signing in, in a real browser.

use super::{
    language_switch::LanguageSwitch,
    login_form::{Credentials, LoginForm},
};
use crate::{
    i18n::{Language, switch_embedded},
    testing::{Heard, Stage, focused, settled, stage, write},
    ui::prelude::*,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

async fn shown(
    error: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    sent: Heard<Credentials>,
) -> Stage {
    stage(move || view! { <LoginForm is_busy error on_submit=sent.callback()/> }).await
}

fn password(stage: &Stage) -> HtmlInputElement {
    stage
        .select("input[name=password]")
        .remove(0)
        .unchecked_into()
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_beside_its_field() {
    let sent = Heard::new();
    let stage = shown(RwSignal::new(None), RwSignal::new(false), sent).await;
    let submit = stage.one("button", "Iniciar sesión");
    submit.click();
    settled().await;
    assert!(stage.has("alert", "Escribir la dirección de correo."));
    assert_eq!(focused().get_attribute("name").as_deref(), Some("email"));
    write(
        &stage.one("textbox", "Correo electrónico"),
        " ana@demo.bandeja ",
    );
    submit.click();
    settled().await;
    assert!(!stage.has("alert", "Escribir la dirección de correo."));
    assert_eq!(focused().get_attribute("name").as_deref(), Some("password"));
    write(&password(&stage), " con espacios ");
    submit.click();
    let sent: Vec<_> = sent
        .all()
        .into_iter()
        .map(|one| (one.email, one.password))
        .collect();
    assert_eq!(
        sent,
        [("ana@demo.bandeja".to_owned(), " con espacios ".to_owned())]
    );
}

#[wasm_bindgen_test]
async fn a_refusal_is_said_and_what_was_typed_stays() {
    let (error, is_busy, sent) = (RwSignal::new(None), RwSignal::new(false), Heard::new());
    let stage = shown(error, is_busy, sent).await;
    let email = stage.one("textbox", "Correo electrónico");
    write(&email, "ana@demo.bandeja");
    write(&password(&stage), "mal");
    is_busy.set(true);
    settled().await;
    stage.one("button", "Iniciando sesión…").click();
    assert_eq!(sent.all().len(), 0, "not twice");
    is_busy.set(false);
    error.set(Some(
        "El correo o la contraseña no son correctos.".to_owned(),
    ));
    settled().await;
    assert!(stage.has("alert", "El correo o la contraseña no son correctos."));
    assert_eq!(
        email.unchecked_into::<HtmlInputElement>().value(),
        "ana@demo.bandeja"
    );
    assert_eq!(password(&stage).value(), "mal");
}

#[wasm_bindgen_test]
async fn the_password_can_be_looked_at() {
    let stage = shown(RwSignal::new(None), RwSignal::new(false), Heard::new()).await;
    assert_eq!(password(&stage).type_(), "password");
    let eye = stage.one("button", "Mostrar la contraseña");
    eye.click();
    settled().await;
    assert_eq!(password(&stage).type_(), "text");
    assert_eq!(eye.get_attribute("aria-pressed").as_deref(), Some("true"));
}

/// Proves G4.
#[wasm_bindgen_test]
async fn the_languages_bear_their_own_names() {
    let chosen = Heard::new();
    let stage = stage(move || view! { <LanguageSwitch on_choose=chosen.callback()/> }).await;
    assert_eq!(
        stage
            .one("button", "Español")
            .get_attribute("aria-pressed")
            .as_deref(),
        Some("true")
    );
    stage.one("button", "Português (Brasil)").click();
    assert_eq!(chosen.all(), [Language::PtBr]);
    switch_embedded(Language::En);
    settled().await;
    assert_eq!(
        stage
            .one("button", "English")
            .get_attribute("aria-pressed")
            .as_deref(),
        Some("true")
    );
    assert!(stage.has("button", "Español"));
    switch_embedded(Language::Es);
}
