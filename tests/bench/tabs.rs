//! Going from one tab of a large workspace to another, and back.

use crate::{
    args::Args,
    numbers::part,
    page::{Cpu, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_tests::{Engine, Setting, Stage, play};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// How often it is switched.
const TIMES: usize = 40;
/// A person looks before the next click.
const LOOK: Duration = Duration::from_millis(150);

#[derive(Debug, serde::Deserialize)]
struct Switched {
    /// Until the tab was the chosen one.
    chosen: f64,
    /// Until all rows that the window holds were there.
    full: f64,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        conversations: Some(args.most()),
        own_app: true,
        in_memory: true,
        ..Setting::default()
    };
    play(
        "bench::tabs",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            for _ in 0..args.runs {
                for cpu in Cpu::BOTH {
                    once(stage, table, cpu, args.most()).await;
                }
            }
        },
    );
}

async fn once(stage: &Stage, table: &Table, cpu: Cpu, rows: u32) {
    let agent = stage.caller(LOGIN).await;
    let page = Page::cold(stage, &agent, Whose::Ours).await;
    page.slow(cpu, Net::Local).await;
    page.shows("open").await;
    let (mut chosen, mut full) = (Vec::new(), Vec::new());
    for at in 0..TIMES {
        let status = ["closed", "open", "queued", "pending"][at % 4];
        let place = page
            .asks_of("return bench.switches(arguments[0])", vec![json!(status)])
            .await;
        page.clicks_at(place).await;
        let switched: Switched = page.asks("return bench.switched").await;
        chosen.push(switched.chosen);
        full.push(switched.full);
        sleep(LOOK).await;
    }
    let take = |name: &str, goal, number| {
        let name = format!("{name}, {rows} conversations, {}", cpu.name());
        table.take(what("tab", name, "ms", goal), Whose::Ours, number);
    };
    let feedback = cpu.pick(Goal::Most(50.0), Goal::None);
    take("click → tab chosen p95", feedback, part(&chosen, 0.95));
    take("click → rows painted p50", Goal::None, part(&full, 0.5));
    take("click → rows painted p95", Goal::None, part(&full, 0.95));
    page.ends().await;
}
