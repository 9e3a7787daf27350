//! A hundred thousand conversations, five thousand messages: budgets of the page, and no jump.

use bandeja_contract::{
    endpoint::ListConversations,
    model::{Filter, Sort, Status},
};
use bandeja_tests::{Person, Setting, Stage, act, chromium, find::*, see};
use thirtyfour::Key;

chromium!(in super::a_hundred_thousand(); a_hundred_thousand_conversations_are_a_page_like_any_other);

/// The budget of the page, in elements.
const MOST_NODES: u64 = 1_500;

fn a_hundred_thousand() -> Setting {
    Setting {
        is_big: true,
        ..Setting::default()
    }
}

/// Proves L10: page budget, the end by key, the middle by drag.
async fn a_hundred_thousand_conversations_are_a_page_like_any_other(stage: &Stage) {
    let dora = stage.person("Dora").await.patient(20);
    act::signs_in(&dora, &stage.origin(), "dora").await;
    let caller = stage.caller("dora").await;
    let page = |offset, limit| ListConversations {
        status: Status::Closed,
        sort: Sort::Newest,
        filter: Filter::default(),
        offset,
        cursor: None,
        limit,
    };
    act::chooses_tab(&dora, "closed").await;
    let closed = caller.ok(&page(0, 1)).await.counts.closed;
    assert!(closed > 40_000, "only {closed} closed conversations");
    see::count_is(&dora, "closed", closed).await;
    few_nodes(&dora, "at the start").await;

    let first = caller.ok(&page(0, 1)).await.rows.remove(0);
    act::opens(&dora, &first.preview).await;
    dora.sees(&role("heading", &first.contact_name)).await;
    few_nodes(&dora, "with a thread").await;

    // The End key, from the row in focus.
    act::focuses_list(&dora).await;
    dora.presses(Key::End).await;
    let last = caller.ok(&page(closed - 1, 1)).await.rows.remove(0);
    dora.sees(&see::row(&last.preview)).await;
    few_nodes(&dora, "at the end").await;

    // The scroll bar, somewhere in the middle.
    let offset = closed / 2;
    act::drags_list_to(&dora, 0.5).await;
    let there = caller.ok(&page(offset - 20, 40)).await.rows;
    dora.until("real rows in the middle", async || {
        let rows = see::rows(&dora).await;
        let found = there
            .iter()
            .filter(|one| rows.iter().any(|row| row.contains(&one.contact_name)));
        (found.count() > 3).then_some(())
    })
    .await;
    dora.misses(&text_like(dora.word("row.loading"))).await;
    few_nodes(&dora, "in the middle").await;
}

async fn few_nodes(person: &Person, place: &str) {
    let nodes: u64 = person
        .asks("return document.querySelectorAll('*').length")
        .await;
    println!("{nodes} elements {place}");
    assert!(nodes <= MOST_NODES, "{nodes} elements {place}");
}
