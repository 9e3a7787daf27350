//! Cards: what is kept of a contact and of its ticket, changed by one and seen by the other.

use bandeja_contract::{Status, problem::Code};
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*, place, see};
use serde_json::json;
use thirtyfour::Key;

both_browsers!(what_one_keeps_the_other_sees_in_card_and_list);
chromium!(
    of_two_who_edit_one_field_the_second_is_told,
    a_refused_edit_says_why_and_keeps_the_words,
    comments_follow_the_contact_and_never_reach_the_customer,
    the_role_decides_which_fields_of_a_ticket_are_edited,
    a_field_is_edited_and_undone_by_keyboard_alone,
    a_phone_shows_the_card_as_a_pane_of_its_own,
    cards_are_photographed_in_both_lights_and_on_a_phone,
);

/// Ana has taken a conversation; whoever is named looks at it, too.
async fn taken(stage: &Stage, ana: &Person, words: &str) {
    stage.customer().await.writes(words).await;
    act::chooses_tab(ana, "queued").await;
    act::accepts(ana, words).await;
    ana.sees(&see::message(words)).await;
}

async fn looks_too(person: &Person, words: &str) {
    act::chooses_tab(person, "open").await;
    act::opens(person, words).await;
    person.sees(&see::message(words)).await;
}

/// Turns to a side of the details pane: `conversation`, `contact`, `ticket`.
async fn turns_to(person: &Person, side: &str) {
    let tab = role("tab", person.word(&format!("side.{side}")));
    person.clicks(&tab).await;
    person.sees(&tab.with("aria-selected", "true")).await;
}

fn field(person: &Person, key: &str) -> Query {
    textbox(person.word(key))
}

async fn writes_into(person: &Person, key: &str, words: &str) {
    let field = field(person, key);
    person.clears(&field).await;
    person.types(&field, words).await;
}

async fn keeps(person: &Person, key: &str, words: &str) {
    writes_into(person, key, words).await;
    person.presses(Key::Enter).await;
    person.sees(&text_like(person.word("card.saved"))).await;
}

fn undo(person: &Person, key: &str) -> Query {
    let words = [person.word("action.undo"), person.word(key)];
    button(words.join(": "))
}

fn card(person: &Person) -> Query {
    role("tabpanel", person.word("side.contact"))
}

/// Proves T2: a name kept by one is on the other's card and row, and so is its undoing; tags, too.
async fn what_one_keeps_the_other_sees_in_card_and_list(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    taken(stage, &ana, "¿Me cambian el nombre?").await;
    looks_too(&bruno, "¿Me cambian el nombre?").await;
    for agent in [&ana, &bruno] {
        turns_to(agent, "contact").await;
    }
    ana.sees(&field(&ana, "contact.name")).await;
    let before = see::value(&ana, &field(&ana, "contact.name")).await;
    // To an agent the contact of a colleague's conversation is to be read.
    bruno.sees(&text_like(&before).within(card(&bruno))).await;
    assert!(bruno.look(&field(&bruno, "contact.name")).await.is_empty());

    keeps(&ana, "contact.name", "Marta Solís").await;
    bruno
        .sees(&text_like("Marta Solís").within(card(&bruno)))
        .await;
    for agent in [&ana, &bruno] {
        see::row_says(agent, "¿Me cambian el nombre?", "Marta Solís").await;
    }
    ana.clicks(&undo(&ana, "contact.name")).await;
    see::holds(&ana, &field(&ana, "contact.name"), &before).await;
    bruno.misses(&text_like("Marta Solís")).await;
    see::row_says(&bruno, "¿Me cambian el nombre?", &before).await;

    ana.clicks(&button(ana.word("contact.tags.add"))).await;
    ana.clicks(&role("menuitem", "VIP")).await;
    bruno
        .sees(&any("listitem").holding("VIP").within(card(&bruno)))
        .await;
    ana.clicks(&button(
        ana.phrase("contact.tags.remove", &[("name", "VIP")]),
    ))
    .await;
    bruno
        .misses(&any("listitem").holding("VIP").within(card(&bruno)))
        .await;
}

/// Proves T2: nobody writes over somebody else's words without having seen them.
async fn of_two_who_edit_one_field_the_second_is_told(stage: &Stage) {
    let ana = act::ana(stage).await;
    let olga = stage.person("Olga").await;
    act::signs_in(&olga, &stage.origin(), "olga").await;
    taken(stage, &ana, "Apunten mi teléfono").await;
    looks_too(&olga, "Apunten mi teléfono").await;
    for agent in [&ana, &olga] {
        turns_to(agent, "contact").await;
    }
    ana.expects_console("status of 409");
    writes_into(&ana, "details.phone", "+34 953 010 111").await;
    keeps(&olga, "details.phone", "+34 953 010 222").await;
    // What Ana types stays in her box, whatever Olga keeps.
    see::holds(&ana, &field(&ana, "details.phone"), "+34 953 010 111").await;
    ana.presses(Key::Enter).await;
    let moved = ana.phrase("card.moved", &[("value", "+34 953 010 222")]);
    ana.sees(&text_like(moved)).await;
    see::holds(&olga, &field(&olga, "details.phone"), "+34 953 010 222").await;
    ana.clicks(&button(ana.word("card.moved.mine"))).await;
    see::holds(&olga, &field(&olga, "details.phone"), "+34 953 010 111").await;
}

