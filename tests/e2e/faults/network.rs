//! Lines that are cut, silent, slow, and that lose, double and shuffle.

use super::ana_answers;
use bandeja_contract::model::Status;
use bandeja_tests::{Chance, Frames, Person, Stage, act, chromium, find::*, is_soak, see};
use std::time::{Duration, Instant};

chromium!(
    a_cut_line_catches_up_in_order_and_moves_nothing,
    a_silent_line_is_called_offline_and_comes_back,
    a_line_that_only_hears_is_found_out,
    a_lost_frame_is_missed_by_the_next_one_or_the_beat,
    doubled_and_shuffled_frames_change_nothing,
    the_visitor_s_line_may_be_as_bad,
    a_late_answer_never_overwrites_a_newer_choice,
    a_slow_line_shows_shapes_and_sends_once,
);

/// Proves F3, G8.
async fn a_cut_line_catches_up_in_order_and_moves_nothing(stage: &Stage) {
    let (ana, customer) = ana_answers(stage, "Espero").await;
    act::writes(&ana, "a medias").await;
    ana.asks::<()>("window.stillTheSame = true").await;
    stage.lines[0].down();
    see::connection(&ana, "connection.offline").await;
    let texts: Vec<String> = (0..20).map(|number| format!("F3 {number:02}")).collect();
    for text in &texts {
        customer.writes(text).await;
    }
    stage.lines[0].up();
    let start = Instant::now();
    see::connection(&ana, "connection.live").await;
    whole_thread_is(&ana, "F3", &texts).await;
    println!(
        "F3: live and complete after {} ms",
        start.elapsed().as_millis()
    );
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "took {:?}",
        start.elapsed()
    );
    see::holds(&ana, &see::composer(&ana), "a medias").await;
    let is_same: bool = ana.asks("return window.stillTheSame === true").await;
    assert!(is_same, "the page was reloaded");
}

/// Proves F4, G8.
async fn a_silent_line_is_called_offline_and_comes_back(stage: &Stage) {
    silent(stage, |stage| stage.lines[0].blackhole()).await;
}

/// Proves F4, G8: half open.
async fn a_line_that_only_hears_is_found_out(stage: &Stage) {
    silent(stage, |stage| stage.lines[0].half_open()).await;
}

async fn silent(stage: &Stage, fault: impl FnOnce(&Stage)) {
    let (ana, customer) = ana_answers(stage, "Sigo aquí").await;
    fault(stage);
    let start = Instant::now();
    customer.writes("¿Me leen?").await;
    see::connection(&ana.patient(30), "connection.offline").await;
    println!("F4: offline after {} ms", start.elapsed().as_millis());
    act::says(&ana, "Sin línea").await;
    stage.lines[0].up();
    see::connection(&ana.patient(20), "connection.live").await;
    ana.sees(&see::message("¿Me leen?")).await;
    see::delivery(&ana.patient(20), "Sin línea", "message.sent").await;
    assert_eq!(stage.database().await.count_of("Sin línea").await, 1);
}

/// Proves F5, G8.
async fn a_lost_frame_is_missed_by_the_next_one_or_the_beat(stage: &Stage) {
    let (ana, customer) = ana_answers(stage, "Cuento").await;
    let line = &stage.lines[0];
    line.frames(Frames::DropNext, 1);
    customer.writes("F5 0").await;
    ana.until("the frame to be lost", async || {
        line.frame_was_lost().then_some(())
    })
    .await;
    customer.writes("F5 1").await;
    thread_shows(&ana, "F5", &["F5 0".to_owned(), "F5 1".to_owned()]).await;

    // And with nothing after it: the beat tells.
    line.frames(Frames::DropNext, 1);
    customer.writes("F5 2").await;
    ana.until("the frame to be lost", async || {
        line.frame_was_lost().then_some(())
    })
    .await;
    let start = Instant::now();
    ana.patient(18).sees(&see::message("F5 2")).await;
    println!(
        "F5: a lost frame was missed after {} ms",
        start.elapsed().as_millis()
    );
}

/// Proves F6: 20 seeds, one in CI.
async fn doubled_and_shuffled_frames_change_nothing(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "Barajo").await;
    let seeds = if is_soak() { 20 } else { 2 };
    let mut chance = Chance::seeded("F6");
    let caller = stage.caller("ana").await;
    let conversation = caller.conversation_with("Barajo", Status::Open).await;
    for round in 0..seeds {
        let seed = chance.number();
        let plan = Frames::Chaos {
            duplicate: 30,
            window: 10,
        };
        stage.lines[0].frames(plan, seed);
        let texts: Vec<String> = (0..12)
            .map(|number| format!("F6 {round:02}.{number:02}"))
            .collect();
        for text in &texts {
            caller.write(conversation.id, text).await;
        }
        act::says(&ana, &format!("F6 {round:02}.99")).await;
        let mut all = texts;
        all.push(format!("F6 {round:02}.99"));
        thread_shows(&ana.patient(30), &format!("F6 {round:02}"), &all).await;
        println!("F6: seed {seed} like without");
    }
    stage.lines[0].frames(Frames::Pass, 0);
    see::connection(&ana, "connection.live").await;
}

