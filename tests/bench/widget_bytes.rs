//! Row 9: what the widget weighs on a customer's page, before and after somebody wants to write.

use crate::{
    args::Args,
    numbers::count,
    table::{Goal, Table, what},
    weights::{Fetched, OURS},
};
use bandeja_tests::{Engine, Setting, Stage, act, find::button, play, see};
use std::time::Duration;
use tokio::time::sleep;

/// How long nothing more is to come.
const IDLE: Duration = Duration::from_secs(2);

/// Frames and fonts of the page, in its shadows too.
const FRAMES: &str = "const count = (root) => [...root.querySelectorAll('*')].reduce((sum, one) =>\
    sum + (one.tagName === 'IFRAME') + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);\
    return count(document)";

pub(crate) fn measure(_: &Args, table: &Table) {
    play(
        "bench::widget_bytes",
        Engine::Chromium,
        Setting::default,
        async |stage: &Stage| {
            weigh(stage, table).await;
        },
    );
}

/// Bytes do not vary: once is enough.
async fn weigh(stage: &Stage, table: &Table) {
    let origin = stage.origin();
    let visitor = stage.person("Marta").await;
    visitor.goes_to(&act::a_site_of(stage, &origin)).await;
    visitor.sees(&button("Abrir el chat")).await;
    sleep(IDLE).await;
    let before = Fetched::by(&visitor).await.of(&origin);
    let frames: u32 = visitor.asks(FRAMES).await;
    let weight = before.weight().await;
    let take =
        |name: &str, unit, goal, number| table.take(what("9", name, unit, goal), OURS, number);
    take(
        "before any click, brotli",
        "kB",
        Goal::Most(3.0),
        weight.bytes / 1000.0,
    );
    take(
        "before any click, requests",
        "",
        Goal::Most(1.0),
        weight.files + weight.calls,
    );
    take(
        "before any click, frames",
        "",
        Goal::Most(0.0),
        f64::from(frames),
    );
    take(
        "before any click, fonts",
        "",
        Goal::Most(0.0),
        count(before.kind(".woff2")),
    );

    act::opens_chat(&visitor).await;
    act::writes_in_chat(&visitor, "a").await;
    see::holds(&visitor, &see::chat_box(), "a").await;
    // What is under way belongs to it, and is told of only when it has come.
    sleep(IDLE).await;
    let panel = Fetched::by(&visitor).await;
    visitor.leaves_frame().await;
    let opened = Fetched::by(&visitor)
        .await
        .and(panel)
        .of(&origin)
        .without(&before);
    let weight = opened.weight().await;
    take(
        "until the first key, brotli",
        "kB",
        Goal::Most(60.0),
        weight.bytes / 1000.0,
    );
    take(
        "until the first key, files",
        "",
        Goal::Most(4.0),
        weight.files,
    );
    take(
        "until the first key, calls of the API",
        "",
        Goal::None,
        weight.calls,
    );
}