/// Proves T2: a slip is named at once; a refusal says why; the words stay, and can be kept then.
async fn a_refused_edit_says_why_and_keeps_the_words(stage: &Stage) {
    let line = &stage.lines[0];
    let ana = act::ana_at(stage, &line.origin()).await;
    ana.expects_console("status of 403");
    taken(stage, &ana, "Mi correo es otro").await;
    turns_to(&ana, "contact").await;
    writes_into(&ana, "details.email", "marta").await;
    ana.presses(Key::Enter).await;
    ana.sees(&text_like(ana.word("unfit.email"))).await;
    ana.presses("@correo.example").await;
    ana.misses(&text_like(ana.word("unfit.email"))).await;
    line.refuse_as_the_backend("/fields HTTP", 1, Code::Forbidden);
    ana.presses(Key::Enter).await;
    ana.sees(&text_like(ana.word("card.contact.refused"))).await;
    see::holds(&ana, &field(&ana, "details.email"), "marta@correo.example").await;
    ana.presses(Key::Enter).await;
    ana.sees(&text_like(ana.word("card.saved"))).await;
    let row = stage.caller("ana").await;
    let row = row
        .conversation_with("Mi correo es otro", Status::Open)
        .await;
    assert_eq!(row.contact_email.as_deref(), Some("marta@correo.example"));
}

/// Proves T2, M9, A6: a comment written on the card is in its thread, on a colleague's card from
/// another conversation of the contact, and nowhere on the customer's side.
async fn comments_follow_the_contact_and_never_reach_the_customer(stage: &Stage) {
    let ((ana, bruno), marta) = tokio::join!(act::two_agents(stage), act::arrives(stage, "Marta"));
    act::says_in_chat(&marta, "Primera consulta").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Primera consulta").await;
    ana.sees(&see::message("Primera consulta")).await;
    turns_to(&ana, "contact").await;
    comments(&ana, "Es muy de la casa").await;
    ana.sees(
        &any("article")
            .holding("Es muy de la casa")
            .within(any("log")),
    )
    .await;

    let reason = stage.caller("ana").await.snapshot().await.reasons[0]
        .name
        .clone();
    act::closes(&ana, &reason, "").await;
    act::says_in_chat(&marta, "Segunda consulta").await;
    // The contact keeps its agent: it is open at once, and Ana's.
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "Segunda consulta").await;
    turns_to(&bruno, "contact").await;
    bruno
        .sees(
            &any("article")
                .holding("Es muy de la casa")
                .within(card(&bruno)),
        )
        .await;
    bruno
        .misses(
            &any("article")
                .holding("Es muy de la casa")
                .within(any("log")),
        )
        .await;
    // The earlier conversation is one press away, and Ana's card has heard of the new one.
    bruno
        .sees(&like("link", "Primera consulta").within(card(&bruno)))
        .await;
    ana.sees(&like("link", "Segunda consulta").within(card(&ana)))
        .await;

    comments(&ana, "Paga siempre al recoger").await;
    bruno
        .sees(
            &any("article")
                .holding("Paga siempre al recoger")
                .within(card(&bruno)),
        )
        .await;
    for words in ["Es muy de la casa", "Paga siempre al recoger"] {
        assert!(
            see::chat(&marta, |said| said.contains(words))
                .await
                .is_empty()
        );
    }
    marta.reloads().await;
    act::opens_chat(&marta).await;
    see::in_chat(&marta, "Segunda consulta").await;
    assert!(
        see::chat(&marta, |said| said.contains("casa"))
            .await
            .is_empty()
    );
}

async fn comments(person: &Person, words: &str) {
    let box_ = textbox(person.word("comment.write"));
    person.types(&box_, words).await;
    person.clicks(&button(person.word("comment.save"))).await;
    see::holds(person, &box_, "").await;
    person
        .sees(&any("article").holding(words).within(card(person)))
        .await;
}

