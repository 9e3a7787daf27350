//! The backend's part: how many messages a second it takes with every promise kept.
//!
//! Each is one transaction, on the disk before it is answered. The floor is the disk alone: as many
//! small writes, each waited for.

use crate::{
    args::Args,
    numbers::{count, part},
    table::{Goal, Table, Whose, what},
    wind::Wind,
};
use bandeja_contract::{ids::ConversationId, model::Status};
use bandeja_tests::{Engine, Setting, Stage, api::Caller, play};
use std::{
    io::Write,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long messages are sent in each run.
const TIME: Duration = Duration::from_secs(5);
/// Who sends at once.
const SENDERS: [usize; 2] = [1, 16];
/// Bytes of a write of the disk alone: a page of the database.
const PAGE: usize = 4096;

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        switches: Wind::switches(),
        ..Setting::default()
    };
    play(
        "bench::accepting",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            let agent = Arc::new(stage.caller("carla").await);
            let rows = writable(&agent).await;
            for _ in 0..args.runs {
                for senders in SENDERS {
                    let took = send(&agent, &rows, senders).await;
                    let take = |name: &str, unit, number| {
                        let name = format!("{name}, {senders} at once");
                        table.take(what("accept", name, unit, Goal::None), Whose::Ours, number);
                    };
                    take(
                        "messages accepted",
                        "/s",
                        count(took.len()) / TIME.as_secs_f64(),
                    );
                    take("answered p50", "ms", part(&took, 0.5));
                    take("answered p95", "ms", part(&took, 0.95));
                }
                let disk = what("accept", "writes of the disk alone", "/s", Goal::None);
                table.take(disk, Whose::Floor, writes(stage));
            }
        },
    );
}

/// Open conversations that take a message.
async fn writable(agent: &Caller) -> Vec<ConversationId> {
    let mut rows = Vec::new();
    for row in agent.list(Status::Open).await {
        if agent.tries(row.id, "Un momento.").await.is_ok() {
            rows.push(row.id);
        }
    }
    assert!(!rows.is_empty(), "nothing can be written");
    rows
}

async fn send(agent: &Arc<Caller>, rows: &[ConversationId], senders: usize) -> Vec<f64> {
    let until = Instant::now() + TIME;
    let mut all = Vec::new();
    for sender in 0..senders {
        let agent = agent.clone();
        let row = rows[sender % rows.len()];
        all.push(tokio::spawn(async move {
            let mut took = Vec::new();
            while Instant::now() < until {
                let begun = Instant::now();
                agent
                    .write(row, "Le confirmo: su pedido sale mañana por la mañana.")
                    .await;
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            took
        }));
    }
    let mut took = Vec::new();
    for one in all {
        match one.await {
            Ok(more) => took.extend(more),
            Err(error) => panic!("a sender ended: {error}"),
        }
    }
    took
}

/// How many small writes a second the disk takes that the data lie on.
fn writes(stage: &Stage) -> f64 {
    let file = stage.backend().data().join("disk.tmp");
    let written = || -> std::io::Result<f64> {
        let mut disk = std::fs::File::create(&file)?;
        let begun = Instant::now();
        let mut count = 0.0;
        while begun.elapsed() < Duration::from_secs(1) {
            disk.write_all(&[7; PAGE])?;
            disk.sync_data()?;
            count += 1.0;
        }
        std::fs::remove_file(&file)?;
        Ok(count / begun.elapsed().as_secs_f64())
    };
    match written() {
        Ok(rate) => rate,
        Err(error) => panic!("{}: {error}", file.display()),
    }
}
