//! The settings: what an admin edits is on everybody's screen at once, and in the log.

use bandeja_contract::{
    AuditEntry, Code, EditOption, ListAudit, OperationId, OptionEdit, OptionName, Status,
};
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*, place, see};
use serde_json::json;
use thirtyfour::Key;

both_browsers!(an_admin_chooses_the_words_and_every_screen_speaks_them);
chromium!(
    a_new_reason_is_in_the_dialog_that_is_open,
    whoever_is_no_admin_finds_no_settings,
    every_option_is_saved_taken_back_and_noted,
    of_two_admins_the_second_is_told,
    queues_come_and_go_and_what_waits_stays,
    an_option_is_changed_by_keyboard_alone,
    the_settings_fit_a_phone,
);

/// Proves L1, G9, G10: tabs, titles and statuses change on the screens of others, without a reload.
async fn an_admin_chooses_the_words_and_every_screen_speaks_them(stage: &Stage) {
    let (dora, (ana, bruno)) = tokio::join!(dora(stage), act::two_agents(stage));
    for agent in [&ana, &bruno] {
        agent.asks::<()>("window.stillTheSame = true").await;
        agent.sees(&see::tab(agent, "open")).await;
        agent.sees(&like("tab", "En Cola")).await;
        agent
            .sees(&role("heading", "Caja de atención al cliente"))
            .await;
        title_is(agent, "Caja de atención al cliente · Bandeja").await;
    }
    act::chooses_tab(&ana, "expired").await;

    opens_section(&dora, "words").await;
    chooses(&dora, "settings.vocabulary", "Conversaciones en curso").await;
    is_saved(&dora).await;
    chooses(&dora, "settings.inbox_title", "Mensajes").await;
    for agent in [&ana, &bruno] {
        for word in [
            "Conversaciones en curso",
            "En espera",
            "Pendientes",
            "Inactivas",
            "Cerradas",
        ] {
            agent.sees(&like("tab", word)).await;
        }
        agent.sees(&role("heading", "Mensajes")).await;
        agent
            .sees(&role("link", "Mensajes").within(role("navigation", agent.word("nav.label"))))
            .await;
        title_is(agent, "Mensajes · Bandeja").await;
        let is_same: bool = agent.asks("return window.stillTheSame === true").await;
        assert!(is_same, "the page was reloaded");
    }
    title_is(&dora, "Mensajes · Bandeja").await;

    // Whoever comes later reads the same words.
    ana.reloads().await;
    ana.sees(&like("tab", "Inactivas").with("aria-selected", "true"))
        .await;
    ana.sees(&role("heading", "Mensajes")).await;
}

/// Proves A5, G9: reasons come, go and are found while the dialog of closing is open.
async fn a_new_reason_is_in_the_dialog_that_is_open(stage: &Stage) {
    let (dora, ana) = tokio::join!(dora(stage), act::ana(stage));
    stage.customer().await.writes("¿Tienen tinajas?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Tienen tinajas?").await;
    ana.clicks(&button(ana.word("thread.close"))).await;
    let dialog = || role("dialog", ana.word("wrap_up.title"));
    ana.sees(&text("Consulta resuelta").within(dialog())).await;

    opens_section(&dora, "closing").await;
    let form = textbox(dora.phrase("settings.new", &[("what", "Motivo de cierre")]));
    dora.types(&form, "Inundación del almacén").await;
    dora.clicks(&button(dora.word("settings.add"))).await;
    ana.sees(&text("Inundación del almacén").within(dialog()))
        .await;
    let gone = dora.phrase("settings.retire", &[("name", "Spam o equivocado")]);
    dora.clicks(&button(gone)).await;
    ana.misses(&text("Spam o equivocado").within(dialog()))
        .await;

    // Found by typing, accents ignored; filed.
    let find = role("searchbox", ana.word("wrap_up.find")).within(dialog());
    ana.types(&find, "inundacion").await;
    ana.misses(&text("Consulta resuelta").within(dialog()))
        .await;
    ana.clicks(&text("Inundación del almacén").within(dialog()))
        .await;
    ana.clicks(&button(ana.word("wrap_up.send")).within(dialog()))
        .await;
    ana.misses(&dialog()).await;
    let mut database = stage.database().await;
    assert_eq!(database.happenings("closed", "¿Tienen tinajas?").await, 1);

    // What was taken out comes back by the way that the message offers.
    dora.clicks(&button(dora.word("action.undo"))).await;
    dora.sees(&role("listitem", "Spam o equivocado")).await;
}

