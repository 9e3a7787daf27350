//! The leaves of the thread in a real browser.

use super::{
    jump_to_end::JumpToEnd,
    message_bubble::{Choice, Delivery, Message, MessageBubble, Side},
    thread_header::{Ask, ThreadHeader},
    thread_strip::{Strip, ThreadStrip},
};
use crate::{
    fixtures::{HARD_NAMES, a_heading, a_message},
    testing::{Heard, Stage, settled, stage},
    ui::prelude::*,
};
use wasm_bindgen_test::wasm_bindgen_test;

async fn shown(message: Message, chosen: Heard<Choice>) -> Stage {
    stage(move || view! { <MessageBubble message on_choose=chosen.callback()/> }).await
}

/// Proves T4: a customer's text is text; only safe addresses are links, and they open elsewhere.
#[wasm_bindgen_test]
async fn links_are_made_and_nothing_else_is() {
    let text = "Vea https://tienda.example/4471, javascript:alert(1) <b>o</b> ana@tienda.example.";
    let stage = shown(a_message(text).message(), Heard::new()).await;
    let hrefs: Vec<_> = stage
        .all("link", "")
        .iter()
        .map(|link| link.get_attribute("href").unwrap())
        .collect();
    assert_eq!(
        hrefs,
        ["https://tienda.example/4471", "mailto:ana@tienda.example"]
    );
    for link in stage.all("link", "") {
        assert!(
            link.get_attribute("rel")
                .unwrap()
                .contains("noopener noreferrer")
        );
        assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    }
    assert!(stage.select("b").is_empty());
    assert!(stage.text().contains("javascript:alert(1) <b>o</b>"));
}

/// Proves T9: what is answered stands above the answer as text, is named, and leads to it.
#[wasm_bindgen_test]
async fn an_answer_shows_what_it_answers_and_leads_there() {
    let chosen = Heard::<Choice>::new();
    let message = a_message("Sí, dos.").answering("Marta <b>", "¿Talla <img src=x>?");
    let id = message.clone().message().quote.unwrap().0;
    let stage = shown(message.message(), chosen).await;
    stage
        .one("button", "Responde a Marta <b>: ¿Talla <img src=x>?")
        .click();
    assert_eq!(chosen.all(), [Choice::See(id)]);
    assert!(stage.select("img").is_empty() && stage.select("b").is_empty());
    assert!(stage.text().contains("¿Talla <img src=x>?"));
    let plain = shown(a_message("Hola").message(), Heard::new()).await;
    assert!(plain.select(".message__quote").is_empty());
}

/// Proves F14, F16.
#[wasm_bindgen_test]
async fn no_name_becomes_markup_and_a_file_shows_its_ending() {
    for name in HARD_NAMES {
        let message = a_message(name)
            .by(Side::Customer, name)
            .with_file(name, "1,2 MB")
            .message();
        let stage = shown(message, Heard::new()).await;
        assert!(stage.select("img").is_empty(), "{name}");
        let bubble = stage
            .select(".message__bubble")
            .remove(0)
            .get_bounding_client_rect();
        assert!(bubble.right() <= 340.0, "{name}");
    }
    let file = a_message("")
        .with_file("foto\u{202e}gpj.exe", "1 kB")
        .message();
    let stage = shown(file, Heard::new()).await;
    assert!(stage.has("link", "Descargar fotogpj.exe"));
}

/// Proves T4: how far a message got is a word, not only a sign.
#[wasm_bindgen_test]
async fn how_far_a_message_got_is_said() {
    let delivery = RwSignal::new(Delivery::Waiting);
    let message = Signal::derive(move || a_message("Hola").own(delivery.get()).message());
    let stage = stage(move || view! { <MessageBubble message on_choose=|_| {}/> }).await;
    let article = stage.one("article", "Hola");
    for (state, word) in [
        (Delivery::Sending, "Enviando"),
        (Delivery::Checking, "Comprobando si se envió"),
        (Delivery::Sent, "Enviado"),
        (Delivery::Delivered, "Entregado"),
        (Delivery::Read, "Leído"),
    ] {
        delivery.set(state);
        settled().await;
        assert!(article.text_content().unwrap().contains(word), "{word}");
        assert!(article.is_connected(), "the same message");
    }
}

