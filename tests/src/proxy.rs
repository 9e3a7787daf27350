//! The bad network: a TCP proxy between a browser and the backend that does what networks do.
//!
//! It cuts, falls silent, is slow, keeps requests or answers back, refuses in the server's place,
//! and loses, doubles and shuffles websocket frames. It will never know what the messages mean.

mod frames;
mod http;

pub use frames::Frames;

use bandeja_contract::problem::{Code, MEDIA_TYPE, Problem};
use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};

/// How the line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Line {
    /// Everything passes.
    #[default]
    Up,
    /// Connections are refused by a reset.
    Down,
    /// Connections stand, and nothing passes.
    Black,
    /// What browsers say arrives; no answer comes back.
    Deaf,
}

#[derive(Clone, Debug, Default)]
struct State {
    line: Line,
    /// Counts the cuts; a connection of an earlier count is reset.
    cuts: u64,
    delay: Duration,
    /// Requests that contain this are kept back before the server hears of them.
    gate: Option<String>,
    /// Answers to requests that contain this are kept back.
    hold: Option<String>,
    /// Requests that contain this are answered here: the text, how often, and the whole answer.
    refuse: Option<(String, u32, String)>,
}

struct Shared {
    target: Mutex<SocketAddr>,
    state: watch::Sender<State>,
    frames: Mutex<Frames>,
    /// Every request seen, and what was sent as `Referer` with it.
    seen: watch::Sender<Vec<String>>,
    seed: AtomicU64,
}

/// A running proxy; it ends when it is dropped.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

impl Proxy {
    /// Starts one in front of a port of this machine.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(target: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            target: Mutex::new(([127, 0, 0, 1], target).into()),
            state: watch::Sender::default(),
            frames: Mutex::default(),
            seen: watch::Sender::default(),
            seed: AtomicU64::new(u64::from(port)),
        });
        let accepting = tokio::spawn(accept(listener, shared.clone()));
        Ok(Self {
            port,
            shared,
            accepting,
        })
    }

    /// The address that browsers use instead of the backend's.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The port behind it, when it was not known at the start or has moved.
    pub fn aim(&self, port: u16) {
        *lock(&self.shared.target) = ([127, 0, 0, 1], port).into();
    }

    /// Resets every connection; new ones are accepted.
    pub fn cut(&self) {
        self.change(|state| state.cuts += 1);
    }

    /// Resets every connection and refuses new ones, until [`Proxy::up`].
    pub fn down(&self) {
        self.change(|state| {
            state.line = Line::Down;
            state.cuts += 1;
        });
    }

    /// Connections stand, and nothing passes in either direction, until [`Proxy::up`].
    pub fn blackhole(&self) {
        self.change(|state| state.line = Line::Black);
    }

    /// What browsers say arrives, no answer comes back, until [`Proxy::up`].
    pub fn half_open(&self) {
        self.change(|state| state.line = Line::Deaf);
    }

    /// Everything passes again, and nothing is slow, held, gated or refused.
    pub fn up(&self) {
        self.change(|state| {
            *state = State {
                cuts: state.cuts,
                ..State::default()
            };
        });
    }

    /// Everything the server says comes this much later.
    pub fn delay(&self, delay: Duration) {
        self.change(|state| state.delay = delay);
    }

    /// Keeps back requests whose first line contains `what`, before the server hears of them.
    pub fn gate(&self, what: &str) {
        self.change(|state| state.gate = Some(what.to_owned()));
    }

    /// Keeps back the answers to requests whose first line contains `what`; the server has them.
    pub fn hold_responses(&self, what: &str) {
        self.change(|state| state.hold = Some(what.to_owned()));
    }

    /// Answers the next `times` requests whose first line contains `what` as the backend refuses.
    pub fn refuse_as_the_backend(&self, what: &str, times: u32, code: Code) {
        let body = serde_json::to_string(&Problem::new(code)).unwrap_or_default();
        let answer = format!(
            "HTTP/1.1 {} Refused\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            code.status(),
            body.len()
        );
        self.change(|state| state.refuse = Some((what.to_owned(), times, answer)));
    }

    /// Answers the next `times` requests whose first line contains `what` in the server's place,
    /// without a word of explanation, as gateways do.
    pub fn refuse(&self, what: &str, times: u32, status: u16, header: &str) {
        let answer = format!(
            "HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n{header}\r\n\r\n"
        );
        self.change(|state| state.refuse = Some((what.to_owned(), times, answer)));
    }

    /// What happens to event frames from here on.
    pub fn frames(&self, plan: Frames, seed: u64) {
        self.shared.seed.store(seed, Relaxed);
        *lock(&self.shared.frames) = plan;
    }

    /// Whether a planned loss of a frame still waits for its frame.
    #[must_use]
    pub fn frame_was_lost(&self) -> bool {
        !matches!(*lock(&self.shared.frames), Frames::DropNext)
    }

    /// Every request so far: its first line, and ` <- ` and the `Referer` where one was sent.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.shared.seen.borrow().clone()
    }

    /// Waits until a request was seen after the first `known` ones whose line contains `what`.
    ///
    /// # Panics
    /// When none comes within ten seconds.
    pub async fn sees(&self, what: &str, known: usize) {
        let mut seen = self.shared.seen.subscribe();
        let found = seen.wait_for(|all| all.iter().skip(known).any(|line| line.contains(what)));
        let in_time = timeout(Duration::from_secs(10), found).await.is_ok();
        assert!(in_time, "no request with «{what}» within 10 s");
    }

    fn change(&self, how: impl FnOnce(&mut State)) {
        self.shared.state.send_modify(how);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let shared = shared.clone();
        tokio::spawn(async move {
            // A failed connection is what this proxy is for.
            let _ = serve(client, &shared).await;
        });
    }
}

