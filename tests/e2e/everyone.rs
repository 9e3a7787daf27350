//! Three languages, two lights, a phone, a keyboard.

use bandeja_tests::{Stage, Words, act, chromium, find::*, see};
use serde_json::json;
use thirtyfour::Key;

chromium!(
    the_language_changes_at_once_and_stays,
    dark_is_dark_and_light_is_light,
    a_phone_shows_one_pane_at_a_time,
    a_visitor_is_taken_answered_and_closed_by_keyboard_alone,
    names_of_the_app_are_those_that_the_browser_computes,
    the_visitor_writes_by_keyboard_alone_and_reads_their_own_language,
);

/// Proves G4.
async fn the_language_changes_at_once_and_stays(stage: &Stage) {
    let ana = act::ana(stage).await;
    ana.asks::<()>("window.stillTheSame = true").await;
    for language in ["en", "pt-BR", "es"] {
        act::switches_language(&ana, language).await;
        ana.reads(language);
        ana.sees(&see::tab(&ana, "queued")).await;
        ana.sees(&text(ana.word("thread.none"))).await;
        let tag: String = ana.asks("return document.documentElement.lang").await;
        assert_eq!(tag, language);
        let is_same: bool = ana.asks("return window.stillTheSame === true").await;
        assert!(is_same, "the page was reloaded");
    }
    act::switches_language(&ana, "en").await;
    ana.reads("en");
    ana.reloads().await;
    ana.sees(&see::tab(&ana, "queued")).await;
    act::signs_out(&ana).await;
    ana.sees(&role("heading", ana.word("login.title"))).await;
}

/// Proves G6.
async fn dark_is_dark_and_light_is_light(stage: &Stage) {
    let ana = act::ana(stage).await;
    for (scheme, is_dark) in [("dark", true), ("light", false)] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        ana.cdp("Emulation.setEmulatedMedia", media).await;
        ana.until(format!("a {scheme} page"), async || {
            let light = ana.run::<f64>(LIGHTNESS, Vec::new()).await.ok()?;
            ((light < 0.4) == is_dark).then_some(())
        })
        .await;
    }
    // A choice of one's own wins over the system's, also after a reload.
    act::chooses_theme(&ana, "dark").await;
    for _ in 0..2 {
        ana.until("a dark page", async || {
            (ana.run::<f64>(LIGHTNESS, Vec::new()).await.ok()? < 0.4).then_some(())
        })
        .await;
        ana.reloads().await;
        see::connection(&ana, "connection.live").await;
    }
}

/// How light the page's ground is, 0 to 1, as painted.
const LIGHTNESS: &str = "const c = document.createElement('canvas').getContext('2d');\
    const grounds = [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor);\
    c.fillStyle = grounds.find((g) => g !== 'rgba(0, 0, 0, 0)') || 'white'; c.fillRect(0, 0, 1, 1);\
    const [r, g, b] = c.getImageData(0, 0, 1, 1).data; return (r + g + b) / 765";

/// Proves G6.
async fn a_phone_shows_one_pane_at_a_time(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = stage.person("Ana").await;
    ana.resizes(390, 844).await;
    act::signs_in(&ana, &stage.origin(), "ana").await;
    customer.writes("Desde el móvil").await;
    act::chooses_tab(&ana, "queued").await;
    ana.misses(&text(ana.word("thread.none"))).await;
    act::taps(&ana, "Desde el móvil").await;
    ana.sees(&see::message("Desde el móvil")).await;
    ana.misses(&any("tab")).await;
    fits(&ana).await;
    act::says(&ana, "Le leo").await;
    see::delivery(&ana, "Le leo", "message.sent").await;

    ana.clicks(&button(ana.word("thread.back"))).await;
    ana.sees(&see::tab(&ana, "queued")).await;
    ana.misses(&see::composer(&ana)).await;
    fits(&ana).await;
    ana.driver().back().await.expect("a way back");
    ana.sees(&see::message("Le leo")).await;
}

async fn fits(person: &bandeja_tests::Person) {
    let wide: i64 = person
        .asks("return document.documentElement.scrollWidth - innerWidth")
        .await;
    assert!(wide <= 0, "the page is {wide} px wider than the phone");
}

