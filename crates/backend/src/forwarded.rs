//! Proxies in front: what a trusted one says of the client's address and of https is believed,
//! what anybody else says is not.
//!
//! Of several addresses the right-most that is no trusted proxy is the client: everything left of
//! it was written by strangers.

mod headers;

use crate::{
    app::App,
    auth::origin::Host,
    error::{self, Error},
};
use axum::{
    body::Body,
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderValue, Method, Response, StatusCode, header, request::Parts},
    middleware::Next,
};
use bandeja_contract::{API_ROOT, Code, Problem};
use std::{
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(one)) => {
                same(&net.octets(), &one.octets(), usize::from(self.bits))
            }
            (IpAddr::V6(net), IpAddr::V6(one)) => {
                same(&net.octets(), &one.octets(), usize::from(self.bits))
            }
            _ => false,
        }
    }
}

/// Whether two addresses begin with the same bits.
fn same(one: &[u8], other: &[u8], bits: usize) -> bool {
    one.iter().zip(other).enumerate().all(|(at, (a, b))| {
        let left = bits.saturating_sub(at * 8).min(8);
        let mask = u8::try_from(0xff00_u16 >> left & 0xff).unwrap_or(u8::MAX);
        (a ^ b) & mask == 0
    })
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || "an address, or a range like 10.0.0.0/8 or 2001:db8::/32".to_owned();
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wanted())?;
        let address = address.to_canonical();
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| wanted())?,
            None => most,
        };
        if bits > most {
            return Err(wanted());
        }
        Ok(Self { address, bits })
    }
}

/// How a request came: from which machine, and whether its browser spoke https.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Came {
    from: Option<IpAddr>,
    /// What a trusted proxy said.
    https: Option<bool>,
}

impl Came {
    fn of(request: &Request, trusted: &[Network]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let Some(peer) = peer.map(|info| info.0.ip().to_canonical()) else {
            return Self::default();
        };
        let is_trusted = |address: &IpAddr| trusted.iter().any(|one| one.contains(*address));
        if !is_trusted(&peer) {
            return Self {
                from: Some(peer),
                https: None,
            };
        }
        let said = headers::read(request.headers());
        let mut from = peer;
        // From the nearest on: as long as one is ours, what it says of the next is believed.
        for hop in said.hops.iter().rev() {
            let Some(hop) = hop else { break };
            from = *hop;
            if !is_trusted(hop) {
                break;
            }
        }
        Self {
            from: Some(from),
            https: said.https,
        }
    }

    /// Whether the browser keeps cookies for https only.
    pub(crate) fn is_secure(self, app: &App) -> bool {
        app.config().secure() || self.https == Some(true)
    }
}

/// For rate limits: of an IPv6 address the network, because one machine has all of it.
impl From<Came> for Host {
    fn from(came: Came) -> Self {
        Self(match came.from {
            Some(IpAddr::V6(address)) => {
                let network = Ipv6Addr::from_bits(address.to_bits() >> 64 << 64);
                format!("{network}/64")
            }
            Some(address) => address.to_string(),
            None => String::new(),
        })
    }
}

/// For the log.
impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from {
            Some(address) => address.fmt(f),
            None => f.write_str("-"),
        }
    }
}

impl FromRequestParts<App> for Came {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

impl FromRequestParts<App> for Host {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        Ok(Came::from_request_parts(parts, app).await?.into())
    }
}

/// Finds out how a request came, before everything else. Where browsers come over https, one that
/// reached the proxy without is sent there, and no API answers it.
pub(crate) async fn look(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let came = Came::of(&request, &app.config().trusted_proxies);
    if app.config().secure() && came.https == Some(false) {
        return to_https(&app, &request);
    }
    request.extensions_mut().insert(came);
    next.run(request).await
}

