//! The backend's part: from the commit of a message to the last of five hundred open sockets.
//!
//! Nobody outside sees the commit. Its first sign is the first socket that hears of it, or the
//! answer to whoever sent it; from there the time runs until the last socket has heard.

use crate::{
    args::Args,
    line::Line,
    numbers::{count, part},
    table::{Goal, Table, Whose, what},
    wind::Wind,
};
use bandeja_contract::{endpoint::GetSnapshot, ids::ConversationId, model::Status};
use bandeja_tests::{Engine, Setting, Stage, api::Caller, play};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::mpsc, time::timeout};

/// Agents' screens.
const SOCKETS: usize = 500;
/// Messages one after the other, in each run.
const MESSAGES: usize = 20;
/// Messages as fast as they are taken, in each run.
const BURST: usize = 100;
/// Who sends the burst.
const SENDERS: usize = 8;
/// A word that only the messages of this file have.
const MARK: &str = "difundido";

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        switches: Wind::switches(),
        in_memory: true,
        ..Setting::default()
    };
    play(
        "bench::fan_out",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            let reader = stage.caller(crate::page::LOGIN).await;
            let writer = Arc::new(stage.caller("carla").await);
            let mut heard = listen(stage, &reader).await;
            let row = writable(&writer).await;
            let take = |name: &str, unit, number| {
                table.take(what("fan", name, unit, Goal::None), Whose::Ours, number);
            };
            for _ in 0..args.runs {
                let mut last = Vec::new();
                for _ in 0..MESSAGES {
                    last.push(once(&writer, row, &mut heard).await);
                }
                take("commit → last of 500 sockets p50", "ms", part(&last, 0.5));
                take("commit → last of 500 sockets p95", "ms", part(&last, 0.95));
                let (per_second, messages) = burst(&writer, row, &mut heard).await;
                take("deliveries to 500 sockets in a burst", "/s", per_second);
                take("messages taken meanwhile", "/s", messages);
            }
        },
    );
}

type Heard = mpsc::UnboundedReceiver<(Instant, usize)>;

/// Opens all sockets; each tells when it hears messages of ours, and how many.
async fn listen(stage: &Stage, reader: &Caller) -> Heard {
    let seq = reader.ok(&GetSnapshot).await.seq;
    let (tell, heard) = mpsc::unbounded_channel();
    for _ in 0..SOCKETS {
        let mut line = Line::open(&stage.origin(), reader, seq).await;
        let tell = tell.clone();
        tokio::spawn(async move {
            while let Some(frame) = line.hears().await {
                let now = Instant::now();
                // Once in the message, once in its row's preview.
                let messages = frame.matches(MARK).count() / 2;
                if messages > 0 && tell.send((now, messages)).is_err() {
                    return;
                }
            }
        });
    }
    heard
}

async fn writable(writer: &Caller) -> ConversationId {
    for row in writer.list(Status::Open).await {
        if writer.tries(row.id, "Un momento.").await.is_ok() {
            return row.id;
        }
    }
    panic!("nothing can be written");
}

async fn next(heard: &mut Heard) -> (Instant, usize) {
    match timeout(Duration::from_secs(20), heard.recv()).await {
        Ok(Some(one)) => one,
        _ => panic!("a socket never heard"),
    }
}

async fn once(writer: &Caller, row: ConversationId, heard: &mut Heard) -> f64 {
    let answer = async {
        writer.write(row, MARK).await;
        Instant::now()
    };
    let all = async {
        let mut arrived = Vec::new();
        while arrived.len() < SOCKETS {
            arrived.push(next(heard).await.0);
        }
        arrived
    };
    let (answered, arrived) = tokio::join!(answer, all);
    let first = arrived
        .iter()
        .min()
        .map_or(answered, |first| answered.min(*first));
    let last = arrived.iter().max().copied().unwrap_or(answered);
    last.duration_since(first).as_secs_f64() * 1000.0
}

async fn burst(writer: &Arc<Caller>, row: ConversationId, heard: &mut Heard) -> (f64, f64) {
    let begun = Instant::now();
    let mut senders = Vec::new();
    for sender in 0..SENDERS {
        let writer = writer.clone();
        let share = BURST / SENDERS + usize::from(sender < BURST % SENDERS);
        senders.push(tokio::spawn(async move {
            for _ in 0..share {
                writer.write(row, MARK).await;
            }
            Instant::now()
        }));
    }
    let mut deliveries = 0;
    let mut last = begun;
    while deliveries < SOCKETS * BURST {
        let (at, messages) = next(heard).await;
        deliveries += messages;
        last = last.max(at);
    }
    let mut taken = begun;
    for sender in senders {
        match sender.await {
            Ok(at) => taken = taken.max(at),
            Err(error) => panic!("a sender ended: {error}"),
        }
    }
    let rate =
        |number: usize, until: Instant| count(number) / until.duration_since(begun).as_secs_f64();
    (rate(deliveries, last), rate(BURST, taken))
}
