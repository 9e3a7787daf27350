//! Row 3: fifty conversations that nobody has opened, one after the other, by click and by key.

use crate::{
    args::Args,
    floor,
    numbers::part,
    page::{BOTH, Cpu, ENTER, LOGIN, Net, Page},
    table::{Goal, Table, Whose, what},
};
use bandeja_contract::model::{ItemKind, Status};
use bandeja_tests::{Engine, Setting, Stage, api::Caller, play};
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// How many are opened.
const OPENED: usize = 50;
/// How many messages each of them has.
const MESSAGES: usize = 30;
/// Rows that are clicked before the list is scrolled on; fewer than a window holds.
const AT_ONCE: usize = 8;
/// A click so soon after rows moved is for nobody; people take longer, too.
const STILL: Duration = Duration::from_millis(400);
/// What the API takes longer in the second half.
const SLOW: Duration = Duration::from_millis(80);

/// How a conversation is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Click,
    Key,
}

#[derive(Debug, serde::Deserialize)]
struct Opened {
    /// Until the row said that it is the one.
    marked: f64,
    /// Until its last message was painted.
    read: f64,
}

pub(crate) fn measure(args: &Args, table: &Table) {
    let setting = || Setting {
        conversations: Some(1000),
        switches: ["--rate", "change=1000000/1"].map(str::to_owned).to_vec(),
        own_app: true,
        in_memory: true,
        ..Setting::default()
    };
    play(
        "bench::opening",
        Engine::Chromium,
        setting,
        async |stage: &Stage| {
            floor::lay(stage);
            let agent = stage.caller(LOGIN).await;
            let last_words = fifty(&stage.caller("carla").await).await;
            for _ in 0..args.runs {
                for cpu in Cpu::BOTH {
                    for delay in [Duration::ZERO, SLOW] {
                        for whose in BOTH {
                            let page = Page::cold(stage, &agent, whose).await;
                            page.slow(cpu, Net::Local).await;
                            pass(
                                stage,
                                table,
                                &page,
                                &last_words,
                                (whose, cpu, delay, By::Click),
                            )
                            .await;
                            if whose == Whose::Ours && delay.is_zero() {
                                pass(
                                    stage,
                                    table,
                                    &page,
                                    &last_words,
                                    (whose, cpu, delay, By::Key),
                                )
                                .await;
                            }
                            page.ends().await;
                        }
                    }
                }
            }
        },
    );
}

async fn pass(
    stage: &Stage,
    table: &Table,
    page: &Page<'_>,
    last_words: &[String],
    (whose, cpu, delay, by): (Whose, Cpu, Duration, By),
) {
    let line = &stage.lines[0];
    line.up();
    page.opens(&line.origin(), "open").await;
    page.asks::<f64>("return bench.list").await;
    line.delay(delay);
    sleep(STILL).await;
    let mut opened = Vec::new();
    for (at, words) in last_words.iter().enumerate() {
        let begun = match by {
            By::Click => click(page, at, words).await,
            By::Key => enter(page, at, words).await,
        };
        if begun {
            opened.push(page.asks::<Opened>("return bench.opened").await);
        }
    }
    line.up();
    let millis = delay.as_secs_f64() * 1000.0;
    let hand = if by == By::Click { "click" } else { "j, Enter" };
    let condition = format!("{}, API +{millis:.0} ms", cpu.name());
    let take = |name: String, goal: Option<f64>, number| {
        // What the API takes is not the page's.
        let goal = goal.map_or(Goal::None, |goal| Goal::Most(goal + millis));
        table.take(what("3", name, "ms", goal), whose, number);
    };
    let read: Vec<f64> = opened.iter().map(|one| one.read).collect();
    let marked: Vec<f64> = opened.iter().map(|one| one.marked).collect();
    let (p50, p95) = cpu.pick((33.0, 50.0), (100.0, 150.0));
    take(
        format!("{hand} → last message p50, {condition}"),
        Some(p50),
        part(&read, 0.5),
    );
    take(
        format!("{hand} → last message p95, {condition}"),
        Some(p95),
        part(&read, 0.95),
    );
    if by == By::Click && delay.is_zero() {
        take(
            format!("{hand} → row marked p95, {condition}"),
            None,
            part(&marked, 0.95),
        );
    }
}

async fn click(page: &Page<'_>, at: usize, words: &str) -> bool {
    if at.is_multiple_of(AT_ONCE) && at > 0 {
        page.asks_of::<()>(
            "bench.pane().scrollTop = 72 * arguments[0]",
            vec![json!(at)],
        )
        .await;
        sleep(STILL).await;
    }
    let given = vec![json!("click"), json!(words)];
    let place = page
        .asks_of("return bench.expects(...arguments)", given)
        .await;
    page.clicks_at(place).await;
    true
}

/// The first row only takes the focus; from there on `j` leads to the next.
async fn enter(page: &Page<'_>, at: usize, words: &str) -> bool {
    if at == 0 {
        page.asks_of::<()>("bench.focus(arguments[0])", vec![json!(words)])
            .await;
        return false;
    }
    page.presses('j').await;
    page.asks_of::<()>("return bench.focused(arguments[0])", vec![json!(words)])
        .await;
    let given = vec![json!("keydown"), json!(words)];
    page.asks_of::<(i64, i64)>("return bench.expects(...arguments)", given)
        .await;
    page.presses(ENTER).await;
    true
}

/// Makes fifty conversations of thirty messages; the last words of each, as the list orders them.
async fn fifty(writer: &Caller) -> Vec<String> {
    let mut last_words = Vec::new();
    // One with unread messages opens where reading stopped, and not at its last words.
    let all = writer.list(Status::Open).await;
    for row in all.into_iter().filter(|row| row.unread == 0) {
        let items = writer.thread(row.id).await;
        let there = items.iter().filter(|item| item.kind == ItemKind::Message);
        let Some(missing) = MESSAGES.checked_sub(there.count()).filter(|more| *more > 0) else {
            continue;
        };
        let last = format!("Última palabra {:03}.", last_words.len());
        let mut texts: Vec<String> = (1..missing)
            .map(|at| {
                format!("Mensaje {at} de una conversación como las hay muchas, de una línea o dos.")
            })
            .collect();
        texts.push(last.clone());
        let mut is_taken = true;
        for text in texts {
            is_taken = is_taken && writer.tries(row.id, &text).await.is_ok();
        }
        if is_taken {
            last_words.push(last);
        }
        if last_words.len() == OPENED {
            break;
        }
    }
    assert_eq!(
        last_words.len(),
        OPENED,
        "too few conversations can be written in"
    );
    last_words.reverse();
    last_words
}