/// Proves G6, L11: stories 3 and 4 without a mouse.
async fn a_visitor_is_taken_answered_and_closed_by_keyboard_alone(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = stage.person("Ana").await;
    ana.goes_to(&stage.origin()).await;
    // The form has the caret already.
    ana.sees(&textbox(ana.word("login.email"))).await;
    act::focus_is_on(&ana, &textbox(ana.word("login.email"))).await;
    ana.presses("ana@demo.bandeja").await;
    ana.presses(Key::Tab).await;
    ana.presses(bandeja_tests::api::PASSWORD).await;
    ana.presses(Key::Enter).await;
    see::connection(&ana, "connection.live").await;
    customer.writes("Solo con teclas").await;

    act::tabs_to(&ana, &any("tab").with("aria-selected", "true")).await;
    for _ in 0..5 {
        if !ana
            .look(&see::tab(&ana, "queued").with("aria-selected", "true"))
            .await
            .is_empty()
        {
            break;
        }
        ana.presses(Key::Right).await;
    }
    ana.sees(&see::tab(&ana, "queued").with("aria-selected", "true"))
        .await;
    ana.sees(&any("link").within(any("listitem"))).await;
    act::tabs_to(
        &ana,
        &any("link").within(any("listitem")).with("tabindex", "0"),
    )
    .await;
    ana.presses(Key::End).await;
    act::focus_is_on(&ana, &see::row("Solo con teclas")).await;
    ana.presses(Key::Enter).await;
    ana.sees(&see::message("Solo con teclas")).await;

    act::tabs_to(&ana, &button(ana.word("thread.accept"))).await;
    ana.presses(Key::Enter).await;
    ana.misses(&button(ana.word("thread.accept"))).await;
    act::tabs_to(&ana, &see::composer(&ana)).await;
    ana.presses("Y sin ratón").await;
    ana.presses(Key::Enter).await;
    see::delivery(&ana, "Y sin ratón", "message.sent").await;

    act::tabs_to(&ana, &button(ana.word("thread.close"))).await;
    ana.presses(Key::Enter).await;
    let dialog = role("dialog", ana.word("wrap_up.title"));
    ana.sees(&dialog).await;
    // The focus is where one types what to look for; Enter takes what is left of the reasons.
    let reason = stage.caller("ana").await.snapshot().await.reasons[0]
        .name
        .clone();
    act::focus_is_on(&ana, &role("searchbox", ana.word("wrap_up.find"))).await;
    ana.presses(reason.as_str()).await;
    ana.presses(Key::Enter).await;
    act::tabs_to(&ana, &button(ana.word("wrap_up.send"))).await;
    ana.presses(Key::Enter).await;
    ana.misses(&dialog).await;
    ana.sees(&text_like(ana.word("composer.closed"))).await;
    ana.until("the focus to be somewhere in the page", async || {
        let lost = "return document.activeElement === document.body";
        (!ana.run::<bool>(lost, Vec::new()).await.ok()?).then_some(())
    })
    .await;
}

/// Proves G6: the words by which the tests find things are those that a screen reader says.
async fn names_of_the_app_are_those_that_the_browser_computes(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = act::ana(stage).await;
    customer.writes("¿Se entiende?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Se entiende?").await;
    act::says(&ana, "Se entiende").await;
    see::delivery(&ana, "Se entiende", "message.sent").await;
    act::points_elsewhere(&ana).await;
    for role in [
        "button",
        "textbox",
        "tab",
        "heading",
        "link",
        "navigation",
        "list",
    ] {
        let ours: Vec<String> = ana
            .names(&any(role))
            .await
            .iter()
            .map(|name| clean(name))
            .collect();
        let computed = ana.computed(&any(role)).await;
        let theirs: Vec<String> = computed.iter().map(|(_, name)| clean(name)).collect();
        assert_eq!(ours, theirs, "{role}");
        if role != "list" {
            assert!(
                theirs.iter().all(|name| !name.is_empty()),
                "a {role} without a name: {theirs:?}"
            );
        }
    }
}

/// Without what a style sheet adds: dots between words, capitals.
fn clean(text: &str) -> String {
    let text = text.to_lowercase();
    text.split_whitespace()
        .filter(|word| *word != "·")
        .collect::<Vec<_>>()
        .join(" ")
}

/// Proves W6.
async fn the_visitor_writes_by_keyboard_alone_and_reads_their_own_language(stage: &Stage) {
    let marta = stage.person("Marta").await;
    for (language, open) in [
        ("en", "Open chat"),
        ("pt-BR", "Abrir o chat"),
        ("es", "Abrir el chat"),
    ] {
        let key = bandeja_tests::SITE_KEY;
        let page = format!(
            "<!doctype html><html lang=\"{language}\"><title>x</title><a href=\"#\">x</a>\
             <script async src=\"{}/bandeja.js\" data-inbox=\"{key}\"></script>",
            stage.origin()
        );
        marta
            .goes_to(&stage.site.page(&format!("/{language}"), "", &page))
            .await;
        act::tabs_to(&marta, &button(open)).await;
        marta.presses(Key::Enter).await;
        marta.sees(&role("frame", "Chat")).await;
        marta.enters(&role("frame", "Chat")).await;
        let write = textbox(Words::of_widget(language).get("write"));
        marta.sees(&write).await;
        act::focus_is_on(&marta, &write).await;
        marta.presses(format!("hola {language}")).await;
        marta.presses(Key::Enter).await;
        marta
            .sees(&text_like(Words::of_widget(language).get("sent")))
            .await;
        marta.presses(Key::Escape).await;
        marta.leaves_frame().await;
        act::focus_is_on(&marta, &like("button", open)).await;
    }
}