async fn serve(mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    client.set_nodelay(true)?;
    let mut state = shared.state.subscribe();
    let cuts = state.borrow().cuts;
    let was_cut = |state: &State| state.cuts != cuts || state.line == Line::Down;
    if was_cut(&state.borrow()) {
        return client.set_zero_linger();
    }
    let target = *lock(&shared.target);
    let Ok(mut server) = TcpStream::connect(target).await else {
        return client.set_zero_linger();
    };
    server.set_nodelay(true)?;
    {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        // Both directions answer the client: the server's bytes, and refusals in its place.
        let to_client = tokio::sync::Mutex::new(to_client);
        let line = watch::Sender::new(String::new());
        tokio::select! {
            _ = up(from_client, to_server, &to_client, &line, shared) => {}
            _ = down(from_server, &to_client, line.subscribe(), shared) => {}
            _ = state.wait_for(was_cut) => {}
        }
    }
    if was_cut(&shared.state.borrow()) {
        client.set_zero_linger()?;
        server.set_zero_linger()?;
    }
    Ok(())
}

type Answers<'a> = tokio::sync::Mutex<tokio::net::tcp::WriteHalf<'a>>;

/// Browser to server: heads are read, bodies and websocket frames pass.
async fn up(
    mut from: tokio::net::tcp::ReadHalf<'_>,
    mut to: tokio::net::tcp::WriteHalf<'_>,
    answers: &Answers<'_>,
    line: &watch::Sender<String>,
    shared: &Shared,
) -> io::Result<()> {
    let mut state = shared.state.subscribe();
    let (mut raw, mut chunk) = (Vec::new(), vec![0; 64 * 1024]);
    let (mut body, mut is_socket) = (0, false);
    loop {
        let length = from.read(&mut chunk).await?;
        if length == 0 {
            return Ok(());
        }
        raw.extend_from_slice(&chunk[..length]);
        let _ = state.wait_for(|state| state.line != Line::Black).await;
        while !raw.is_empty() {
            if is_socket || body > 0 {
                let part = if is_socket {
                    raw.len()
                } else {
                    body.min(raw.len())
                };
                to.write_all(&raw[..part]).await?;
                raw.drain(..part);
                body -= if is_socket { 0 } else { part };
                continue;
            }
            let Some((head, length)) = http::head(&raw) else {
                break;
            };
            raw.drain(..length);
            note(shared, &head);
            let gated = |state: &State| !matches(&state.gate, &head.line);
            let _ = state.wait_for(gated).await;
            if let Some(answer) = refusal(shared, &head.line) {
                let mut answers = answers.lock().await;
                answers.write_all(answer.as_bytes()).await?;
                answers.shutdown().await?;
                // Read on to the end, or unread bytes would turn the answer into a reset.
                while from.read(&mut chunk).await? > 0 {}
                return Ok(());
            }
            line.send_replace(head.line.clone());
            is_socket = head.line.contains("/realtime");
            body = head.body;
            to.write_all(&head.bytes).await?;
        }
    }
}