fn to_https(app: &App, request: &Request) -> Response<Body> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let place = HeaderValue::from_str(&format!("{}{path}", app.config().public_url));
    match place {
        Ok(place) if reads && !path.starts_with(API_ROOT) => {
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = StatusCode::PERMANENT_REDIRECT;
            answer.headers_mut().insert(header::LOCATION, place);
            answer
        }
        _ => error::document(&Problem::new(Code::ForeignOrigin)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(peer: &str, trusted: &[&str], headers: &[(&str, &str)]) -> Came {
        let mut request = Request::new(Body::empty());
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        request.extensions_mut().insert(ConnectInfo(peer));
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().expect("a name");
            request
                .headers_mut()
                .append(name, value.parse().expect("a value"));
        }
        let trusted: Vec<Network> = trusted
            .iter()
            .map(|one| one.parse().expect("a network"))
            .collect();
        Came::of(&request, &trusted)
    }

    fn check(peer: &str, trusted: &[&str], headers: &[(&str, &str)], expected: &str) {
        let told = came(peer, trusted, headers).to_string();
        assert_eq!(told, expected, "{peer} {trusted:?} {headers:?}");
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        for (network, address, expected) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.4.0/22", "192.168.7.255", true),
            ("192.168.4.0/22", "192.168.8.0", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("::ffff:127.0.0.1", "127.0.0.1", true),
            ("0.0.0.0/0", "9.9.9.9", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/33", "2001:db8:7fff::1", true),
            ("2001:db8::/33", "2001:db8:8000::1", false),
            ("::1", "::1", true),
        ] {
            let network: Network = network.parse().expect("a network");
            let address = address.parse().expect("an address");
            assert_eq!(network.contains(address), expected, "{network:?} {address}");
        }
        for wrong in [
            "",
            "x",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "10.0/8",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    /// Proves that nobody chooses the address that they are counted under.
    #[test]
    fn the_client_is_the_right_most_that_is_no_trusted_proxy() {
        let xff = |value| [("x-forwarded-for", value)];
        check("9.9.9.9", &[], &xff("1.1.1.1"), "9.9.9.9");
        check("9.9.9.9", &["10.0.0.0/8"], &xff("1.1.1.1"), "9.9.9.9");
        check("10.0.0.1", &["10.0.0.0/8"], &xff("1.1.1.1"), "1.1.1.1");
        check(
            "10.0.0.1",
            &["10.0.0.0/8"],
            &xff("6.6.6.6, 1.1.1.1"),
            "1.1.1.1",
        );
        check(
            "10.0.0.1",
            &["10.0.0.0/8"],
            &xff("6.6.6.6, 1.1.1.1,10.0.0.9"),
            "1.1.1.1",
        );
        check(
            "10.0.0.1",
            &["10.0.0.0/8"],
            &xff("10.0.0.7,10.0.0.9"),
            "10.0.0.7",
        );
        check("10.0.0.1", &["10.0.0.0/8"], &xff("nonsense"), "10.0.0.1");
        check(
            "10.0.0.1",
            &["10.0.0.0/8"],
            &xff("1.1.1.1, nonsense, 10.0.0.9"),
            "10.0.0.9",
        );
        check("10.0.0.1", &["10.0.0.0/8"], &[], "10.0.0.1");
        check(
            "::ffff:10.0.0.1",
            &["10.0.0.0/8"],
            &xff("1.1.1.1:443"),
            "1.1.1.1",
        );
        check("::1", &["::1"], &xff("[2001:db8::5]:99"), "2001:db8::5");
        let two = [
            ("x-forwarded-for", "6.6.6.6"),
            ("x-forwarded-for", "1.1.1.1"),
        ];
        check("10.0.0.1", &["10.0.0.0/8"], &two, "1.1.1.1");
    }

    /// A proxy that sets one of the two headers hands the other on as its client wrote it.
    #[test]
    fn headers_that_contradict_each_other_are_both_disbelieved() {
        let both = |forwarded| [("x-forwarded-for", "1.1.1.1"), ("forwarded", forwarded)];
        check("10.0.0.1", &["10.0.0.1"], &both("for=6.6.6.6"), "10.0.0.1");
        check("10.0.0.1", &["10.0.0.1"], &both("for=1.1.1.1"), "1.1.1.1");
        let one = [(
            "forwarded",
            "for=6.6.6.6, for=\"[2001:db8::5]:4711\";proto=https",
        )];
        check("10.0.0.1", &["10.0.0.1"], &one, "2001:db8::5");
        check(
            "10.0.0.1",
            &["10.0.0.1"],
            &[("forwarded", "for=_hidden")],
            "10.0.0.1",
        );
    }

    #[test]
    fn https_is_believed_from_trusted_proxies_alone() {
        for (peer, headers, expected) in [
            (
                "10.0.0.1",
                [("x-forwarded-proto", "https")].as_slice(),
                Some(true),
            ),
            (
                "10.0.0.1",
                &[("x-forwarded-proto", "https, http")],
                Some(false),
            ),
            ("10.0.0.1", &[("x-forwarded-proto", "gopher")], None),
            (
                "10.0.0.1",
                &[("forwarded", "for=1.1.1.1;proto=https")],
                Some(true),
            ),
            ("10.0.0.1", &[], None),
            ("9.9.9.9", &[("x-forwarded-proto", "https")], None),
        ] {
            assert_eq!(
                came(peer, &["10.0.0.1"], headers).https,
                expected,
                "{headers:?}"
            );
        }
    }

    #[test]
    fn a_machine_with_a_whole_network_is_one_machine() {
        let host = |from: &str| Host::from(came(from, &[], &[])).0;
        assert_eq!(host("2001:db8:1:2:3:4:5:6"), host("2001:db8:1:2:ffff::1"));
        assert_ne!(host("2001:db8:1:2::1"), host("2001:db8:1:3::1"));
        assert_ne!(host("1.1.1.1"), host("1.1.1.2"));
    }
}
