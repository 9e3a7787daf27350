//! What makes a storm: people who write, by the same doors as everybody else.
//!
//! Of ten events seven are messages of an agent in an open conversation, which moves its row to the
//! top, two are typing signs, and one is the first message of a new customer. Each message is one
//! event here, though two entities change by it.

use crate::line::Line;
use bandeja_contract::{
    endpoint::{GetSnapshot, ListConversations},
    ids::ConversationId,
    model::{Filter, Sort, Status},
};
use bandeja_tests::{
    Chance, Stage,
    api::{Caller, Customer},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{
    sync::{Semaphore, mpsc},
    time::{Instant, sleep_until},
};

/// Calls under way at once; who is slower than that slows the storm, and the table says so.
const AT_ONCE: usize = 32;
/// Rows between which it moves.
const ROWS: u32 = 2_000;

/// Everybody who will write.
pub(crate) struct Wind {
    agent: Arc<Caller>,
    rows: Vec<ConversationId>,
    typist: mpsc::UnboundedSender<ConversationId>,
    refused: Arc<AtomicUsize>,
}

/// What became of a storm.
#[derive(Debug)]
pub(crate) struct Blown {
    /// Events that came about.
    pub(crate) events: usize,
    /// Those that the backend did not take.
    pub(crate) refused: usize,
    /// From the first to the answer of the last.
    pub(crate) seconds: f64,
    /// When the last message was sent, on the clock of the machine, in milliseconds.
    pub(crate) last_sent: f64,
}

impl Wind {
    /// Who lets anybody write as often as they like.
    pub(crate) fn switches() -> Vec<String> {
        [
            "change",
            "typing",
            "visitor-create",
            "visitor-message",
            "visitor-host",
        ]
        .iter()
        .flat_map(|kind| ["--rate".to_owned(), format!("{kind}=1000000/1")])
        .collect()
    }

    /// Looks for conversations that can be written in.
    pub(crate) async fn gathers(stage: &Stage) -> Self {
        let agent = Arc::new(stage.caller("carla").await);
        let mut rows = Vec::new();
        for offset in (0..ROWS).step_by(200) {
            rows.extend(agent.ok(&open_rows(offset)).await.rows);
        }
        let seq = agent.ok(&GetSnapshot).await.seq;
        let mut line = Line::open(&stage.origin(), &agent, seq).await;
        let (typist, mut signs) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            // Whatever is said to it has to be read, or the backend cuts it.
            loop {
                tokio::select! {
                    sign = signs.recv() => match sign {
                        Some(conversation) => line.types(conversation).await,
                        None => return,
                    },
                    heard = line.hears() => if heard.is_none() { return },
                }
            }
        });
        Self {
            agent,
            rows: rows.iter().map(|row| row.id).collect(),
            typist,
            refused: Arc::default(),
        }
    }

    /// So many events per second for so long; `words` are the last message of all.
    pub(crate) async fn blows(
        &self,
        stage: &Stage,
        rate: u32,
        time: Duration,
        words: &str,
    ) -> Blown {
        let events = usize::try_from(rate).unwrap_or(usize::MAX)
            * usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
        let mut customers = Vec::new();
        for _ in 0..events / 10 + 1 {
            customers.push(stage.customer().await);
        }
        let mut chance = Chance::new(u64::from(rate));
        let room = Arc::new(Semaphore::new(AT_ONCE));
        self.refused.store(0, Relaxed);
        let begun = Instant::now();
        for at in 0..events {
            let due = Duration::from_secs_f64(crate::numbers::count(at) / f64::from(rate));
            sleep_until(begun + due).await;
            let Some(row) = one_of(&self.rows, &mut chance) else {
                break;
            };
            match at % 10 {
                // Spread, as people do not take turns.
                3 | 8 => {
                    let _ = self.typist.send(row);
                }
                5 => {
                    let Some(customer) = customers.pop() else {
                        continue;
                    };
                    let Ok(place) = room.clone().acquire_owned().await else {
                        continue;
                    };
                    tokio::spawn(async move {
                        begins(customer, at).await;
                        drop(place);
                    });
                }
                _ => {
                    let Ok(place) = room.clone().acquire_owned().await else {
                        continue;
                    };
                    let (agent, refused) = (self.agent.clone(), self.refused.clone());
                    tokio::spawn(async move {
                        let text = format!("Mensaje {at} del temporal: su pedido sale mañana.");
                        if agent.tries(row, &text).await.is_err() {
                            refused.fetch_add(1, Relaxed);
                        }
                        drop(place);
                    });
                }
            }
        }
        // All have been answered when nobody is under way.
        let all = room
            .acquire_many(u32::try_from(AT_ONCE).unwrap_or(u32::MAX))
            .await;
        let seconds = begun.elapsed().as_secs_f64();
        drop(all);
        let mut last_sent = now();
        for row in &self.rows {
            last_sent = now();
            if self.agent.tries(*row, words).await.is_ok() {
                break;
            }
        }
        Blown {
            events,
            refused: self.refused.load(Relaxed),
            seconds,
            last_sent,
        }
    }
}

async fn begins(customer: Customer, at: usize) {
    customer
        .writes(&format!("Consulta nueva {at}: ¿tienen el jarrón azul?"))
        .await;
}

fn one_of(rows: &[ConversationId], chance: &mut Chance) -> Option<ConversationId> {
    let at = chance.below(u64::try_from(rows.len()).unwrap_or_default());
    rows.get(usize::try_from(at).unwrap_or_default()).copied()
}

fn open_rows(offset: u32) -> ListConversations {
    ListConversations {
        status: Status::Open,
        sort: Sort::Newest,
        filter: Filter::default(),
        offset,
        cursor: None,
        limit: 200,
    }
}

/// Milliseconds since 1970, with parts.
pub(crate) fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}
