//! Everything twice: the same answer, to the byte, and nothing doubled.

use crate::{client::Client, world::*};
use bandeja_contract::{endpoint::*, *};
use serde_json::{Value, json};
use uuid::Uuid;

/// Does it twice and answers what was said; the second time nothing may change.
async fn twice(world: &World, client: &Client, path: &str, body: &Value) -> String {
    let first = client.post(path, body).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let head = world.agent("dora").ok(&GetSnapshot).await.seq;
    let second = client.post(path, body).await;
    assert_eq!((second.status, second.text()), (200, first.text()));
    assert_eq!(
        world.agent("dora").ok(&GetSnapshot).await.seq,
        head,
        "no event the second time"
    );
    first.text()
}

/// Proves M11: a message asked for twice is sent once, whatever was seen meanwhile.
#[tokio::test]
async fn a_message_sent_twice_is_there_once() {
    let world = World::new().await;
    let (_, id) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let path = format!("/conversations/{id}/messages");
    let message = Uuid::now_v7();
    let body = json!({ "id": message, "text": "Buenas tardes", "seen": 0 });
    let first = twice(&world, &ana, &path, &body).await;
    // What was seen, and «anyway», are no part of what is compared.
    let again = json!({ "id": message, "text": "Buenas tardes", "seen": 99, "anyway": true });
    assert_eq!(ana.post(&path, &again).await.text(), first);
    let other = json!({ "id": message, "text": "Otra cosa", "seen": 0 });
    let refused = ana.post(&path, &other).await;
    assert_eq!((refused.status, refused.code()), (422, "key_reused"));
    let items = ana.ok(&thread(id)).await.items;
    assert_eq!(items.iter().filter(|item| item.id.0 == message).count(), 1);
    assert_eq!(
        items.iter().filter(|item| item.text == "Otra cosa").count(),
        0
    );
}

/// Proves M11: also when both are asked for at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_message_from_two_tabs_at_once_is_there_once() {
    let world = World::new().await;
    let (_, id) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let path = format!("/conversations/{id}/messages");
    for _ in 0..20 {
        let body = json!({ "id": Uuid::now_v7(), "text": "¿Sigue ahí?", "seen": 0 });
        let tabs: Vec<_> = (0..4)
            .map(|_| {
                let (ana, path, body) = (ana.clone(), path.clone(), body.clone());
                tokio::spawn(async move { ana.post(&path, &body).await.text() })
            })
            .collect();
        let mut answers = Vec::new();
        for tab in tabs {
            answers.push(tab.await.expect("ends"));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
    }
    let items = ana.ok(&thread(id)).await.items;
    assert_eq!(
        items
            .iter()
            .filter(|item| item.text == "¿Sigue ahí?")
            .count(),
        20
    );
}

/// Proves L5, A5.
#[tokio::test]
async fn accepting_and_closing_twice_is_accepting_and_closing_once() {
    let world = World::new().await;
    let (_, id) = world.queued().await;
    let ana = world.agent("ana");
    let body = json!({ "id": Uuid::now_v7() });
    let path = format!("/conversations/{id}/accept");
    twice(&world, &ana, &path, &body).await;
    // Another operation of the one who has it already: theirs it stays.
    let again = ana.post(&path, &json!({ "id": Uuid::now_v7() })).await;
    assert_eq!(
        (
            again.status,
            again.read::<Conversation>().assignee.is_some()
        ),
        (200, true)
    );
    let reason = world.reason().await;
    let body = json!({ "id": Uuid::now_v7(), "reason": reason, "note": "Hecho" });
    twice(&world, &ana, &format!("/conversations/{id}/close"), &body).await;
    let items = ana.ok(&thread(id)).await.items;
    let told: Vec<_> = items.iter().filter_map(|item| item.happening).collect();
    assert_eq!(
        told,
        [Happening::Started, Happening::Accepted, Happening::Closed]
    );
    let close = format!("/conversations/{id}/close");
    let other = json!({ "id": Uuid::now_v7(), "reason": reason });
    assert_eq!(ana.post(&close, &other).await.code(), "wrong_status");
}

/// Proves G8 on the visitor's side.
#[tokio::test]
async fn a_visitors_message_sent_twice_is_there_once() {
    let world = World::new().await;
    world.somebody_is_there().await;
    let visitor = world.visitor().await;
    let body = json!({ "id": Uuid::now_v7(), "text": "Hola" });
    twice(&world, &visitor.client, "/visitor/messages", &body).await;
    assert_eq!(visitor.sees().await.messages.len(), 1);
    let other = json!({ "id": body["id"], "text": "Otra" });
    assert_eq!(
        visitor
            .client
            .post("/visitor/messages", &other)
            .await
            .code(),
        "key_reused"
    );
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let world = World::new().await;
    let (_, id) = world.taken_by("bruno").await;
    let body = json!({ "id": Uuid::now_v7(), "text": "Hola", "seen": 0 });
    let path = format!("/conversations/{id}/messages");
    let ana = world.agent("ana");
    assert_eq!(ana.post(&path, &body).await.code(), "forbidden");
    // The same id from somebody who may.
    assert_eq!(world.agent("bruno").post(&path, &body).await.status, 200);
    assert_eq!(ana.post(&path, &body).await.code(), "forbidden");
}

/// An id belongs to one message of one conversation for ever, also after its answer is forgotten.
#[tokio::test]
async fn after_a_week_an_old_id_is_still_taken() {
    let world = World::new().await;
    let (visitor, _) = world.queued().await;
    let body = json!({ "id": Uuid::now_v7(), "text": "Hola de nuevo" });
    assert_eq!(
        visitor.client.post("/visitor/messages", &body).await.status,
        200
    );
    world.clock.advance(9 * 24 * 3_600_000);
    world.app.prune().await.expect("prunes");
    assert_eq!(
        visitor.client.post("/visitor/messages", &body).await.code(),
        "key_reused"
    );
    assert_eq!(visitor.sees().await.messages.len(), 2);
}
