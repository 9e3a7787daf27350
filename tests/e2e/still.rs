//! The list that stays put while somebody points at it.

use bandeja_tests::{Person, Stage, act, chromium, find::*, see};
use std::time::{Duration, Instant};

chromium!(
    under_the_pointer_rows_neither_come_nor_go_nor_move,
    a_row_that_a_colleague_takes_stays_greyed,
    held_changes_come_when_asked_for_when_leaving_and_after_a_while,
    under_the_focus_the_list_stays_put_too,
    selection_and_scroll_never_jump,
);

/// The queue with the newest first, where every arrival would push the rows down.
async fn newest_first(ana: &Person) {
    act::chooses_tab(ana, "queued").await;
    ana.clicks(&like("button", format!("{}:", ana.word("list.sort"))))
        .await;
    ana.sees(&like("button", ana.word("list.sort.newest")))
        .await;
}

/// Proves L8 and promise 4.
async fn under_the_pointer_rows_neither_come_nor_go_nor_move(stage: &Stage) {
    let ana = act::ana(stage).await;
    newest_first(&ana).await;
    let before = stable_rows(&ana).await;
    let queued = see::count(&ana, "queued").await;
    let customer = async || stage.customer().await;
    let customers = [customer().await, customer().await, customer().await];
    act::points_at_row(&ana, 2).await;
    for (customer, text) in customers.iter().zip(["llega uno", "llega otro", "y otro"]) {
        customer.writes(text).await;
    }
    // The number tells that they have come; the rows do not.
    see::count_is(&ana, "queued", queued + 3).await;
    ana.sees(&text_like(ana.phrase("list.changes.other", &[("n", "3")])))
        .await;
    assert_eq!(see::rows(&ana).await, before);

    act::points_elsewhere(&ana).await;
    ana.sees(&see::row("y otro")).await;
    // Screen readers may still hear of them.
    ana.misses(&like(
        "button",
        ana.phrase("list.changes.other", &[("n", "3")]),
    ))
    .await;
}

/// Proves L8.
async fn a_row_that_a_colleague_takes_stays_greyed(stage: &Stage) {
    let ana = act::ana(stage).await;
    let bruno = stage.caller("bruno").await;
    let customer = stage.customer().await;
    customer.writes("Me quedo con cualquiera").await;
    act::chooses_tab(&ana, "queued").await;
    ana.hovers(&see::row("Me quedo con cualquiera")).await;
    let conversation = bruno
        .conversation_with(
            "Me quedo con cualquiera",
            bandeja_contract::model::Status::Queued,
        )
        .await;
    bruno.accept(conversation.id).await;
    let snapshot = bruno.snapshot().await;
    let name = snapshot
        .agents
        .iter()
        .find(|agent| agent.id == snapshot.me)
        .expect("Bruno");
    let taken = ana.phrase("row.taken", &[("name", &name.name)]);
    ana.sees(&text_like(&taken)).await;
    // It cannot be accepted any more.
    let item = any("listitem").holding(&taken);
    let check = ana.phrase("row.accept", &[("name", "")]);
    let check = like("button", check.trim()).within(item);
    assert!(ana.look(&check).await.is_empty());
    act::points_elsewhere(&ana).await;
    ana.misses(&text_like(&taken)).await;
}

/// Proves L8.
async fn held_changes_come_when_asked_for_when_leaving_and_after_a_while(stage: &Stage) {
    let ana = act::ana(stage).await;
    newest_first(&ana).await;
    stable_rows(&ana).await;
    let (first, second) = (stage.customer().await, stage.customer().await);
    act::points_at_row(&ana, 2).await;
    first.writes("por el botón").await;
    let one = ana.phrase("list.changes.one", &[("n", "1")]);
    ana.sees(&text_like(&one)).await;
    ana.clicks(&like("button", &one)).await;
    ana.sees(&see::row("por el botón")).await;

    act::points_at_row(&ana, 2).await;
    second.writes("con el tiempo").await;
    ana.sees(&text_like(&one)).await;
    let start = Instant::now();
    assert!(ana.look(&see::row("con el tiempo")).await.is_empty());
    ana.sees(&see::row("con el tiempo")).await;
    assert!(
        start.elapsed() > Duration::from_secs(3),
        "after {:?}",
        start.elapsed()
    );
}

/// Proves L8, L11.
async fn under_the_focus_the_list_stays_put_too(stage: &Stage) {
    let ana = act::ana(stage).await;
    newest_first(&ana).await;
    act::points_elsewhere(&ana).await;
    let before = stable_rows(&ana).await;
    let customer = stage.customer().await;
    act::focuses_list(&ana).await;
    ana.presses(thirtyfour::Key::Down).await;
    customer.writes("mientras leo").await;
    ana.sees(&text_like(ana.phrase("list.changes.one", &[("n", "1")])))
        .await;
    let focused: String = ana.asks("return document.activeElement.innerText").await;
    assert_eq!(see::rows(&ana).await, before);
    // After a while it comes, and the focus is still on the same row.
    ana.sees(&see::row("mientras leo")).await;
    let still: String = ana.asks("return document.activeElement.innerText").await;
    assert_eq!(focused, still);
}

/// Proves L8.
async fn selection_and_scroll_never_jump(stage: &Stage) {
    let ana = act::ana(stage).await;
    // So low that the queue has to be scrolled.
    ana.resizes(1400, 640).await;
    newest_first(&ana).await;
    let names = stable_rows(&ana).await;
    act::points_elsewhere(&ana).await;
    act::scrolls_list_by(&ana, 150).await;
    act::points_elsewhere(&ana).await;
    let watched = names[4].clone();
    let before = act::top_of_row(&ana, &watched).await;
    for number in 0..3 {
        stage
            .customer()
            .await
            .writes(&format!("arriba {number}"))
            .await;
    }
    ana.sees(&text_like("arriba 2").within(any("listitem")))
        .await;
    let after = act::top_of_row(&ana, &watched).await;
    assert!(
        (after - before).abs() <= 1.0,
        "the row moved from {before} to {after}"
    );
}

/// The rows once they are the same in two looks.
async fn stable_rows(ana: &Person) -> Vec<String> {
    let mut last = Vec::new();
    ana.until("a list that stands still", async || {
        let rows = see::rows(ana).await;
        let is_still = rows.len() > 3 && rows == last;
        last = rows;
        is_still.then_some(())
    })
    .await;
    last
}
