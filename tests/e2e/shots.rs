//! Pictures of list and thread, to be looked at: `target/shots`.

use bandeja_tests::{Stage, act, chromium, find::*, place, see};
use serde_json::json;

chromium!(list_and_thread_are_photographed_in_both_lights_and_on_a_phone);

/// Proves G6: that there is something to look at.
async fn list_and_thread_are_photographed_in_both_lights_and_on_a_phone(stage: &Stage) {
    let (ana, marta) = tokio::join!(act::ana(stage), act::arrives(stage, "Marta"));
    for text in [
        "Buenos días",
        "Se me rompió una taza del juego que compré en mayo. ¿Venden piezas sueltas?",
    ] {
        act::says_in_chat(&marta, text).await;
    }
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Buenos días").await;
    act::says(&ana, "Buenos días, Marta. Sí: dígame el modelo y el color.").await;
    act::says_in_chat(&marta, "Albaicín, azul").await;
    ana.sees(&see::message("Albaicín, azul")).await;
    act::says(
        &ana,
        "Nos quedan cuatro. Son 18 €, y el envío es gratis desde 60 €.",
    )
    .await;
    see::in_chat(
        &marta,
        "Nos quedan cuatro. Son 18 €, y el envío es gratis desde 60 €.",
    )
    .await;
    act::chooses_tab(&ana, "open").await;
    act::points_elsewhere(&ana).await;

    // On smaller screens the details would lie over the thread.
    let thread = role("main", ana.word("pane.thread"));
    ana.clicks(&button(ana.word("thread.details.hide")).within(thread))
        .await;

    let folder = place::target().join("shots");
    std::fs::create_dir_all(&folder).expect("a folder");
    let shots = [
        ("desk", 1440, 900),
        ("wide", 2200, 1100),
        ("small", 1024, 720),
        ("phone", 390, 844),
    ];
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        for person in [&ana, &marta] {
            person
                .cdp("Emulation.setEmulatedMedia", media.clone())
                .await;
        }
        for (name, width, height) in shots {
            ana.resizes(width, height).await;
            photograph(&ana, &folder.join(format!("thread-{name}-{scheme}.png"))).await;
            if name == "phone" {
                ana.clicks(&button(ana.word("thread.back"))).await;
                ana.sees(&see::tab(&ana, "open")).await;
                photograph(&ana, &folder.join(format!("list-{name}-{scheme}.png"))).await;
                ana.driver().back().await.expect("a way back");
                ana.sees(&see::composer(&ana)).await;
            }
        }
        ana.resizes(1440, 900).await;
        photograph(&marta, &folder.join(format!("widget-{scheme}.png"))).await;
    }
    println!("pictures: {}", folder.display());
}

/// Photographs once the page has painted twice: fonts, layout and pictures are there.
pub(crate) async fn photograph(person: &bandeja_tests::Person, path: &std::path::Path) {
    let painted = "return document.fonts.ready.then(() => new Promise((done) =>\
        requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))";
    let painted: bool = person.asks(painted).await;
    assert!(painted);
    person.driver().screenshot(path).await.expect("a picture");
    let size = std::fs::metadata(path).expect("a file").len();
    assert!(size > 10_000, "{} is empty", path.display());
}