/// Proves T3, G1: ten fields by their names; an agent edits some, an admin more; both see it live.
async fn the_role_decides_which_fields_of_a_ticket_are_edited(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    taken(stage, &ana, "Un asunto largo").await;
    for person in [&bruno, &dora] {
        looks_too(person, "Un asunto largo").await;
        turns_to(person, "ticket").await;
    }
    // From the head of the thread, as the documents say.
    act::opens_thread_menu(&ana).await;
    ana.clicks(&role("menuitem", ana.word("ticket.see"))).await;
    for name in [
        "number",
        "status",
        "subject",
        "kind",
        "requester",
        "service",
        "category",
        "priority",
        "due",
        "owner",
    ] {
        ana.sees(&text_like(ana.word(&format!("ticket.{name}"))))
            .await;
    }
    let choice = |person: &Person, key: &str| role("combobox", person.word(key));
    assert!(ana.look(&choice(&ana, "ticket.priority")).await.is_empty());
    assert!(
        bruno
            .look(&choice(&bruno, "ticket.status"))
            .await
            .is_empty()
    );
    ana.types(
        &choice(&ana, "ticket.status"),
        &ana.word("ticket.status.waiting"),
    )
    .await;
    let side = |person: &Person| role("tabpanel", person.word("side.ticket"));
    bruno
        .sees(&text(bruno.word("ticket.status.waiting")).within(side(&bruno)))
        .await;
    dora.types(
        &choice(&dora, "ticket.priority"),
        &dora.word("ticket.priority.urgent"),
    )
    .await;
    for agent in [&ana, &bruno] {
        agent
            .sees(&text(agent.word("ticket.priority.urgent")).within(side(agent)))
            .await;
    }
    // The service of the ticket is the one of the conversation.
    keeps(&ana, "ticket.service", "Reclamo por envío").await;
    turns_to(&bruno, "conversation").await;
    bruno.sees(&text_like("Reclamo por envío")).await;
}

/// Proves T2, G6: the way to a field, into it and back, without a mouse.
async fn a_field_is_edited_and_undone_by_keyboard_alone(stage: &Stage) {
    let ana = act::ana(stage).await;
    taken(stage, &ana, "Solo con teclas").await;
    let side = role("tab", ana.word("side.conversation")).with("aria-selected", "true");
    act::tabs_to(&ana, &side).await;
    ana.presses(Key::Right).await;
    ana.sees(&field(&ana, "contact.name")).await;
    let before = see::value(&ana, &field(&ana, "contact.name")).await;
    act::tabs_to(&ana, &field(&ana, "contact.name")).await;
    ana.presses(" Ruiz").await;
    // Escape takes back what is typed, and leaves the pane.
    ana.presses(Key::Escape).await;
    see::holds(&ana, &field(&ana, "contact.name"), &before).await;
    ana.presses(Key::End).await;
    ana.presses(" Ruiz").await;
    ana.presses(Key::Enter).await;
    ana.sees(&undo(&ana, "contact.name")).await;
    act::tabs_to(&ana, &undo(&ana, "contact.name")).await;
    ana.presses(Key::Enter).await;
    see::holds(&ana, &field(&ana, "contact.name"), &before).await;
    let row = stage.caller("ana").await;
    let row = row.conversation_with("Solo con teclas", Status::Open).await;
    assert_eq!(row.contact_name, before);
}

/// Proves T2, G6: at 390 px the card is a pane of its own, reached from the menu and left again.
async fn a_phone_shows_the_card_as_a_pane_of_its_own(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = stage.person("Ana").await;
    ana.resizes(390, 844).await;
    act::signs_in(&ana, &stage.origin(), "ana").await;
    customer.writes("Desde el móvil").await;
    act::chooses_tab(&ana, "queued").await;
    act::taps(&ana, "Desde el móvil").await;
    ana.clicks(&button(ana.word("thread.accept"))).await;
    ana.sees(&see::composer(&ana)).await;
    act::opens_thread_menu(&ana).await;
    ana.clicks(&role("menuitem", ana.word("deed.details")))
        .await;
    ana.sees(&field(&ana, "contact.name")).await;
    ana.misses(&see::composer(&ana)).await;
    let wide: i64 = ana
        .asks("return document.documentElement.scrollWidth - innerWidth")
        .await;
    assert!(wide <= 0, "the page is {wide} px wider than the phone");
    keeps(&ana, "details.phone", "+34 953 010 333").await;
    ana.clicks(&button(ana.word("thread.details.hide"))).await;
    ana.sees(&see::composer(&ana)).await;
}

/// Proves G6: that there is something to look at: `target/shots/card-….png`.
async fn cards_are_photographed_in_both_lights_and_on_a_phone(stage: &Stage) {
    let ana = act::ana(stage).await;
    taken(stage, &ana, "¿Hay piezas sueltas?").await;
    turns_to(&ana, "contact").await;
    keeps(&ana, "contact.name", "Marta Solís").await;
    ana.clicks(&button(ana.word("contact.tags.add"))).await;
    ana.clicks(&role("menuitem", "VIP")).await;
    comments(&ana, "Prefiere que se le escriba por la tarde.").await;
    let folder = place::target().join("shots");
    std::fs::create_dir_all(&folder).expect("a folder");
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        ana.cdp("Emulation.setEmulatedMedia", media).await;
        for (name, width, height) in [
            ("desk", 1440, 900),
            ("small", 1024, 720),
            ("phone", 390, 844),
        ] {
            ana.resizes(width, height).await;
            for side in ["conversation", "contact", "ticket"] {
                turns_to(&ana, side).await;
                if side == "contact" {
                    ana.sees(&field(&ana, "contact.name")).await;
                } else if side == "ticket" {
                    ana.sees(&field(&ana, "ticket.subject")).await;
                }
                let file = format!("card-{side}-{name}-{scheme}.png");
                crate::shots::photograph(&ana, &folder.join(file)).await;
            }
        }
    }
}
