//! Parts of the app that come later than the list, and a line that does not bring them.

use bandeja_contract::{Conversation, model::Status};
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*};

both_browsers!(a_slow_part_has_a_shape_and_comes);
chromium!(
    a_part_that_cannot_be_had_is_told_and_comes_when_asked_for,
    texts_of_parts_that_do_not_come_are_told_and_asked_for_again,
    the_list_says_all_it_says_without_the_texts_of_parts,
    an_address_with_a_conversation_opens_it,
);

/// Ana behind the list, and a conversation that she can open.
async fn ana_looks_at_the_list(stage: &Stage) -> (Person, Conversation) {
    let ana = stage.person("Ana").await;
    ana.expects_outage();
    act::signs_in(&ana, &stage.lines[0].origin(), "ana").await;
    let first = stage.caller("ana").await.list(Status::Open).await.remove(0);
    (ana, first)
}

/// Proves F22, F8: a sentence and a way, the row stays chosen, and the list works on.
async fn a_part_that_cannot_be_had_is_told_and_comes_when_asked_for(stage: &Stage) {
    let line = &stage.lines[0];
    line.refuse("_conversation.wasm", 100, 503, "");
    let (ana, first) = ana_looks_at_the_list(stage).await;
    ana.expects_console("HTTP status code is not ok");
    act::opens(&ana, &first.preview).await;
    ana.sees(&text_like(ana.word("part.missing"))).await;
    act::chooses_tab(&ana, "closed").await;
    act::chooses_tab(&ana, "open").await;
    act::opens(&ana, &first.preview).await;
    ana.sees(&text_like(ana.word("part.missing"))).await;
    line.up();
    ana.clicks(&button(ana.word("action.retry"))).await;
    ana.sees(&role("heading", &first.contact_name)).await;
}

/// The browser keeps files whose names tell their content for ever.
async fn forgets_what_it_fetched(person: &Person) {
    let nothing = serde_json::json!({});
    person.cdp("Network.clearBrowserCache", nothing).await;
}

fn late(requests: &[String]) -> usize {
    requests.iter().filter(|one| one.contains("-late-")).count()
}

/// Proves F22, G4: a part is not shown without its words.
async fn texts_of_parts_that_do_not_come_are_told_and_asked_for_again(stage: &Stage) {
    let line = &stage.lines[0];
    let (ana, first) = ana_looks_at_the_list(stage).await;
    line.refuse("-late-", 100, 503, "");
    ana.expects_console("503");
    forgets_what_it_fetched(&ana).await;
    ana.reloads().await;
    act::opens(&ana, &first.preview).await;
    ana.sees(&text_like(ana.word("part.missing"))).await;
    line.up();
    ana.clicks(&button(ana.word("action.retry"))).await;
    ana.sees(&role("heading", &first.contact_name)).await;
}

/// Proves G4, G6: whatever can be pressed in the first load has its name before any part has come.
async fn the_list_says_all_it_says_without_the_texts_of_parts(stage: &Stage) {
    let line = &stage.lines[0];
    let (ana, first) = ana_looks_at_the_list(stage).await;
    let before = late(&line.requests());
    line.hold_responses("-late-");
    forgets_what_it_fetched(&ana).await;
    ana.reloads().await;
    for tab in ["queued", "pending", "expired", "closed", "open"] {
        act::chooses_tab(&ana, tab).await;
        ana.sees(&like("button", ana.word("list.sort"))).await;
        for kind in ["button", "link", "tab", "checkbox", "searchbox", "listbox"] {
            let names = ana.names(&any(kind)).await;
            assert!(
                names.iter().all(|name| !name.trim().is_empty()),
                "{tab}: {kind}: {names:?}"
            );
        }
    }
    ana.sees(&text_like(&first.preview)).await;
    assert!(late(&line.requests()) > before, "they were not asked for");
}

/// Proves F10: what is on its way says so, and nothing else waits for it.
async fn a_slow_part_has_a_shape_and_comes(stage: &Stage) {
    let line = &stage.lines[0];
    line.hold_responses("_conversation.wasm");
    let (ana, first) = ana_looks_at_the_list(stage).await;
    act::opens(&ana, &first.preview).await;
    ana.sees(&text(ana.word("part.loading"))).await;
    line.up();
    ana.sees(&role("heading", &first.contact_name)).await;
    ana.misses(&text(ana.word("part.loading"))).await;
}

/// Proves L4: the address is enough, also for what comes later.
async fn an_address_with_a_conversation_opens_it(stage: &Stage) {
    let (ana, first) = ana_looks_at_the_list(stage).await;
    act::opens(&ana, &first.preview).await;
    ana.sees(&role("heading", &first.contact_name)).await;
    ana.reloads().await;
    ana.sees(&role("heading", &first.contact_name)).await;
}
