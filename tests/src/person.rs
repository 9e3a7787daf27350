//! A person in front of a browser window: looks, points, types, waits.
//!
//! Every wait is for a condition, with a deadline. It will never know Bandeja: `act` and `see` do.

use crate::{
    browser::{Engine, Session},
    find::{self, Query},
    words::Words,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    fmt::Display,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use thirtyfour::{WebDriver, WebElement, error::WebDriverResult};

/// How long a person waits for something that should be there at once.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The pause between two looks.
const BLINK: Duration = Duration::from_millis(40);

/// Keys that are held while the others are pressed: Shift, Control, Alt.
const MODIFIERS: [char; 3] = ['\u{e008}', '\u{e009}', '\u{e00a}'];

/// A person in front of a window. Clones share the window.
#[derive(Clone)]
pub struct Person {
    inner: Arc<Inner>,
    patience: Duration,
}

struct Inner {
    name: String,
    engine: Engine,
    driver: WebDriver,
    session: tokio::sync::Mutex<Option<Session>>,
    words: Mutex<Words>,
    /// Console lines that this test expects.
    expected: Mutex<Vec<String>>,
    complaints: Mutex<Vec<String>>,
    /// Whether the session was changed in a way that the next test should not inherit.
    changed: AtomicBool,
}

impl Person {
    pub(crate) async fn sit_down(name: &str, engine: Engine) -> Self {
        let session = Session::take(engine).await;
        Self {
            patience: PATIENCE,
            inner: Arc::new(Inner {
                name: name.to_owned(),
                engine,
                driver: session.driver.clone(),
                session: tokio::sync::Mutex::new(Some(session)),
                words: Mutex::new(Words::of("es")),
                expected: Mutex::default(),
                complaints: Mutex::default(),
                changed: AtomicBool::new(false),
            }),
        }
    }

    /// Whether both sit in front of the same window.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The kind of browser.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// The window, for what this module has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.inner.driver
    }

    /// The same person, ready to wait this long.
    #[must_use]
    pub fn patient(&self, seconds: u64) -> Self {
        Self {
            patience: Duration::from_secs(seconds),
            ..self.clone()
        }
    }

    /// A text of the interface in the person's language.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.words().get(key)
    }

    /// A text of the interface with its placeholders filled in.
    #[must_use]
    pub fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words().fill(key, values)
    }

    /// From here on the person expects this language.
    pub fn reads(&self, language: &str) {
        *self
            .inner
            .words
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Words::of(language);
    }

    fn words(&self) -> Words {
        self.inner
            .words
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The console may say lines that contain this; everything else fails the test.
    pub fn expects_console(&self, part: &str) {
        let mut expected = self
            .inner
            .expected
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        expected.push(part.to_owned());
    }

    /// The person's line, or the backend, goes away: the browser itself tells of connections that
    /// fail. That is no fault of the page.
    pub fn expects_outage(&self) {
        for line in [
            "net::ERR",
            "WebSocket connection",
            "Failed to load resource",
        ] {
            self.expects_console(line);
        }
    }

    /// The session is not used again: something of its surroundings was changed.
    pub(crate) fn changed(&self) {
        self.inner.changed.store(true, Relaxed);
    }

    /// Opens an address.
    pub async fn goes_to(&self, url: &str) {
        self.collect().await;
        if let Err(error) = self.driver().goto(url).await {
            panic!("{}: cannot open {url}: {error}", self.name());
        }
    }

    /// Reloads the page.
    pub async fn reloads(&self) {
        self.collect().await;
        if self.engine() == Engine::Firefox {
            // What was just being fetched is cut off, and Firefox says so.
            self.expects_console("NetworkError when attempting to fetch resource");
        }
        if let Err(error) = self.driver().refresh().await {
            panic!("{}: cannot reload: {error}", self.name());
        }
    }

    /// The address in the address bar.
    pub async fn url(&self) -> String {
        match self.driver().current_url().await {
            Ok(url) => url.to_string(),
            Err(error) => panic!("{}: no address: {error}", self.name()),
        }
    }

    /// Waits until `check` gives something.
    ///
    /// # Panics
    /// With `what` and a description of the page, after the person's patience.
    pub async fn until<T>(
        &self,
        what: impl Display,
        mut check: impl AsyncFnMut() -> Option<T>,
    ) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = check().await {
                return found;
            }
            if start.elapsed() > self.patience {
                let name = self.name();
                let seconds = self.patience.as_secs();
                panic!(
                    "{name} waited {seconds} s for {what}\n{}",
                    self.describe().await
                );
            }
            tokio::time::sleep(BLINK).await;
        }
    }

    /// Everything there now that the query fits; nothing while a page is being left.
    pub async fn look(&self, query: &Query) -> Vec<WebElement> {
        let found = self
            .driver()
            .execute(find::SCRIPT, vec![json!(query.steps())])
            .await;
        found
            .and_then(thirtyfour::session::scriptret::ScriptRet::elements)
            .unwrap_or_default()
    }

    /// Waits for the one thing that the query fits.
    pub async fn find(&self, query: &Query) -> WebElement {
        let mut last = 0;
        let start = Instant::now();
        loop {
            let mut found = self.look(query).await;
            last = if found.is_empty() { last } else { found.len() };
            if found.len() == 1 {
                return found.remove(0);
            }
            if start.elapsed() > self.patience {
                let found = if found.is_empty() {
                    "found none".to_owned()
                } else {
                    format!("found {last}")
                };
                panic!(
                    "{} looked {} s for {query}: {found}\n{}{}",
                    self.name(),
                    self.patience.as_secs(),
                    self.namesakes(query).await,
                    self.describe().await
                );
            }
            tokio::time::sleep(BLINK).await;
        }
    }

    /// Waits until nothing fits the query any more.
    pub async fn misses(&self, query: &Query) {
        self.until(format!("{query} to go"), async || {
            self.look(query).await.is_empty().then_some(())
        })
        .await;
    }

    /// Waits until at least one thing fits the query.
    pub async fn sees(&self, query: &Query) {
        if !self.look(query).await.is_empty() {
            return;
        }
        let all = self.namesakes(query).await;
        self.until(format!("{query}\n{all}"), async || {
            (!self.look(query).await.is_empty()).then_some(())
        })
        .await;
    }

    /// What the things say that fit the query, as a screen shows it, in document order.
    pub async fn texts(&self, query: &Query) -> Vec<String> {
        let found = self.look(query).await;
        let mut elements = Vec::new();
        for element in &found {
            elements.push(element.to_json().unwrap_or_default());
        }
        let script = "return arguments[0].map((e) => e.isConnected ? e.innerText.trim() : '')";
        self.run(script, vec![json!(elements)])
            .await
            .unwrap_or_default()
    }

    /// The accessible names of the things that fit the query, in document order.
    pub async fn names(&self, query: &Query) -> Vec<String> {
        let found = self.look(query).await;
        let elements: Vec<Value> = found
            .iter()
            .map(|element| element.to_json().unwrap_or_default())
            .collect();
        let described = self
            .run(find::SCRIPT, vec![json!(elements), json!("descriptions")])
            .await;
        let described: Vec<(String, String)> = described.unwrap_or_default();
        described.into_iter().map(|(_, name)| name).collect()
    }

    /// The accessible names of the things that fit the query, as they lie on the screen.
    pub async fn names_from_the_top(&self, query: &Query) -> Vec<String> {
        let mut placed = Vec::new();
        let found = self.look(query).await;
        let elements: Vec<Value> = found
            .iter()
            .map(|element| element.to_json().unwrap_or_default())
            .collect();
        let tops = "return arguments[0].map((e) => e.getBoundingClientRect().top)";
        let tops: Vec<f64> = self
            .run(tops, vec![json!(elements)])
            .await
            .unwrap_or_default();
        let described = self
            .run(find::SCRIPT, vec![json!(elements), json!("descriptions")])
            .await;
        let described: Vec<(String, String)> = described.unwrap_or_default();
        placed.extend(tops.into_iter().zip(described));
        placed.sort_by(|one, other| one.0.total_cmp(&other.0));
        placed.into_iter().map(|(_, (_, name))| name).collect()
    }

    /// Clicks the one thing that the query fits, as soon as it can be clicked.
    pub async fn clicks(&self, query: &Query) {
        self.does(query, async |element: WebElement| element.click().await)
            .await;
    }

    /// Types into the one thing that the query fits.
    pub async fn types(&self, query: &Query, text: &str) {
        self.does(query, async |element: WebElement| {
            element.send_keys(text).await
        })
        .await;
    }

    /// Empties the one text box that the query fits, as a hand does: everything marked, deleted.
    pub async fn clears(&self, query: &Query) {
        use thirtyfour::Key;
        let keys = [
            Key::Control.value(),
            'a',
            Key::Null.value(),
            Key::Delete.value(),
        ];
        self.types(query, &keys.iter().collect::<String>()).await;
    }

    /// Types wherever the focus is. Keys of `thirtyfour::Key` are characters, too.
    pub async fn presses(&self, keys: impl Into<thirtyfour::TypingData>) {
        let keys: String = keys.into().as_vec().into_iter().collect();
        let what = "a focus to type into";
        // Not into the active element: that would be the host of a shadow tree, not what is in it.
        self.until(what, async || {
            let none = Some(Duration::ZERO);
            let mut chain = self.driver().action_chain_with_delay(none, none);
            let mut held = Vec::new();
            for key in keys.chars() {
                chain = chain.key_down(key);
                if MODIFIERS.contains(&key) {
                    held.push(key);
                } else {
                    chain = chain.key_up(key);
                }
            }
            for key in held {
                chain = chain.key_up(key);
            }
            chain.perform().await.ok()
        })
        .await;
    }

    /// Moves the pointer over the one thing that the query fits.
    pub async fn hovers(&self, query: &Query) {
        self.does(query, async |element: WebElement| {
            self.driver()
                .action_chain()
                .move_to_element_center(&element)
                .perform()
                .await
        })
        .await;
    }

    async fn does(
        &self,
        query: &Query,
        mut what: impl AsyncFnMut(WebElement) -> WebDriverResult<()>,
    ) {
        let start = Instant::now();
        loop {
            let element = self.find(query).await;
            match what(element).await {
                Ok(()) => return,
                Err(error) if start.elapsed() > self.patience => {
                    panic!(
                        "{} cannot use {query}: {error}\n{}",
                        self.name(),
                        self.describe().await
                    )
                }
                // It moved, was replaced or is covered for a moment.
                Err(_) => tokio::time::sleep(BLINK).await,
            }
        }
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// What the browser says when it throws or the page is being left.
    pub async fn run<T: DeserializeOwned>(
        &self,
        script: &str,
        given: Vec<Value>,
    ) -> WebDriverResult<T> {
        self.driver().execute(script, given).await?.convert()
    }

    /// Runs a script that cannot fail.
    ///
    /// # Panics
    /// When it does.
    pub async fn asks<T: DeserializeOwned>(&self, script: &str) -> T {
        match self.run(script, Vec::new()).await {
            Ok(answer) => answer,
            Err(error) => panic!("{}: {script}: {error}", self.name()),
        }
    }

    /// Gives Chromium a command that the drivers' protocol has no word for. The session is not
    /// used again.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.changed();
        match self.driver().cdp().send_raw(method, parameters).await {
            Ok(answer) => answer,
            Err(error) => panic!("{}: {method}: {error}", self.name()),
        }
    }

    /// A window of exactly this size; Chromium only, whose windows are never narrower than 500 px.
    pub async fn resizes(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 760});
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Runs a script before anything else on every page from here on; Chromium only.
    pub async fn prepares(&self, script: &str) {
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": script}),
        )
        .await;
    }

    /// Looks from the page itself again, not from a frame in it.
    pub async fn leaves_frame(&self) {
        if let Err(error) = self.driver().enter_default_frame().await {
            panic!("{}: no page: {error}", self.name());
        }
    }

    /// Looks into the one frame that the query fits.
    pub async fn enters(&self, query: &Query) {
        self.does(query, async |element: WebElement| {
            element.enter_frame().await
        })
        .await;
    }

    /// Moves what the console said into the person's memory; pages that are left take it along.
    pub(crate) async fn collect(&self) {
        if let Some(session) = self.inner.session.lock().await.as_mut() {
            let said = session.complaints().await;
            self.inner
                .complaints
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(said);
        }
    }

    /// What the console said and nobody expected.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        self.collect().await;
        let expected = self
            .inner
            .expected
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let said = self
            .inner
            .complaints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let surprising = |line: &&String| !expected.iter().any(|part| line.contains(part.as_str()));
        said.iter().filter(surprising).cloned().collect()
    }

    /// What the browser itself computes for the things that fit the query: role and name.
    pub async fn computed(&self, query: &Query) -> Vec<(String, String)> {
        let driver = self.driver();
        let session = format!("{}session/{}", driver.server_url(), driver.session_id());
        let mut all = Vec::new();
        for element in self.look(query).await {
            let mut pair = Vec::new();
            for what in ["computedrole", "computedlabel"] {
                let url = format!("{session}/element/{}/{what}", element.element_id());
                let answer = match reqwest::get(url).await {
                    Ok(answer) => answer.text().await.unwrap_or_default(),
                    Err(error) => panic!("no {what}: {error}"),
                };
                let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
                pair.push(answer["value"].as_str().unwrap_or_default().to_owned());
            }
            all.push((pair.remove(0), pair.remove(0)));
        }
        all
    }

    /// Leaves the window to the next test, or closes it.
    pub(crate) async fn gets_up(&self, is_clean: bool) {
        let Some(session) = self.inner.session.lock().await.take() else {
            return;
        };
        if is_clean && !self.inner.changed.load(Relaxed) {
            session.give_back().await;
        } else {
            session.end().await;
        }
    }

    async fn namesakes(&self, query: &Query) -> String {
        let names = self
            .run(find::SCRIPT, vec![json!(query.steps()), json!("names")])
            .await;
        let names: Vec<String> = names.unwrap_or_default();
        let some: Vec<String> = names
            .iter()
            .take(40)
            .map(|name| format!("«{name}»"))
            .collect();
        format!("  there are {}: {}\n", names.len(), some.join(", "))
    }

    async fn describe(&self) -> String {
        let url = self
            .driver()
            .current_url()
            .await
            .map_or_else(|e| e.to_string(), |u| u.to_string());
        let text: String = self
            .run(
                "return document.body ? document.body.innerText : ''",
                Vec::new(),
            )
            .await
            .unwrap_or_default();
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(30)
            .collect();
        format!("  at {url}\n  {}", lines.join("\n  "))
    }
}
