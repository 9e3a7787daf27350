//! Row 5: a list of a hundred thousand rows, scrolled, dragged, jumped through.

use crate::{
    args::Args,
    floor,
    numbers::count,
    page::{BOTH, Cpu, Frames, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_tests::{Engine, Setting, Stage, play};

/// What `bench.scroll` answers.
#[derive(Debug, serde::Deserialize)]
struct Scrolled {
    #[serde(flatten)]
    frames: Frames,
    /// Frames in which a part of the window had no row at all.
    blank: usize,
    /// Frames with rows that had not come yet.
    grey: usize,
    /// Elements of the page, at most.
    nodes: usize,
}

#[derive(Debug, serde::Deserialize)]
struct Dragged {
    blank: usize,
    settled: f64,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    let everything_in_one_tab = "UPDATE conversations SET status = 'closed', \
                                 closed_at = coalesce(closed_at, last_activity_at)";
    let setting = || Setting {
        conversations: Some(args.most()),
        statements: vec![everything_in_one_tab.to_owned()],
        own_app: true,
        in_memory: true,
        ..Setting::default()
    };
    play(
        "bench::scroll",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            floor::lay(stage);
            for _ in 0..args.runs {
                for cpu in Cpu::BOTH {
                    for whose in BOTH {
                        once(stage, table, whose, cpu, args.most()).await;
                    }
                }
            }
        },
    );
}

async fn once(stage: &Stage, table: &Table, whose: Whose, cpu: Cpu, rows: u32) {
    let agent = stage.caller(LOGIN).await;
    let page = Page::cold(stage, &agent, whose).await;
    page.slow(cpu, Net::Local).await;
    page.shows("closed").await;
    page.points_away().await;
    let take = |name: &str, unit, goal, number| {
        let name = format!("{name}, {rows} rows, {}", cpu.name());
        table.take(what("5", name, unit, goal), whose, number);
    };
    let scrolled: Scrolled = page.asks("return bench.scroll(4000, 5000)").await;
    // Sixty, but for the rounding of clocks.
    let fps = Goal::Least(cpu.pick(59.5, 55.0));
    take("scroll", "fps", fps, scrolled.frames.fps());
    let worst = cpu.pick(Goal::Most(33.4), Goal::None);
    take("scroll, worst frame", "ms", worst, scrolled.frames.worst());
    take(
        "scroll, blank frames",
        "",
        Goal::Most(0.0),
        count(scrolled.blank),
    );
    let grey = 100.0 * count(scrolled.grey) / count(scrolled.frames.between.len());
    take("scroll, frames with grey rows", "%", Goal::None, grey);
    take(
        "elements of the page",
        "",
        Goal::Most(1500.0),
        count(scrolled.nodes),
    );
    page.asks::<f64>("return bench.jump(0)").await;
    let dragged: Dragged = page.asks("return bench.drag()").await;
    take(
        "drag to the end, blank frames",
        "",
        Goal::Most(0.0),
        count(dragged.blank),
    );
    take(
        "drag to the end, rows there after",
        "ms",
        Goal::None,
        dragged.settled,
    );
    page.asks::<f64>("return bench.jump(0)").await;
    // Between two steps of the drag, where nothing has come yet.
    let jumped: f64 = page.asks("return bench.jump(0.375)").await;
    take("jump to the middle", "ms", Goal::Most(70.0), jumped);
    // The end has come already: a new page knows nothing of it.
    page.shows("closed").await;
    let jumped: f64 = page.asks("return bench.jump(1)").await;
    take("jump to the last row", "ms", Goal::Most(70.0), jumped);
    page.ends().await;
}
