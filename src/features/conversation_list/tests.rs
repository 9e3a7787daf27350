//! The leaves of the list in a real browser.

use super::{
    changes_button::ChangesButton,
    conversation_row::{ConversationRow, Lead, Row},
    group_filter::{GroupChoices, GroupFilter},
    list_header::ListHeader,
    list_notice::{ListBroken, ListEmpty},
    row_tools::RowAct,
    status_tabs::StatusTabs,
};
use crate::{
    fixtures::{HARD_NAMES, a_row, some_groups},
    i18n::{Language, switch_embedded, words::Vocabulary},
    testing::{Heard, Stage, focused, press, settled, stage},
    ui::prelude::*,
};
use bandeja_contract::{Channel, Counts, InboxTitle, Sort, Status};
use wasm_bindgen_test::wasm_bindgen_test;

async fn shown(row: Option<Row>, accepted: Heard<RowAct>) -> Stage {
    stage(move || {
        let row = Memo::new(move |_| row.clone());
        view! { <ConversationRow row href="#there" is_selected=false is_stop=true is_picked=false on_act=accepted.callback()/> }
    })
    .await
}

/// Proves L2.
#[wasm_bindgen_test]
async fn a_row_tells_who_over_what_when_how_much_is_unread_and_whose_it_is() {
    let row = a_row("Lucía Fernández")
        .over(Channel::Webchat, "Tienda")
        .unread(3)
        .assigned_to("Ana Paredes");
    let stage = shown(Some(row.row()), Heard::new()).await;
    let link = stage.one("link", "Lucía Fernández");
    let said = link.text_content().unwrap();
    for fact in [
        "Tienda",
        "Buenas tardes",
        "14:05",
        "3 mensajes sin leer",
        "Responsable: Ana Paredes",
    ] {
        assert!(said.contains(fact), "«{fact}» in «{said}»");
    }
    assert!(
        stage.text().to_lowercase().contains("ap"),
        "the initials are seen"
    );
    assert!(link.get_attribute("href").unwrap().ends_with("#there"));
}

/// Proves L2: no circle at zero, 99+ above 99, «sin asignar» without an owner.
#[wasm_bindgen_test]
async fn the_unread_circle_is_there_when_there_is_something_unread() {
    let none = shown(Some(a_row("Ana").row()), Heard::new()).await;
    assert!(!none.text().contains("sin leer"));
    assert!(none.text().contains("sin asignar"));
    let many = shown(Some(a_row("Ana").unread(140).row()), Heard::new()).await;
    assert!(many.text().contains("99+"));
    assert!(
        many.one("link", "Ana")
            .text_content()
            .unwrap()
            .contains("140 mensajes sin leer")
    );
}

/// Proves L5: the green check accepts and does not follow the link.
#[wasm_bindgen_test]
async fn the_check_of_a_queued_row_accepts_it() {
    let accepted = Heard::new();
    let stage = shown(Some(a_row("Raúl Cid").queued("Soporte").row()), accepted).await;
    let before = window().location().href().unwrap();
    stage
        .one("button", "Aceptar la conversación de Raúl Cid")
        .click();
    assert_eq!(accepted.all().len(), 1);
    assert_eq!(window().location().href().unwrap(), before);
    let open = shown(Some(a_row("Raúl Cid").row()), Heard::new()).await;
    assert!(!open.has("button", "Aceptar"));
}

/// Proves L8: a row that was taken stays, says by whom, and cannot be accepted any more.
#[wasm_bindgen_test]
async fn a_taken_row_says_who_took_it() {
    let row = a_row("Raúl Cid").queued("Soporte").taken_by("Bruno");
    let stage = shown(Some(row.row()), Heard::new()).await;
    assert!(stage.text().contains("la tomó Bruno"));
    assert!(!stage.has("button", "Aceptar"));
}

#[wasm_bindgen_test]
async fn a_draft_and_a_failure_are_said_in_words() {
    for (lead, word) in [
        (Lead::Draft, "Borrador:"),
        (Lead::Failed, "No enviado:"),
        (Lead::Typing, "escribiendo…"),
    ] {
        let stage = shown(Some(a_row("Ana").saying(lead, "texto").row()), Heard::new()).await;
        assert!(stage.text().contains(word), "{word}");
    }
}

