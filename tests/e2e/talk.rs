//! Story 4: an agent and a visitor talk.

use bandeja_contract::problem::Code;
use bandeja_tests::{Engine, Person, Stage, Words, act, both_browsers, chromium, find::*, see};
use thirtyfour::Key;

both_browsers!(
    they_talk_and_see_each_other_write,
    an_answer_shows_what_it_answers_on_both_sides,
    the_agent_closes_and_the_next_message_opens_a_new_conversation,
);
chromium!(
    the_launcher_counts_what_came_while_the_chat_was_closed,
    a_refused_message_says_why_and_can_be_sent_again,
    a_message_on_its_way_says_so,
    shift_and_enter_breaks_the_line_on_both_sides,
    nothing_that_anybody_writes_runs,
    the_chat_survives_a_reload_and_the_next_page,
    a_text_over_the_limit_is_kept_and_named,
);

/// A conversation that Ana has taken: Ana's screen and the visitor's panel.
async fn a_talk(stage: &Stage, first: &str) -> (Person, Person) {
    let (ana, marta) = tokio::join!(act::ana(stage), act::arrives(stage, "Marta"));
    act::says_in_chat(&marta, first).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, first).await;
    ana.sees(&see::message(first)).await;
    (ana, marta)
}

/// Proves T4, T6, M1, W2.
async fn they_talk_and_see_each_other_write(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "Buenos días").await;

    act::writes(&ana, "Buenos días, Marta").await;
    let typing = Words::of_widget("es").get("typing");
    let typing = typing
        .split("{name}")
        .last()
        .expect("words after the name")
        .to_owned();
    marta.sees(&text_like(typing)).await;
    ana.presses(Key::Enter).await;
    see::in_chat(&marta, "Buenos días, Marta").await;
    see::holds(&ana, &see::composer(&ana), "").await;
    see::delivery(&ana, "Buenos días, Marta", "message.read").await;

    act::writes_in_chat(&marta, "Quiero").await;
    let typing = ana.word("thread.typing");
    let typing = typing
        .split("{name}")
        .last()
        .expect("words after the name")
        .to_owned();
    ana.sees(&text_like(&typing)).await;
    marta.presses(" cambiar un pedido").await;
    marta.presses(Key::Enter).await;
    ana.sees(&see::message("Quiero cambiar un pedido")).await;
    ana.misses(&text_like(&typing)).await;
    see::chat_says(&marta, "read", &[]).await;
    see::chat_says(&marta, "agent", &[("name", "Ana")]).await;
}

/// Proves T9, M10: the quote stands over the box, outlives a reload with the words, can be dropped,
/// goes with the answer, is seen by a colleague, whom it leads to the message, and by the customer.
async fn an_answer_shows_what_it_answers_on_both_sides(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "¿Tienen la talla 38?").await;
    act::says_in_chat(&marta, "¿Y hacen envíos a Cuenca?").await;
    let asked = see::message("¿Tienen la talla 38?");
    ana.sees(&see::message("¿Y hacen envíos a Cuenca?")).await;
    let quote = |of: &str| {
        let words = ana.phrase("message.answers", &[("name", "«»"), ("text", of)]);
        let words = words.split("«»").last().expect("words").to_owned();
        like("button", words)
    };
    let answer = async || {
        ana.hovers(&asked).await;
        let article = any("article").holding("¿Tienen la talla 38?");
        ana.clicks(&button(ana.word("message.menu")).within(article))
            .await;
        ana.clicks(&role("menuitem", ana.word("message.answer")))
            .await;
        act::focus_is_on(&ana, &see::composer(&ana)).await;
        ana.sees(&text_like(ana.word("composer.answers"))).await;
    };
    answer().await;
    ana.clicks(&button(ana.word("composer.answers.drop"))).await;
    ana.misses(&text_like(ana.word("composer.answers"))).await;
    answer().await;
    act::writes(&ana, "De la 38 quedan dos").await;
    ana.reloads().await;
    see::holds(&ana, &see::composer(&ana), "De la 38 quedan dos").await;
    ana.sees(&text_like(ana.word("composer.answers"))).await;
    ana.clicks(&button(ana.word("composer.send"))).await;
    ana.misses(&text_like(ana.word("composer.answers"))).await;
    ana.sees(&quote("¿Tienen la talla 38?")).await;
    see::in_chat(&marta, "De la 38 quedan dos").await;
    let log = role("log", Words::of_widget("es").get("log"));
    marta
        .sees(
            &any("blockquote")
                .holding("¿Tienen la talla 38?")
                .within(log),
        )
        .await;

    let bruno = stage.person("Bruno").await;
    act::signs_in(&bruno, &stage.origin(), "bruno").await;
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "De la 38 quedan dos").await;
    bruno.clicks(&quote("¿Tienen la talla 38?")).await;
    let found = any("article").holding("¿Tienen la talla 38?");
    bruno.sees(&found.with("aria-current", "true")).await;
}

