//! Row 4: events in the hundreds per second on an open list, while the server holds very much.
//!
//! The data lie in memory: what is measured is the page, and no disk of a busy machine may be what
//! holds a storm back. New conversations come to no queue, so that they too move the open list.

use crate::{
    args::Args,
    floor,
    numbers::{count, part},
    page::{BOTH, Cpu, Frames, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
    wind::Wind,
};
use bandeja_tests::{Engine, SITE_KEY, Setting, Stage, api::Caller, play};
use serde_json::json;
use std::collections::BTreeMap;

/// A storm is thousands of events and frames: it is played a third as often as the rest.
const THIRD: usize = 3;

/// A storm of this part of the rate asked for is still that storm.
const NEAR: f64 = 0.95;

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
            "bench::storm",
            Engine::Chromium,
            setting,
            async |stage: &Stage| {
                floor::lay(stage);
                let agent = stage.caller(LOGIN).await;
                let wind = Wind::gathers(stage).await;
                for run in 0..args.runs.div_ceil(THIRD) {
                    for rate in args.rates_at(size) {
                        for cpu in Cpu::BOTH {
                            for whose in BOTH {
                                let storm = Storm {
                                    args,
                                    size,
                                    rate,
                                    cpu,
                                    run,
                                };
                                storm.rages(stage, table, &wind, &agent, whose).await;
                            }
                        }
                    }
                }
            },
        );
    }
}

struct Storm<'a> {
    args: &'a Args,
    size: u32,
    rate: u32,
    cpu: Cpu,
    run: usize,
}

impl Storm<'_> {
    async fn rages(&self, stage: &Stage, table: &Table, wind: &Wind, agent: &Caller, whose: Whose) {
        let page = Page::cold(stage, agent, whose).await;
        page.slow(self.cpu, Net::Local).await;
        page.shows("open").await;
        page.points_away().await;
        page.tidies().await;
        let words = format!("Fin del temporal {:?} {} {}", whose, self.rate, self.run);
        page.asks_of::<()>(
            "bench.awaits('last', 'row', arguments[0])",
            vec![json!(words)],
        )
        .await;
        let before = page.work().await;
        page.asks::<()>("bench.record()").await;
        let blown = wind.blows(stage, self.rate, self.args.storm, &words).await;
        let frames: Frames = page.asks("return bench.recorded()").await;
        let work = page.work().await;
        // The floor page does not come back when the backend cuts it for not keeping up.
        let painted: Option<f64> = page.asks("return bench.within(20000, bench.last)").await;
        page.ends().await;

        let real = count(blown.events) / blown.seconds;
        if real < f64::from(self.rate) * NEAR {
            table.remark(format!(
                "row 4: of {}/s only {real:.0}/s came about ({whose:?}, {} conversations, {}): backend, browser and producer share this machine",
                self.rate, self.size, self.cpu.name()
            ));
        }
        if blown.refused > 0 {
            let Storm { rate, size, .. } = self;
            table.remark(format!(
                "row 4: at {rate}/s and {size} conversations up to a few messages were refused (a channel's window is shut)"
            ));
        }
        let spent = |kind: &str| {
            let of = |work: &BTreeMap<String, f64>| work.get(kind).copied().unwrap_or_default();
            of(&work) - of(&before)
        };
        let is_fast = self.rate >= 1000;
        let take = |name: &str, unit, goal, number| {
            let (rate, size, cpu) = (self.rate, self.size / 1000, self.cpu.name());
            let name = format!("{rate}/s, {size}k, {cpu}: {name}");
            table.take(what("4", name, unit, goal), whose, number);
        };
        take(
            "frames lost",
            "%",
            Goal::Most(self.cpu.pick(1.0, 10.0)),
            frames.lost(),
        );
        take("frame p95", "ms", Goal::None, part(&frames.between, 0.95));
        let per_event = if is_fast && self.cpu == Cpu::Full {
            Goal::Most(0.4)
        } else {
            Goal::None
        };
        take(
            "main thread per event",
            "ms",
            per_event,
            spent("Task") / count(blown.events),
        );
        take(
            "of it script",
            "ms",
            Goal::None,
            spent("Script") / count(blown.events),
        );
        take(
            "last event sent → painted",
            "ms",
            Goal::Most(100.0),
            painted.map_or(f64::INFINITY, |painted| painted - blown.last_sent),
        );
        let long = self.cpu.pick(Goal::Most(0.0), Goal::None);
        take("long tasks", "", long, count(frames.long.len()));
    }
}
