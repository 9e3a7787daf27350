//! Files: in, on a message, out again.

use crate::{
    client::{Answer, Client},
    world::*,
};
use axum::{body::Body, http::Request};
use bandeja_contract::{endpoint::*, *};
use serde_json::json;
use uuid::Uuid;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

async fn upload(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    let request = Request::post(format!("/api/v1/attachments?name={name}"))
        .header("x-bandeja", "1")
        .header("content-type", "image/png")
        .body(Body::from(bytes.to_vec()))
        .expect("a request");
    client.send(request).await
}

async fn kept(client: &Client, name: &str, bytes: &[u8]) -> Attachment {
    let answer = upload(client, name, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.read()
}

fn with(attachments: Vec<AttachmentId>) -> NewMessage {
    NewMessage {
        attachments,
        ..message("", Seq(0))
    }
}

fn files(world: &World) -> Vec<std::path::PathBuf> {
    let folder = world.data.join("files");
    let inner = std::fs::read_dir(folder)
        .expect("lists")
        .flatten()
        .map(|entry| entry.path());
    inner
        .flat_map(|path| std::fs::read_dir(path).expect("lists"))
        .flatten()
        .map(|e| e.path())
        .collect()
}

/// Proves M3, T7.
#[tokio::test]
async fn a_file_goes_to_the_customer_with_its_message() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let file = kept(&ana, "una%20foto%20%C3%B1.png", PNG).await;
    assert_eq!(
        (file.name.as_str(), file.media_type.as_str()),
        ("una foto ñ.png", "image/png")
    );
    assert_eq!(file.size, PNG.len() as u64);
    let sent = ana
        .ok(&SendMessage {
            conversation,
            body: with(vec![file.id]),
        })
        .await;
    assert_eq!(sent.attachments, vec![file.clone()]);
    assert_eq!(
        visitor.sees().await.messages[1].attachments,
        vec![file.clone()]
    );
    let row = ana.ok(&GetConversation { conversation }).await;
    assert_eq!(row.preview, "una foto ñ.png");
    let path = format!("/attachments/{}", file.id);
    for client in [&ana, &visitor.client] {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, answer.bytes.as_slice()), (200, PNG));
        assert_eq!(answer.header("content-type"), "image/png");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("sandbox; default-src 'none'")
        );
        assert_eq!(
            answer.header("content-disposition"),
            "inline; filename=\"una foto _.png\"; filename*=UTF-8''una%20foto%20%C3%B1.png"
        );
    }
    let range = Request::get(format!("/api/v1{path}"))
        .header("range", "bytes=1-3")
        .body(Body::empty())
        .expect("a request");
    let part = ana.send(range).await;
    assert_eq!(
        (part.status, part.bytes.as_slice()),
        (206, b"PNG".as_slice())
    );
    assert_eq!(
        part.header("content-range"),
        format!("bytes 1-3/{}", PNG.len())
    );
}

#[tokio::test]
async fn what_a_file_is_decides_how_it_is_served() {
    let world = World::new().await;
    let ana = world.agent("ana");
    for (name, bytes, media, shown) in [
        (
            "a.png",
            b"<svg xmlns='x' onload='alert(1)'/>".as_slice(),
            "text/plain",
            false,
        ),
        (
            "a.jpg",
            b"<!DOCTYPE html><script>alert(1)</script>",
            "text/html",
            false,
        ),
        ("a.pdf", b"%PDF-1.4 x", "application/pdf", false),
        ("a", b"\xff\xfe\0\x01", "application/octet-stream", false),
    ] {
        let file = kept(&ana, name, bytes).await;
        assert_eq!(file.media_type, media, "{name}");
        let answer = ana.get(&format!("/attachments/{}", file.id)).await;
        assert_eq!(
            answer.header("content-disposition").starts_with("inline"),
            shown,
            "{name}"
        );
    }
    let mut program = b"MZ".to_vec();
    program.resize(300, 0);
    assert_eq!(
        upload(&ana, "foto.png", &program).await.code(),
        "unsupported_type"
    );
}

