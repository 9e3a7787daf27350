//! Row 8: what an hour of a shift leaves in memory.
//!
//! An hour of fifty events per second is played ten times as fast, with two hundred conversations
//! opened meanwhile. A storm of `--seconds` other than 30 makes the shift shorter by as much, and
//! the table says so.

use crate::{
    args::Args,
    numbers::count,
    page::Cpu,
    page::{LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
    wind::Wind,
};
use bandeja_tests::{Engine, SITE_KEY, Setting, Stage, play};
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Events per second: fifty, ten times as fast.
const RATE: u32 = 500;
/// Real seconds of a whole shift at storms of 30.
const WHOLE: u64 = 360;
/// Conversations opened in it.
const OPENED: u64 = 200;
/// The first look at memory comes after a sixth: ten minutes of the hour.
const PARTS: u32 = 6;
const MB: f64 = 1_000_000.0;

/// Memory after a forced collection.
struct Held {
    /// JavaScript's objects and all buffers, wasm's memory among them.
    bytes: f64,
    /// Nodes that live, on the page or torn off.
    nodes: f64,
    /// Nodes of the page.
    attached: f64,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    for &size in &args.sizes {
        let no_queue = format!("UPDATE inboxes SET queue = NULL WHERE site_key = '{SITE_KEY}'");
        let setting = || Setting {
            conversations: Some(size),
            statements: vec![no_queue],
            switches: Wind::switches(),
            own_app: true,
            in_memory: true,
        };
        play(
            "bench::shift",
            Engine::Chromium,
            setting,
            async |stage: &Stage| once(stage, table, args, size).await,
        );
    }
}

async fn once(stage: &Stage, table: &Table, args: &Args, size: u32) {
    let time = Duration::from_secs(WHOLE * args.storm.as_secs() / 30);
    if args.storm.as_secs() != 30 {
        let seconds = time.as_secs();
        table.remark(format!(
            "row 8: a shift of {seconds} s and not {WHOLE}: less than an hour of events"
        ));
    }
    let agent = stage.caller(LOGIN).await;
    let wind = Wind::gathers(stage).await;
    let page = Page::cold(stage, &agent, Whose::Ours).await;
    page.slow(Cpu::Full, Net::Local).await;
    page.shows("open").await;
    let early = time / PARTS;
    let first = wind.blows(stage, RATE, early, "Fin de los primeros minutos");
    let opens = OPENED / u64::from(PARTS) * (time.as_secs().max(1)) / WHOLE;
    let ((), _) = tokio::join!(reads(&page, early, opens), first);
    let before = held(&page).await;
    let rest = time - early;
    let second = wind.blows(stage, RATE, rest, "Fin de la jornada");
    let ((), _) = tokio::join!(reads(&page, rest, opens * u64::from(PARTS - 1)), second);
    let after = held(&page).await;
    page.ends().await;
    let take = |name: &str, unit, goal, number| {
        let name = format!("{name}, {}k conversations", size / 1000);
        table.take(what("8", name, unit, goal), Whose::Ours, number);
    };
    let most = if size > 10_000 { 120.0 } else { 60.0 };
    take(
        "memory after 10 minutes",
        "MB",
        Goal::None,
        before.bytes / MB,
    );
    take(
        "memory after 60 minutes",
        "MB",
        Goal::Most(most),
        after.bytes / MB,
    );
    let growth = 100.0 * (after.bytes / before.bytes - 1.0);
    take("growth from 10 to 60 minutes", "%", Goal::Most(5.0), growth);
    take(
        "nodes alive, to each of the page",
        "×",
        Goal::None,
        after.nodes / after.attached,
    );
}

/// Opens conversations, evenly over a time.
async fn reads(page: &Page<'_>, time: Duration, times: u64) {
    let begun = Instant::now();
    for at in 0..times {
        let due = time.mul_f64(
            count(usize::try_from(at).unwrap_or_default())
                / count(usize::try_from(times).unwrap_or(1)),
        );
        sleep(due.saturating_sub(begun.elapsed())).await;
        let row = json!(1 + at % 7);
        let place = page
            .asks_of("return bench.row(arguments[0])", vec![row])
            .await;
        page.clicks_at(place).await;
        page.asks::<()>("return bench.threadStands()").await;
    }
}

async fn held(page: &Page<'_>) -> Held {
    page.points_away().await;
    page.tidies().await;
    let heap = page.person.cdp("Runtime.getHeapUsage", json!({})).await;
    let number = |name: &str| heap[name].as_f64().unwrap_or_default();
    let counters = page.person.cdp("Memory.getDOMCounters", json!({})).await;
    let attached: f64 = page
        .asks("const walker = document.createTreeWalker(document); let n = 1; while (walker.nextNode()) n += 1; return n")
        .await;
    Held {
        bytes: number("usedSize") + number("backingStorageSize"),
        nodes: counters["nodes"].as_f64().unwrap_or_default(),
        attached,
    }
}
