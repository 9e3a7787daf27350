//! What a page fetches and what it weighs: names from the browser, bytes from the server.

use crate::{numbers::count, table::Whose};
use bandeja_tests::Person;
use std::collections::BTreeSet;

/// Every address that a document has fetched, itself included.
const FETCHED: &str = "return ['navigation', 'resource'].flatMap((kind) =>\
    performance.getEntriesByType(kind)).map((entry) => entry.name)\
    .filter((name) => name.startsWith('http'))";

/// Kinds of files that count as weight; pictures come beside the page.
const WEIGHED: [&str; 7] = ["js", "mjs", "wasm", "css", "html", "woff2", "json"];

/// Addresses, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fetched(BTreeSet<String>);

/// What a load weighs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// Bytes on the wire, as a browser that takes brotli gets them.
    pub(crate) bytes: f64,
    /// Files.
    pub(crate) files: f64,
    /// Calls of the API; the websocket is none.
    pub(crate) calls: f64,
}

impl Fetched {
    /// What the document has fetched that the person looks into.
    pub(crate) async fn by(person: &Person) -> Self {
        let names: Vec<String> = person.asks(FETCHED).await;
        Self(names.into_iter().collect())
    }

    /// And what another one has.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Without what was there before.
    pub(crate) fn without(mut self, before: &Self) -> Self {
        self.0.retain(|name| !before.0.contains(name));
        self
    }

    /// Only what one origin serves.
    pub(crate) fn of(mut self, origin: &str) -> Self {
        self.0.retain(|name| name.starts_with(origin));
        self
    }

    /// Only what is a file of this kind.
    pub(crate) fn kind(&self, ending: &str) -> usize {
        let is_it = |name: &&String| path(name).ends_with(ending);
        self.0.iter().filter(is_it).count()
    }

    /// Fetches all of it again and weighs it.
    ///
    /// # Panics
    /// When a file is gone.
    pub(crate) async fn weight(&self) -> Weight {
        let mut weight = Weight::default();
        for name in &self.0 {
            if path(name).contains("/api/") {
                eprintln!("         call {}", path(name));
                weight.calls += 1.0;
                continue;
            }
            let last = path(name).rsplit('/').next().unwrap_or_default();
            let ending = last.rsplit_once('.').map_or("html", |(_, ending)| ending);
            if !WEIGHED.contains(&ending) {
                continue;
            }
            let bytes = bytes(name).await;
            eprintln!("     {bytes:>8} {}", path(name));
            weight.bytes += count(bytes);
            weight.files += 1.0;
        }
        weight
    }
}

async fn bytes(name: &str) -> usize {
    let client = reqwest::Client::new();
    let request = client.get(name).header("accept-encoding", "br");
    let request = request.header("accept", "text/html,*/*");
    let body = match request
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
    {
        Ok(answer) => answer.bytes().await,
        Err(error) => panic!("{name}: {error}"),
    };
    match body {
        Ok(body) => body.len(),
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Without origin and query.
fn path(name: &str) -> &str {
    let path = name.splitn(4, '/').nth(3).unwrap_or_default();
    let at = name.len() - path.len();
    let whole = name.get(at.saturating_sub(1)..).unwrap_or(path);
    whole.split(['?', '#']).next().unwrap_or(whole)
}

/// Nobody but us is weighed: the floor page has no words and no features.
pub(crate) const OURS: Whose = Whose::Ours;
