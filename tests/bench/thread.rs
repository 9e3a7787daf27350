//! Row 7: a thread of five thousand messages, opened at its end and climbed to older pages.
//!
//! The floor page holds the newest page of a thread only: there is nothing to compare with.

use crate::{
    args::Args,
    numbers::count,
    page::{Cpu, Frames, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_tests::{Engine, Setting, Stage, play, with_a_long_thread};
use serde_json::json;

const MESSAGES: u32 = 5_000;
/// The last words, as the workspace is made.
const LAST: &str = "mensaje 5000 ";

#[derive(Debug, serde::Deserialize)]
struct Opened {
    read: f64,
}

#[derive(Debug, serde::Deserialize)]
struct Climbed {
    #[serde(flatten)]
    frames: Frames,
    /// What was read moved by so many pixels that no hand moved it.
    shift: f64,
    nodes: usize,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || {
        let long = with_a_long_thread(MESSAGES);
        Setting {
            // Whoever has read to the end opens it at its end.
            statements: [
                long.statements,
                vec!["UPDATE conversations SET unread = 0, agent_read = last_position".to_owned()],
            ]
            .concat(),
            own_app: true,
            in_memory: true,
            ..Setting::default()
        }
    };
    play(
        "bench::thread",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            for _ in 0..args.runs {
                for cpu in Cpu::BOTH {
                    once(stage, table, cpu).await;
                }
            }
        },
    );
}

async fn once(stage: &Stage, table: &Table, cpu: Cpu) {
    let agent = stage.caller(LOGIN).await;
    let page = Page::cold(stage, &agent, Whose::Ours).await;
    page.slow(cpu, Net::Local).await;
    page.shows("queued").await;
    let take = |name: &str, unit, goal, number| {
        let name = format!("{name}, {MESSAGES} messages, {}", cpu.name());
        table.take(what("7", name, unit, goal), Whose::Ours, number);
    };
    // The oldest stands at the top; the part that shows threads is there after the first opening.
    let second = page.asks_of("return bench.row(1)", Vec::new()).await;
    page.clicks_at(second).await;
    page.asks::<()>("return bench.threadStands()").await;
    let place = page
        .asks_of(
            "return bench.expectsRow(0, arguments[0])",
            vec![json!(LAST)],
        )
        .await;
    page.clicks_at(place).await;
    let opened: Opened = page.asks("return bench.opened").await;
    take(
        "open → last message painted",
        "ms",
        Goal::Most(100.0),
        opened.read,
    );
    let climbed: Climbed = page.asks("return bench.climb(400, 5000)").await;
    let fps = Goal::Least(cpu.pick(59.5, 55.0));
    take("climb, with older pages", "fps", fps, climbed.frames.fps());
    take("climb, shift", "px", Goal::Most(1.0), climbed.shift);
    take(
        "elements of the page",
        "",
        Goal::Most(2000.0),
        count(climbed.nodes),
    );
    page.ends().await;
}
