//! What proxies write: `X-Forwarded-For`, `X-Forwarded-Proto`, and `Forwarded` (RFC 7239).

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// What the headers say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The machines that it came through, the farthest first; none for one that is hidden, or is
    /// no address.
    pub(super) hops: Vec<Option<IpAddr>>,
    /// Whether the nearest proxy was spoken to by https.
    pub(super) https: Option<bool>,
}

/// Reads them. Where the two ways of saying it disagree, one is the client's own: neither counts.
pub(super) fn read(headers: &HeaderMap) -> Said {
    let old = Said {
        hops: list(headers, "x-forwarded-for").map(address).collect(),
        https: list(headers, "x-forwarded-proto").last().and_then(https),
    };
    let new = forwarded(headers);
    Said {
        hops: agreed(old.hops, new.hops, Vec::is_empty).unwrap_or_default(),
        https: agreed(old.https, new.https, Option::is_none).flatten(),
    }
}

fn agreed<T: PartialEq>(one: T, other: T, is_silent: fn(&T) -> bool) -> Option<T> {
    if is_silent(&other) || one == other {
        Some(one)
    } else if is_silent(&one) {
        Some(other)
    } else {
        None
    }
}

/// The parts of a header that may come in several lines.
fn list<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str().unwrap_or("?"))
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// `for=192.0.2.60;proto=https, for="[2001:db8::1]:4711"`.
fn forwarded(headers: &HeaderMap) -> Said {
    let mut said = Said::default();
    for element in list(headers, "forwarded") {
        let mut hop = None;
        said.https = None;
        for pair in element.split(';') {
            let (name, value) = pair.split_once('=').unwrap_or_default();
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => hop = address(value),
                "proto" => said.https = https(value),
                _ => {}
            }
        }
        said.hops.push(hop);
    }
    said
}

/// An address, with or without brackets and port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    text.parse()
        .or_else(|_| text.parse().map(|both: SocketAddr| both.ip()))
        .or_else(|_| bare.unwrap_or_default().parse())
        .ok()
        .map(|address| address.to_canonical())
}

fn https(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "https" | "wss" => Some(true),
        "http" | "ws" => Some(false),
        _ => None,
    }
}
