//! Row 11: a customer presses Enter, an agent reads it; and everybody's own words at once.
//!
//! The customer, the agent and the floor page are three browsers; their clocks are this machine's.
//! The way of 40 ms in each direction lies before the agents alone: 80 ms on the way to them is the
//! same as 40 on the customer's way there and 40 on the agent's way back.

use crate::{
    args::Args,
    floor,
    numbers::part,
    page::{Cpu, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_contract::model::Status;
use bandeja_tests::{Engine, Person, Setting, Stage, act, play, see};
use serde_json::json;
use std::time::Duration;
use thirtyfour::Key;

/// Messages of a run.
const MESSAGES: usize = 20;
/// Both ways together.
const FAR: Duration = Duration::from_millis(80);

/// Everybody.
struct Three<'a> {
    customer: Person,
    ours: Page<'a>,
    floor: Page<'a>,
}

/// Milliseconds from Enter.
#[derive(Default)]
struct Taken {
    thread: Vec<f64>,
    row: Vec<f64>,
    floor: Vec<f64>,
    own: Vec<f64>,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        switches: crate::wind::Wind::switches(),
        own_app: true,
        in_memory: true,
        ..Setting::default()
    };
    play(
        "bench::send",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            floor::lay(stage);
            let three = Three::meet(stage).await;
            for run in 0..args.runs {
                for delay in [Duration::ZERO, FAR] {
                    stage.lines[0].delay(delay);
                    let taken = three.talk(run, delay).await;
                    told(table, delay, &taken);
                }
                stage.lines[0].delay(Duration::ZERO);
                let own = three.answers(run).await;
                let take = |name: &str, part_| {
                    let goal = Goal::Most(16.7);
                    table.take(what("11", name, "ms", goal), Whose::Ours, part(&own, part_));
                };
                take("agent's own words, p50", 0.5);
                take("agent's own words, p95", 0.95);
            }
        },
    );
}

fn told(table: &Table, delay: Duration, taken: &Taken) {
    let way = if delay.is_zero() {
        "loopback"
    } else {
        "40 ms each way"
    };
    let take = |name: String, goal, whose, number| {
        table.take(what("11", name, "ms", goal), whose, number);
    };
    let most = |near: f64, part_: f64| match (delay.is_zero(), part_ > 0.9) {
        (true, _) => Goal::Most(near),
        // The network, and fifty.
        (false, false) => Goal::Most(130.0),
        (false, true) => Goal::None,
    };
    for (part_, of, near) in [(0.5, "p50", 40.0), (0.95, "p95", 80.0)] {
        let goal = most(near, part_);
        let thread = format!("Enter → agent's thread {of}, {way}");
        take(
            thread.clone(),
            goal,
            Whose::Ours,
            part(&taken.thread, part_),
        );
        take(thread, goal, Whose::Floor, part(&taken.floor, part_));
        let row = format!("Enter → agent's list row {of}, {way}");
        take(row, goal, Whose::Ours, part(&taken.row, part_));
    }
    if delay.is_zero() {
        let own = "customer's own words, p50".to_owned();
        take(own, Goal::Most(16.7), Whose::Ours, part(&taken.own, 0.5));
    }
}

impl<'a> Three<'a> {
    /// The customer writes, the agent takes it, and both agent's pages show the thread.
    async fn meet(stage: &'a Stage) -> Self {
        let first = "Buenas, tengo una pregunta.";
        let customer = stage.person("Marta").await;
        act::visits(&customer, &act::a_site_of(stage, &stage.origin())).await;
        act::says_in_chat(&customer, first).await;
        see::in_chat(&customer, first).await;
        let agent = stage.caller(LOGIN).await;
        customer
            .patient(20)
            .until("the message to come", async || {
                let queued = agent.list(Status::Queued).await;
                queued.iter().any(|row| row.preview == first).then_some(())
            })
            .await;
        let row = agent.conversation_with(first, Status::Queued).await;
        agent.accept(row.id).await;
        let probe = include_str!("probe.js");
        if let Err(error) = customer.run::<()>(probe, Vec::new()).await {
            panic!("the panel takes no probe: {error}");
        }
        let mut pages = Vec::new();
        for whose in crate::page::BOTH {
            let page = Page::cold(stage, &agent, whose).await;
            page.slow(Cpu::Full, Net::Local).await;
            page.opens(&stage.lines[0].origin(), "open").await;
            page.asks::<f64>("return bench.list").await;
            tokio::time::sleep(Duration::from_millis(400)).await;
            let place = page.asks_of(
                "return bench.expects('click', arguments[0])",
                vec![json!(first)],
            );
            page.clicks_at(place.await).await;
            page.asks::<serde_json::Value>("return bench.opened").await;
            page.points_away().await;
            pages.push(page);
        }
        let (Some(floor), Some(ours)) = (pages.pop(), pages.pop()) else {
            unreachable!("two pages were opened");
        };
        Self {
            customer,
            ours,
            floor,
        }
    }

    /// The customer's messages of a run.
    async fn talk(&self, run: usize, delay: Duration) -> Taken {
        let mut taken = Taken::default();
        for at in 0..MESSAGES {
            let words = format!("Recado {run} {} {at}.", delay.as_millis());
            let given = || vec![json!(words)];
            self.ours
                .asks_of::<()>(
                    "bench.awaits('inThread', 'log', arguments[0]); bench.awaits('inRow', 'row', arguments[0])",
                    given(),
                )
                .await;
            let awaits = "bench.awaits('inThread', 'log', arguments[0])";
            self.floor.asks_of::<()>(awaits, given()).await;
            act::writes_in_chat(&self.customer, &words).await;
            let echo = self
                .customer
                .run::<()>("bench.echo(arguments[0])", given())
                .await;
            assert!(echo.is_ok(), "the panel was lost: {echo:?}");
            self.customer.presses(Key::Enter).await;
            let sent: f64 = self.customer.asks("return bench.sent").await;
            taken
                .own
                .push(self.customer.asks("return bench.echoed").await);
            let thread: f64 = self.ours.asks("return bench.inThread").await;
            let row: f64 = self.ours.asks("return bench.inRow").await;
            let floor: f64 = self.floor.asks("return bench.inThread").await;
            taken.thread.push(thread - sent);
            taken.row.push(row - sent);
            taken.floor.push(floor - sent);
        }
        taken
    }

    /// The agent's answers: how long until they see them themselves.
    async fn answers(&self, run: usize) -> Vec<f64> {
        let mut own = Vec::new();
        for at in 0..MESSAGES {
            let words = format!("Respuesta {run} {at}.");
            act::writes(&self.ours.person, &words).await;
            let given = vec![json!(words)];
            self.ours
                .asks_of::<()>("bench.echo(arguments[0])", given)
                .await;
            self.ours.presses(Key::Enter).await;
            own.push(self.ours.asks("return bench.echoed").await);
        }
        own
    }
}