/// Proves F16: a customer's bytes are text, and stay in their row.
#[wasm_bindgen_test]
async fn no_name_becomes_markup_or_leaves_its_row() {
    let plain = shown(Some(a_row("Ana").row()), Heard::new()).await.nodes();
    for name in HARD_NAMES {
        let row = a_row(name).saying(Lead::Client, name);
        let stage = shown(Some(row.row()), Heard::new()).await;
        assert_eq!(stage.nodes(), plain, "{name}");
        assert!(stage.select("img").is_empty());
        let row = stage
            .select(".conversation-row")
            .remove(0)
            .get_bounding_client_rect();
        assert_eq!((row.height(), row.width()), (72.0, 340.0), "{name}");
        for line in stage.select(".conversation-row__name, .conversation-row__second") {
            let line = line.get_bounding_client_rect();
            assert!(
                line.top() >= row.top() && line.bottom() <= row.bottom(),
                "{name}"
            );
            assert!(
                line.left() >= row.left() && line.right() <= row.right(),
                "{name}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_row_on_its_way_has_its_height_and_no_link() {
    let stage = shown(None, Heard::new()).await;
    assert!(!stage.has("link", ""));
    assert_eq!(
        stage.select(".conversation-row").remove(0).offset_height(),
        72
    );
}

/// Proves L1, L11.
#[wasm_bindgen_test]
async fn tabs_bear_the_counts_and_go_by_arrows() {
    let chosen = RwSignal::new(Status::Open);
    let counts = RwSignal::new(None);
    let stage = stage(move || {
        view! {
            <StatusTabs
                vocabulary=|| Vocabulary::Service
                counts
                chosen
                on_choose=move |status| chosen.set(status)
            />
        }
    })
    .await;
    counts.set(Some(Counts {
        open: 12,
        queued: 3,
        closed: 98_304,
        ..Counts::default()
    }));
    settled().await;
    let names: Vec<_> = stage
        .all("tab", "")
        .iter()
        .map(|tab| tab.text_content().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "12Abiertas",
            "3En Cola",
            "0Pendientes",
            "0Expiradas",
            "98.304Cerradas"
        ]
    );
    stage.one("tab", "Abiertas").focus().unwrap();
    press(&focused(), "ArrowRight");
    settled().await;
    assert_eq!(chosen.get_untracked(), Status::Queued);
    assert!(focused().text_content().unwrap().contains("En Cola"));
    assert_eq!(
        focused().get_attribute("aria-selected").as_deref(),
        Some("true")
    );
    press(&focused(), "End");
    press(&focused(), "ArrowRight");
    assert_eq!(chosen.get_untracked(), Status::Open);
}

/// Proves L3.
#[wasm_bindgen_test]
async fn the_order_says_what_it_is_and_turns() {
    let sort = RwSignal::new(Sort::Newest);
    let stage = stage(move || {
        view! {
            <ListHeader title=|| InboxTitle::Service sort on_sort=move |other| sort.set(other)>"tools"</ListHeader>
        }
    })
    .await;
    assert!(stage.has("heading", "Caja de atención al cliente"));
    stage.one("button", "Orden: Recientes").click();
    settled().await;
    stage.one("button", "Orden: Más antiguas").click();
    assert_eq!(sort.get_untracked(), Sort::Newest);
}

/// Proves L4: several groups, or all.
#[wasm_bindgen_test]
async fn groups_are_ticked_in_a_sheet() {
    let chosen = RwSignal::new(Vec::new());
    let stage = stage(move || {
        let on_choose = move |groups| chosen.set(groups);
        view! {
            <GroupFilter chosen=move || chosen.with(Vec::len)>
                <GroupChoices groups=some_groups() chosen on_choose/>
            </GroupFilter>
        }
    })
    .await;
    stage
        .one("button", "Filtrar por grupos: Todos los grupos")
        .click();
    settled().await;
    stage.one("checkbox", "Posventa").click();
    settled().await;
    stage.one("checkbox", "Ventas").click();
    settled().await;
    assert_eq!(
        chosen.get_untracked(),
        [some_groups()[1].id, some_groups()[0].id]
    );
    assert!(stage.has("button", "Filtrar por grupos: 2 grupos"));
    stage.one("checkbox", "Todos los grupos").click();
    assert!(chosen.with_untracked(Vec::is_empty));
}

#[wasm_bindgen_test]
async fn an_empty_list_says_so_and_what_to_do() {
    let (queue, all) = (Heard::new(), Heard::new());
    let open = stage(move || {
        view! { <ListEmpty status=Status::Open vocabulary=Vocabulary::Service is_filtered=false on_queue=queue.callback() on_all_groups=all.callback()/> }
    })
    .await;
    assert!(open.text().contains("No hay conversaciones abiertas."));
    open.one("button", "Ver la cola").click();
    let filtered = stage(move || {
        view! { <ListEmpty status=Status::Open vocabulary=Vocabulary::Service is_filtered=true on_queue=queue.callback() on_all_groups=all.callback()/> }
    })
    .await;
    filtered.one("button", "Quitar filtros").click();
    assert_eq!((queue.all().len(), all.all().len()), (1, 1));
}

#[wasm_bindgen_test]
async fn a_broken_list_says_what_happened_and_what_is_safe() {
    let again = Heard::new();
    let stage = stage(
        move || view! { <ListBroken why="No hay conexión.".to_owned() on_retry=again.callback()/> },
    )
    .await;
    assert!(
        stage
            .one("alert", "Los textos sin enviar están guardados")
            .text_content()
            .unwrap()
            .contains("No hay conexión.")
    );
    stage.one("button", "Reintentar").click();
    assert_eq!(again.all().len(), 1);
}

/// Proves G4: the words change at once, and what is on the screen stays.
#[wasm_bindgen_test]
async fn held_changes_are_counted_in_the_language_of_the_page() {
    let count = RwSignal::new(0);
    let stage = stage(move || view! { <ChangesButton count on_apply=|()| {}/> }).await;
    assert!(!stage.has("button", ""));
    count.set(3);
    settled().await;
    let button = stage.one("button", "3 cambios");
    for (language, words) in [
        (Language::PtBr, "3 alterações"),
        (Language::En, "3 changes"),
        (Language::Es, "3 cambios"),
    ] {
        switch_embedded(language);
        settled().await;
        assert_eq!(button.text_content().as_deref(), Some(words));
        assert!(button.is_connected(), "the same button");
    }
}
