//! The backend's part: pages of the list of a large workspace, without a search.

use crate::{
    args::Args,
    numbers::part,
    table::{Goal, Table, Whose, what},
};
use bandeja_contract::{
    endpoint::ListConversations,
    model::{Filter, Sort, Status},
};
use bandeja_tests::{Chance, Engine, Setting, Stage, play};
use std::time::Instant;

/// Pages of a run.
const PAGES: usize = 100;
/// Rows of a page, as the app asks for them.
const ROWS: u32 = 50;

pub(crate) fn measure(args: &Args, table: &Table) {
    let size = args.most();
    let setting = || Setting {
        conversations: Some(size),
        ..Setting::default()
    };
    play(
        "bench::list_page",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            let agent = stage.caller(crate::page::LOGIN).await;
            let mut chance = Chance::new(u64::from(size));
            let page = |status, offset| ListConversations {
                status,
                sort: Sort::Newest,
                filter: Filter::default(),
                offset,
                cursor: None,
                limit: ROWS,
            };
            let counts = agent.ok(&page(Status::Closed, 0)).await.counts;
            let ends = [
                ("first page", ROWS),
                ("any page", counts.closed.saturating_sub(ROWS).max(1)),
            ];
            for _ in 0..args.runs {
                for (name, end) in ends {
                    let mut took = Vec::new();
                    for _ in 0..PAGES {
                        let offset = if end == ROWS {
                            0
                        } else {
                            chance.below(u64::from(end))
                        };
                        let call = page(Status::Closed, u32::try_from(offset).unwrap_or_default());
                        let begun = Instant::now();
                        agent.ok(&call).await;
                        took.push(begun.elapsed().as_secs_f64() * 1000.0);
                    }
                    for (of, part_) in [("p50", 0.5), ("p95", 0.95)] {
                        let name = format!("{name} of {} rows at {size}, {of}", ROWS);
                        let what = what("list", name, "ms", Goal::None);
                        table.take(what, Whose::Ours, part(&took, part_));
                    }
                }
            }
        },
    );
}
