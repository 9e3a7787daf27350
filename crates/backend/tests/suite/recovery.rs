//! What was answered is there: after a restart, after a kill at any moment, on a full disk.

use crate::{process::Program, world::*};
use bandeja_contract::{endpoint::*, visitor::VisitorSnapshot, *};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Proves G8.
#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let mut world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let body = message("Sigo aquí", Seq(0));
    let sent = world
        .agent("ana")
        .ok(&SendMessage { conversation, body })
        .await;
    let before = crate::mirror::Mirror::fresh(&world.agent("ana")).await;
    world.restart().await;
    let ana = world.agent("ana");
    let mut after = crate::mirror::Mirror::fresh(&ana).await;
    assert_eq!(after.items[&sent.id], sent);
    let mut caught_up = before;
    caught_up.catch_up(&ana).await;
    after.catch_up(&ana).await;
    assert_eq!(caught_up, after, "the log goes on where it was");
    let client = crate::client::Client {
        bearer: visitor.client.bearer,
        ..world.nobody()
    };
    let told: VisitorSnapshot = client.get("/visitor/messages").await.read();
    assert_eq!(told.messages.len(), 2);
}

/// Proves A8: right after a start nobody could come back yet, so everybody counts.
#[tokio::test]
async fn just_after_a_start_nobody_is_told_that_nobody_is_there() {
    let mut world = World::new().await;
    let visitor = world.visitor().await;
    world.restart().await;
    let client = crate::client::Client {
        bearer: visitor.client.bearer,
        ..world.nobody()
    };
    let write = || json!({ "id": Uuid::now_v7(), "text": "Hola" });
    assert_eq!(client.post("/visitor/messages", &write()).await.status, 200);
    assert_eq!(world.newest(Status::Queued).await.preview, "Hola");
    world.clock.advance(31_000);
    assert_eq!(client.post("/visitor/messages", &write()).await.status, 200);
    assert_eq!(world.newest(Status::Expired).await.preview, "Hola");
}

/// Proves F1, F2: the server is killed while a visitor writes; whatever was answered is kept, and
/// asking again for what was not doubles nothing.
#[tokio::test]
async fn a_kill_at_any_moment_loses_nothing_and_doubles_nothing() {
    let folder = seeded().await;
    let (id, secret) = (Uuid::now_v7(), "ab".repeat(32));
    let bearer = format!("{id}.{secret}");
    let register =
        json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" });
    let mut sent = Vec::new();
    let mut pending: Option<(Uuid, String)> = None;
    for round in 0..12_u64 {
        let mut program = Program::start(folder.path(), None).await;
        let answer = program.post("/visitor/session", None, &register).await;
        assert_eq!(answer.map(|(status, _)| status), Some(200));
        // Another length of life each time, so that the end falls everywhere.
        let life = tokio::time::sleep(Duration::from_millis(20 + round * 7));
        tokio::pin!(life);
        loop {
            let (message, text) = pending
                .take()
                .unwrap_or_else(|| (Uuid::now_v7(), format!("mensaje {}", sent.len())));
            let body = json!({ "id": message, "text": text });
            let answered = tokio::select! {
                () = &mut life => None,
                answer = program.post("/visitor/messages", Some(&bearer), &body) => answer,
            };
            match answered {
                Some((200, _)) => sent.push(message),
                Some((status, text)) => panic!("{status}: {text}"),
                None => {
                    pending = Some((message, text));
                    break;
                }
            }
        }
        program.kill().await;
        assert_eq!(
            bandeja_backend::app::check(folder.path())
                .await
                .expect("opens"),
            [""; 0]
        );
    }
    let mut program = Program::start(folder.path(), None).await;
    let (mut kept, mut before) = (Vec::new(), None);
    loop {
        let query = before.map_or(String::new(), |before: Seq| format!("?before={before}"));
        let path = format!("/visitor/messages{query}");
        let (status, text) = program.get(&path, &bearer).await.expect("answers");
        assert_eq!(status, 200, "{text}");
        let page: VisitorSnapshot = serde_json::from_str(&text).expect("a page");
        before = page.messages.first().map(|message| message.position);
        let ids = page.messages.into_iter().map(|message| message.id.0);
        kept.splice(0..0, ids);
        if !page.more {
            break;
        }
    }
    // The one that was under way at the end may be there or not; nothing else may differ.
    let last = pending.map(|(id, _)| id);
    if kept.last().copied() == last {
        kept.pop();
    }
    assert!(sent.len() > 12, "{} messages", sent.len());
    assert_eq!(kept, sent, "lost 0, doubled 0, out of order 0");
    program.kill().await;
}

