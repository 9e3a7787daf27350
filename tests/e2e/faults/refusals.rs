//! Servers that refuse: busy, forgetful, signed out, or somebody was faster.

use super::ana_answers;
use bandeja_contract::model::Status;
use bandeja_tests::{Frames, Stage, act, api::PASSWORD, chromium, find::*, see};

chromium!(
    a_busy_server_is_asked_again_and_gets_it_once,
    a_server_that_forgot_its_log_changes_nothing_on_the_screen,
    a_session_that_ends_in_the_middle_is_renewed_in_place,
    of_two_who_answer_the_second_sees_the_first_before_sending,
    a_list_that_does_not_come_says_so_and_comes_when_asked,
);

/// Proves F8: 503 with and without `Retry-After`, 500 and 429.
async fn a_busy_server_is_asked_again_and_gets_it_once(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "¿Hay sitio?").await;
    let line = &stage.lines[0];
    for (status, header) in [
        (503, "Retry-After: 1"),
        (503, "X-None: 1"),
        (500, "X-None: 1"),
        (429, "Retry-After: 1"),
    ] {
        let text = format!("tras un {status} {header}");
        line.refuse("/messages HTTP", 2, status, header);
        act::says(&ana, &text).await;
        see::delivery(&ana.patient(20), &text, "message.sent").await;
        assert_eq!(stage.database().await.count_of(&text).await, 1);
    }
    // An answer that was lost behind a 503 is not sent twice either.
    let known = line.requests().len();
    line.hold_responses("/messages HTTP");
    act::says(&ana, "tras una respuesta perdida").await;
    line.sees("/messages HTTP", known).await;
    line.cut();
    line.up();
    see::delivery(
        &ana.patient(20),
        "tras una respuesta perdida",
        "message.sent",
    )
    .await;
    assert_eq!(
        stage
            .database()
            .await
            .count_of("tras una respuesta perdida")
            .await,
        1
    );
}

/// Proves F7, G8: `reset`; draft, selection and outbox survive.
async fn a_server_that_forgot_its_log_changes_nothing_on_the_screen(stage: &Stage) {
    let (ana, customer) = ana_answers(stage, "Recuérdeme").await;
    act::writes(&ana, "lo que iba a decir").await;
    let address = ana.url().await;
    stage.lines[0].down();
    see::connection(&ana, "connection.offline").await;
    customer.writes("Mientras tanto").await;
    stage.backend().stop();
    stage
        .rewrite(&["DELETE FROM events", "UPDATE workspace SET log_start = seq"])
        .await;
    stage.backend().run();
    stage.lines[0].up();
    see::connection(&ana.patient(20), "connection.live").await;
    ana.sees(&see::message("Mientras tanto")).await;
    see::holds(&ana, &see::composer(&ana), "lo que iba a decir").await;
    assert_eq!(ana.url().await, address);
    ana.presses(thirtyfour::Key::Enter).await;
    see::delivery(&ana, "lo que iba a decir", "message.sent").await;
}

/// Proves F9: in-place sign-in, the draft intact, the waiting message sent.
async fn a_session_that_ends_in_the_middle_is_renewed_in_place(stage: &Stage) {
    let (ana, customer) = ana_answers(stage, "Un momento").await;
    act::writes(&ana, "escribo mientras").await;
    stage
        .backend()
        .resets_password("ana@demo.bandeja", "otra-clave-segura");
    let again = role("dialog", ana.word("login.title"));
    ana.sees(&again).await;
    ana.sees(&text_like(ana.word("login.again"))).await;
    customer.writes("¿Sigue ahí?").await;

    let address = textbox(ana.word("login.email")).within(again.clone());
    ana.types(&address, "ana@demo.bandeja").await;
    ana.types(
        &textbox(ana.word("login.password")).within(again.clone()),
        PASSWORD,
    )
    .await;
    ana.clicks(&button(ana.word("login.submit")).within(again.clone()))
        .await;
    ana.sees(&text_like(ana.word("problem.wrong_password")))
        .await;
    let secret = textbox(ana.word("login.password")).within(again.clone());
    ana.clears(&secret).await;
    ana.types(&secret, "otra-clave-segura").await;
    ana.clicks(&button(ana.word("login.submit")).within(again.clone()))
        .await;
    ana.misses(&again).await;
    see::connection(&ana, "connection.live").await;
    ana.sees(&see::message("¿Sigue ahí?")).await;
    see::holds(&ana, &see::composer(&ana), "escribo mientras").await;
    ana.clicks(&button(ana.word("composer.send"))).await;
    see::delivery(&ana, "escribo mientras", "message.sent").await;
}

/// Proves F19, and the send gate: the second sees the first's answer before confirming.
async fn of_two_who_answer_the_second_sees_the_first_before_sending(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "¿Cuánto tarda?").await;
    let olga = stage.caller("olga").await;
    let conversation = olga.conversation_with("¿Cuánto tarda?", Status::Open).await;
    act::writes(&ana, "Cinco días").await;
    stage.lines[0].frames(Frames::DropNext, 1);
    olga.write(conversation.id, "Tres días").await;
    ana.until("the frame to be lost", async || {
        stage.lines[0].frame_was_lost().then_some(())
    })
    .await;
    ana.presses(thirtyfour::Key::Enter).await;
    let moved = ana.phrase("message.moved.one", &[("n", "1")]);
    ana.sees(&text_like(moved)).await;
    ana.sees(&see::message("Tres días")).await;
    assert_eq!(stage.database().await.count_of("Cinco días").await, 0);
    ana.clicks(&button(ana.word("message.moved.send"))).await;
    see::delivery(&ana, "Cinco días", "message.sent").await;
    assert_eq!(stage.database().await.count_of("Cinco días").await, 1);
}

/// Proves F8 for the list: shapes, then a sentence with a way out, then rows.
async fn a_list_that_does_not_come_says_so_and_comes_when_asked(stage: &Stage) {
    let line = &stage.lines[0];
    let ana = act::ana_at(stage, &line.origin()).await;
    ana.expects_outage();
    let list = "GET /api/v1/conversations?status=closed";
    line.refuse(list, 99, 500, "X-None: 1");
    act::chooses_tab(&ana, "closed").await;
    ana.sees(&text_like(ana.word("list.slow"))).await;
    line.up();
    ana.clicks(&button(ana.word("action.retry"))).await;
    ana.until("rows", async || {
        (!see::rows(&ana).await.is_empty()).then_some(())
    })
    .await;

    // Without a line it is said at once, and comes by itself with the line.
    line.down();
    see::connection(&ana, "connection.offline").await;
    act::chooses_tab(&ana, "expired").await;
    ana.sees(&text_like(ana.word("list.broken"))).await;
    line.up();
    ana.until("rows", async || {
        (!see::rows(&ana).await.is_empty()).then_some(())
    })
    .await;
}