/// Server to browser.
async fn down(
    mut from: tokio::net::tcp::ReadHalf<'_>,
    answers: &Answers<'_>,
    line: watch::Receiver<String>,
    shared: &Shared,
) -> io::Result<()> {
    let mut state = shared.state.subscribe();
    let mut chunk = vec![0; 64 * 1024];
    let mut filter = frames::Filter::new(shared.seed.fetch_add(1, Relaxed));
    let mut is_upgraded = false;
    loop {
        // Frames that wait for others to be shuffled with do not wait for ever.
        let patience = if filter.waits() { 150 } else { 3_600_000 };
        let read = from.read(&mut chunk);
        let Ok(read) = timeout(Duration::from_millis(patience), read).await else {
            let late = filter.flush();
            answers.lock().await.write_all(&late).await?;
            continue;
        };
        let length = read?;
        if length == 0 {
            return Ok(());
        }
        let asked = line.borrow().clone();
        let delay = state.borrow().delay;
        if !delay.is_zero() {
            sleep(delay).await;
        }
        let passes = |state: &State| {
            !matches!(state.line, Line::Black | Line::Deaf) && !matches(&state.hold, &asked)
        };
        let _ = state.wait_for(passes).await;
        let bytes = if is_upgraded {
            filter.take(&chunk[..length], &mut lock(&shared.frames))
        } else {
            is_upgraded = asked.contains("/realtime") && chunk.starts_with(b"HTTP/1.1 101");
            let head = chunk[..length]
                .windows(4)
                .position(|four| four == b"\r\n\r\n");
            match head.filter(|_| is_upgraded) {
                Some(end) => {
                    let mut first = chunk[..end + 4].to_vec();
                    first.extend(filter.take(&chunk[end + 4..length], &mut lock(&shared.frames)));
                    first
                }
                None => chunk[..length].to_vec(),
            }
        };
        answers.lock().await.write_all(&bytes).await?;
    }
}

fn matches(what: &Option<String>, line: &str) -> bool {
    what.as_ref()
        .is_some_and(|what| line.contains(what.as_str()))
}

fn note(shared: &Shared, head: &http::Head) {
    let from = head
        .referer
        .as_ref()
        .map(|referer| format!(" <- {referer}"));
    let line = format!("{}{}", head.line, from.unwrap_or_default());
    shared.seen.send_modify(|seen| seen.push(line));
}

