//! `kill -9` of the backend: at random, between commit and answer, before the commit.

use super::ana_answers;
use bandeja_tests::{Chance, Person, Setting, Stage, Stored, act, chromium, find::*, is_soak, see};
use std::{collections::BTreeMap, time::Duration};
use thirtyfour::Key;

chromium!(in super::generous();
    kills_at_random_moments_lose_double_and_reorder_nothing,
    an_answer_that_never_came_leaves_one_message,
    a_request_that_never_arrived_is_sent_again,
);

/// Loops send more than people do.
fn generous() -> Setting {
    let limits = [
        "visitor-message=9999/1",
        "visitor-host=9999/1",
        "change=9999/1",
    ];
    Setting {
        switches: limits
            .iter()
            .flat_map(|one| ["--rate".to_owned(), (*one).to_owned()])
            .collect(),
        ..Setting::default()
    }
}

/// Proves promises 1 and 2, M10, M11, G8.
async fn kills_at_random_moments_lose_double_and_reorder_nothing(stage: &Stage) {
    let kills = if is_soak() { 100 } else { 5 };
    let mut chance = Chance::seeded("kills");
    let (ana, marta) = tokio::join!(act::ana(stage), act::arrives(stage, "Marta"));
    ana.expects_outage();
    marta.expects_outage();
    act::says_in_chat(&marta, "v000.0").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "v000.0").await;
    ana.sees(&see::composer(&ana)).await;

    let mut typed = vec!["v000.0".to_owned()];
    let mut words_lost = 0;
    for round in 1..=kills {
        let (moment, pause) = (chance.below(1_200), chance.below(700));
        let texts = |side: char| (0..3).map(move |n| format!("{side}{round:03}.{n}"));
        let (hers, theirs): (Vec<_>, Vec<_>) = (texts('a').collect(), texts('v').collect());
        let unsent = format!("u{round:03}");
        tokio::join!(
            async {
                for text in &hers {
                    act::says(&ana, text).await;
                }
                act::writes(&ana, &unsent).await;
            },
            async {
                for text in &theirs {
                    act::says_in_chat(&marta, text).await;
                }
            },
            async {
                // The moment is the test: nothing is waited for.
                tokio::time::sleep(Duration::from_millis(moment)).await;
                stage.backend().kill();
                tokio::time::sleep(Duration::from_millis(pause)).await;
                stage.backend().run();
            }
        );
        typed.extend(hers.iter().chain(&theirs).cloned());
        both_show(&ana.patient(60), &marta, stage, &hers, &theirs).await;
        if see::draft(&ana).await != unsent {
            words_lost += 1;
        }
        if chance.percent(20) {
            ana.reloads().await;
            ana.sees(&see::composer(&ana)).await;
            if see::draft(&ana).await != unsent {
                words_lost += 1;
            }
        }
        ana.clears(&see::composer(&ana)).await;
    }

    let stored = stage.database().await.messages_with("v000.0").await;
    let (lost, doubled, out_of_order) = compare(&typed, &stored);
    println!(
        "kills {kills} lost {lost} doubled {doubled} out of order {out_of_order} words lost {words_lost}"
    );
    assert_eq!((lost, doubled, out_of_order, words_lost), (0, 0, 0, 0));
    assert_eq!(stage.database().await.integrity().await, "ok");
}

/// Waits until both screens end with this round's messages, in the order of the database.
async fn both_show(
    ana: &Person,
    marta: &Person,
    stage: &Stage,
    hers: &[String],
    theirs: &[String],
) {
    let is_ours = |words: &str| hers.iter().chain(theirs).any(|text| text == words);
    ana.until(
        format!("{hers:?} and {theirs:?} on both screens as stored"),
        async || {
            let stored = stage.database().await.messages_with("v000.0").await;
            let stored: Vec<String> = stored
                .into_iter()
                .map(|one| one.text)
                .filter(|text| is_ours(text))
                .collect();
            let thread = see::thread(ana, is_ours).await;
            let chat = see::chat(marta, is_ours).await;
            (stored.len() >= hers.len() + theirs.len() && thread == stored && chat == stored)
                .then_some(())
        },
    )
    .await;
}

/// How many of the typed messages are not stored, stored twice, stored out of their writer's order.
fn compare(typed: &[String], stored: &[Stored]) -> (usize, usize, usize) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in stored {
        *counts.entry(&one.text).or_default() += 1;
    }
    let lost = typed
        .iter()
        .filter(|text| !counts.contains_key(text.as_str()))
        .count();
    let doubled = counts.values().filter(|count| **count > 1).count();
    let mut out_of_order = 0;
    for side in ["a", "v"] {
        // Texts are numbered, so the order typed is the order of the letters.
        let own: Vec<&str> = stored
            .iter()
            .map(|one| one.text.as_str())
            .filter(|text| text.starts_with(side))
            .collect();
        out_of_order += own.windows(2).filter(|pair| pair[0] > pair[1]).count();
    }
    (lost, doubled, out_of_order)
}

/// Proves F1: killed between commit and answer.
async fn an_answer_that_never_came_leaves_one_message(stage: &Stage) {
    let times = if is_soak() { 200 } else { 10 };
    let (ana, _customer) = ana_answers(stage, "¿Me oyen?").await;
    let line = &stage.lines[0];
    for number in 0..times {
        let text = format!("F1 {number}");
        line.hold_responses("/messages HTTP");
        act::says(&ana, &text).await;
        let mut database = stage.database().await;
        ana.until("the row in SQLite", async || {
            (database.count_of(&text).await == 1).then_some(())
        })
        .await;
        stage.backend().kill();
        line.cut();
        line.up();
        stage.backend().run();
        see::delivery(&ana.patient(40), &text, "message.sent").await;
        assert_eq!(stage.database().await.count_of(&text).await, 1, "{text}");
        ana.misses(&text_like(ana.word("message.checking"))).await;
    }
    let shown = see::thread(&ana, |words| words.starts_with("F1 ")).await;
    let expected: Vec<String> = (0..times).map(|number| format!("F1 {number}")).collect();
    assert!(expected.ends_with(&shown), "{shown:?}");
    println!("F1 {times} times: once each");
}

/// Proves F2: killed before the commit, order kept.
async fn a_request_that_never_arrived_is_sent_again(stage: &Stage) {
    let times = if is_soak() { 200 } else { 10 };
    let (ana, _customer) = ana_answers(stage, "¿Y ahora?").await;
    let line = &stage.lines[0];
    for number in 0..times {
        let texts = [format!("F2 {number}.0"), format!("F2 {number}.1")];
        let known = line.requests().len();
        line.gate("/messages HTTP");
        act::says(&ana, &texts[0]).await;
        line.sees("/messages HTTP", known).await;
        ana.types(&see::composer(&ana), &texts[1]).await;
        ana.presses(Key::Enter).await;
        stage.backend().kill();
        assert_eq!(stage.database().await.count_of(&texts[0]).await, 0);
        line.cut();
        line.up();
        stage.backend().run();
        // The end of a run says how far all of it got.
        see::delivery(&ana.patient(40), &texts[1], "message.sent").await;
        ana.sees(&see::message(&texts[0])).await;
    }
    let stored = stage.database().await.messages_with("¿Y ahora?").await;
    let stored: Vec<String> = stored
        .into_iter()
        .map(|one| one.text)
        .filter(|text| text.starts_with("F2 "))
        .collect();
    let expected: Vec<String> = (0..times)
        .flat_map(|number| [format!("F2 {number}.0"), format!("F2 {number}.1")])
        .collect();
    assert_eq!(stored, expected);
    println!("F2 {times} times: once each, in order");
}