#[tokio::test]
async fn sizes_and_names_have_limits() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let largest = vec![b'a'; 10_000_000];
    assert_eq!(upload(&ana, "a.txt", &largest).await.status, 200);
    let mut more = largest;
    more.push(b'a');
    let refused: Problem = upload(&ana, "a.txt", &more).await.read();
    assert_eq!(
        (refused.code, refused.limit),
        (Code::TooLarge, Some(10_000_000))
    );
    assert_eq!(upload(&ana, "a.txt", b"").await.code(), "empty");
    assert_eq!(
        upload(&ana, &"x".repeat(256), b"x").await.code(),
        "too_long"
    );
    assert_eq!(upload(&ana, "", b"x").await.code(), "empty");
    assert_eq!(
        kept(&ana, "..%2f..%2fetc%2fpasswd", b"x").await.name,
        "passwd"
    );
    assert_eq!(
        files(&world).len(),
        2,
        "two contents, nothing left half-way"
    );
}

/// Others' files cannot be sent, nor one's own twice.
#[tokio::test]
async fn only_ones_own_unsent_files_go_with_a_message() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let (ana, olga) = (world.agent("ana"), world.agent("olga"));
    let (mine, hers) = (
        kept(&ana, "a.txt", b"a").await.id,
        kept(&olga, "b.txt", b"b").await.id,
    );
    let refused = async |ids: Vec<AttachmentId>| {
        let problem = ana
            .refused(&SendMessage {
                conversation,
                body: with(ids),
            })
            .await;
        (problem.code, problem.field.unwrap_or_default())
    };
    let invalid = |at: usize| (Code::Invalid, format!("/attachments/{at}"));
    assert_eq!(refused(vec![hers]).await, invalid(0));
    assert_eq!(refused(vec![mine, mine]).await, invalid(1));
    assert_eq!(
        refused(vec![AttachmentId(Uuid::now_v7())]).await,
        invalid(0)
    );
    assert_eq!(
        refused(vec![mine; 11]).await,
        (Code::Invalid, "/attachments".to_owned())
    );
    assert_eq!(
        ana.get(&format!("/attachments/{hers}")).await.code(),
        "not_found"
    );
    ana.ok(&SendMessage {
        conversation,
        body: with(vec![mine]),
    })
    .await;
    assert_eq!(refused(vec![mine]).await, invalid(0));
    let text = json!({ "id": Uuid::now_v7(), "text": "", "seen": 0, "attachments": [] });
    let path = format!("/conversations/{conversation}/messages");
    assert_eq!(ana.post(&path, &text).await.code(), "empty");
}

#[tokio::test]
async fn the_same_content_is_kept_once_and_what_was_never_sent_goes_after_a_week() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let first = kept(&ana, "a.txt", b"the same").await;
    let second = kept(&ana, "b.txt", b"the same").await;
    let third = kept(&ana, "c.txt", b"another").await;
    assert_ne!(first.id, second.id);
    assert_eq!(files(&world).len(), 2);
    ana.ok(&SendMessage {
        conversation,
        body: with(vec![second.id]),
    })
    .await;
    world.app.prune().await.expect("prunes");
    assert_eq!(
        files(&world).len(),
        2,
        "a file waits as long as an outbox may"
    );
    world.clock.advance(9 * 24 * 3_600_000);
    world.app.prune().await.expect("prunes");
    assert_eq!(files(&world).len(), 1);
    let email = "ana@demo.bandeja".to_owned();
    let answer = ana
        .call(&SignIn {
            email,
            password: PASSWORD.to_owned(),
        })
        .await;
    let ana = Client {
        cookie: Some(cookie_of(answer.header("set-cookie"))),
        ..world.nobody()
    };
    assert_eq!(
        ana.get(&format!("/attachments/{}", second.id)).await.bytes,
        b"the same"
    );
    for gone in [first.id, third.id] {
        assert_eq!(
            ana.get(&format!("/attachments/{gone}")).await.code(),
            "not_found"
        );
    }
}
