//! Story 1: people sign in, each as who they are, and nobody else does.

use bandeja_tests::{Engine, Stage, act, api::PASSWORD, both_browsers, chromium, find::*, see};

both_browsers!(
    five_people_sign_in_and_each_reads_their_own_name,
    a_wrong_password_is_answered_with_a_sentence_and_loses_nothing_typed,
);
chromium!(
    too_many_wrong_passwords_make_one_wait,
    signing_out_leaves_nothing_behind,
    a_session_outlives_the_tab_and_a_restart,
);

/// Proves G1.
async fn five_people_sign_in_and_each_reads_their_own_name(stage: &Stage) {
    let person = stage.person("Una").await;
    // Signing in is the same form for all; Firefox tries two of them.
    let logins = ["ana", "dora", "bruno", "olga", "carla"];
    let logins = if stage.engine() == Engine::Firefox {
        &logins[..2]
    } else {
        &logins[..]
    };
    for login in logins {
        act::signs_in(&person, &stage.origin(), login).await;
        let caller = stage.caller(login).await;
        let snapshot = caller.snapshot().await;
        let me = snapshot.agents.iter().find(|agent| agent.id == snapshot.me);
        let name = me
            .map(|me| me.name.clone())
            .expect("oneself among the agents");
        person
            .sees(&button(person.phrase("account.menu", &[("name", &name)])))
            .await;
        act::signs_out(&person).await;
    }
}

/// Proves G1.
async fn a_wrong_password_is_answered_with_a_sentence_and_loses_nothing_typed(stage: &Stage) {
    let ana = stage.person("Ana").await;
    ana.expects_console("status of 401");
    ana.goes_to(&stage.origin()).await;
    act::fills_in_login(&ana, "ana@demo.bandeja", "not-the-password").await;
    ana.sees(&text(ana.word("problem.wrong_password")).within(any("alert")))
        .await;
    see::holds(&ana, &textbox(ana.word("login.email")), "ana@demo.bandeja").await;

    // Somebody who does not exist is answered alike.
    act::fills_in_login(&ana, "nadie@demo.bandeja", PASSWORD).await;
    ana.sees(&text(ana.word("problem.wrong_password")).within(any("alert")))
        .await;

    act::fills_in_login(&ana, "ANA@demo.bandeja", PASSWORD).await;
    see::connection(&ana, "connection.live").await;
}

/// Proves G1.
async fn too_many_wrong_passwords_make_one_wait(stage: &Stage) {
    let ana = stage.person("Ana").await;
    ana.expects_console("status of 401");
    ana.expects_console("status of 429");
    ana.goes_to(&stage.origin()).await;
    let too_many = ana.word("login.too_many.other");
    let too_many = text_like(too_many.split('{').next().expect("words before the number"));
    for _ in 0..30 {
        act::fills_in_login(&ana, "ana@demo.bandeja", "guess").await;
        let answered = text_like(ana.word("problem.wrong_password"));
        let answer = ana
            .until("an answer", async || {
                let waits = !ana.look(&too_many).await.is_empty();
                (waits || !ana.look(&answered).await.is_empty()).then_some(waits)
            })
            .await;
        if answer {
            // Also the right password has to wait now.
            act::fills_in_login(&ana, "ana@demo.bandeja", PASSWORD).await;
            ana.sees(&too_many).await;
            return;
        }
    }
    panic!("thirty guesses were taken");
}

/// Proves G1: what the next person at this desk could find.
async fn signing_out_leaves_nothing_behind(stage: &Stage) {
    let customer = stage.customer().await;
    let ana = act::ana(stage).await;
    customer.writes("¿Tienen la taza en verde?").await;
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, "¿Tienen la taza en verde?").await;
    act::writes(&ana, "Sí, y en gris").await;
    act::signs_out(&ana).await;
    let kept: Vec<String> = ana
        .asks("return Object.entries(localStorage).concat(Object.entries(sessionStorage)).map(String)")
        .await;
    let kept = kept.join(" ");
    assert!(
        !kept.contains("gris") && !kept.contains("verde"),
        "still stored: {kept}"
    );

    // Neither a number nor a place is left in the tab's title.
    ana.until("a title that says nothing of them", async || {
        let title: String = ana.asks("return document.title").await;
        (title == "Bandeja").then_some(())
    })
    .await;

    // Going back shows the form, not the inbox.
    ana.driver().back().await.expect("a way back");
    ana.sees(&button(ana.word("login.submit"))).await;
    assert!(ana.look(&any("tab")).await.is_empty());
}

/// Proves G8.
async fn a_session_outlives_the_tab_and_a_restart(stage: &Stage) {
    let ana = act::ana(stage).await;
    ana.reloads().await;
    see::connection(&ana, "connection.live").await;
    ana.expects_console("net::ERR");
    ana.expects_console("WebSocket connection");
    stage.backend().stop();
    ana.goes_to("about:blank").await;
    stage.backend().run();
    ana.goes_to(&stage.origin()).await;
    see::connection(&ana, "connection.live").await;
}
