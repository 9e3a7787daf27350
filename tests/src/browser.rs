//! Browsers: one driver per engine for the whole run, one session per person, sessions used again.
//!
//! A session that comes back clean is given to the next test: its cookies are gone, and every test's
//! backend has a port, hence an origin, of its own. It will never know what is on the pages.

use crate::process::Program;
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    process::Command,
    sync::{LazyLock, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};
use thirtyfour::{Capabilities, WebDriver, error::WebDriverResult};

/// A kind of browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
}

/// A window that one person sits in front of, with a profile of its own.
pub(crate) struct Session {
    pub(crate) engine: Engine,
    pub(crate) driver: WebDriver,
    /// A geckodriver drives one Firefox only.
    gecko: Option<Program>,
    /// How many lines of the driver's output belong to earlier tests.
    read: usize,
}

/// Windows that may stand open with nobody in front of them; each takes a quarter of a gigabyte.
const MOST_IDLE: usize = 6;

static IDLE: LazyLock<Mutex<Vec<Session>>> = LazyLock::new(Mutex::default);
static CHROMEDRIVER: OnceLock<(Program, u16)> = OnceLock::new();

fn idle() -> MutexGuard<'static, Vec<Session>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// A session that nobody uses, or a new one, with its window in front. One whose window does not
    /// come to the front is ended, and another taken.
    ///
    /// # Panics
    /// When three windows one after the other stay behind.
    pub(crate) async fn take(engine: Engine) -> Self {
        for _ in 0..3 {
            let session = Self::take_any(engine).await;
            if session.comes_to_the_front().await {
                return session;
            }
            session.end().await;
        }
        panic!("no window of {engine:?} comes to the front");
    }

    /// Clicks on the window, as it were, and waits until the page in it knows.
    async fn comes_to_the_front(&self) -> bool {
        const SCRIPT: &str = "return document.hasFocus() && document.visibilityState === 'visible'";
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            let raised = match self.engine {
                Engine::Chromium => {
                    let cdp = self.driver.cdp();
                    cdp.send_raw("Page.bringToFront", json!({})).await.is_ok()
                }
                Engine::Firefox => match self.driver.window().await {
                    Ok(window) => self.driver.switch_to_window(window).await.is_ok(),
                    Err(_) => false,
                },
            };
            let asked = self.driver.execute(SCRIPT, Vec::new()).await;
            let is_there = asked.is_ok_and(|said| said.json().as_bool() == Some(true));
            if raised && is_there {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    async fn take_any(engine: Engine) -> Self {
        let found = {
            let mut idle = idle();
            let at = idle.iter().position(|session| session.engine == engine);
            at.map(|at| idle.swap_remove(at))
        };
        match found {
            Some(session) => session,
            None => Self::start(engine).await,
        }
    }

    async fn start(engine: Engine) -> Self {
        let (gecko, port) = match engine {
            Engine::Chromium => (None, CHROMEDRIVER.get_or_init(chromedriver).1),
            Engine::Firefox => {
                let (program, port) = geckodriver();
                (Some(program), port)
            }
        };
        let Value::Object(wanted) = capabilities(engine) else {
            unreachable!("capabilities are an object");
        };
        let builder = WebDriver::builder(
            format!("http://127.0.0.1:{port}"),
            Capabilities::from(wanted),
        );
        let driver = match builder
            .request_timeout(Duration::from_secs(90))
            .connect()
            .await
        {
            Ok(driver) => driver,
            Err(error) => panic!("{engine:?} does not start: {error}"),
        };
        // What a browser says while it starts is its own affair.
        let read = gecko.as_ref().map_or(0, |gecko| gecko.said().len());
        Self {
            engine,
            driver,
            gecko,
            read,
        }
    }

    /// Gives it back for the next test.
    pub(crate) async fn give_back(mut self) {
        let has_room = idle().len() < MOST_IDLE;
        if has_room && matches!(self.tidy().await, Ok(true)) {
            idle().push(self);
        } else {
            self.end().await;
        }
    }

    /// Ends it for good.
    pub(crate) async fn end(self) {
        // A browser that is gone already cannot be asked to go.
        let _ = self.driver.quit().await;
    }

    /// Whether the next test can have it. Not one of several windows: after the others are closed
    /// nobody knows whether the one that is left is in front.
    async fn tidy(&mut self) -> WebDriverResult<bool> {
        self.driver.enter_default_frame().await?;
        if self.driver.windows().await?.len() != 1 {
            return Ok(false);
        }
        self.driver.delete_all_cookies().await?;
        self.driver.goto("about:blank").await?;
        self.complaints().await;
        Ok(true)
    }

    /// What the console has said since the last call that a test should know about: errors,
    /// rejected promises, violations of a content security policy.
    pub(crate) async fn complaints(&mut self) -> Vec<String> {
        if let Some(gecko) = &self.gecko {
            let said = gecko.said();
            let new = said.get(self.read..).unwrap_or_default();
            let bad = new.iter().filter(|line| {
                // The browser's own settings service says so of itself.
                !line.contains("RSLoader")
                    && [
                        "JavaScript error: http",
                        "console.error:",
                        "Content-Security-Policy",
                    ]
                    .iter()
                    .any(|word| line.contains(word))
            });
            let bad = bad.cloned().collect();
            self.read = said.len();
            return bad;
        }
        let entries = self.driver.browser_log().await.unwrap_or_default();
        let bad = |entry: &&thirtyfour::BrowserLogEntry| {
            entry.level == "SEVERE" || entry.message.contains("Content Security Policy")
        };
        let line = |entry: &thirtyfour::BrowserLogEntry| {
            format!(
                "{} {}",
                entry.source.as_deref().unwrap_or("?"),
                entry.message
            )
        };
        entries.iter().filter(bad).map(line).collect()
    }
}

fn chromedriver() -> (Program, u16) {
    let path = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut command = Command::new(path);
    command.arg("--port=0");
    Program::start(command, Duration::from_secs(20), |line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    })
}

