//! Story 3: a visitor writes, it rings on every screen, one looks, one takes.

use bandeja_tests::{Stage, act, both_browsers, chromium, find::*, see};

both_browsers!(a_visitor_writes_and_one_of_two_agents_takes_it);
chromium!(
    a_preview_clears_nothing_and_tells_the_visitor_nothing,
    of_two_who_accept_at_once_one_gets_it_and_both_know,
    an_answer_from_the_preview_takes_the_conversation,
    the_preview_of_a_queued_row_is_the_first_line,
);

/// Proves L1, L2, L5, L8, W1.
async fn a_visitor_writes_and_one_of_two_agents_takes_it(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "queued").await;
    }
    let queued = see::count(&ana, "queued").await;
    let (open_ana, open_bruno) = (
        see::count(&ana, "open").await,
        see::count(&bruno, "open").await,
    );
    let queued_bruno = see::count(&bruno, "queued").await;

    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Abren el sábado por la mañana?").await;
    for (agent, before) in [(&ana, queued), (&bruno, queued_bruno)] {
        see::count_is(agent, "queued", before + 1).await;
        see::row_says(agent, "¿Abren el sábado", &unread(agent, 1)).await;
    }

    // Ana looks without taking.
    act::opens(&ana, "¿Abren el sábado").await;
    ana.sees(&see::message("¿Abren el sábado por la mañana?"))
        .await;
    ana.sees(&text_like(ana.word("thread.preview"))).await;
    see::count_is(&bruno, "queued", queued_bruno + 1).await;

    // Then she takes it, by the green check.
    act::accepts(&ana, "¿Abren el sábado").await;
    see::count_is(&ana, "queued", queued).await;
    see::count_is(&ana, "open", open_ana + 1).await;
    see::count_is(&bruno, "queued", queued_bruno).await;
    see::count_is(&bruno, "open", open_bruno + 1).await;
    ana.sees(&see::composer(&ana)).await;
    ana.misses(&text_like(ana.word("thread.preview"))).await;
    ana.misses(&text_like(unread(&ana, 1)).within(any("listitem").holding("¿Abren el sábado")))
        .await;

    act::chooses_tab(&bruno, "open").await;
    let taken = bruno.phrase("row.assigned", &[("name", &ana_s_name(stage).await)]);
    see::row_says(&bruno, "¿Abren el sábado", &taken).await;
    act::opens(&bruno, "¿Abren el sábado").await;
    let accepted = bruno.phrase("event.accepted", &[("name", &ana_s_name(stage).await)]);
    bruno.sees(&text_like(accepted)).await;
}

/// Proves L5: a preview clears no unread count and sends no read receipt.
async fn a_preview_clears_nothing_and_tells_the_visitor_nothing(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "Primera pregunta").await;
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "queued").await;
    }
    act::opens(&ana, "Primera pregunta").await;
    ana.sees(&see::message("Primera pregunta")).await;

    // The next message comes over the same wires that a reading would have come over.
    act::says_in_chat(&marta, "Segunda pregunta").await;
    ana.sees(&see::message("Segunda pregunta")).await;
    for agent in [&ana, &bruno] {
        see::row_says(agent, "Primera pregunta", &unread(agent, 2)).await;
    }
    assert!(marta.look(&text_like("Leído")).await.is_empty());

    // Taking it is reading it.
    ana.clicks(&button(ana.word("thread.accept"))).await;
    see::chat_says(&marta, "read", &[]).await;
}

/// Proves L5, L8.
async fn of_two_who_accept_at_once_one_gets_it_and_both_know(stage: &Stage) {
    let (ana, bruno) = tokio::join!(stage.person("Ana"), stage.person("Bruno"));
    let [line_ana, line_bruno, _] = &stage.lines;
    let (hers, his) = (line_ana.origin(), line_bruno.origin());
    tokio::join!(
        act::signs_in(&ana, &hers, "ana"),
        act::signs_in(&bruno, &his, "bruno")
    );
    stage.customer().await.writes("¿Quién me atiende?").await;
    for agent in [&ana, &bruno] {
        agent.expects_console("status of 409");
        act::chooses_tab(agent, "queued").await;
        act::opens(agent, "¿Quién me atiende?").await;
    }
    // Both press before the server has heard of either.
    for (agent, line) in [(&ana, line_ana), (&bruno, line_bruno)] {
        line.gate("/accept");
        agent.clicks(&button(agent.word("thread.accept"))).await;
        line.sees("/accept", 0).await;
    }
    line_ana.up();
    line_bruno.up();

    let mut database = stage.database().await;
    for agent in [&ana, &bruno] {
        agent.misses(&text_like(agent.word("thread.preview"))).await;
        let accepted = agent.word("event.accepted");
        let tail = accepted
            .split("{name}")
            .last()
            .expect("words after the name")
            .to_owned();
        agent.sees(&text_like(tail)).await;
    }
    assert_eq!(
        database.happenings("accepted", "¿Quién me atiende?").await,
        1
    );
}

/// Proves M8.
async fn an_answer_from_the_preview_takes_the_conversation(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Hacen envíos a Canarias?").await;
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, "¿Hacen envíos a Canarias?").await;
    act::says(&ana, "Sí, en cinco días.").await;
    see::in_chat(&marta, "Sí, en cinco días.").await;
    ana.misses(&text_like(ana.word("thread.preview"))).await;
    act::chooses_tab(&bruno, "open").await;
    let taken = bruno.phrase("row.assigned", &[("name", &ana_s_name(stage).await)]);
    see::row_says(&bruno, "Sí, en cinco días.", &taken).await;
}

/// Proves L2: the first line while queued, the last message afterwards.
async fn the_preview_of_a_queued_row_is_the_first_line(stage: &Stage) {
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "queued").await;
    let customer = stage.customer().await;
    customer.writes("Lo primero que escribo").await;
    customer.writes("Lo segundo que escribo").await;
    see::row_says(&ana, "Lo primero que escribo", &unread(&ana, 2)).await;
    assert!(
        ana.look(&see::row("Lo segundo que escribo"))
            .await
            .is_empty()
    );
    act::accepts(&ana, "Lo primero que escribo").await;
    act::chooses_tab(&ana, "open").await;
    see::row_says(&ana, "Lo segundo que escribo", "").await;
}

fn unread(person: &bandeja_tests::Person, number: u32) -> String {
    let key = if number == 1 {
        "row.unread.one"
    } else {
        "row.unread.other"
    };
    person.phrase(key, &[("n", &number.to_string())])
}

async fn ana_s_name(stage: &Stage) -> String {
    let snapshot = stage.caller("ana").await.snapshot().await;
    let me = snapshot
        .agents
        .into_iter()
        .find(|agent| agent.id == snapshot.me);
    me.map(|me| me.name).expect("oneself among the agents")
}