/// Proves T4: a message that was not sent says why, what became of its words, and the ways out.
#[wasm_bindgen_test]
async fn a_message_that_failed_offers_its_ways_out() {
    let chosen = Heard::new();
    let why = "El servidor no está disponible ahora.".to_owned();
    let stage = shown(
        a_message("Hola").own(Delivery::Failed(why)).message(),
        chosen,
    )
    .await;
    let said = stage.one("alert", "No enviado").text_content().unwrap();
    assert!(
        said.contains("El servidor no está disponible ahora. El texto se conserva aquí."),
        "{said}"
    );
    for way in ["Reintentar", "Editar", "Descartar"] {
        stage.one("button", way).click();
    }
    assert_eq!(chosen.all(), [Choice::Retry, Choice::Edit, Choice::Discard]);
    let moved = shown(a_message("Hola").own(Delivery::Moved(2)).message(), chosen).await;
    assert!(
        moved
            .text()
            .contains("Hay 2 mensajes que no se habían visto")
    );
    moved.one("button", "Enviar de todos modos").click();
    assert_eq!(chosen.all().last(), Some(&Choice::SendAnyway));
}

/// Proves F15: a very long text is folded and nothing of it is lost.
#[wasm_bindgen_test]
async fn a_long_text_is_folded_until_it_is_asked_for() {
    let text = "palabra ".repeat(20_000);
    let stage = shown(a_message(&text).message(), Heard::new()).await;
    let shown = || {
        stage
            .select(".message__text")
            .remove(0)
            .text_content()
            .unwrap()
            .len()
    };
    assert!(shown() < 5_000);
    stage.one("button", "Ver todo el mensaje").click();
    settled().await;
    assert_eq!(shown(), text.len());
    assert!(!stage.has("button", "Ver todo"));
}

#[wasm_bindgen_test]
async fn the_head_of_a_run_bears_the_name() {
    let stage = shown(
        a_message("Hola").by(Side::Colleague, "Bruno Sá").message(),
        Heard::new(),
    )
    .await;
    assert!(stage.text().contains("Bruno Sá"));
    let tail = a_message("Hola")
        .by(Side::Colleague, "Bruno Sá")
        .in_run(false, true)
        .message();
    let stage = shown(tail, Heard::new()).await;
    assert_eq!(stage.select("header.quiet").len(), 1, "said, not shown");
}

#[wasm_bindgen_test]
async fn the_head_of_the_thread_offers_what_can_be_done() {
    let asked = Heard::new();
    let heading = RwSignal::new(Some(a_heading("Lucía Fernández")));
    let stage =
        stage(move || view! { <ThreadHeader heading has_details=false on_ask=asked.callback()/> })
            .await;
    assert!(stage.has("heading", "Lucía Fernández"));
    assert!(stage.text().contains("Tienda · Webchat · Abierta · #6597"));
    stage.one("button", "Cerrar conversación").click();
    stage.one("button", "Ver detalles").click();
    stage.one("button", "Volver a la lista").click();
    assert_eq!(asked.all(), [Ask::Close, Ask::Details, Ask::Back]);
    heading.update(|heading| {
        heading
            .iter_mut()
            .for_each(|heading| heading.can_close = false)
    });
    settled().await;
    assert!(!stage.has("button", "Cerrar conversación"));
}

/// Proves L5, A6.
#[wasm_bindgen_test]
async fn a_strip_says_where_the_conversation_stands() {
    let accepted = Heard::new();
    let strip = RwSignal::new(Some(Strip::Preview {
        is_accepting: false,
    }));
    let stage = stage(move || view! { <ThreadStrip strip on_accept=accepted.callback()/> }).await;
    stage.one("button", "Aceptar").click();
    strip.set(Some(Strip::Preview { is_accepting: true }));
    settled().await;
    stage.one("button", "Aceptando…").click();
    assert_eq!(accepted.all().len(), 1, "once");
    strip.set(Some(Strip::Closed {
        reason: Some("Venta".to_owned()),
        followed_by: Some("/open/2".to_owned()),
    }));
    settled().await;
    assert!(stage.text().contains("Conversación cerrada: Venta."));
    assert!(
        stage
            .one("link", "Ver la conversación siguiente")
            .get_attribute("href")
            .unwrap()
            .ends_with("/open/2")
    );
    strip.set(None);
    settled().await;
    assert_eq!(stage.text().trim(), "");
}

#[wasm_bindgen_test]
async fn the_way_to_the_end_counts_what_came() {
    let (is_away, new) = (RwSignal::new(false), RwSignal::new(0));
    let jumped = Heard::new();
    let stage = stage(move || view! { <JumpToEnd is_away new on_jump=jumped.callback()/> }).await;
    assert!(!stage.has("button", ""));
    is_away.set(true);
    new.set(2);
    settled().await;
    let button = stage.one("button", "Ir al último mensaje");
    assert!(button.text_content().unwrap().contains("2 mensajes nuevos"));
    button.click();
    assert_eq!(jumped.all().len(), 1);
}