/// Proves F23: a full disk is said to be one; nothing that was answered is lost, and what was
/// refused is not there.
#[cfg(unix)]
#[tokio::test]
async fn on_a_full_disk_changes_are_refused_and_reading_goes_on() {
    let folder = seeded().await;
    let (id, secret) = (Uuid::now_v7(), "ab".repeat(32));
    let bearer = format!("{id}.{secret}");
    let register =
        json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" });
    let mut program = Program::start(folder.path(), Some(400)).await;
    let (status, text) = program
        .post("/visitor/session", None, &register)
        .await
        .expect("answers");
    assert_eq!(status, 200, "{text}");
    let mut sent = 0;
    let refused = loop {
        let body = json!({ "id": Uuid::now_v7(), "text": "ñ".repeat(4000) });
        let answer = program
            .post("/visitor/messages", Some(&bearer), &body)
            .await;
        match answer.expect("answers") {
            (200, _) => sent += 1,
            other => break other,
        }
        assert!(sent < 1000, "the disk is never full");
    };
    assert_eq!(refused.0, 503, "{}", refused.1);
    assert!(refused.1.contains("\"unavailable\""), "{}", refused.1);
    let (status, text) = program
        .get("/visitor/messages", &bearer)
        .await
        .expect("answers");
    let page: VisitorSnapshot = serde_json::from_str(&text).expect("a page");
    assert_eq!((status, page.messages.len()), (200, sent.min(50)));
    program.kill().await;
    let mut program = Program::start(folder.path(), None).await;
    let body = json!({ "id": Uuid::now_v7(), "text": "Ya hay sitio" });
    let answer = program
        .post("/visitor/messages", Some(&bearer), &body)
        .await;
    assert_eq!(answer.expect("answers").0, 200);
    program.kill().await;
    assert_eq!(
        bandeja_backend::app::check(folder.path())
            .await
            .expect("opens"),
        [""; 0]
    );
}

/// Proves that nothing is logged that should not be: no words, names, addresses, passwords, secrets.
#[tokio::test]
async fn the_log_tells_what_was_asked_and_never_with_which_words() {
    let folder = seeded().await;
    let program = Program::start(folder.path(), None).await;
    let (id, secret) = (Uuid::now_v7(), "ab".repeat(32));
    let bearer = format!("{id}.{secret}");
    let register =
        json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" });
    program
        .post("/visitor/session", None, &register)
        .await
        .expect("answers");
    let words = "mis palabras secretas";
    let write = json!({ "id": Uuid::now_v7(), "text": words });
    program
        .post("/visitor/messages", Some(&bearer), &write)
        .await
        .expect("answers");
    let sign_in = json!({ "email": "ana@demo.bandeja", "password": PASSWORD });
    let (status, _) = program
        .post("/session", None, &sign_in)
        .await
        .expect("answers");
    assert_eq!(status, 200);
    let wrong = json!({ "email": "ana@demo.bandeja", "password": "guess-the-word" });
    program
        .post("/session", None, &wrong)
        .await
        .expect("answers");
    program
        .post("/visitor/messages", Some(&bearer), &json!({ "id": words }))
        .await
        .expect("answers");
    program
        .get("/visitor/messages?before=77&word=unspoken", &bearer)
        .await
        .expect("answers");
    let log = program.stop().await;
    assert!(
        log.contains("/api/v1/visitor/messages") && log.contains("status=200"),
        "{log}"
    );
    let told = [
        words,
        "ana@",
        PASSWORD,
        "guess-the-word",
        &secret,
        "Ana Paredes",
        "unspoken",
        "=77",
    ];
    for word in told {
        assert!(!log.contains(word), "«{word}» in {log}");
    }
}

async fn seeded() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = bandeja_backend::seed::Plan {
        conversations: 5,
        sites: Vec::new(),
        mails: false,
        now: NOW,
    };
    bandeja_backend::seed::seed(folder.path(), &plan)
        .await
        .expect("seeds");
    folder
}
