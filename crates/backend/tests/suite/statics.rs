//! The app's files, the panel's page, and the headers of every answer.

use crate::{client::Answer, world::*};
use axum::{body::Body, http::Request};
use bandeja_backend::Config;
use std::{fs, path::Path};
use tower::ServiceExt;

const PANEL: &str = r#"<!doctype html><head><meta name="bandeja-inbox" content=""></head>"#;

fn dist() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("makes");
        fs::write(path, text).expect("writes");
    };
    write("index.html", "<!doctype html>app");
    write("app-0123456789abcdef.js", "app()");
    write("app-0123456789abcdef.js.br", "packed");
    write("bandeja.js", "loader()");
    write("widget/index.html", PANEL);
    write("widget/panel-0123456789abcdef.js", "panel()");
    write(".secret", "no");
    folder
}

async fn serving(dist: &Path) -> World {
    let static_dir = Some(dist.to_owned());
    World::with(|config| Config {
        static_dir,
        ..config
    })
    .await
}

async fn get(world: &World, path: &str, header: Option<(&str, &str)>) -> Answer {
    let mut request = Request::get(path);
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    world
        .nobody()
        .send(request.body(Body::empty()).expect("a request"))
        .await
}

/// Proves G3.
#[tokio::test]
async fn every_path_of_the_app_is_its_page_and_files_are_files() {
    let dist = dist();
    let world = serving(dist.path()).await;
    for path in [
        "/",
        "/bandeja/open",
        "/c/01890000-0000-7000-8000-000000000000?tab=open",
    ] {
        let page = get(&world, path, None).await;
        assert_eq!(
            (page.status, page.text().as_str()),
            (200, "<!doctype html>app"),
            "{path}"
        );
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        let policy = page.header("content-security-policy");
        for directive in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval';",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(directive), "{directive} in {policy}");
        }
        assert!(!policy.contains("'unsafe-eval'") && !policy.contains("script-src 'self' 'unsafe"));
    }
    let file = get(&world, "/app-0123456789abcdef.js", None).await;
    assert_eq!((file.status, file.text().as_str()), (200, "app()"));
    assert_eq!(
        file.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        file.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let packed = get(
        &world,
        "/app-0123456789abcdef.js",
        Some(("accept-encoding", "gzip, br")),
    )
    .await;
    assert_eq!(
        (packed.text().as_str(), packed.header("content-encoding")),
        ("packed", "br")
    );
    let again = get(
        &world,
        "/",
        Some(("if-none-match", get(&world, "/", None).await.header("etag"))),
    )
    .await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(get(&world, "/config.json", None).await.text(), "{}");
    for gone in [
        "/old-fedcba9876543210.js",
        "/.secret",
        "/%2e%2e/Cargo.toml",
        "/..%2fx.y",
        "/api/v1/nothing",
    ] {
        assert_eq!(get(&world, gone, None).await.status, 404, "{gone}");
    }
}

/// Proves W1: the loader may be loaded by any site, and nothing else may.
#[tokio::test]
async fn only_the_loader_is_for_other_sites() {
    let dist = dist();
    let world = serving(dist.path()).await;
    let loader = get(&world, "/bandeja.js", None).await;
    assert_eq!(
        loader.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(loader.header("cache-control"), "public, max-age=3600");
    for path in ["/", "/app-0123456789abcdef.js", "/api/v1/openapi.json"] {
        let answer = get(&world, path, None).await;
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors"),
            "{path}"
        );
    }
}

/// Proves W1, W3: only the sites of an inbox may show its panel, which brings what it has to know.
#[tokio::test]
async fn the_panel_is_shown_by_the_sites_of_its_inbox() {
    let dist = dist();
    let world = serving(dist.path()).await;
    let page = get(
        &world,
        "/widget/demo-tienda?host=http%3A%2F%2Flocalhost%3A7879",
        None,
    )
    .await;
    assert_eq!(
        (page.status, page.header("cache-control")),
        (200, "no-store")
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.ends_with("frame-ancestors http://localhost:7879"),
        "{policy}"
    );
    let text = page.text();
    let about = text
        .split("content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let about = about.expect("filled in").replace("&quot;", "\"");
    let about: serde_json::Value = serde_json::from_str(&about).expect("json");
    assert_eq!(about["key"], "demo-tienda");
    assert_eq!(about["team"], "Tienda en línea");
    assert_eq!(about["online"], false);
    assert_eq!(about["origins"][0], "http://localhost:7879");
    let file = get(&world, "/widget-assets/panel-0123456789abcdef.js", None).await;
    assert_eq!((file.status, file.text().as_str()), (200, "panel()"));
    assert_eq!(
        get(&world, "/widget-assets/../index.html", None)
            .await
            .status,
        404
    );
    assert_eq!(
        get(&world, "/widget-assets/%2e%2e/index.html", None)
            .await
            .status,
        404
    );
}

/// Proves W5 of the security rows: unknown and switched off look the same.
#[tokio::test]
async fn unknown_and_switched_off_keys_answer_the_same_bytes() {
    let dist = dist();
    let world = serving(dist.path()).await;
    let unknown = get(&world, "/widget/no-such-key", None).await;
    let world = World::with_statement(
        "UPDATE inboxes SET enabled = 0 WHERE site_key = 'demo-tienda'",
        |config| Config {
            static_dir: Some(dist.path().to_owned()),
            ..config
        },
    )
    .await;
    let off = get(&world, "/widget/demo-tienda", None).await;
    assert_eq!((unknown.status, &unknown.bytes), (404, &off.bytes));
    assert_eq!(
        unknown.header("content-security-policy"),
        off.header("content-security-policy")
    );
    assert!(
        off.header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn without_an_app_it_is_a_backend_only() {
    let world = World::new().await;
    let router = world.app.router();
    for path in ["/", "/widget/demo-tienda", "/bandeja.js"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("never fails");
        assert_eq!(answer.status(), 404, "{path}");
    }
}
