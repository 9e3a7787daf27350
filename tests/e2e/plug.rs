//! Story 5: somebody pulls the plug, and nobody loses a word.

use bandeja_contract::model::Status;
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, see};

both_browsers!(
    the_backend_is_killed_while_both_write_and_everything_comes_back_by_itself,
    what_was_typed_and_not_sent_is_still_there_after_a_reload,
);
chromium!(
    what_is_written_while_offline_is_kept_marked_and_sent_once,
    a_draft_belongs_to_its_conversation,
);

/// Proves G8, M11.
async fn the_backend_is_killed_while_both_write_and_everything_comes_back_by_itself(stage: &Stage) {
    let (ana, marta) = tokio::join!(act::ana(stage), act::arrives(stage, "Marta"));
    for person in [&ana, &marta] {
        person.expects_outage();
    }
    act::says_in_chat(&marta, "v0").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "v0").await;
    act::says(&ana, "a0").await;
    see::in_chat(&marta, "a0").await;
    ana.asks::<()>("window.stillTheSame = true").await;

    stage.backend().kill();
    tokio::join!(
        async {
            act::says(&ana, "a1").await;
            act::says(&ana, "a2").await;
            act::writes(&ana, "a medio escribir").await;
        },
        async {
            act::says_in_chat(&marta, "v1").await;
            act::says_in_chat(&marta, "v2").await;
        }
    );
    see::connection(&ana, "connection.offline").await;
    see::chat_says(&marta, "offline", &[]).await;
    stage.backend().run();
    let (patient_ana, patient_marta) = (ana.patient(40), marta.patient(40));
    see::connection(&patient_ana, "connection.live").await;

    let expected = ["a0", "a1", "a2", "v0", "v1", "v2"];
    same_words(&patient_ana, &patient_marta, &expected).await;
    see::holds(&ana, &see::composer(&ana), "a medio escribir").await;
    let is_same: bool = ana.asks("return window.stillTheSame === true").await;
    assert!(is_same, "the page was reloaded");

    // And they go on talking.
    act::says_in_chat(&marta, "v3").await;
    ana.sees(&see::message("v3")).await;
}

/// Waits until both screens show exactly these messages once, each side's own in order, and both
/// sides the same.
async fn same_words(ana: &Person, marta: &Person, expected: &[&str]) {
    let is_ours = |words: &str| expected.contains(&words);
    ana.until(format!("{expected:?} once on both screens"), async || {
        let thread = see::thread(ana, is_ours).await;
        let chat = see::chat(marta, is_ours).await;
        let mut sorted = thread.clone();
        sorted.sort();
        (sorted == expected && thread == chat).then_some(())
    })
    .await;
    let thread = see::thread(ana, is_ours).await;
    for side in ["a", "v"] {
        let own: Vec<&String> = thread
            .iter()
            .filter(|words| words.starts_with(side))
            .collect();
        assert!(own.is_sorted(), "out of order: {thread:?}");
    }
}

/// Proves M10.
async fn what_was_typed_and_not_sent_is_still_there_after_a_reload(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = act::ana(stage).await;
    customer.writes("Pregunto").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Pregunto").await;
    act::writes(&ana, "Le respondo en un").await;
    ana.reloads().await;
    see::holds(&ana, &see::composer(&ana), "Le respondo en un").await;
    ana.types(&see::composer(&ana), " momento").await;
    ana.presses(thirtyfour::Key::Enter).await;
    ana.sees(&see::message("Le respondo en un momento")).await;

    // What was sent does not come back as a draft.
    see::delivery(&ana, "Le respondo en un momento", "message.sent").await;
    ana.reloads().await;
    ana.sees(&see::message("Le respondo en un momento")).await;
    see::holds(&ana, &see::composer(&ana), "").await;
}

/// Proves M11, G8: also across a reload while the backend is away.
async fn what_is_written_while_offline_is_kept_marked_and_sent_once(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = act::ana(stage).await;
    ana.expects_outage();
    customer.writes("¿Hay alguien?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Hay alguien?").await;
    act::says(&ana, "Sí").await;
    see::delivery(&ana, "Sí", "message.sent").await;
    stage.backend().kill();
    see::connection(&ana, "connection.offline").await;
    act::says(&ana, "En seguida le digo").await;
    see::delivery(&ana, "En seguida le digo", "message.waiting").await;
    let origin = ana.url().await;
    ana.goes_to("about:blank").await;
    stage.backend().run();
    ana.goes_to(&origin).await;
    see::delivery(&ana.patient(30), "En seguida le digo", "message.sent").await;
    assert_eq!(
        stage.database().await.count_of("En seguida le digo").await,
        1
    );
}

/// Proves M10: switching keeps each conversation's own words.
async fn a_draft_belongs_to_its_conversation(stage: &Stage) {
    let (one, other) = (stage.customer().await, stage.customer().await);
    let ana = act::ana(stage).await;
    let caller = stage.caller("ana").await;
    let mut names = Vec::new();
    for (customer, words) in [(one, "Soy el primero"), (other, "Soy el segundo")] {
        customer.writes(words).await;
        names.push(
            caller
                .conversation_with(words, Status::Queued)
                .await
                .contact_name,
        );
    }
    let [first, second] = [names[0].as_str(), names[1].as_str()];
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, first).await;
    act::writes(&ana, "para el primero").await;
    act::opens(&ana, second).await;
    ana.sees(&see::message("Soy el segundo")).await;
    see::holds(&ana, &see::composer(&ana), "").await;
    act::writes(&ana, "para el segundo").await;
    act::opens(&ana, first).await;
    see::holds(&ana, &see::composer(&ana), "para el primero").await;
    see::row_says(&ana, second, &ana.word("row.draft")).await;
    see::row_says(&ana, second, "para el segundo").await;
    ana.reloads().await;
    see::holds(&ana, &see::composer(&ana), "para el primero").await;
    act::opens(&ana, second).await;
    see::holds(&ana, &see::composer(&ana), "para el segundo").await;
}