/// Proves G1, G9, G10: no entry for others, nothing behind the address, a refusal from the server.
async fn whoever_is_no_admin_finds_no_settings(stage: &Stage) {
    let ana = act::ana(stage).await;
    let navigation = || role("navigation", ana.word("nav.label"));
    ana.sees(&any("link").within(navigation())).await;
    let entry = role("link", ana.word("nav.settings"));
    assert!(ana.look(&entry).await.is_empty());
    ana.goes_to(&format!("{}/settings/words", stage.origin()))
        .await;
    ana.sees(&see::tab(&ana, "open")).await;
    assert!(ana.look(&entry).await.is_empty());

    for login in ["ana", "olga", "carla"] {
        let caller = stage.caller(login).await;
        let edit = OptionEdit {
            id: OperationId(uuid::Uuid::now_v7()),
            option: OptionName::AwayRule,
            seen: "true".to_owned(),
            value: "false".to_owned(),
        };
        let refused = caller.call(&EditOption(edit)).await.expect_err("refused");
        assert_eq!(refused.status, 403, "{login}");
        assert!(refused.body.contains(Code::Forbidden.word()), "{login}");
        let log = ListAudit {
            before: None,
            limit: 1,
        };
        assert_eq!(caller.call(&log).await.expect_err("refused").status, 403);
    }
}

/// Proves G9: every option is saved by itself, can be taken back, refuses in place, and all of it
/// stands in the log on the page.
async fn every_option_is_saved_taken_back_and_noted(stage: &Stage) {
    let dora = dora(stage).await;
    dora.expects_console("status of 422");
    opens_section(&dora, "assignment").await;
    for key in ["by_queue", "unassign", "away", "bot"] {
        let switch = role("switch", dora.word(&format!("settings.{key}")));
        dora.clicks(&switch).await;
        is_saved(&dora).await;
        opens_section(&dora, "tags").await;
        opens_section(&dora, "assignment").await;
    }
    let seconds = role("spinbutton", dora.word("settings.away_seconds"));
    dora.clears(&seconds).await;
    dora.types(&seconds, "5").await;
    dora.clicks(&button(dora.word("settings.save"))).await;
    dora.sees(&text_like(dora.word("problem.invalid"))).await;
    dora.clears(&seconds).await;
    dora.types(&seconds, "45").await;
    dora.presses(Key::Enter).await;
    is_saved(&dora).await;
    dora.clicks(&button(dora.word("action.undo"))).await;
    has(&dora, &seconds, "30").await;

    opens_section(&dora, "words").await;
    chooses(&dora, "settings.vocabulary", "Conversaciones en curso").await;
    is_saved(&dora).await;
    opens_section(&dora, "closing").await;
    chooses(&dora, "settings.reason", "Consulta resuelta").await;
    is_saved(&dora).await;
    opens_section(&dora, "channels").await;
    let page = textbox(dora.word("settings.conditions"));
    dora.types(&page, "https://barrovivo.example/condiciones")
        .await;
    dora.presses(Key::Enter).await;
    is_saved(&dora).await;
    opens_section(&dora, "words").await;
    chooses(&dora, "settings.inbox_title", "Bandeja de entrada").await;
    is_saved(&dora).await;

    opens_section(&dora, "changes").await;
    let log = || role("list", dora.word("settings.audit"));
    for key in [
        "vocabulary",
        "inbox_title",
        "by_queue",
        "unassign",
        "away",
        "away_seconds",
        "bot",
        "reason",
        "conditions",
    ] {
        let word = dora.word(&format!("settings.{key}"));
        let lines = dora.look(&text(&word).within(log())).await.len();
        // The seconds were taken back, and that is noted, too.
        let expected = if key == "away_seconds" { 2 } else { 1 };
        dora.until(format!("{expected} lines of «{word}»"), async || {
            (dora.look(&text(&word).within(log())).await.len() == expected).then_some(())
        })
        .await;
        assert!(lines <= expected, "{word}");
    }
    dora.sees(&text("https://barrovivo.example/condiciones").within(log()))
        .await;
    let entries = audit(stage).await;
    assert_eq!(entries.len(), 10);
    assert!(entries.iter().all(|entry| entry.from != entry.to));
}

