//! Behind a proxy: whose word counts of addresses and https.

use crate::{process::Program, world::*};
use axum::{body::Body, extract::ConnectInfo, http::Request};
use bandeja_backend::{
    Config,
    limits::{Kind, Limits, Rate},
};
use serde_json::json;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

fn behind(config: Config, public_url: &str) -> Config {
    Config {
        public_url: public_url.to_owned(),
        trusted_proxies: vec!["10.0.0.0/8".parse().expect("a network")],
        ..config
    }
}

/// A request that came over the network from `peer`.
fn from(peer: &str, mut request: Request<Body>) -> Request<Body> {
    let peer: SocketAddr = format!("{peer}:1").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

fn sign_in(headers: &[(&str, &str)], password: &str) -> Request<Body> {
    let mut request = Request::post("/api/v1/session")
        .header("x-bandeja", "1")
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = json!({ "email": "ana@demo.bandeja", "password": password });
    request
        .body(Body::from(body.to_string()))
        .expect("a request")
}

/// Proves that limits count the client's machine behind a trusted proxy, and that nobody escapes
/// them by writing the header alone.
#[tokio::test]
async fn limits_count_the_machine_that_a_trusted_proxy_names() {
    let world = World::with(|config| Config {
        limits: Limits::default().with(
            Kind::SignInHost,
            Rate {
                times: 2,
                seconds: 1000,
            },
        ),
        ..behind(config, "https://chat.example")
    })
    .await;
    let attempt = async |peer: &str, address: &str| {
        let request = sign_in(&[("x-forwarded-for", address)], "wrong-password");
        world.nobody().send(from(peer, request)).await.code()
    };
    for (peer, address, expected) in [
        ("10.0.0.1", "1.1.1.1", "wrong_password"),
        ("10.0.0.2", "6.6.6.6, 1.1.1.1", "wrong_password"),
        ("10.0.0.1", "7.7.7.7, 1.1.1.1", "rate_limited"),
        ("10.0.0.1", "1.1.1.1, 2.2.2.2", "wrong_password"),
        ("9.9.9.9", "3.3.3.3", "wrong_password"),
        ("9.9.9.9", "4.4.4.4", "wrong_password"),
        ("9.9.9.9", "5.5.5.5", "rate_limited"),
    ] {
        let told = attempt(peer, address).await;
        assert_eq!(told, expected, "{peer} {address}");
    }
}

/// Proves that cookies are bound to https where a trusted proxy says that it is spoken, and only
/// there.
#[tokio::test]
async fn cookies_are_for_https_where_a_trusted_proxy_says_so() {
    let world = World::with(|config| behind(config, "http://127.0.0.1:7878")).await;
    for (peer, proto, expected) in [
        ("10.0.0.1", "https", "__Host-session="),
        ("10.0.0.1", "http", "session="),
        ("9.9.9.9", "https", "session="),
    ] {
        let request = sign_in(&[("x-forwarded-proto", proto)], PASSWORD);
        let answer = world.nobody().send(from(peer, request)).await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with(expected), "{peer} {proto}: {cookie}");
        let secure = expected.starts_with("__Host");
        assert_eq!(cookie.contains("; Secure;"), secure, "{cookie}");
        let hsts = answer.header("strict-transport-security");
        assert_eq!(!hsts.is_empty(), secure);
        // And the session is found again on the same way only.
        let token = cookie_of(cookie);
        let ask = |name: &str| {
            let request = Request::get("/api/v1/session")
                .header("x-forwarded-proto", proto)
                .header("cookie", format!("{name}{token}"))
                .body(Body::empty())
                .expect("a request");
            from(peer, request)
        };
        let answer = world.nobody().send(ask(expected)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let other = if secure {
            "session="
        } else {
            "__Host-session="
        };
        assert_eq!(world.nobody().send(ask(other)).await.status, 401);
    }
}

/// Proves that a workspace on https answers nothing that came without: pages lead there, and the
/// API refuses before it reads a password.
#[tokio::test]
async fn on_https_nothing_is_answered_without() {
    let world = World::with(|config| behind(config, "https://chat.example")).await;
    let page = |peer: &str| {
        let request = Request::get("/c/1?x=y")
            .header("x-forwarded-proto", "http")
            .body(Body::empty())
            .expect("a request");
        from(peer, request)
    };
    let answer = world.nobody().send(page("10.0.0.1")).await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header("location"), "https://chat.example/c/1?x=y");
    assert_eq!(world.nobody().send(page("9.9.9.9")).await.status, 404);
    let request = sign_in(&[("x-forwarded-proto", "http")], PASSWORD);
    let answer = world.nobody().send(from("10.0.0.1", request)).await;
    assert_eq!(
        (answer.code(), answer.header("set-cookie")),
        ("foreign_origin", "")
    );
}

/// Proves the same over a real connection, by the switch of the command line: the log tells the
/// client's address.
#[tokio::test]
async fn the_log_tells_the_address_that_a_trusted_proxy_names() {
    for (trusted, expected, other) in [
        ("127.0.0.0/8", "from=1.2.3.4", "from=127.0.0.1"),
        ("192.0.2.1", "from=127.0.0.1", "from=1.2.3.4"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let program = Program::start_with(folder.path(), None, &["--trusted-proxy", trusted]).await;
        let mut stream = TcpStream::connect(program.address())
            .await
            .expect("connects");
        let request = format!(
            "GET /api/v1/openapi.json HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\
             x-forwarded-for: 8.8.8.8, 1.2.3.4\r\n\r\n",
            program.address()
        );
        stream.write_all(request.as_bytes()).await.expect("writes");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("reads");
        assert!(answer.starts_with(b"HTTP/1.1 200"));
        let log = program.stop().await;
        assert!(log.contains(expected) && !log.contains(other), "{log}");
        assert!(!log.contains("8.8.8.8"), "{log}");
    }
}
