//! The composer in a real browser.

use super::{
    answer_head::{Answer, AnswerHead, Instead},
    composer_blocked::{Blocked, ComposerBlocked, Reach},
    composer_box::{ComposerBox, ComposerState, Room, Warning},
    composer_files::{ChipAsk, ChipId, ChipStand, ComposerFiles},
    window_left::WindowLeft,
};
use crate::{
    fixtures::some_chips,
    testing::{Heard, Stage, press, press_with, settled, stage, write},
    ui::prelude::*,
};
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

/// Proves E4: in a mail Enter breaks the line; Ctrl or Cmd with it sends, and the hint says so.
#[wasm_bindgen_test]
async fn in_a_mail_enter_breaks_the_line_and_ctrl_enter_sends() {
    let bench = bench().await;
    bench.state.update(|state| state.is_mail = true);
    settled().await;
    let area = bench.stage.one("textbox", "Respuesta a Lucía");
    assert!(press(&area, "Enter"), "the browser breaks the line");
    assert_eq!(bench.sent.all().len(), 0);
    assert!(!press_with(&area, "Enter", &["ctrlKey"]));
    assert!(!press_with(&area, "Enter", &["metaKey"]));
    assert_eq!(bench.sent.all().len(), 2);
    let hint = bench
        .stage
        .select(".composer__keys")
        .remove(0)
        .text_content();
    assert!(hint.unwrap().contains("Ctrl+Enter"));
}

/// Proves E4: whom an answer goes to, and why not to whom one might expect.
#[wasm_bindgen_test]
async fn the_head_of_an_answer_says_to_whom_and_why() {
    let answer = RwSignal::new(Some(Answer {
        to: vec!["Ana <ana@b.example>".to_owned(), "eva@b.example".to_owned()],
        instead: None,
        subject: "Re: <b>Pedido</b>".to_owned(),
    }));
    let stage = stage(move || view! { <AnswerHead answer/> }).await;
    assert!(
        stage.text().contains("Para: Ana <ana@b.example>"),
        "{}",
        stage.text()
    );
    assert!(stage.text().contains("Asunto: Re: <b>Pedido</b>"));
    let set = |instead: Instead| {
        answer.update(|answer| {
            answer
                .iter_mut()
                .for_each(|one| one.instead = Some(instead.clone()));
        });
    };
    set(Instead::Asked("cobros@otra.example".to_owned()));
    settled().await;
    assert!(
        stage
            .one("note", "")
            .text_content()
            .unwrap()
            .contains("pide responder a cobros@otra.example")
    );
    set(Instead::Unread("no-reply@b.example".to_owned()));
    settled().await;
    assert!(
        stage
            .one("note", "")
            .text_content()
            .unwrap()
            .contains("llegó desde no-reply@b.example, que nadie lee")
    );
    answer.update(|answer| answer.iter_mut().for_each(|one| one.to.clear()));
    settled().await;
    assert!(stage.text().contains("no tiene a quién responder"));
    answer.set(None);
    settled().await;
    assert_eq!(stage.text().trim(), "");
}

/// Proves M3: progress, cancel, retry, remove; a real ending is seen; a chip keeps the focus while
/// it goes on.
#[wasm_bindgen_test]
async fn files_show_their_way_and_what_can_be_done() {
    let (files, asked) = (RwSignal::new(some_chips()), Heard::new());
    let stage = stage(move || view! { <ComposerFiles files on_ask=asked.callback()/> }).await;
    let cancel = stage.one("button", "Cancelar foto del paquete.jpg");
    let way = stage.select("progress").remove(0);
    assert_eq!(way.get_attribute("value").as_deref(), Some("62"));
    files.update(|files| files[1].stand = ChipStand::Going(80));
    settled().await;
    assert!(cancel.is_connected(), "the same button");
    let way = stage.select("progress").remove(0);
    assert_eq!(way.get_attribute("value").as_deref(), Some("80"));
    cancel.click();
    stage.one("button", "Reintentar video.mp4").click();
    stage.one("button", "Quitar guía de envío 4471.pdf").click();
    assert!(stage.has("button", "Quitar gpj.exe"));
    assert_eq!(
        stage.all("button", "Reintentar").len(),
        1,
        "no other can get through"
    );
    assert_eq!(
        asked.all(),
        [
            ChipAsk::Remove(ChipId::Under(2)),
            ChipAsk::Retry(ChipId::Under(3)),
            ChipAsk::Remove(ChipId::Under(1)),
        ]
    );
    files.set(Vec::new());
    settled().await;
    assert!(stage.select(".file-chip").is_empty());
}

/// Proves L7: what expired has the client's address and number at hand, and can be closed.
#[wasm_bindgen_test]
async fn what_expired_says_what_can_be_done() {
    let closed = Heard::new();
    let reach = RwSignal::new(Some(Reach {
        email: Some("lucia@correo.example".to_owned()),
        phone: Some("+34 600 000 000".to_owned()),
    }));
    let stage = stage(move || {
        let why = Blocked::Window("WhatsApp".to_owned());
        view! { <ComposerBlocked why reach on_close=closed.callback()/> }
    })
    .await;
    for (name, href) in [
        ("lucia@correo.example", "mailto:lucia@correo.example"),
        ("+34 600 000 000", "tel:+34 600 000 000"),
    ] {
        let link = stage.one("link", name);
        assert_eq!(link.get_attribute("href").as_deref(), Some(href));
    }
    stage.one("button", "Cerrar conversación").click();
    assert_eq!(closed.all().len(), 1);
    reach.set(Some(Reach::default()));
    settled().await;
    assert!(!stage.has("link", ""));
    assert!(stage.text().contains("No hay correo ni teléfono"));
}

/// Proves M7: one text counts down, and its node stays.
#[wasm_bindgen_test]
async fn the_time_left_changes_one_text() {
    let left = RwSignal::new(Some("12 min".to_owned()));
    let stage = stage(move || view! { <WindowLeft left/> }).await;
    let text = stage.select(".composer__window span").remove(0);
    assert_eq!(text.inner_text(), "Quedan 12 min para responder");
    left.set(Some("45 s".to_owned()));
    settled().await;
    assert!(text.is_connected());
    assert_eq!(text.inner_text(), "Quedan 45 s para responder");
    left.set(None);
    settled().await;
    assert!(stage.select(".composer__window").is_empty());
}