/// Proves A5, A6.
async fn the_agent_closes_and_the_next_message_opens_a_new_conversation(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "¿Me ayudan con una taza?").await;
    let closed = see::count(&ana, "closed").await;
    let reason = stage.caller("ana").await.snapshot().await.reasons[0]
        .name
        .clone();
    act::closes(&ana, &reason, "Preguntó por una taza.").await;
    ana.sees(&text_like(
        ana.phrase("thread.closed.reason", &[("reason", &reason)]),
    ))
    .await;
    ana.sees(&text_like("Preguntó por una taza.")).await;
    ana.misses(&see::composer(&ana)).await;
    see::count_is(&ana, "closed", closed + 1).await;
    see::chat_says(&marta, "ended", &[]).await;

    // It comes back to the one who had the contact before (A2).
    let open = see::count(&ana, "open").await;
    act::says_in_chat(&marta, "Se me olvidó el color").await;
    see::count_is(&ana, "open", open + 1).await;
    // The closed one stays, and leads to the new one and back.
    ana.clicks(&role("link", ana.word("thread.followed_by")))
        .await;
    ana.sees(&see::message("Se me olvidó el color")).await;
    ana.sees(&see::composer(&ana)).await;
    ana.clicks(&role("link", ana.word("thread.follows"))).await;
    ana.sees(&see::message("¿Me ayudan con una taza?")).await;
    assert!(
        ana.look(&see::message("Se me olvidó el color"))
            .await
            .is_empty()
    );
    // The visitor reads on in one thread.
    see::in_chat(&marta, "¿Me ayudan con una taza?").await;
    see::in_chat(&marta, "Se me olvidó el color").await;
}

/// Proves W2.
async fn the_launcher_counts_what_came_while_the_chat_was_closed(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "Les leo luego").await;
    act::closes_chat(&marta).await;
    act::says(&ana, "Aquí estamos").await;
    marta
        .sees(&button("Abrir el chat. Mensajes sin leer: 1"))
        .await;
    act::says(&ana, "Cuando quiera").await;
    marta
        .sees(&button("Abrir el chat. Mensajes sin leer: 2"))
        .await;
    see::delivery(&ana, "Cuando quiera", "message.sent").await;
    act::opens_chat(&marta).await;
    see::in_chat(&marta, "Cuando quiera").await;
    see::delivery(&ana, "Cuando quiera", "message.read").await;
    act::closes_chat(&marta).await;
    marta.sees(&button("Abrir el chat")).await;
}

/// Proves T4: failed with retry.
async fn a_refused_message_says_why_and_can_be_sent_again(stage: &Stage) {
    let customer = stage.customer().await;
    let line = &stage.lines[0];
    let ana = act::ana_at(stage, &line.origin()).await;
    ana.expects_console("status of 403");
    customer.writes("¿Qué precio tiene?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Qué precio tiene?").await;
    line.refuse_as_the_backend("/messages HTTP", 1, Code::Forbidden);
    act::says(&ana, "Dieciocho euros").await;
    see::delivery(&ana, "Dieciocho euros", "message.failed").await;
    let article = || any("article").holding("Dieciocho euros");
    ana.clicks(&button(ana.word("message.retry")).within(article()))
        .await;
    see::delivery(&ana, "Dieciocho euros", "message.sent").await;
    ana.misses(&button(ana.word("message.retry"))).await;
    assert_eq!(stage.database().await.count_of("Dieciocho euros").await, 1);
}

