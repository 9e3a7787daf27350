//! Bodies of mails: who may have the address, what it opens, what it is served with.

use crate::{post::*, world::*};
use bandeja_backend::{admin::Admin, config::Faults};
use bandeja_contract::{endpoint::*, *};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Proves E16 and decisions 1 to 3 of RELIABILITY: the document, its policy and its headers, which
/// nothing on the way out weakens.
#[tokio::test]
async fn a_body_is_a_document_of_its_own() {
    let world = World::with(|config| bandeja_backend::Config {
        app_origins: vec!["https://app.example".to_owned()],
        ..config
    })
    .await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&with_image("Foto")).await;
    let capability = post.capability("bruno", taken.item, false).await;
    let answer = world
        .nobody()
        .get(&format!("/mail/{capability}/body"))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let html = answer.text();
    assert!(html.contains("Mire la foto:") && html.contains("lang=\"en\""));
    assert!(html.contains("src=\"inline/"), "{html}");
    for never in ["robar", "127.0.0.1:9", "remote/", "onerror"] {
        assert!(!html.contains(never), "{never}: {html}");
    }
    assert!(html.contains("Earlier messages"));
    let policy = answer.header("content-security-policy");
    for part in [
        "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox;",
        "default-src 'none'",
        "script-src 'sha256-",
        &format!("img-src data: http://127.0.0.1:7878/api/v1/mail/{capability}/"),
        "form-action 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(
        !policy.contains("allow-same-origin") && !policy.contains('*'),
        "{policy}"
    );
    let (_, ancestors) = policy.split_once("frame-ancestors").expect("ancestors");
    assert!(
        ancestors.contains("https://app.example") && ancestors.contains("http://127.0.0.1:7878")
    );
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-dns-prefetch-control", "off"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("cache-control", "private, no-store"),
        ("access-control-allow-origin", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
        assert!(
            answer.headers.get_all(name).iter().count() <= 1,
            "{name} once"
        );
    }
    let n = html
        .split("src=\"inline/")
        .nth(1)
        .expect("one")
        .split('"')
        .next()
        .expect("a number");
    let image = world
        .nobody()
        .get(&format!("/mail/{capability}/inline/{n}"))
        .await;
    assert_eq!(
        (image.status, image.header("content-type")),
        (200, "image/png")
    );
    assert!(image.bytes.starts_with(b"\x89PNG"));
    let policy = image.header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    );
    assert_eq!(image.header("cross-origin-resource-policy"), "cross-origin");
    // What the frame, of opaque origin, sends for its images.
    let request = axum::http::Request::get(format!("/api/v1/mail/{capability}/inline/{n}"))
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::empty())
        .expect("a request");
    assert_eq!(world.nobody().send(request).await.status, 200);
}

/// Proves DESIGN's exception for URLs: one object, one session, five minutes.
#[tokio::test]
async fn a_capability_is_of_one_mail_one_session_and_five_minutes() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&with_image("Foto")).await;
    let opens = async |capability: &str| {
        let path = format!("/mail/{capability}/body");
        world.nobody().get(&path).await.status
    };
    let bruno = post.capability("bruno", taken.item, false).await;
    let carla = post.capability("carla", taken.item, false).await;
    let nuria = post.capability("nuria", taken.item, false).await;
    assert_eq!(opens(&bruno).await, 200);
    for forged in [
        bruno[1..].to_owned(),
        format!("{bruno}A"),
        "A".repeat(bruno.len()),
        String::from("x"),
    ] {
        assert_eq!(opens(&forged).await, 404);
    }
    // A session that ends takes its addresses with it, and nobody else's.
    world.agent("carla").ok(&SignOut).await;
    assert_eq!((opens(&carla).await, opens(&bruno).await), (404, 200));
    // Somebody who is out of the group, and somebody who is switched off.
    let mut admin = Admin::open(&world.data).await.expect("opens");
    admin
        .set_groups("nuria@demo.bandeja", &["Tienda en línea".to_owned()])
        .await
        .expect("set");
    world.app.look().await;
    assert_eq!(opens(&nuria).await, 404);
    let dora = post.capability("dora", taken.item, false).await;
    admin
        .set_disabled("dora@demo.bandeja", true)
        .await
        .expect("set");
    world.app.look().await;
    assert_eq!(opens(&dora).await, 404);
    world.clock.advance(300_000);
    assert_eq!(opens(&bruno).await, 200);
    world.clock.advance(1);
    assert_eq!(opens(&bruno).await, 404);
}

