//! How a server is set up. Everything has a default that is right on one machine.

pub use crate::outgoing::smtp::SmtpUrl;
use crate::{clock::Clock, forwarded::Network, limits::Limits};
use bandeja_contract::realtime::{BEAT_EVERY, HELLO_WITHIN};
use std::{path::PathBuf, time::Duration};

/// The largest file an agent may upload, in bytes.
pub const UPLOAD_LIMIT: u64 = 10_000_000;

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of the database and the files. Made when it is not there.
    pub data: PathBuf,
    /// Where browsers find the server: scheme, host and port, without a path.
    pub public_url: String,
    /// Other origins from which the app may be served.
    pub app_origins: Vec<String>,
    /// Where the sample shop is served: these origins may show the panels of every inbox.
    pub sample_origins: Vec<String>,
    /// The built app; without it the server is a backend only.
    pub static_dir: Option<PathBuf>,
    /// Proxies whose word counts: of the client's address, and of https.
    pub trusted_proxies: Vec<Network>,
    /// How long conversations are kept after their end; for ever, if nothing is said.
    pub keep_closed: Option<Duration>,
    /// How often somebody may do something.
    pub limits: Limits,
    /// Where mails of ours go.
    pub mail_exit: MailExit,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// When a socket is said to be alive or dead.
    pub pulse: Pulse,
    /// What time it is.
    pub clock: Clock,
}

impl Config {
    /// The defaults for a folder.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            public_url: "http://127.0.0.1:7878".to_owned(),
            app_origins: Vec::new(),
            sample_origins: Vec::new(),
            static_dir: None,
            trusted_proxies: Vec::new(),
            keep_closed: None,
            limits: Limits::default(),
            mail_exit: MailExit::default(),
            faults: Faults::default(),
            pulse: Pulse::default(),
            clock: Clock::system(),
        }
    }

    /// Whether browsers come over https.
    pub(crate) fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Every origin from which the app may be served, the server's own first.
    pub(crate) fn origins(&self) -> Vec<String> {
        let mut origins: Vec<String> = Vec::new();
        for origin in own_origins(&self.public_url).chain(self.app_origins.iter().cloned()) {
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        origins
    }

    /// Whether a page of `origin` may call the API: the server's own, or one that was named.
    pub(crate) fn allows_origin(&self, origin: &str) -> bool {
        own_origins(&self.public_url).any(|own| own == origin)
            || self.app_origins.iter().any(|one| one == origin)
    }
}

/// When a socket is said to be alive or dead: as the contract says, unless a test is in a hurry.
#[derive(Clone, Copy, Debug)]
pub struct Pulse {
    /// How long a new socket may be silent.
    pub hello_within: Duration,
    /// How often the server gives a sign of life.
    pub beat_every: Duration,
    /// A line from which nothing came for so long is dead.
    pub dead_after: Duration,
}

impl Default for Pulse {
    fn default() -> Self {
        Self {
            hello_within: Duration::from_millis(HELLO_WITHIN.unsigned_abs()),
            beat_every: Duration::from_millis(BEAT_EVERY.unsigned_abs()),
            dead_after: Duration::from_secs(40),
        }
    }
}

/// Faults for tests and demos; all off by default.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Every call of the API waits this long first.
    pub delay: Duration,
    /// Every socket is dropped without a word after this long.
    pub drop_sockets_every: Option<Duration>,
    /// So many of a hundred changes are refused with 503 before anything is done.
    pub refuse_percent: u8,
    /// So many of a hundred changes are done, and answered with 503 all the same.
    pub lose_answer_percent: u8,
    /// The proxy of remote images reaches this machine, over every port. For tests only.
    pub proxy_reaches_loopback: bool,
}

/// Where mails of ours go.
#[derive(Clone, Debug, Default)]
pub enum MailExit {
    /// Nowhere: they wait until the server is started with a place to go.
    #[default]
    Nowhere,
    /// Into the demo's own mailbox, which is a page of this server.
    Mailbox,
    /// To a mail server.
    Smtp(SmtpUrl),
}

/// The origin itself and, on the own machine, its other names.
fn own_origins(public_url: &str) -> impl Iterator<Item = String> {
    const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
    let (host, port) = host_and_port(public_url);
    let http = public_url.starts_with("http://");
    let others = if http && NAMES.contains(&host) {
        NAMES.to_vec()
    } else {
        Vec::new()
    };
    let others: Vec<String> = others
        .into_iter()
        .map(|name| format!("http://{name}{port}"))
        .collect();
    std::iter::once(public_url.to_owned()).chain(others)
}

/// Whether only this machine can reach the address.
#[must_use]
pub fn is_loopback(url: &str) -> bool {
    let (host, _) = host_and_port(url);
    host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// The host, and the port with its colon (empty when there is none).
fn host_and_port(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('/').next().unwrap_or_default();
    let host_ends = rest.find(']').map_or(0, |at| at + 1);
    match rest.get(host_ends..).and_then(|tail| tail.find(':')) {
        Some(colon) => rest.split_at(host_ends + colon),
        None => (rest, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_own_machine_every_name_of_it_is_own() {
        let config = Config::new("x");
        for own in [
            "http://127.0.0.1:7878",
            "http://localhost:7878",
            "http://[::1]:7878",
        ] {
            assert!(config.allows_origin(own), "{own}");
        }
        for foreign in [
            "http://localhost:7879",
            "https://localhost:7878",
            "null",
            "",
        ] {
            assert!(!config.allows_origin(foreign), "{foreign}");
        }
        let public = Config {
            public_url: "https://x.example".to_owned(),
            ..config
        };
        assert!(public.allows_origin("https://x.example"));
        assert!(!public.allows_origin("http://localhost"));
    }

    #[test]
    fn loopback_is_told_by_the_host() {
        for (url, expected) in [
            ("http://127.0.0.1:1", true),
            ("http://localhost", true),
            ("http://[::1]:80/", true),
            ("http://127.0.0.1.example:1", false),
            ("http://192.168.0.1:1", false),
            ("http://0.0.0.0:1", false),
        ] {
            assert_eq!(is_loopback(url), expected, "{url}");
        }
    }
}
