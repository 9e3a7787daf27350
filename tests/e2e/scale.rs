//! A hundred thousand conversations, five thousand messages: budgets of the page, and no jump.

use bandeja_contract::{
    endpoint::ListConversations,
    model::{Filter, Sort, Status},
};
use bandeja_tests::{
    Person, Setting, Stage, act, both_browsers, chromium, find::*, see, with_a_long_thread,
};
use thirtyfour::Key;

chromium!(in super::a_hundred_thousand(); a_hundred_thousand_conversations_are_a_page_like_any_other);
both_browsers!(in super::a_long_thread(); older_messages_come_in_above_without_a_jump);

/// The budget of the page, in elements.
const MOST_NODES: u64 = 1_500;
const MESSAGES: u32 = 5_000;

fn a_hundred_thousand() -> Setting {
    Setting {
        conversations: Some(100_000),
        ..Setting::default()
    }
}

fn a_long_thread() -> Setting {
    with_a_long_thread(MESSAGES)
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

/// Proves T5: scroll anchored on prepend to within 1 px.
async fn older_messages_come_in_above_without_a_jump(stage: &Stage) {
    let line = &stage.lines[0];
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &line.origin(), "dora").await;
    let first = stage
        .caller("dora")
        .await
        .list(Status::Queued)
        .await
        .remove(0);
    act::chooses_tab(&dora, "queued").await;
    act::opens(&dora, &first.preview).await;
    dora.sees(&text_like(format!("mensaje {MESSAGES} ")).within(any("article")))
        .await;
    few_nodes(&dora, "in a thread of 5,000 messages").await;

    for round in 0..6 {
        let known = line.requests().len();
        line.hold_responses("/items?");
        act::scrolls_thread_up(&dora).await;
        line.sees("/items?", known).await;
        // Stands still at the very top of what is there, and reads.
        dora.sees(&text_like(dora.word("thread.older"))).await;
        let before = top_message(&dora, None).await;
        line.up();
        dora.until("older messages above", async || {
            let numbers = numbers(&see::thread(&dora, |words| words.starts_with("mensaje")).await);
            (numbers.first()? < &before.0).then_some(())
        })
        .await;
        let after = top_message(&dora, Some(before.0)).await;
        let moved = (after.1 - before.1).abs();
        println!("round {round}: message {} moved by {moved:.2} px", before.0);
        assert!(moved <= 1.0, "message {} moved by {moved} px", before.0);
    }
    few_nodes(&dora, "after scrolling up").await;
}

/// The number and the top edge of the first message in view, or of the one asked for.
async fn top_message(person: &Person, number: Option<u32>) -> (u32, f64) {
    let script = "const all = [...document.querySelectorAll('article p')].filter((p) =>\
        /^mensaje \\d/.test(p.innerText)).map((p) => [Number(p.innerText.split(' ')[1]),\
        p.getBoundingClientRect()]);\
        const wanted = arguments[0];\
        const seen = all.filter(([n, box]) => wanted ? n === wanted : box.top > 120);\
        seen.sort((a, b) => a[1].top - b[1].top);\
        return seen.length ? [seen[0][0], seen[0][1].top] : null";
    // Two frames in a row with the same answer: whatever was under way is done.
    let mut last = None;
    person
        .until("a message that stands still", async || {
            let found: Option<(u32, f64)> = person
                .run(script, vec![serde_json::json!(number)])
                .await
                .ok()?;
            let is_still = found.is_some() && found == last;
            last = found;
            if is_still { found } else { None }
        })
        .await
}

fn numbers(texts: &[String]) -> Vec<u32> {
    texts
        .iter()
        .filter_map(|text| text.split(' ').nth(1)?.parse().ok())
        .collect()
}