/// Proves that sight lost is sight of the body lost, at once.
#[tokio::test]
async fn a_conversation_that_moves_away_takes_its_bodies_with_it() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&with_image("Foto")).await;
    let nuria = post.capability("nuria", taken.item, false).await;
    let shop = world.group("Tienda en línea").await;
    world
        .app
        .move_to_group(taken.conversation, shop)
        .await
        .expect("moves");
    for tail in ["body", "inline/0", "inline/1"] {
        let answer = world.nobody().get(&format!("/mail/{nuria}/{tail}")).await;
        assert_eq!(answer.status, 404, "{tail}");
    }
}

/// Proves E16: remote images come on request only, and through the proxy only.
#[tokio::test]
async fn remote_images_come_when_asked_for_and_through_the_proxy() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("listens");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        while let Ok((mut stream, _)) = listener.accept().await {
            ASKED.fetch_add(1, Ordering::SeqCst);
            let mut request = [0; 2048];
            let read = stream.read(&mut request).await.expect("reads");
            assert!(
                !request[..read]
                    .windows(7)
                    .any(|w| w.eq_ignore_ascii_case(b"referer"))
            );
            let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", png.len());
            stream.write_all(head.as_bytes()).await.expect("writes");
            stream.write_all(png).await.expect("writes");
        }
    });
    let world = World::with(|config| bandeja_backend::Config {
        faults: Faults {
            proxy_reaches_loopback: true,
            ..Faults::default()
        },
        ..config
    })
    .await;
    let post = Post::open(&world).await;
    let raw = String::from_utf8(with_image("Foto")).expect("text");
    let raw = raw.replace("127.0.0.1:9", &format!("127.0.0.1:{port}"));
    let taken = post.hands_in(raw.as_bytes()).await;
    let without = post.capability("bruno", taken.item, false).await;
    let with = post.capability("bruno", taken.item, true).await;
    let get = async |path: String| world.nobody().get(&path).await;
    assert!(
        !get(format!("/mail/{without}/body"))
            .await
            .text()
            .contains("remote/")
    );
    assert_eq!(get(format!("/mail/{without}/remote/0")).await.status, 404);
    assert!(
        get(format!("/mail/{with}/body"))
            .await
            .text()
            .contains("src=\"remote/0\"")
    );
    assert_eq!(
        ASKED.load(Ordering::SeqCst),
        0,
        "nothing was fetched so far"
    );
    let image = get(format!("/mail/{with}/remote/0")).await;
    assert_eq!(
        (image.status, image.header("content-type")),
        (200, "image/png")
    );
    assert_eq!(
        image.header("content-security-policy"),
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    );
    assert_eq!(image.header("x-content-type-options"), "nosniff");
    assert_eq!(ASKED.load(Ordering::SeqCst), 1);
    assert_eq!(get(format!("/mail/{with}/remote/1")).await.status, 404);
}

/// Proves that only mails have bodies, and only languages of ours are spoken.
#[tokio::test]
async fn a_wish_must_fit() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Hola", &[])).await;
    let bruno = world.agent("bruno");
    let wish = |language: &str| serde_json::json!({ "theme": "dark", "language": language });
    let path = format!("/items/{}/body", taken.item);
    let answer = bruno.post(&path, &wish("xx")).await;
    assert_eq!((answer.status, answer.code()), (422, "invalid"));
    assert_eq!(bruno.post(&path, &wish("pt-BR")).await.status, 200);
    let (_, conversation) = world.taken_by("bruno").await;
    let chat = bruno.ok(&thread(conversation)).await.items[1].id;
    assert_eq!(
        bruno
            .post(&format!("/items/{chat}/body"), &wish("es"))
            .await
            .status,
        404
    );
    let item: Item = post.item("bruno", &taken).await;
    assert!(item.mail.is_some());
}