fn geckodriver() -> (Program, u16) {
    let mut command = Command::new(gecko_path());
    command.args(["--port", "0", "--websocket-port", "0"]);
    command
        .env("MOZ_HEADLESS_WIDTH", "1400")
        .env("MOZ_HEADLESS_HEIGHT", "1200");
    Program::start(command, Duration::from_secs(20), |line| {
        let (_, address) = line.split_once("Listening on ")?;
        address.rsplit_once(':')?.1.trim().parse().ok()
    })
}

/// `GECKODRIVER`, else the pinned one of the tools' cache, else whatever the path holds.
fn gecko_path() -> PathBuf {
    if let Some(path) = std::env::var_os("GECKODRIVER") {
        return path.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let home = std::env::var_os("HOME")?;
            Some(PathBuf::from(home).join(".cache"))
        });
    let tools = cache.map(|cache| cache.join("bandeja/tools"));
    let entries = tools.and_then(|tools| std::fs::read_dir(tools).ok());
    let mut found: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("geckodriver-")
        })
        .map(|entry| entry.path().join("bin/geckodriver"))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| "geckodriver".into())
}

fn first_of(variable: &str, places: &[&str]) -> Option<String> {
    std::env::var(variable).ok().or_else(|| {
        let there = places
            .iter()
            .find(|place| std::path::Path::new(place).exists());
        there.map(|place| (*place).to_owned())
    })
}

fn capabilities(engine: Engine) -> Value {
    match engine {
        Engine::Chromium => {
            let mut options = json!({"args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
                "--window-size=1400,1200", "--lang=es",
            ], "prefs": {"intl.accept_languages": "es"}});
            if let Some(binary) = first_of("CHROMIUM", &["/usr/bin/chromium"]) {
                options["binary"] = binary.into();
            }
            json!({
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL"},
                "unhandledPromptBehavior": "ignore",
            })
        }
        Engine::Firefox => {
            let places = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
            let mut options = json!({
                "args": ["-headless"],
                "prefs": {
                    "devtools.console.stdout.content": true,
                    "devtools.console.stdout.chrome": false,
                    "browser.chrome.site_icons": false,
                    "intl.accept_languages": "es",
                    "intl.locale.requested": "es",
                    "browser.tabs.unloadOnLowMemory": false,
                    "datareporting.policy.dataSubmissionEnabled": false,
                    "app.update.enabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                },
            });
            if let Some(binary) = first_of("FIREFOX", &places) {
                options["binary"] = binary.into();
            }
            json!({
                "browserName": "firefox",
                "moz:firefoxOptions": options,
                "unhandledPromptBehavior": "ignore",
            })
        }
    }
}
