//! The composer in a real browser.

use super::{
    composer_blocked::{Blocked, ComposerBlocked},
    composer_box::{ComposerBox, ComposerState, Room, Warning},
};
use crate::testing::{Heard, Stage, press, press_with, settled, stage, write};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// A composer that behaves as its container makes it: the text comes back with each key.
struct Bench {
    stage: Stage,
    text: RwSignal<String>,
    state: RwSignal<ComposerState>,
    sent: Heard<()>,
}

async fn bench() -> Bench {
    let (text, sent) = (RwSignal::new(String::new()), Heard::new());
    let state = RwSignal::new(ComposerState {
        name: "Lucía".to_owned(),
        can_send: true,
        draft_key: "bandeja.draft.a.c".to_owned(),
        ..ComposerState::default()
    });
    let stage = stage(move || {
        view! { <ComposerBox text state on_input=move |typed| text.set(typed) on_send=sent.callback()/> }
    })
    .await;
    Bench {
        stage,
        text,
        state,
        sent,
    }
}

/// Proves M1.
#[wasm_bindgen_test]
async fn enter_and_the_button_send_and_shift_enter_does_not() {
    let bench = bench().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    write(&area, "Hola");
    assert_eq!(bench.text.get_untracked(), "Hola");
    assert!(
        press_with(&area, "Enter", &["shiftKey"]),
        "the browser breaks the line"
    );
    assert_eq!(bench.sent.all().len(), 0);
    assert!(!press(&area, "Enter"));
    bench.stage.one("button", "Enviar").click();
    assert_eq!(bench.sent.all().len(), 2);
}

/// Proves M1: the Enter that confirms a word of an input method sends nothing.
#[wasm_bindgen_test]
async fn an_enter_of_an_input_method_is_not_ours() {
    let bench = bench().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    write(&area, "にほん");
    assert!(press_with(&area, "Enter", &["isComposing"]));
    assert_eq!(bench.sent.all().len(), 0);
}

#[wasm_bindgen_test]
async fn what_cannot_be_sent_is_not_sent_and_enter_breaks_no_line() {
    let bench = bench().await;
    bench.state.update(|state| state.can_send = false);
    settled().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    assert!(!press(&area, "Enter"));
    let button = bench.stage.one("button", "Enviar");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    button.click();
    assert_eq!(bench.sent.all().len(), 0);
}

/// Proves M1: a counter near the limit, in words.
#[wasm_bindgen_test]
async fn the_room_is_counted_near_the_limit() {
    let bench = bench().await;
    assert!(!bench.stage.text().contains("caracteres"));
    bench
        .state
        .update(|state| state.room = Some(Room::Left(41)));
    settled().await;
    assert!(bench.stage.text().contains("Quedan 41 caracteres"));
    bench
        .state
        .update(|state| state.room = Some(Room::Over { by: 1, limit: 4096 }));
    settled().await;
    assert!(
        bench
            .stage
            .text()
            .contains("Sobra 1 carácter; el máximo es 4096")
    );
}

/// Proves M10: what the box holds can be rescued, and a warning says when it cannot be kept.
#[wasm_bindgen_test]
async fn the_box_names_its_draft_and_says_when_it_is_not_kept() {
    let bench = bench().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    let place = area.closest("[data-draft-key]").unwrap().unwrap();
    assert_eq!(
        place.get_attribute("data-draft-key").as_deref(),
        Some("bandeja.draft.a.c")
    );
    bench
        .state
        .update(|state| state.warning = Some(Warning::DraftNotKept));
    settled().await;
    assert!(
        bench
            .stage
            .one("status", "no se puede guardar")
            .text_content()
            .is_some()
    );
}

#[wasm_bindgen_test]
async fn the_box_grows_with_its_text() {
    let bench = bench().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    let before = area.offset_height();
    write(&area, "a\nb\nc\nd\ne");
    settled().await;
    assert!(
        area.offset_height() >= before * 3,
        "{} after {before}",
        area.offset_height()
    );
    write(&area, "");
    settled().await;
    assert_eq!(area.offset_height(), before);
}

/// Proves A6, L7, G1: what cannot be answered says why.
#[wasm_bindgen_test]
async fn where_nothing_can_be_written_it_says_why() {
    for (why, words) in [
        (Blocked::Closed, "La conversación está cerrada."),
        (Blocked::Expired, "La conversación expiró"),
        (
            Blocked::Colleague("Bruno".to_owned()),
            "La conversación es de Bruno.",
        ),
        (
            Blocked::Window("WhatsApp".to_owned()),
            "WhatsApp no admite texto libre",
        ),
    ] {
        let stage = stage(move || view! { <ComposerBlocked why/> }).await;
        assert!(stage.text().contains(words), "{words}");
        assert!(!stage.has("textbox", ""));
    }
}
