//! Connection and account in a real browser.

use super::{
    account_menu::{AccountItems, AccountMenu, Ask, Theme},
    away_pane::AwayBanner,
    connection_badge::{Connection, ConnectionBadge, ConnectionBanner},
};
use crate::{
    i18n::Language,
    testing::{Heard, settled, stage},
    ui::prelude::*,
};
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
        (
            Connection::Offline {
                retry_in: None,
                away_in: None,
            },
            "Sin conexión",
        ),
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
    connection.set(Connection::Offline {
        retry_in: Some(8),
        away_in: Some(24),
    });
    settled().await;
    let strip = stage.one("status", "Sin conexión.");
    assert!(strip.text_content().unwrap().contains(
        "2 mensajes por enviar · En 24 s sus conversaciones pasan a Pendientes · \
                 Nuevo intento en 8 segundos"
    ));
    connection.set(Connection::Offline {
        retry_in: Some(1),
        away_in: Some(0),
    });
    settled().await;
    let text = strip.text_content().unwrap();
    assert!(strip.is_connected() && text.contains("en 1 segundo"));
    assert!(
        text.contains("pasan a Pendientes hasta que vuelva la conexión"),
        "{text}"
    );
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
    let on_ask = asked.callback();
    let stage = stage(move || {
        let name = Signal::stored("Ana Paredes".to_owned());
        view! { <AccountMenu name><AccountItems name theme=Theme::Dark on_ask/></AccountMenu> }
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

/// Proves A7: how many were put aside, one button for all, and a way to be left alone.
#[wasm_bindgen_test]
async fn what_was_put_aside_is_told_with_one_button() {
    let count = RwSignal::new(0_u32);
    let (resumed, dismissed) = (Heard::new(), Heard::new());
    let stage = stage(move || {
        view! { <AwayBanner count on_resume=resumed.callback() on_dismiss=dismissed.callback()/> }
    })
    .await;
    assert!(!stage.has("status", ""));
    count.set(3);
    settled().await;
    stage.one("status", "3 conversaciones suyas pasaron a Pendientes.");
    stage.one("button", "Retomar todas").click();
    stage.one("button", "Descartar").click();
    assert_eq!((resumed.all().len(), dismissed.all().len()), (1, 1));
    count.set(1);
    settled().await;
    stage.one("status", "1 conversación suya pasó a Pendientes.");
    count.set(0);
    settled().await;
    assert!(!stage.has("status", ""));
}