/// Proves F3, F5, G8 for the panel.
async fn the_visitor_s_line_may_be_as_bad(stage: &Stage) {
    let (ana, marta) = tokio::join!(act::ana(stage), stage.person("Marta"));
    marta.expects_outage();
    let line = &stage.lines[1];
    act::visits(&marta, &act::a_site_of(stage, &line.origin())).await;
    act::says_in_chat(&marta, "Desde el tren").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Desde el tren").await;
    act::says(&ana, "m0").await;
    see::in_chat(&marta, "m0").await;

    line.down();
    see::chat_says(&marta, "offline", &[]).await;
    for text in ["m1", "m2", "m3"] {
        act::says(&ana, text).await;
    }
    act::says_in_chat(&marta, "en el túnel").await;
    line.up();
    ana.patient(20).sees(&see::message("en el túnel")).await;
    chat_shows(&marta, &["m0", "m1", "m2", "m3"]).await;

    line.frames(Frames::DropNext, 3);
    act::says(&ana, "m4").await;
    marta
        .until("the frame to be lost", async || {
            line.frame_was_lost().then_some(())
        })
        .await;
    act::says(&ana, "m5").await;
    chat_shows(&marta, &["m0", "m1", "m2", "m3", "m4", "m5"]).await;
    assert_eq!(stage.database().await.count_of("en el túnel").await, 1);
}

/// Proves F10.
async fn a_late_answer_never_overwrites_a_newer_choice(stage: &Stage) {
    let caller = stage.caller("ana").await;
    let queued = caller.list(Status::Queued).await;
    let (slow, quick) = (&queued[0], &queued[1]);
    let line = &stage.lines[0];
    let ana = act::ana_at(stage, &line.origin()).await;
    act::chooses_tab(&ana, "queued").await;
    let items = format!("/conversations/{}/items", slow.id);
    let known = line.requests().len();
    line.hold_responses(&items);
    act::opens(&ana, &slow.preview).await;
    line.sees(&items, known).await;
    act::opens(&ana, &quick.preview).await;
    let last = caller.thread(quick.id).await;
    let last = last
        .iter()
        .rev()
        .find(|item| !item.text.is_empty())
        .expect("a message");
    let first_line = last.text.lines().next().unwrap_or_default().to_owned();
    ana.sees(&text_like(&first_line).within(any("article")))
        .await;
    line.up();
    // The late answer has come when its conversation opens at once.
    act::opens(&ana, &slow.preview).await;
    act::opens(&ana, &quick.preview).await;
    ana.sees(&role("heading", &quick.contact_name)).await;
    ana.sees(&text_like(&first_line).within(any("article")))
        .await;

    // Five choices in a row over a slow line: the last one wins.
    line.delay(Duration::from_millis(300));
    for row in queued.iter().take(5) {
        act::opens(&ana, &row.preview).await;
    }
    let chosen = &queued[4];
    ana.sees(&role("heading", &chosen.contact_name)).await;
    let thread = caller.thread(chosen.id).await;
    let last = thread
        .iter()
        .rev()
        .find(|item| !item.text.is_empty())
        .expect("a message");
    ana.sees(&text_like(last.text.lines().next().unwrap_or_default()).within(any("article")))
        .await;
    assert!(ana.url().await.contains(&chosen.id.to_string()));
}

/// Proves F10, L10: shapes while it takes long, one message however often one presses.
async fn a_slow_line_shows_shapes_and_sends_once(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "Voy lento").await;
    let line = &stage.lines[0];
    line.gate("GET /api/v1/conversations?");
    act::chooses_tab(&ana, "closed").await;
    ana.sees(&text_like(ana.word("list.slow"))).await;
    line.up();
    ana.misses(&text_like(ana.word("list.slow"))).await;
    line.delay(Duration::from_secs(2));
    act::writes(&ana, "una sola vez").await;
    for _ in 0..3 {
        ana.presses(thirtyfour::Key::Enter).await;
    }
    see::delivery(&ana, "una sola vez", "message.sent").await;
    assert_eq!(stage.database().await.count_of("una sola vez").await, 1);
}

/// Waits until the thread shows exactly these messages of a round, in this order.
async fn thread_shows(ana: &Person, round: &str, expected: &[String]) {
    let mut shown = Vec::new();
    ana.until(format!("{expected:?}, in order"), async || {
        shown = see::thread(ana, |words| words.starts_with(round)).await;
        (shown == expected).then_some(())
    })
    .await;
}

/// The same for more messages than a screen holds: reads from the end upwards.
async fn whole_thread_is(ana: &Person, round: &str, expected: &[String]) {
    ana.until(format!("{expected:?}, in order"), async || {
        (see::whole_thread(ana, |words| words.starts_with(round)).await == expected).then_some(())
    })
    .await;
}

async fn chat_shows(marta: &Person, expected: &[&str]) {
    marta
        .until(format!("{expected:?} in the panel"), async || {
            let shown = see::chat(marta, |words| words.len() == 2 && words.starts_with('m')).await;
            (shown == expected).then_some(())
        })
        .await;
}
