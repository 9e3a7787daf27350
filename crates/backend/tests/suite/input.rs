//! Bad input of every kind: a document with a stable code, nothing kept.

use crate::{client::Client, world::*};
use axum::{body::Body, http::Request};
use bandeja_backend::{
    Config,
    config::Faults,
    limits::{Kind, Limits, Rate},
};
use bandeja_contract::{endpoint::*, *};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

async fn refusal(client: &Client, path: &str, body: impl ToString) -> (u16, &'static str, String) {
    let answer = client.request("POST", path, Some(body.to_string())).await;
    let field = match answer.status {
        200 => String::new(),
        _ => answer.read::<Problem>().field.unwrap_or_default(),
    };
    (answer.status, answer.code(), field)
}

#[tokio::test]
async fn what_is_no_json_of_the_right_shape_is_malformed() {
    let world = World::new().await;
    let (_, id) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let path = format!("/conversations/{id}/messages");
    let check = async |body: &str, field: &str| {
        let refused = refusal(&ana, &path, body).await;
        assert_eq!(refused, (400, "malformed", field.to_owned()), "{body}");
    };
    let message = Uuid::now_v7();
    check("", "").await;
    check("{", "").await;
    check("[]", "").await;
    check(r#"{"id":"x","text":"a","seen":0}"#, "/id").await;
    check(
        &format!(r#"{{"id":"{message}","text":7,"seen":0}}"#),
        "/text",
    )
    .await;
    check(
        &format!(r#"{{"id":"{message}","text":"a","seen":"0"}}"#),
        "/seen",
    )
    .await;
    check(
        &format!(r#"{{"id":"{message}","text":"a","seen":-1}}"#),
        "/seen",
    )
    .await;
    check(&format!(r#"{{"id":"{message}","text":"a"}}"#), "").await;
    check(
        &format!(r#"{{"id":"{message}","text":"\ud800","seen":0}}"#),
        "/text",
    )
    .await;
    let files = format!(r#"{{"id":"{message}","text":"a","seen":0,"attachments":["x"]}}"#);
    check(&files, "/attachments/0").await;
    check(
        &format!(r#"{{"id":"{message}","text":"a","seen":0}} more"#),
        "",
    )
    .await;
    let unknown = json!({ "id": message, "text": "a", "seen": 0, "colour": { "deep": [1] } });
    assert_eq!(
        refusal(&ana, &path, unknown).await.0,
        200,
        "unknown members are skipped"
    );
}

/// Proves M1.
#[tokio::test]
async fn a_text_keeps_to_its_channel() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let path = format!("/conversations/{id}/messages");
    let send = async |text: &str| {
        let body = json!({ "id": Uuid::now_v7(), "text": text, "seen": 0 });
        ana.post(&path, &body).await
    };
    for empty in ["", " \n\t ", "\0"] {
        let refused: Problem = send(empty).await.read();
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (Code::Empty, Some("/text"))
        );
    }
    let long = "ñ".repeat(4096);
    assert_eq!(send(&long).await.status, 200);
    let refused: Problem = send(&format!("{long}x")).await.read();
    assert_eq!((refused.code, refused.limit), (Code::TooLong, Some(4096)));
    let kept: Item = send(" a\0b\r\nc\u{7}\td ").await.read();
    assert_eq!(kept.text, "ab\nc\td");
    let hostile = "<script>alert(1)</script> \u{202e}evil 👩‍🚒 &amp; '); DROP TABLE items;--";
    assert_eq!(send(hostile).await.read::<Item>().text, hostile);
    let body = json!({ "id": Uuid::now_v7(), "text": "é".repeat(4097) });
    let refused: Problem = visitor.client.post("/visitor/messages", &body).await.read();
    assert_eq!((refused.code, refused.limit), (Code::TooLong, Some(4096)));
}

#[tokio::test]
async fn values_that_cannot_be_are_invalid() {
    let world = World::new().await;
    let (_, id) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let close = format!("/conversations/{id}/close");
    let closing = |reason: Value, note: Value| json!({ "id": Uuid::now_v7(), "reason": reason, "note": note });
    let reason = json!(world.reason().await);
    let check = async |body: Value| refusal(&ana, &close, body).await;
    assert_eq!(
        check(closing(json!(Uuid::now_v7()), Value::Null)).await,
        (422, "invalid", "/reason".to_owned())
    );
    assert_eq!(
        check(closing(reason.clone(), json!("x".repeat(2001)))).await,
        (422, "too_long", "/note".to_owned())
    );
    assert_eq!(
        check(closing(reason, json!("  "))).await.0,
        200,
        "a blank note is none"
    );
    for (path, code, field) in [
        ("/conversations", "malformed", "/status"),
        (
            "/conversations?status=gone&sort=newest",
            "invalid",
            "/status",
        ),
        (
            "/conversations?status=open&sort=upwards",
            "invalid",
            "/sort",
        ),
        (
            "/conversations?status=open&sort=newest&limit=0",
            "invalid",
            "/limit",
        ),
        (
            "/conversations?status=open&sort=newest&limit=201",
            "invalid",
            "/limit",
        ),
        (
            "/conversations?status=open&sort=newest&limit=ten",
            "malformed",
            "/limit",
        ),
        (
            "/conversations?status=open&sort=newest&offset=-1",
            "malformed",
            "/offset",
        ),
        (
            "/conversations?status=open&sort=newest&groups=x",
            "malformed",
            "/groups",
        ),
        (
            "/conversations?status=open&sort=newest&cursor=x",
            "invalid",
            "/cursor",
        ),
        ("/events", "malformed", "/after"),
        ("/events?after=1&wait=26", "invalid", "/wait"),
        ("/events?after=9007199254740993", "invalid", "/after"),
    ] {
        let refused: Problem = ana.get(path).await.read();
        assert_eq!(
            (refused.code.word(), refused.field.as_deref()),
            (code, Some(field)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn too_large_wrong_type_wrong_method_and_no_route_have_their_codes() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let large = json!({ "email": "x".repeat(2_000_001), "password": "" });
    let refused: Problem = ana.post("/session", &large).await.read();
    assert_eq!(
        (refused.code, refused.limit),
        (Code::TooLarge, Some(2_000_000))
    );
    let typed = |media: &str| {
        Request::post("/api/v1/session")
            .header("x-bandeja", "1")
            .header("content-type", media)
            .body(Body::from("{}"))
            .expect("a request")
    };
    assert_eq!(
        ana.send(typed("text/plain")).await.code(),
        "unsupported_type"
    );
    assert_eq!(
        ana.send(typed("application/json; charset=utf-8"))
            .await
            .code(),
        "malformed"
    );
    assert_eq!(
        ana.request("DELETE", "/snapshot", None).await.code(),
        "wrong_method"
    );
    assert_eq!(ana.get("/no/such/route").await.code(), "not_found");
    for id in ["x", "00000000-0000-0000-0000-000000000000", "%00", "..%2f"] {
        assert_eq!(
            ana.get(&format!("/conversations/{id}")).await.code(),
            "not_found",
            "{id}"
        );
    }
}

/// Foreign pages get nothing done and read nothing.
#[tokio::test]
async fn requests_of_foreign_pages_are_refused() {
    let named = "https://app.example".to_owned();
    let world = World::with(|config| Config {
        app_origins: vec![named.clone()],
        ..config
    })
    .await;
    let from = |origin: &str| Client {
        origin: Some(origin.to_owned()),
        ..world.agent("ana")
    };
    for foreign in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:7879",
        "https://app.example.evil",
    ] {
        let answer = from(foreign).post("/tickets", &Value::Null).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "foreign_origin"),
            "{foreign}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(
            from(foreign).get("/events?after=0&wait=0").await.code(),
            "foreign_origin"
        );
        assert_eq!(
            from(foreign).get("/realtime").await.code(),
            "foreign_origin"
        );
    }
    let answer = from(&named).get("/session").await;
    assert_eq!(answer.header("access-control-allow-origin"), named);
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert_eq!(
        from("http://localhost:7878").get("/session").await.status,
        200
    );
    let preflight = from(&named).request("OPTIONS", "/tickets", None).await;
    assert_eq!(preflight.status, 204);
    assert!(
        preflight
            .header("access-control-allow-headers")
            .contains("x-bandeja")
    );
    assert_eq!(
        from("https://evil.example")
            .request("OPTIONS", "/tickets", None)
            .await
            .status,
        403
    );
    // A form of another site sends neither an origin nor our header.
    let plain = Request::post("/api/v1/tickets")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        world.agent("ana").send(plain).await.code(),
        "foreign_origin"
    );
    let image = Request::get("/api/v1/snapshot")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        world.agent("ana").send(image).await.code(),
        "foreign_origin"
    );
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let few = |kind| {
        Limits::default().with(
            kind,
            Rate {
                times: 2,
                seconds: 60,
            },
        )
    };
    let world = World::with(|config| Config {
        limits: few(Kind::VisitorMessage),
        ..config
    })
    .await;
    let visitor = world.visitor().await;
    visitor.writes("uno").await;
    visitor.writes("dos").await;
    let body = json!({ "id": Uuid::now_v7(), "text": "tres" });
    let refused = visitor.client.post("/visitor/messages", &body).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "30"));
    assert_eq!(refused.read::<Problem>().retry_after, Some(30));
    world.clock.advance(30_000);
    assert_eq!(
        visitor.client.post("/visitor/messages", &body).await.status,
        200
    );
    let world = World::with(|config| Config {
        limits: few(Kind::VisitorCreate),
        ..config
    })
    .await;
    world.visitor().await;
    let second = world.visitor().await;
    let third = json!({
        "visitor": Uuid::now_v7(), "secret": "ab".repeat(32), "inbox": "demo-tienda", "locale": "en",
    });
    assert_eq!(
        world.nobody().post("/visitor/session", &third).await.status,
        429
    );
    let back = json!({
        "visitor": second.id, "secret": second.secret, "inbox": "demo-tienda", "locale": "en",
    });
    assert_eq!(
        world.nobody().post("/visitor/session", &back).await.status,
        200,
        "coming back is free"
    );
}

#[tokio::test]
async fn faults_happen_only_when_asked_for() {
    let faults = Faults {
        refuse_percent: 100,
        ..Faults::default()
    };
    let world = World::with(|config| Config { faults, ..config }).await;
    let ana = world.agent("ana");
    let refused = ana.refused(&MakeTicket).await;
    assert_eq!(
        (refused.code, refused.retry_after),
        (Code::Unavailable, Some(1))
    );
    assert_eq!(ana.get("/snapshot").await.status, 200);
    let delay = Duration::from_millis(30);
    let faults = Faults {
        delay,
        ..Faults::default()
    };
    let world = World::with(|config| Config { faults, ..config }).await;
    let begun = std::time::Instant::now();
    world.agent("ana").ok(&GetSnapshot).await;
    assert!(begun.elapsed() >= delay);
    // Done, but the answer is lost: asked again it is not done twice.
    let faults = Faults {
        lose_answer_percent: 100,
        ..Faults::default()
    };
    let world = World::with(|config| Config { faults, ..config }).await;
    let conversation = world.newest(Status::Queued).await.id;
    let call = Accept {
        conversation,
        body: operation(),
    };
    for _ in 0..2 {
        assert_eq!(
            world.agent("dora").refused(&call).await.code,
            Code::Unavailable
        );
    }
    let row = world
        .agent("dora")
        .ok(&GetConversation { conversation })
        .await;
    assert_eq!(row.status, Status::Open);
    let items = world.agent("dora").ok(&thread(conversation)).await.items;
    let accepted = items
        .iter()
        .filter(|item| item.happening == Some(Happening::Accepted));
    assert_eq!(accepted.count(), 1);
}
