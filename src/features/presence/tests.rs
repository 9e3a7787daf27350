//! Connection and account in a real browser.

use super::{
    account_menu::{AccountMenu, Ask, Theme},
    connection_badge::{Connection, ConnectionBadge, ConnectionBanner},
};
use crate::{
    i18n::Language,
    testing::{Heard, settled, stage},
};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Proves G8: always a word.
#[wasm_bindgen_test]
async fn every_state_of_the_connection_has_a_word() {
    let connection = RwSignal::new(Connection::Starting);
    let stage = stage(move || view! { <ConnectionBadge connection/> }).await;
    for (state, word) in [
        (Connection::Starting, "Abriendo"),
        (Connection::Live, "En línea"),
        (Connection::CatchingUp, "Se pone al día"),
        (Connection::Offline { retry_in: None }, "Sin conexión"),
        (Connection::SignedOut, "Sin sesión"),
    ] {
        connection.set(state);
        settled().await;
        assert!(stage.has("status", &format!("Conexión: {word}")), "{word}");
        assert!(stage.text().contains(word));
    }
}

/// Proves G8, M11: what waits and when it is tried again.
#[wasm_bindgen_test]
async fn without_a_connection_it_says_what_waits_and_what_to_do() {
    let connection = RwSignal::new(Connection::Live);
    let (again, sign_in) = (Heard::new(), Heard::new());
    let stage = stage(move || {
        view! {
            <ConnectionBanner connection unsent=2 on_retry=again.callback() on_sign_in=sign_in.callback()/>
        }
    })
    .await;
    assert!(!stage.has("status", ""));
    connection.set(Connection::Offline { retry_in: Some(8) });
    settled().await;
    let strip = stage.one("status", "Sin conexión.");
    assert!(
        strip
            .text_content()
            .unwrap()
            .contains("2 mensajes por enviar · Nuevo intento en 8 segundos")
    );
    connection.set(Connection::Offline { retry_in: Some(1) });
    settled().await;
    assert!(strip.is_connected() && strip.text_content().unwrap().contains("en 1 segundo"));
    stage.one("button", "Intentar ahora").click();
    connection.set(Connection::SignedOut);
    settled().await;
    stage.one("button", "Iniciar sesión").click();
    assert_eq!((again.all().len(), sign_in.all().len()), (1, 1));
}

/// Proves G4, G6.
#[wasm_bindgen_test]
async fn the_own_menu_has_language_theme_and_the_way_out() {
    let asked = Heard::new();
    let stage = stage(move || {
        view! { <AccountMenu name="Ana Paredes".to_owned() theme=Theme::Dark on_ask=asked.callback()/> }
    })
    .await;
    let button = stage.one("button", "Cuenta de Ana Paredes");
    for (role, item) in [
        ("menuitemradio", "English"),
        ("menuitemradio", "Claro"),
        ("menuitem", "Cerrar sesión"),
    ] {
        button.click();
        settled().await;
        assert_eq!(
            stage
                .one("menuitemradio", "Oscuro")
                .get_attribute("aria-checked")
                .as_deref(),
            Some("true")
        );
        stage.one(role, item).click();
        settled().await;
        assert!(!stage.has(role, item), "it closes");
    }
    assert_eq!(
        asked.all(),
        [
            Ask::Language(Language::En),
            Ask::Theme(Theme::Light),
            Ask::SignOut
        ]
    );
}
