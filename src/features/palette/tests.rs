//! The palette and the keys in a real browser.

use super::{
    keys_table::KeysTable,
    palette_list::{Line, PaletteList},
};
use crate::{
    i18n::words::Vocabulary,
    keys::{Bindings, Chord, Command},
    testing::{Heard, press, settled, stage, write},
    ui::prelude::*,
};
use bandeja_domain::actions::Deed;
use wasm_bindgen_test::wasm_bindgen_test;

fn some_lines() -> Vec<Line> {
    let line = |name: &str, hindrance: Option<&str>, is_hidden| Line {
        group: if is_hidden {
            "Conversaciones"
        } else {
            "Conversación con Íñigo"
        }
        .to_owned(),
        name: name.to_owned(),
        keys: vec!["C".to_owned()],
        hindrance: hindrance.map(ToOwned::to_owned),
        is_hidden,
    };
    vec![
        line("Cerrar conversación", None, false),
        line("Iniciar conversación", Some("Ya está cerrada."), false),
        line("Zoë Brontë #6597", None, true),
    ]
}

/// Proves L11: by keyboard only, with what cannot be done saying why.
#[wasm_bindgen_test]
async fn arrows_and_enter_take_what_can_be_taken() {
    let picked = Heard::<usize>::new();
    let stage =
        stage(move || view! { <PaletteList lines=some_lines() on_pick=picked.callback()/> }).await;
    let field = stage.one("combobox", "Buscar una acción o una conversación");
    assert_eq!(
        stage.all("option", "").len(),
        2,
        "conversations come by typing"
    );
    press(&field, "ArrowDown");
    settled().await;
    let hindered = stage.one("option", "Iniciar conversación");
    assert_eq!(
        hindered.get_attribute("aria-selected").as_deref(),
        Some("true")
    );
    assert_eq!(
        field.get_attribute("aria-activedescendant"),
        hindered.get_attribute("id")
    );
    assert!(
        hindered
            .text_content()
            .unwrap()
            .contains("Ya está cerrada.")
    );
    press(&field, "Enter");
    assert_eq!(picked.all().len(), 0, "it cannot be done");
    press(&field, "ArrowDown");
    press(&field, "Enter");
    assert_eq!(picked.all(), [0]);
    write(&field, "zoe");
    settled().await;
    press(&field, "Enter");
    assert_eq!(picked.all(), [0, 2]);
    write(&field, "nada");
    settled().await;
    assert!(stage.has("status", "Nada se llama «nada»."));
    press(&field, "Enter");
    assert_eq!(picked.all(), [0, 2]);
}

/// Proves L11: keys can be changed, taken away and switched off.
#[wasm_bindgen_test]
async fn a_key_is_changed_by_pressing_another() {
    let bindings = RwSignal::new(Bindings::new());
    let stage = stage(move || {
        view! {
            <KeysTable
                bindings
                vocabulary=Vocabulary::Service
                is_mac=false
                on_change=move |next| bindings.set(next)
            />
        }
    })
    .await;
    const CLOSE: Command = Command::Deed(Deed::Close);
    let key = move || bindings.with_untracked(|it| it.of(CLOSE));
    let change = stage.one("button", "Cambiar el atajo de «Cerrar conversación»");
    change.click();
    settled().await;
    press(&change, "x");
    settled().await;
    assert_eq!(key(), Chord::read("x"));
    // One that another command has is refused, and says whose it is.
    change.click();
    press(&change, "r");
    settled().await;
    assert_eq!(key(), Chord::read("x"));
    assert!(stage.has("alert", "Esa tecla ya es de «Escribir una respuesta»."));
    change.click();
    press(&change, "Escape");
    settled().await;
    assert_eq!(key(), Chord::read("x"), "Escape leaves it");
    stage
        .one("button", "Quitar el atajo de «Cerrar conversación»")
        .click();
    settled().await;
    assert_eq!(key(), None);
    stage.one("checkbox", "Atajos de una sola tecla").click();
    settled().await;
    assert!(bindings.with_untracked(Bindings::is_off));
    stage.one("button", "Restablecer los atajos").click();
    settled().await;
    assert_eq!(bindings.get_untracked(), Bindings::new());
}
