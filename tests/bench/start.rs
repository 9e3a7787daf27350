//! Row 2: from nothing to a list that answers, on a slow machine and over three networks.

use crate::{
    args::Args,
    floor,
    page::{BOTH, Cpu, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_tests::{Engine, Setting, Stage, play};

/// What `bench.start` answers.
#[derive(Debug, serde::Deserialize)]
struct Start {
    /// When the rows were painted.
    rows: f64,
    /// Total blocking time before that.
    blocked: f64,
    /// How long the first click took to show; none: it was not answered.
    first: Option<f64>,
    /// When the list stood and a click was answered within 50 ms.
    ready: Option<f64>,
}

const NETS: [(Net, &str, f64); 3] = [
    (Net::Local, "local", 900.0),
    (Net::Fast4G, "fast 4G", 1500.0),
    (Net::Slow4G, "slow 4G", 2200.0),
];

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        own_app: true,
        ..Setting::default()
    };
    play(
        "bench::start",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            floor::lay(stage);
            for _ in 0..args.runs {
                for (net, name, goal) in NETS {
                    for whose in BOTH {
                        once(stage, table, whose, net, (name, goal)).await;
                    }
                }
            }
        },
    );
}

async fn once(stage: &Stage, table: &Table, whose: Whose, net: Net, (name, goal): (&str, f64)) {
    let agent = stage.caller(LOGIN).await;
    let page = Page::cold(stage, &agent, whose).await;
    page.slow(Cpu::Quarter, net).await;
    page.opens(&stage.origin(), "open").await;
    let start: Start = page.asks("return bench.start()").await;
    let take = |what_: &str, goal, number| {
        let what = what("2", format!("{what_}, 4x, {name}"), "ms", goal);
        table.take(what, whose, number);
    };
    take(
        "list answers",
        Goal::Most(goal),
        start.ready.unwrap_or(f64::INFINITY),
    );
    take("list painted", Goal::None, start.rows);
    take(
        "first click shows",
        Goal::None,
        start.first.unwrap_or(f64::INFINITY),
    );
    take("blocked (TBT)", Goal::Most(150.0), start.blocked);
    if net == Net::Local {
        page.opens(&stage.origin(), "open").await;
        let again: f64 = page.asks("return bench.list").await;
        take("list painted, second visit", Goal::Most(500.0), again);
    }
    page.ends().await;
}