/// Proves G9: of two who edit the same the second learns what it is, keeps what was typed, and can
/// insist.
async fn of_two_admins_the_second_is_told(stage: &Stage) {
    let (dora, other) = tokio::join!(dora(stage), dora(stage));
    other.expects_console("status of 409");
    for admin in [&dora, &other] {
        opens_section(admin, "assignment").await;
    }
    let seconds = role("spinbutton", dora.word("settings.away_seconds"));
    other.clears(&seconds).await;
    other.types(&seconds, "60").await;
    dora.clears(&seconds).await;
    dora.types(&seconds, "40").await;
    dora.presses(Key::Enter).await;
    is_saved(&dora).await;

    // What was typed stays while the value moves below it.
    has(&other, &seconds, "60").await;
    other.clicks(&button(other.word("settings.save"))).await;
    other
        .sees(&text_like(
            other.phrase("settings.moved", &[("value", "40")]),
        ))
        .await;
    has(&dora, &seconds, "40").await;
    other.clicks(&button(other.word("settings.save"))).await;
    is_saved(&other).await;
    has(&dora, &seconds, "60").await;
}

/// Proves G9: a queue that goes hands over what waits in it, on every screen; a group stays while
/// something hangs on it.
async fn queues_come_and_go_and_what_waits_stays(stage: &Stage) {
    let (dora, bruno) = tokio::join!(dora(stage), async {
        let bruno = stage.person("Bruno").await;
        act::signs_in(&bruno, &stage.origin(), "bruno").await;
        bruno
    });
    dora.expects_console("status of 409");
    stage.customer().await.writes("Espero en la cola").await;
    act::chooses_tab(&bruno, "queued").await;
    bruno.sees(&see::row("Espero en la cola")).await;
    let waiting = see::count(&bruno, "queued").await;

    opens_section(&dora, "groups").await;
    let shop = || role("listitem", "Tienda en línea");
    let gone = dora.phrase("settings.retire", &[("name", "Tienda en línea")]);
    dora.clicks(&button(gone)).await;
    dora.sees(&text(dora.word("problem.in_use")).within(shop()))
        .await;

    let form = textbox(dora.phrase("settings.new", &[("what", "Cola")])).within(shop());
    dora.types(&form, "Cola rápida").await;
    dora.presses(Key::Enter).await;
    dora.sees(&role("listitem", "Cola rápida")).await;
    let old = dora.phrase("settings.retire", &[("name", "Cola de tienda en línea")]);
    dora.clicks(&button(&old)).await;
    dora.clicks(&button(dora.word("settings.retire.now")).within(role("group", old)))
        .await;
    dora.misses(&role("listitem", "Cola de tienda en línea"))
        .await;
    let caller = stage.caller("bruno").await;
    let row = caller
        .conversation_with("Espero en la cola", Status::Queued)
        .await;
    let queues = caller.snapshot().await.queues;
    let queue = queues.iter().find(|queue| Some(queue.id) == row.queue);
    assert_eq!(queue.map(|queue| queue.name.as_str()), Some("Cola rápida"));
    see::count_is(&bruno, "queued", waiting).await;
    bruno.sees(&see::row("Espero en la cola")).await;
}

