//! A page that is measured: a browser that has never seen it, signed in, as slow as asked for.
//!
//! It will never know what is measured on it.

use crate::table::Whose;
use bandeja_tests::{Person, Stage, api::Caller};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thirtyfour::Key;

const PROBE: &str = include_str!("probe.js");

/// Whoever sees every conversation, in front of the measured page.
pub(crate) const LOGIN: &str = "dora";

/// Both pages, in the order in which they take turns.
pub(crate) const BOTH: [Whose; 2] = [Whose::Ours, Whose::Floor];

/// How fast the browser computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cpu {
    /// As this machine does.
    Full,
    /// A quarter of that.
    Quarter,
}

impl Cpu {
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::Full, Self::Quarter];

    /// As the goals name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "1x",
            Self::Quarter => "4x",
        }
    }

    /// One of two things.
    pub(crate) fn pick<T>(self, full: T, quarter: T) -> T {
        match self {
            Self::Full => full,
            Self::Quarter => quarter,
        }
    }
}

/// The network before the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Net {
    /// This machine's own.
    Local,
    /// 9 Mbit/s, 60 ms.
    Fast4G,
    /// 1.6 Mbit/s, 150 ms.
    Slow4G,
}

/// The time of frames and long tasks while something went on.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Frames {
    /// Milliseconds between two frames.
    pub(crate) between: Vec<f64>,
    /// Milliseconds of tasks over 50.
    #[serde(default)]
    pub(crate) long: Vec<f64>,
}

impl Frames {
    /// The share of the frames of a 60 Hz screen that never came, in per cent.
    pub(crate) fn lost(&self) -> f64 {
        let whole: f64 = self.between.iter().sum();
        let due = whole / (1000.0 / 60.0);
        (100.0 * (1.0 - crate::numbers::count(self.between.len()) / due)).max(0.0)
    }

    /// Frames per second.
    pub(crate) fn fps(&self) -> f64 {
        let whole: f64 = self.between.iter().sum();
        1000.0 * crate::numbers::count(self.between.len()) / whole
    }

    /// The longest time between two.
    pub(crate) fn worst(&self) -> f64 {
        self.between.iter().copied().fold(0.0, f64::max)
    }
}

/// A measured page.
pub(crate) struct Page<'a> {
    stage: &'a Stage,
    whose: Whose,
    /// Who sits in front of it.
    pub(crate) person: Person,
}

impl<'a> Page<'a> {
    /// An empty window, signed in without having loaded anything.
    pub(crate) async fn cold(stage: &'a Stage, agent: &Caller, whose: Whose) -> Self {
        let person = stage.person("Medida").await;
        person.resizes(1440, 900).await;
        person.prepares(PROBE).await;
        person.cdp("Network.enable", json!({})).await;
        // The thread's own time: what other programs take away in between is not the page's.
        let domain = json!({"timeDomain": "threadTicks"});
        person.cdp("Performance.enable", domain).await;
        let cookie = agent.cookie();
        if let Some((name, value)) = cookie.split_once('=') {
            let url = stage.origin();
            let cookie = json!({"name": name, "value": value, "url": url, "httpOnly": true,
                                "sameSite": "Strict"});
            person.cdp("Network.setCookie", cookie).await;
        }
        Self {
            stage,
            whose,
            person,
        }
    }

    /// Slows it down from here on.
    pub(crate) async fn slow(&self, cpu: Cpu, net: Net) {
        let rate = json!({"rate": cpu.pick(1, 4)});
        self.person
            .cdp("Emulation.setCPUThrottlingRate", rate)
            .await;
        let (latency, megabits) = match net {
            Net::Local => (0, None),
            Net::Fast4G => (60, Some(9.0)),
            Net::Slow4G => (150, Some(1.6)),
        };
        let bytes = megabits.map_or(-1.0, |megabits: f64| megabits * 1e6 / 8.0);
        let conditions = json!({"offline": false, "latency": latency,
                                "downloadThroughput": bytes, "uploadThroughput": bytes});
        self.person
            .cdp("Network.emulateNetworkConditions", conditions)
            .await;
    }

    /// Opens the list of a tab, at `origin`.
    pub(crate) async fn opens(&self, origin: &str, tab: &str) {
        let address = match self.whose {
            Whose::Ours => format!("{origin}/{tab}"),
            Whose::Floor => format!("{origin}/floor.html?status={tab}"),
        };
        self.person.goes_to(&address).await;
    }

    /// The same at the backend's own address, and waits for the list.
    pub(crate) async fn shows(&self, tab: &str) {
        self.opens(&self.stage.origin(), tab).await;
        self.asks::<f64>("return bench.list").await;
    }

    /// Asks the page; what it promises is waited for.
    ///
    /// # Panics
    /// When it cannot answer.
    pub(crate) async fn asks<T: DeserializeOwned>(&self, script: &str) -> T {
        self.asks_of(script, Vec::new()).await
    }

    /// Asks the page about something.
    ///
    /// # Panics
    /// When it cannot answer.
    pub(crate) async fn asks_of<T: DeserializeOwned>(&self, script: &str, given: Vec<Value>) -> T {
        match self.person.run(script, given).await {
            Ok(answer) => answer,
            Err(error) => {
                let text: String = self
                    .person
                    .run("return document.body.innerText.slice(0, 600)", Vec::new())
                    .await
                    .unwrap_or_default();
                panic!("{:?}: {script}: {error}\n{text}", self.whose)
            }
        }
    }

    /// Clicks at a place of the window, as a hand does.
    ///
    /// # Panics
    /// When the browser refuses.
    pub(crate) async fn clicks_at(&self, (x, y): (i64, i64)) {
        let none = Some(std::time::Duration::ZERO);
        let chain = self.person.driver().action_chain_with_delay(none, none);
        if let Err(error) = chain.move_to(x, y).click().perform().await {
            panic!("no click at {x}, {y}: {error}");
        }
    }

    /// Presses a key.
    pub(crate) async fn presses(&self, key: impl Into<char>) {
        self.person.presses(key.into().to_string()).await;
    }

    /// Takes the pointer out of the list.
    ///
    /// # Panics
    /// When the browser refuses.
    pub(crate) async fn points_away(&self) {
        let chain = self.person.driver().action_chain();
        if let Err(error) = chain.move_to(1200, 30).perform().await {
            panic!("no pointer: {error}");
        }
    }

    /// Milliseconds of work of the page's main thread so far, by kind: `Task`, `Script`, `Layout`,
    /// `RecalcStyle`.
    pub(crate) async fn work(&self) -> BTreeMap<String, f64> {
        let answer = self.person.cdp("Performance.getMetrics", json!({})).await;
        let metrics = answer["metrics"].as_array().cloned().unwrap_or_default();
        let mut work = BTreeMap::new();
        for metric in metrics {
            let name = metric["name"].as_str().unwrap_or_default();
            if let (Some(kind), Some(seconds)) =
                (name.strip_suffix("Duration"), metric["value"].as_f64())
            {
                work.insert(kind.to_owned(), seconds * 1000.0);
            }
        }
        work
    }

    /// Collects garbage, so that the next number does not pay for the last one.
    pub(crate) async fn tidies(&self) {
        self.person
            .cdp("HeapProfiler.collectGarbage", json!({}))
            .await;
    }

    /// Closes the window.
    pub(crate) async fn ends(self) {
        self.stage.dismisses(&self.person).await;
    }
}

/// The key that opens what has the focus.
pub(crate) const ENTER: Key = Key::Enter;
