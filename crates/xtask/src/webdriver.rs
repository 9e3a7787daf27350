//! The little of the `WebDriver` protocol that the gallery's photographs need: open, wait, set the screen, take a
//! picture. Plain HTTP to a chromedriver on this machine; no crate, no other browser.

use crate::shell::{Because, Outcome, failure};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a page may take until it shows what is awaited.
const PATIENCE: Duration = Duration::from_secs(30);

/// A chromedriver with one headless Chromium; both end with it.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// What a picture is taken on.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    /// In CSS pixels.
    pub(crate) width: u32,
    /// In CSS pixels; the picture is as high as the page, and never lower.
    pub(crate) height: u32,
    /// What `prefers-color-scheme` answers.
    pub(crate) is_dark: bool,
}

impl Browser {
    /// Starts both.
    pub(crate) fn start(chromedriver: &Path, chromium: &Path) -> Outcome<Self> {
        let mut driver = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .because("chromedriver could not be started")?;
        let port = port_of(&mut driver);
        let mut browser = Self {
            driver,
            port: port?,
            session: String::new(),
        };
        let answer = browser.post(
            "/session",
            &json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {
                "binary": chromium,
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                         "--hide-scrollbars", "--disable-background-networking"],
            }}}}),
        )?;
        let session = answer["sessionId"].as_str();
        browser.session = session
            .ok_or_else(|| failure(format!("no session: {answer}")))?
            .to_owned();
        Ok(browser)
    }

    /// Opens a page and waits until `selector` finds something in it.
    pub(crate) fn open(&self, url: &str, selector: &str) -> Outcome {
        self.command("url", &json!({"url": url}))?;
        let script = "return document.querySelector(arguments[0]) !== null;";
        let start = Instant::now();
        while self.run(script, &json!([selector]))? != json!(true) {
            if start.elapsed() > PATIENCE {
                let text = self.run("return document.body.innerText;", &json!([]))?;
                return Err(failure(format!("{url} never showed «{selector}»: {text}")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Takes a picture of the whole page, as PNG in base64.
    pub(crate) fn photograph(&self, screen: Screen) -> Outcome<String> {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": screen.width, "height": screen.height, "deviceScaleFactor": 1,
                   "mobile": false}),
        )?;
        let scheme = if screen.is_dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        )?;
        let answer = self.devtools(
            "Page.captureScreenshot",
            json!({"format": "png", "captureBeyondViewport": true}),
        )?;
        let picture = answer["data"].as_str();
        Ok(picture.ok_or_else(|| failure("no picture"))?.to_owned())
    }

    /// Runs a script in the page and returns what it returns.
    pub(crate) fn run(&self, script: &str, args: &Value) -> Outcome<Value> {
        self.command("execute/sync", &json!({"script": script, "args": args}))
    }

    fn devtools(&self, command: &str, params: Value) -> Outcome<Value> {
        self.command(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": params}),
        )
    }

    fn command(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.post(&format!("/session/{}/{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.request("POST", path, &body.to_string())
    }

    fn request(&self, method: &str, path: &str, body: &str) -> Outcome<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).because("chromedriver")?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .because("chromedriver")?;
        let answer: Value = serde_json::from_slice(&body_of(stream)?).because("chromedriver")?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(failure(format!(
                "chromedriver: {error}: {}",
                answer["value"]["message"]
            ))),
            None => Ok(answer["value"].clone()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending only the driver would leave Chromium behind.
        let _ = self.request("DELETE", &format!("/session/{}", self.session), "");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// «`ChromeDriver` was started successfully on port 12345.»
fn port_of(driver: &mut Child) -> Outcome<u16> {
    let stdout = driver.stdout.take();
    let mut lines =
        BufReader::new(stdout.ok_or_else(|| failure("chromedriver: no output"))?).lines();
    let line = lines
        .find_map(|line| {
            line.ok()
                .filter(|line| line.contains("started successfully"))
        })
        .ok_or_else(|| failure("chromedriver ended without a word"))?;
    // It goes on writing; somebody has to take it.
    std::thread::spawn(move || lines.for_each(drop));
    line.trim_end_matches('.')
        .rsplit(' ')
        .next()
        .and_then(|port| port.parse().ok())
        .ok_or_else(|| failure(format!("chromedriver says «{line}»")))
}

/// The body of an answer with a Content-Length; chromedriver always sends one.
fn body_of(stream: TcpStream) -> Outcome<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).because("chromedriver")?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().because("chromedriver")?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).because("chromedriver")?;
    Ok(body)
}