/// Proves G6, G9: from the rail to a saved option without a mouse.
async fn an_option_is_changed_by_keyboard_alone(stage: &Stage) {
    let (dora, ana) = tokio::join!(dora(stage), act::ana(stage));
    act::tabs_to(&dora, &role("link", dora.word("nav.settings"))).await;
    dora.presses(Key::Enter).await;
    let words = role("combobox", dora.word("settings.vocabulary"));
    act::tabs_to(&dora, &words).await;
    dora.presses(Key::Down).await;
    is_saved(&dora).await;
    ana.sees(&like("tab", "Conversaciones en curso")).await;
    act::tabs_to(&dora, &button(dora.word("action.undo"))).await;
    dora.presses(Key::Enter).await;
    ana.sees(&like("tab", "Abiertas")).await;
    // And back to the conversations.
    act::tabs_to(&dora, &role("link", "Caja de atención al cliente")).await;
    dora.presses(Key::Enter).await;
    dora.sees(&see::tab(&dora, "open")).await;
}

/// Proves G6: the settings on a phone, in both lights; and pictures of them to look at.
async fn the_settings_fit_a_phone(stage: &Stage) {
    let dora = dora(stage).await;
    let folder = place::target().join("shots");
    std::fs::create_dir_all(&folder).expect("a folder");
    opens_section(&dora, "words").await;
    chooses(&dora, "settings.inbox_title", "Bandeja de entrada").await;
    is_saved(&dora).await;
    for (name, width, height) in [("phone", 390, 844), ("desk", 1440, 900)] {
        dora.resizes(width, height).await;
        for section in [
            "words",
            "assignment",
            "closing",
            "groups",
            "channels",
            "tags",
            "changes",
        ] {
            opens_section(&dora, section).await;
            let wide: i64 = dora
                .asks("return document.documentElement.scrollWidth - innerWidth")
                .await;
            assert!(
                wide <= 0,
                "{section}: the page is {wide} px wider than the screen"
            );
            let page = "const page = document.querySelector('.settings__page');\
                return page.scrollWidth - page.clientWidth";
            let wide: i64 = dora.asks(page).await;
            assert!(
                wide <= 0,
                "{section}: its content is {wide} px wider than its place"
            );
            for scheme in ["light", "dark"] {
                let media =
                    json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
                dora.cdp("Emulation.setEmulatedMedia", media).await;
                let file = folder.join(format!("settings-{section}-{name}-{scheme}.png"));
                crate::shots::photograph(&dora, &file).await;
            }
        }
    }
}

async fn dora(stage: &Stage) -> Person {
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    dora
}

/// Opens a section of the settings, by the rail and the section's link.
async fn opens_section(person: &Person, section: &str) {
    let key = match section {
        "channels" => "inboxes",
        "changes" => "audit",
        other => other,
    };
    let entry = role("link", person.word("nav.settings"));
    if person
        .look(&entry.clone().with("aria-current", "page"))
        .await
        .is_empty()
    {
        person.clicks(&entry).await;
    }
    let word = person.word(&format!("settings.{key}"));
    let sections = role("navigation", person.word("settings.sections"));
    person.clicks(&role("link", &word).within(sections)).await;
    person.sees(&role("heading", word)).await;
}

/// Chooses in the box of a setting the entry that begins so.
async fn chooses(person: &Person, key: &str, word: &str) {
    person
        .types(&role("combobox", person.word(key)), word)
        .await;
}

async fn is_saved(person: &Person) {
    person.sees(&text(person.word("settings.saved"))).await;
}

async fn has(person: &Person, query: &Query, value: &str) {
    person
        .until(format!("«{value}» in {query}"), async || {
            let element = person.look(query).await.pop()?;
            let is = element.prop("value").await.ok()??;
            (is == value).then_some(())
        })
        .await;
}

async fn title_is(person: &Person, title: &str) {
    person
        .until(format!("the title «{title}»"), async || {
            // What is unread stands before it.
            let is: String = person.asks("return document.title").await;
            is.ends_with(title).then_some(())
        })
        .await;
}

async fn audit(stage: &Stage) -> Vec<AuditEntry> {
    let log = ListAudit {
        before: None,
        limit: 200,
    };
    stage.caller("dora").await.ok(&log).await.entries
}