/// The answer in the server's place, where one is due.
fn refusal(shared: &Shared, line: &str) -> Option<String> {
    let mut answer = None;
    shared.state.send_if_modified(|state| {
        if let Some((what, times, text)) = &mut state.refuse
            && *times > 0
            && line.contains(what.as_str())
        {
            *times -= 1;
            answer = Some(text.clone());
        }
        false
    });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers every request with its own first line, and counts connections.
    async fn echo() -> (u16, watch::Receiver<u32>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (count, counted) = watch::channel(0);
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                count.send_modify(|count| *count += 1);
                tokio::spawn(async move {
                    let mut asked = vec![0; 4096];
                    while let Ok(length) = client.read(&mut asked).await {
                        if length == 0 {
                            return;
                        }
                        let text = String::from_utf8_lossy(&asked[..length]).into_owned();
                        let line = text.lines().next().unwrap_or_default();
                        let size = line.len();
                        let answer =
                            format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n{line}");
                        if client.write_all(answer.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        (port, counted)
    }

    async fn ask(client: &mut TcpStream, path: &str) -> io::Result<String> {
        let asked = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        client.write_all(asked.as_bytes()).await?;
        hear(client).await
    }

    async fn hear(client: &mut TcpStream) -> io::Result<String> {
        let mut answer = vec![0; 4096];
        let length = client.read(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
    }

    async fn is_silent(client: &mut TcpStream) -> bool {
        timeout(Duration::from_millis(200), hear(client))
            .await
            .is_err()
    }

    async fn through() -> (Proxy, TcpStream, watch::Receiver<u32>) {
        let (port, counted) = echo().await;
        let proxy = Proxy::start(port).await.expect("a proxy");
        let client = TcpStream::connect(("127.0.0.1", proxy.port()))
            .await
            .expect("a connection");
        (proxy, client, counted)
    }

    #[tokio::test]
    async fn a_good_line_passes_everything_and_remembers_requests() {
        let (proxy, mut client, _) = through().await;
        assert!(
            ask(&mut client, "/one")
                .await
                .expect("an answer")
                .ends_with("GET /one HTTP/1.1")
        );
        assert!(
            ask(&mut client, "/two")
                .await
                .expect("an answer")
                .ends_with("GET /two HTTP/1.1")
        );
        assert_eq!(proxy.requests(), ["GET /one HTTP/1.1", "GET /two HTTP/1.1"]);
    }

    #[tokio::test]
    async fn a_cut_line_is_reset_and_the_next_one_is_good() {
        let (proxy, mut client, _) = through().await;
        ask(&mut client, "/").await.expect("an answer");
        proxy.cut();
        let error = hear(&mut client).await.expect_err("a reset");
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
        let mut next = TcpStream::connect(("127.0.0.1", proxy.port()))
            .await
            .expect("a connection");
        ask(&mut next, "/again").await.expect("an answer");
    }

    #[tokio::test]
    async fn a_line_that_is_down_refuses_until_it_is_up() {
        let (proxy, mut client, _) = through().await;
        proxy.down();
        assert!(ask(&mut client, "/").await.is_err());
        // The reset may come before the connection is known to stand.
        if let Ok(mut client) = TcpStream::connect(("127.0.0.1", proxy.port())).await {
            assert!(ask(&mut client, "/").await.is_err());
        }
        proxy.up();
        let mut client = TcpStream::connect(("127.0.0.1", proxy.port()))
            .await
            .expect("a connection");
        ask(&mut client, "/").await.expect("an answer");
    }

    #[tokio::test]
    async fn a_black_hole_keeps_the_connection_and_passes_nothing() {
        let (proxy, mut client, _) = through().await;
        ask(&mut client, "/").await.expect("an answer");
        proxy.blackhole();
        client
            .write_all(b"GET /lost HTTP/1.1\r\n\r\n")
            .await
            .expect("taken");
        assert!(is_silent(&mut client).await);
        assert_eq!(proxy.requests().len(), 1);
        proxy.up();
        assert!(
            hear(&mut client)
                .await
                .expect("an answer")
                .contains("/lost")
        );
    }

    #[tokio::test]
    async fn a_deaf_line_delivers_the_request_and_keeps_the_answer() {
        let (proxy, mut client, _) = through().await;
        proxy.half_open();
        client
            .write_all(b"GET /heard HTTP/1.1\r\n\r\n")
            .await
            .expect("taken");
        proxy.sees("/heard", 0).await;
        assert!(is_silent(&mut client).await);
    }

    #[tokio::test]
    async fn an_answer_is_held_until_it_is_let_go() {
        let (proxy, mut client, _) = through().await;
        proxy.hold_responses("/slow");
        ask(&mut client, "/fast").await.expect("an answer");
        client
            .write_all(b"GET /slow HTTP/1.1\r\n\r\n")
            .await
            .expect("taken");
        assert!(is_silent(&mut client).await);
        proxy.up();
        assert!(
            hear(&mut client)
                .await
                .expect("an answer")
                .contains("/slow")
        );
    }

    #[tokio::test]
    async fn a_gated_request_is_seen_but_not_delivered() {
        let (proxy, mut client, _) = through().await;
        proxy.gate("/first");
        client
            .write_all(b"GET /first HTTP/1.1\r\n\r\n")
            .await
            .expect("taken");
        proxy.sees("/first", 0).await;
        assert!(is_silent(&mut client).await);
        proxy.up();
        assert!(
            hear(&mut client)
                .await
                .expect("an answer")
                .contains("/first")
        );
    }

    #[tokio::test]
    async fn a_refusal_comes_from_the_proxy_as_often_as_asked() {
        let (proxy, mut client, _) = through().await;
        proxy.refuse("/no", 1, 503, "Retry-After: 1");
        let answer = ask(&mut client, "/no").await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("Retry-After: 1"), "{answer}");
        let mut next = TcpStream::connect(("127.0.0.1", proxy.port()))
            .await
            .expect("a connection");
        assert!(
            ask(&mut next, "/no")
                .await
                .expect("an answer")
                .starts_with("HTTP/1.1 200")
        );
    }
}
