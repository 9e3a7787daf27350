//! Menus, giving away, many at once, in a real browser.

use super::{
    bulk_bar::{BulkAsk, BulkBar, Refusals},
    hand_form::{Going, HandForm},
};
use crate::{
    commands::To,
    fixtures::{some_choices, some_tags},
    testing::{Heard, press, settled, stage, write},
    ui::{
        menu::{MenuGroup, MenuItem, MenuItems},
        prelude::*,
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Proves A1, L6: agents and groups are found by typing, however accented; only who can have it is
/// picked, and nothing is sent before.
#[wasm_bindgen_test]
async fn somebody_is_found_picked_and_sent() {
    let sent = Heard::<To>::new();
    let going = RwSignal::new(Going::default());
    let stage = stage(move || {
        view! { <HandForm choices=some_choices() going on_send=sent.callback()/> }
    })
    .await;
    stage.one("button", "Asignar").click();
    assert_eq!(sent.all(), [], "nobody is picked");
    let find = stage.one("searchbox", "Buscar agente o departamento");
    write(&find, "MARIA DE LOS ANG");
    settled().await;
    assert_eq!(stage.all("radio", "").len(), 1);
    assert!(stage.text().contains("Desconectado"));
    assert!(!press(&find, "Enter"), "takes the only one, does not send");
    assert_eq!(sent.all(), []);
    // Who does not see the group cannot have it.
    write(&find, "hector");
    settled().await;
    assert!(stage.text().contains("no ve este departamento"));
    assert!(stage.one("radio", "").has_attribute("disabled"));
    assert!(!press(&find, "Enter"));
    write(&find, "nadie así");
    settled().await;
    assert!(stage.has("status", "Nadie coincide con «nadie así»."));
    stage.one("button", "Asignar").click();
    assert_eq!(sent.all(), [some_choices()[2].to]);
    going.set(Going {
        is_transfer: true,
        is_busy: true,
        error: Some("No se pudo.".to_owned()),
    });
    settled().await;
    assert!(stage.has("alert", "No se pudo."));
    stage.one("button", "Enviando…").click();
    assert_eq!(sent.all().len(), 1, "one at a time");
}

/// Proves L6: what cannot be done keeps its word and says why, and does nothing.
#[wasm_bindgen_test]
async fn a_hindered_item_is_read_and_does_nothing() {
    let picked = Heard::<()>::new();
    let heard = picked.callback();
    let stage = stage(move || {
        let item = |label: &'static str, why: Option<&'static str>| {
            MenuItem::new(label, move || heard.run(())).hindered(why)
        };
        let items = vec![
            item("Iniciar conversación", Some("Ya está en curso.")),
            item("Ver detalles", None),
        ];
        let group = MenuGroup {
            label: "Conversación".into(),
            items,
        };
        view! { <MenuItems groups=vec![group]/> }
    })
    .await;
    let start = stage.one("menuitem", "Iniciar conversación");
    assert_eq!(
        start.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    let told = start.get_attribute("aria-describedby").unwrap();
    let told = document().get_element_by_id(&told).unwrap();
    assert_eq!(told.text_content().unwrap(), "Ya está en curso.");
    start.click();
    assert_eq!(picked.all().len(), 0);
    stage.one("menuitem", "Ver detalles").click();
    assert_eq!(picked.all().len(), 1);
}

/// Proves L12.
#[wasm_bindgen_test]
async fn the_bar_counts_and_offers_what_can_be_done() {
    let asked = Heard::<BulkAsk>::new();
    let (count, is_live) = (RwSignal::new(1), RwSignal::new(true));
    let stage = stage(move || {
        let tags = some_tags(&["VIP", "Mayorista"]);
        view! { <BulkBar count total=12_400 is_live tags on_ask=asked.callback()/> }
    })
    .await;
    assert!(stage.has("status", "1 seleccionada"));
    stage.one("button", "Seleccionar las 12.400").click();
    stage.one("button", "Asignar").click();
    stage.one("button", "Cerrar").click();
    stage.one("button", "Quitar la selección").click();
    stage.one("button", "Etiquetar").click();
    settled().await;
    let tags = some_tags(&["VIP", "Mayorista"]);
    stage.all("menuitem", "Mayorista")[0].click();
    settled().await;
    stage.one("button", "Etiquetar").click();
    settled().await;
    stage.all("menuitem", "VIP")[1].click();
    let all = [
        BulkAsk::All,
        BulkAsk::Assign,
        BulkAsk::Close,
        BulkAsk::Clear,
        BulkAsk::Tag(tags[1].id, true),
        BulkAsk::Tag(tags[0].id, false),
    ];
    assert_eq!(asked.all(), all);
    count.set(12_400);
    is_live.set(false);
    settled().await;
    assert!(stage.has("status", "12.400 seleccionadas"));
    // Contacts of conversations that are over can be tagged, too.
    assert!(stage.has("button", "Etiquetar"));
    for gone in ["Seleccionar las", "Asignar", "Cerrar"] {
        assert!(!stage.has("button", gone), "{gone}");
    }
}

/// Proves L12: customers' names are text.
#[wasm_bindgen_test]
async fn what_stayed_as_it_was_is_listed_by_name() {
    let name = crate::fixtures::HARD_NAMES[4];
    let stage = stage(move || {
        view! { <Refusals refusals=vec![(name.to_owned(), "Es de Bruno.".to_owned())]/> }
    })
    .await;
    let text = stage.text();
    assert!(
        text.contains(name) && text.contains("Es de Bruno."),
        "{text}"
    );
}
