//! What ended long ago goes, and nothing else.

use crate::{contacts::files_below, mirror::Mirror, world::*};
use bandeja_backend::Config;
use bandeja_contract::{endpoint::*, *};
use std::time::Duration;

const HOUR: i64 = 3_600_000;

async fn world() -> World {
    World::with(|config| Config {
        keep_closed: Some(Duration::from_secs(48 * 3600)),
        ..config
    })
    .await
}

/// Proves that a closed conversation goes when its time is over, not before, with case, visitor,
/// contact and file; that open ones stay however old; and that a follower links to nothing.
#[tokio::test]
async fn closed_conversations_go_when_their_time_is_over() {
    let world = world().await;
    let dora = world.agent("dora");
    world.app.prune().await.expect("prunes");
    let (visitor, old) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let request = axum::http::Request::post("/api/v1/attachments?name=a.txt")
        .header("x-bandeja", "1")
        .body("Ficha".into())
        .expect("a request");
    let file: Attachment = ana.send(request).await.read();
    let body = NewMessage {
        attachments: vec![file.id],
        ..message("Aquí va", Seq(1 << 50))
    };
    ana.ok(&SendMessage {
        conversation: old,
        body,
    })
    .await;
    let body = closing(world.reason().await);
    ana.ok(&Close {
        conversation: old,
        body,
    })
    .await;
    let (leaving, alone) = world.taken_by("ana").await;
    let body = closing(world.reason().await);
    ana.ok(&Close {
        conversation: alone,
        body,
    })
    .await;
    visitor.writes("Y otra cosa").await;
    // Ana is there, and keeps the contact (A2).
    let young = world.newest(Status::Open).await;
    assert_eq!(young.follows, Some(old));
    let before = Mirror::fresh(&dora).await;
    let open = |mirror: &Mirror| {
        mirror
            .conversations
            .values()
            .filter(|row| row.status != Status::Closed)
            .count()
    };

    world.clock.advance(48 * HOUR);
    world.app.prune().await.expect("prunes");
    let mirror = Mirror::fresh(&dora).await;
    assert!(
        mirror.conversations.contains_key(&old),
        "its time is not over"
    );

    world.clock.advance(1);
    world.app.prune().await.expect("prunes");
    let mirror = Mirror::fresh(&dora).await;
    assert!(!mirror.conversations.contains_key(&old));
    assert!(!mirror.conversations.contains_key(&alone));
    assert_eq!(mirror.conversations[&young.id].follows, None);
    assert_eq!(open(&mirror), open(&before), "open ones stay");
    let edge = world.clock.now().0 - 48 * HOUR;
    let ended = |row: &Conversation| row.closed_at.is_some_and(|at| at.0 < edge);
    assert!(!mirror.conversations.values().any(ended));
    let seen = visitor.sees().await;
    assert_eq!(
        seen.messages.len(),
        1,
        "of the visitor's the young one stays"
    );
    // Of this one nothing else was left.
    assert_eq!(leaving.client.get("/visitor/messages").await.status, 401);
    assert_eq!(files_below(&world.data.join("files")).len(), 0);
    let found = bandeja_backend::app::check(&world.data)
        .await
        .expect("opens");
    assert_eq!(found, [""; 0]);
}

/// Proves that nothing is erased unless somebody asked for it.
#[tokio::test]
async fn without_a_word_everything_stays() {
    let world = World::new().await;
    let dora = world.agent("dora");
    let before = Mirror::fresh(&dora).await;
    let closed = |row: &Conversation| row.status == Status::Closed;
    assert!(before.conversations.values().any(closed));
    world.clock.advance(6 * 24 * HOUR);
    world.app.prune().await.expect("prunes");
    let after = Mirror::fresh(&dora).await;
    assert_eq!(before.conversations, after.conversations);
    assert_eq!(before.items, after.items);
}