/// Proves T4: sending, then sent.
async fn a_message_on_its_way_says_so(stage: &Stage) {
    let customer = stage.customer().await;
    let line = &stage.lines[0];
    let ana = act::ana_at(stage, &line.origin()).await;
    customer.writes("¿Siguen ahí?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Siguen ahí?").await;
    ana.sees(&see::composer(&ana)).await;
    line.gate("/messages HTTP");
    act::says(&ana, "Aquí seguimos").await;
    see::delivery(&ana, "Aquí seguimos", "message.sending").await;
    line.up();
    see::delivery(&ana, "Aquí seguimos", "message.sent").await;
}

/// Proves M1.
async fn shift_and_enter_breaks_the_line_on_both_sides(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "Hola, escribo desde la tienda").await;
    for person in [&ana, &marta] {
        let composer = if person.name() == "Ana" {
            see::composer(&ana)
        } else {
            see::chat_box()
        };
        person.types(&composer, "uno").await;
        person.presses(Key::Shift + Key::Enter).await;
        person.presses("dos").await;
        see::holds(person, &composer, "uno\ndos").await;
        person.presses(Key::Enter).await;
        see::holds(person, &composer, "").await;
    }
    // Enter alone sends nothing.
    ana.presses(Key::Enter).await;
    act::says(&ana, "fin").await;
    see::in_chat(&marta, "fin").await;
    let mut stored = stage.database().await;
    assert_eq!(stored.count_of("uno\ndos").await, 2);
    assert_eq!(stored.empty_messages().await, 0);
    let shown: Vec<String> = see::thread(&ana, |words| words.starts_with("uno")).await;
    assert_eq!(shown, ["uno\ndos", "uno\ndos"]);
}

/// Proves promise 3: no customer's byte runs, and no agent's either.
async fn nothing_that_anybody_writes_runs(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "Hola, escribo desde la tienda").await;
    let hostile = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";
    act::says_in_chat(&marta, hostile).await;
    ana.sees(&see::message(hostile)).await;
    act::says(&ana, hostile).await;
    marta
        .until("it twice in the panel", async || {
            (see::chat(&marta, |words| words == hostile).await.len() == 2).then_some(())
        })
        .await;
    for person in [&ana, &marta] {
        let ran: bool = person.asks("return 'ran' in window").await;
        assert!(!ran, "it ran for {}", person.name());
    }
    // A link is a link only where its protocol is harmless.
    act::says_in_chat(&marta, "javascript:alert(1) https://example.com/a").await;
    ana.sees(&like("link", "https://example.com/a").within(any("article")))
        .await;
    assert!(
        ana.look(&like("link", "javascript:").within(any("article")))
            .await
            .is_empty()
    );
}

/// Proves W4.
async fn the_chat_survives_a_reload_and_the_next_page(stage: &Stage) {
    let (ana, marta) = a_talk(stage, "No se vaya").await;
    act::writes_in_chat(&marta, "a medias").await;
    marta.reloads().await;
    act::opens_chat(&marta).await;
    see::in_chat(&marta, "No se vaya").await;
    see::holds(&marta, &see::chat_box(), "a medias").await;
    act::visits(&marta, &format!("{}/envios.html", stage.shop())).await;
    see::in_chat(&marta, "No se vaya").await;
    act::says(&ana, "Aquí sigo").await;
    see::in_chat(&marta, "Aquí sigo").await;
    assert_eq!(stage.engine(), Engine::Chromium);
}

/// Proves M1: the limit is named, nothing is cut.
async fn a_text_over_the_limit_is_kept_and_named(stage: &Stage) {
    let (ana, _marta) = a_talk(stage, "Escríbame mucho").await;
    let long = "ñ".repeat(20_000);
    let composer = see::composer(&ana);
    act::pastes(&ana, &composer, &long).await;
    let over = ana.word("composer.over.other");
    let over = over
        .split("{n}")
        .next()
        .expect("words before the number")
        .trim()
        .to_owned();
    ana.sees(&text_like(over)).await;
    ana.presses(Key::Enter).await;
    assert_eq!(see::value(&ana, &composer).await.chars().count(), 20_000);
    assert_eq!(stage.database().await.count_of(&long).await, 0);
}
