//! Remote images of mails, fetched for a reader who asked for them: so that their sender learns
//! neither who read, nor where, nor by which browser.
//!
//! What a mail names is an address that an adversary chose. So names are resolved first, every
//! address that is not public is refused, on every redirect, and the connection goes to the address
//! that was checked, with no second resolution in between. The connection is `hyper`'s and
//! `rustls`'s, one for one request: no pool, no cookies, no proxy of the environment, no redirect
//! that we did not check.

mod address;

use crate::files;
use address::is_public;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    header,
};
use hyper_util::rt::TokioIo;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::Semaphore,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Host, Url};

/// How long an image may take, with all its redirects.
const WITHIN: Duration = Duration::from_secs(10);
/// The largest image, in bytes.
const LARGEST: usize = 5 << 20;
/// How many redirects are followed.
const REDIRECTS: usize = 3;
/// How many images are fetched at once.
const AT_ONCE: usize = 16;

/// Why an image is not shown. Never says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfetched {
    #[error("not an address of the web")]
    NotWeb,
    #[error("an address that is not public")]
    NotPublic,
    #[error("no connection")]
    NoConnection,
    #[error("no answer in time")]
    TooSlow,
    #[error("not an answer with an image")]
    NoImage,
    #[error("too large")]
    TooLarge,
    #[error("too many redirects")]
    TooManyRedirects,
}

/// An image.
#[derive(Debug)]
pub(crate) struct Image {
    pub(crate) bytes: Bytes,
    /// What its bytes say.
    pub(crate) media_type: &'static str,
}

/// Fetches images.
pub(crate) struct Proxy {
    tls: TlsConnector,
    places: Semaphore,
    reaches_loopback: bool,
}

impl Proxy {
    pub(crate) fn new(reaches_loopback: bool) -> crate::error::Result<Self> {
        let roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| crate::error::Error::Broken(format!("tls: {error}")))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            tls: TlsConnector::from(Arc::new(config)),
            places: Semaphore::new(AT_ONCE),
            reaches_loopback,
        })
    }

    /// Fetches an image.
    pub(crate) async fn fetch(&self, url: &str) -> Result<Image, Unfetched> {
        let fetched = async {
            let _place = self.places.acquire().await;
            self.follow(url).await
        };
        tokio::time::timeout(WITHIN, fetched)
            .await
            .unwrap_or(Err(Unfetched::TooSlow))
    }

    async fn follow(&self, url: &str) -> Result<Image, Unfetched> {
        let mut url = Url::parse(url).map_err(|_| Unfetched::NotWeb)?;
        for _ in 0..=REDIRECTS {
            let answer = self.ask(&url).await?;
            if answer.status().is_success() {
                return image(answer).await;
            }
            if !answer.status().is_redirection() {
                return Err(Unfetched::NoImage);
            }
            let next = answer
                .headers()
                .get(header::LOCATION)
                .and_then(|location| location.to_str().ok())
                .ok_or(Unfetched::NoImage)?;
            url = url.join(next).map_err(|_| Unfetched::NotWeb)?;
        }
        Err(Unfetched::TooManyRedirects)
    }

    /// One request to one address that was checked.
    async fn ask(&self, url: &Url) -> Result<Response<Incoming>, Unfetched> {
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(Unfetched::NotWeb),
        };
        let host = url.host().ok_or(Unfetched::NotWeb)?;
        let port = url.port_or_known_default().ok_or(Unfetched::NotWeb)?;
        let addresses = self.resolve(&host, port).await?;
        let stream = connect(&addresses).await?;
        let request = request(url)?;
        if secure {
            let name = ServerName::try_from(host.to_string().trim_matches(['[', ']']).to_owned())
                .map_err(|_| Unfetched::NotWeb)?;
            let stream = self.tls.connect(name, stream).await;
            send(stream.map_err(|_| Unfetched::NoConnection)?, request).await
        } else {
            send(stream, request).await
        }
    }

    /// The addresses of a host; none of them may be one that only we can reach.
    async fn resolve(&self, host: &Host<&str>, port: u16) -> Result<Vec<SocketAddr>, Unfetched> {
        let found: Vec<IpAddr> = match host {
            Host::Ipv4(ip) => vec![IpAddr::V4(*ip)],
            Host::Ipv6(ip) => vec![IpAddr::V6(*ip)],
            Host::Domain(name) => tokio::net::lookup_host((*name, port))
                .await
                .map_err(|_| Unfetched::NoConnection)?
                .map(|address| address.ip())
                .collect(),
        };
        let usual = matches!(port, 80 | 443);
        let may =
            |ip: &IpAddr| (usual && is_public(*ip)) || (self.reaches_loopback && ip.is_loopback());
        if found.is_empty() {
            return Err(Unfetched::NoConnection);
        }
        if !found.iter().all(may) {
            return Err(Unfetched::NotPublic);
        }
        Ok(found
            .into_iter()
            .map(|ip| SocketAddr::new(ip, port))
            .collect())
    }
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Unfetched> {
    TcpStream::connect(addresses)
        .await
        .map_err(|_| Unfetched::NoConnection)
}

fn request(url: &Url) -> Result<Request<Empty<Bytes>>, Unfetched> {
    let host = match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => return Err(Unfetched::NotWeb),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    Request::get(target)
        .header(header::HOST, host)
        .header(header::ACCEPT, "image/avif,image/webp,image/png,image/*")
        .header(header::USER_AGENT, "Mozilla/5.0 (image proxy)")
        .header(header::CONNECTION, "close")
        .body(Empty::new())
        .map_err(|_| Unfetched::NotWeb)
}

async fn send(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: Request<Empty<Bytes>>,
) -> Result<Response<Incoming>, Unfetched> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Unfetched::NoConnection)?;
    // Ends when the answer was read or dropped.
    tokio::spawn(connection);
    sender
        .send_request(request)
        .await
        .map_err(|_| Unfetched::NoConnection)
}

async fn image(answer: Response<Incoming>) -> Result<Image, Unfetched> {
    let bytes = Limited::new(answer.into_body(), LARGEST)
        .collect()
        .await
        .map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                Unfetched::TooLarge
            } else {
                Unfetched::NoConnection
            }
        })?
        .to_bytes();
    let media_type = files::raster(&bytes).ok_or(Unfetched::NoImage)?;
    Ok(Image { bytes, media_type })
}

#[cfg(test)]
mod tests;
