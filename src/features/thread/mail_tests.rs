//! Mails and their sealed bodies in a real browser.

use super::{
    mail_body::{Body, BodyTold, BodyWords, MailBody},
    mail_detail::MailDetail,
    mail_message::{Mail, MailAsk, MailMessage},
    message_bubble::{Choice, Delivery},
    thread_header::ThreadHeader,
};
use crate::{
    fixtures::{HARD_NAMES, a_mail, a_mail_heading, an_answer, some_mail_facts},
    testing::{Heard, Stage, press, settled, stage},
    ui::prelude::*,
};
use leptos::ev;
use wasm_bindgen_test::wasm_bindgen_test;

async fn shown(mail: Mail, is_open: RwSignal<bool>, asked: Heard<MailAsk>) -> Stage {
    stage(move || {
        let body = ViewFn::from(|| view! { <p>"El cuerpo"</p> });
        view! {
            <MailMessage mail=Signal::stored(mail) is_open can_answer=true on_ask=asked.callback() body/>
        }
    })
    .await
}

/// Proves E3: a compact summary, and what takes the place of the date when it is open.
#[wasm_bindgen_test]
async fn a_mail_is_a_summary_that_opens() {
    let (is_open, asked) = (RwSignal::new(false), Heard::new());
    let mail = a_mail("Jorge Taype", "Buenas tardes:\n\nmi pedido no llega.");
    let stage = shown(mail, is_open, asked).await;
    let summary = stage.one("button", "Jorge Taype");
    let words = summary.text_content().unwrap();
    for part in ["Para mí", "21/11/2026, 14:05", "Buenas tardes: mi pedido"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert_eq!(
        summary.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert!(!stage.text().contains("El cuerpo"));
    assert!(!stage.has("button", "Responder"));
    summary.click();
    assert_eq!(asked.all(), [MailAsk::Toggle]);

    is_open.set(true);
    settled().await;
    assert!(summary.is_connected(), "the same button, with the focus");
    assert_eq!(
        summary.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert!(!summary.text_content().unwrap().contains("21/11/2026"));
    assert!(stage.text().contains("El cuerpo"));
    stage.one("button", "Responder").click();
    stage.one("button", "Más opciones").click();
    settled().await;
    stage.one("menuitem", "Responder").click();
    stage.one("button", "Más opciones").click();
    settled().await;
    stage.one("menuitem", "Detalle").click();
    assert_eq!(
        asked.all(),
        [
            MailAsk::Toggle,
            MailAsk::Answer,
            MailAsk::Answer,
            MailAsk::Detail
        ]
    );
}

/// Proves E3, T4: «(Agente)», the user part of the address, and what to do when it was not sent.
#[wasm_bindgen_test]
async fn ours_says_agent_and_the_user_part_and_how_far_it_got() {
    let asked = Heard::new();
    let stage = shown(
        an_answer("Hola", Delivery::Moved(1)),
        RwSignal::new(true),
        asked,
    )
    .await;
    let summary = stage.one("button", "(Agente)");
    assert!(summary.text_content().unwrap().contains("jorge.taype96"));
    stage.one("button", "Enviar de todos modos").click();
    assert_eq!(asked.all(), [MailAsk::Choose(Choice::SendAnyway)]);
    let stage = shown(
        an_answer("Hola", Delivery::Sent),
        RwSignal::new(true),
        asked,
    )
    .await;
    assert!(stage.text().contains("Enviado"));
}

/// Proves F14, F16.
#[wasm_bindgen_test]
async fn no_name_leaves_the_line_of_its_mail() {
    for name in HARD_NAMES {
        let stage = shown(a_mail(name, name), RwSignal::new(false), Heard::new()).await;
        assert!(stage.select("img").is_empty(), "{name}");
        let mail = stage.select(".mail").remove(0).get_bounding_client_rect();
        for part in stage.select(".mail__author, .mail__to, .mail__snippet, .mail__date") {
            let part = part.get_bounding_client_rect();
            assert!(part.right() <= mail.right() + 0.5, "{name}");
        }
    }
}

/// Proves E5: the words of reference 004, in its order.
#[wasm_bindgen_test]
async fn the_detail_names_what_the_reference_names() {
    let stage = stage(|| view! { <MailDetail facts=some_mail_facts()/> }).await;
    let terms: Vec<_> = stage
        .select("dt")
        .iter()
        .map(|term| term.text_content().unwrap())
        .collect();
    assert_eq!(
        terms,
        [
            "Remitente",
            "Destinatarios",
            "Fecha",
            "CC",
            "Asunto",
            "Fecha de registro",
            "Fecha de origen"
        ]
    );
    assert!(
        stage
            .text()
            .contains("Jorge Taype <jorge.taype96@correo.example>")
    );
}

/// Proves E1.
#[wasm_bindgen_test]
async fn the_head_of_a_mail_thread_names_address_subject_and_attention() {
    let heading = Some(a_mail_heading("Jorge Taype", "Pedido 4471"));
    let stage =
        stage(move || view! { <ThreadHeader heading has_details=false on_ask=|_| {}/> }).await;
    let text = stage.text();
    assert!(stage.has("heading", "Jorge Taype"), "the name alone");
    assert!(text.contains("jorge.taype96@correo.example"), "{text}");
    assert!(text.contains("Asunto: Pedido 4471"), "{text}");
    assert!(
        stage
            .select(".thread-header__attention")
            .remove(0)
            .text_content()
            .unwrap()
            .contains("ID de Atención: #6597")
    );
}

struct Bench {
    stage: Stage,
    body: RwSignal<Body>,
    words: RwSignal<BodyWords>,
    height: RwSignal<f64>,
    told: Heard<BodyTold>,
    keys: Heard<String>,
}

async fn bench(first: Body) -> Bench {
    let (body, height) = (RwSignal::new(first), RwSignal::new(0.0));
    let words = RwSignal::new(BodyWords {
        author: "Jorge Taype".to_owned(),
        text: "El texto <b>del</b> mensaje".to_owned(),
        held_back: 0,
    });
    let (told, keys) = (Heard::new(), Heard::new());
    let heard = keys.callback();
    let stage = stage(move || {
        view! {
            <div tabindex="0" on:keydown=move |event: ev::KeyboardEvent| heard.run(event.key())>
                <MailBody body words height on_told=told.callback()/>
            </div>
        }
    })
    .await;
    Bench {
        stage,
        body,
        words,
        height,
        told,
        keys,
    }
}

/// A document that says these things to whoever holds it.
fn a_document(says: &[&str]) -> String {
    let says: String = says
        .iter()
        .map(|say| format!("parent.postMessage({say},'*');"))
        .collect();
    format!("data:text/html,<script>{says}</script>")
}

async fn until(what: &str, check: impl Fn() -> bool) {
    for _ in 0..200 {
        if check() {
            return;
        }
        settled().await;
    }
    panic!("{what} did not come");
}

/// Proves E16: the attributes of the frame, to the letter.
#[wasm_bindgen_test]
async fn the_frame_is_sealed() {
    let bench = bench(Body::Framed(a_document(&[]))).await;
    let frame = bench.stage.select("iframe").remove(0);
    assert_eq!(
        frame.get_attribute("sandbox").as_deref(),
        Some("allow-scripts allow-popups allow-popups-to-escape-sandbox")
    );
    assert_eq!(
        frame.get_attribute("referrerpolicy").as_deref(),
        Some("no-referrer")
    );
    assert_eq!(
        frame.get_attribute("title").as_deref(),
        Some("Mensaje de Jorge Taype")
    );
    assert!(!frame.has_attribute("srcdoc"));
}

/// Proves E16: only an opaque origin and only the frame's own window are believed, and only what is
/// on the lists.
#[wasm_bindgen_test]
async fn only_the_own_frame_is_heard() {
    let bench = bench(Body::Waiting).await;
    // Another frame of an opaque origin, and the page itself, say the same.
    let other = document().create_element("iframe").unwrap();
    other.set_attribute("sandbox", "allow-scripts").unwrap();
    other
        .set_attribute("src", &a_document(&["{kind:'height',height:777}"]))
        .unwrap();
    bench.body.set(Body::Framed(a_document(&[
        "{kind:'height',height:-5}",
        "{kind:'height',height:'9'}",
        "{kind:'height',height:1/0}",
        "null",
        "'height'",
        "{kind:'key',key:'a'}",
        "{kind:'key',key:'Enter'}",
        "{kind:'key',key:'j'}",
        "{kind:'key',key:'?'}",
        "{kind:'height',height:321}",
    ])));
    settled().await;
    document().body().unwrap().append_child(&other).unwrap();
    let foreign = js_sys::JSON::parse(r#"{"kind":"height","height":888}"#).unwrap();
    window().post_message(&foreign, "*").unwrap();
    let (told, keys) = (bench.told, bench.keys);
    until("the height", || {
        told.all().contains(&BodyTold::Height(321.0))
    })
    .await;
    // The other frame has had its say by now, too.
    let heard = Heard::new();
    let callback = heard.callback();
    let listener = window_event_listener(ev::message, move |_| callback.run(()));
    other.set_attribute("src", &a_document(&["1"])).unwrap();
    until("the other's word", || !heard.all().is_empty()).await;
    listener.remove();
    other.remove();
    let heights: Vec<_> = told
        .all()
        .into_iter()
        .filter(|told| matches!(told, BodyTold::Height(_)))
        .collect();
    assert_eq!(heights, [BodyTold::Height(321.0)]);
    assert_eq!(keys.all(), ["j", "?"]);
}

/// Proves E16: Escape leads out of the frame.
#[wasm_bindgen_test]
async fn escape_leads_out_of_a_frame() {
    let bench = bench(Body::Framed(a_document(&["{kind:'key',key:'Escape'}"]))).await;
    let keys = bench.keys;
    until("the key", || !keys.all().is_empty()).await;
    settled().await;
    let around = bench.stage.select("[tabindex]").remove(0);
    assert_eq!(document().active_element(), Some(around.into()));
}

/// Proves E16: remote images wait for the button.
#[wasm_bindgen_test]
async fn images_are_shown_when_they_are_asked_for() {
    let bench = bench(Body::Text).await;
    assert!(!bench.stage.has("button", "Mostrar imágenes"));
    bench.words.update(|words| words.held_back = 3);
    settled().await;
    assert!(
        bench
            .stage
            .text()
            .contains("3 imágenes externas no se cargaron")
    );
    bench.stage.one("button", "Mostrar imágenes").click();
    assert!(bench.told.all().contains(&BodyTold::Images));
}

/// Proves E16: where the document cannot be had its text stands, as text; what is asleep keeps its
/// height.
#[wasm_bindgen_test]
async fn a_body_without_a_document_is_its_text() {
    let bench = bench(Body::Failed("No hay conexión con el servidor.".to_owned())).await;
    assert!(
        bench
            .stage
            .one("alert", "No hay conexión")
            .text_content()
            .is_some()
    );
    assert!(bench.stage.text().contains("El texto <b>del</b> mensaje"));
    assert!(bench.stage.select("b").is_empty());
    bench.stage.one("button", "Reintentar").click();
    assert!(bench.told.all().contains(&BodyTold::Again));
    bench.height.set(432.0);
    bench.body.set(Body::Asleep);
    settled().await;
    let asleep = bench.stage.select(".mail-body__asleep").remove(0);
    assert_eq!(asleep.get_bounding_client_rect().height(), 432.0);
    assert!(bench.told.all().contains(&BodyTold::Sight(true)));
    // Whoever presses Enter on the button wakes it; the key itself goes nowhere.
    press(
        &bench.stage.one("button", "Ver el mensaje completo"),
        "Enter",
    );
}
