//! Row 1: what the inbox weighs until its list stands, and what a first conversation adds.

use crate::{
    args::Args,
    page::{Cpu, Net, Page},
    table::{Goal, Table, what},
    weights::{Fetched, OURS},
};
use bandeja_tests::{Engine, Setting, Stage, act, find::any, play, see};
use std::time::Duration;
use tokio::time::sleep;

/// How long nothing more is to come.
const IDLE: Duration = Duration::from_secs(2);

pub(crate) fn measure(_: &Args, table: &Table) {
    play(
        "bench::inbox_bytes",
        Engine::Chromium,
        Setting::default,
        async |stage: &Stage| {
            weigh(stage, table).await;
        },
    );
}

/// Bytes do not vary: once is enough.
async fn weigh(stage: &Stage, table: &Table) {
    let agent = stage.caller(crate::page::LOGIN).await;
    let page = Page::cold(stage, &agent, OURS).await;
    page.slow(Cpu::Full, Net::Local).await;
    page.shows("open").await;
    sleep(IDLE).await;
    let first = Fetched::by(&page.person).await;
    let weight = first.weight().await;
    let take =
        |name: &str, unit, goal, number| table.take(what("1", name, unit, goal), OURS, number);
    take(
        "first load, brotli",
        "kB",
        Goal::Most(150.0),
        weight.bytes / 1000.0,
    );
    take("first load, files", "", Goal::Most(7.0), weight.files);
    take(
        "first load, calls of the API",
        "",
        Goal::Most(3.0),
        weight.calls,
    );

    let row = any("link").within(any("listitem"));
    let name = page.person.names_from_the_top(&row).await.remove(0);
    act::opens(&page.person, &name).await;
    page.person.sees(&see::composer(&page.person)).await;
    sleep(IDLE).await;
    let opened = Fetched::by(&page.person).await.without(&first);
    let weight = opened.weight().await;
    take(
        "a conversation with its composer, more",
        "kB",
        Goal::Most(50.0),
        weight.bytes / 1000.0,
    );
    take(
        "a conversation with its composer, files",
        "",
        Goal::None,
        weight.files,
    );
    take(
        "a conversation with its composer, calls",
        "",
        Goal::None,
        weight.calls,
    );
    page.ends().await;
}
