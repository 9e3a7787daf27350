//! Who looks at a conversation, and whether its customer is there.

use crate::{
    line::{Listening, Socket},
    world::*,
};
use bandeja_contract::{endpoint::*, looking::Viewers, realtime::ServerFrame, *};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

async fn looks(socket: &mut Socket, at: Option<ConversationId>, attention: &str) {
    let look = json!({ "look": { "conversation": at, "attention": attention } });
    socket.says(&look).await;
}

/// Reads until viewers come that are as wanted.
async fn viewers(socket: &mut Socket, wanted: impl Fn(&Viewers) -> bool) -> Viewers {
    socket
        .until(|frame| match frame {
            ServerFrame::Viewers(viewers) if wanted(&viewers) => Some(viewers),
            _ => None,
        })
        .await
}

/// Proves that nothing of viewers is on its way to a socket.
async fn hears_nothing(socket: &mut Socket, whose: &str) {
    socket.says(&json!({ "probe": true })).await;
    socket
        .until(|frame| match frame {
            ServerFrame::Beat(_) => Some(()),
            ServerFrame::Viewers(viewers) => panic!("not for {whose}: {viewers:?}"),
            _ => None,
        })
        .await;
}

/// Proves T8: who looks, who has not moved for a minute, who is gone; never oneself.
#[tokio::test]
async fn colleagues_at_one_conversation_see_each_other() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (_, conversation) = world.taken_by("ana").await;
    let (ana, bruno) = (
        world.agent("ana").ok(&WhoAmI).await.id,
        world.agent("bruno").ok(&WhoAmI).await.id,
    );
    let (mut anas, mut brunos) = (
        server.live(&world, "ana").await,
        server.live(&world, "bruno").await,
    );
    looks(&mut anas, Some(conversation), "active").await;
    let alone = viewers(&mut anas, |_| true).await;
    assert_eq!(alone.conversation, conversation);
    assert!(alone.active.is_empty() && alone.idle.is_empty());
    looks(&mut brunos, Some(conversation), "active").await;
    assert_eq!(viewers(&mut brunos, |_| true).await.active, [ana]);
    assert_eq!(
        viewers(&mut anas, |now| !now.active.is_empty())
            .await
            .active,
        [bruno]
    );
    looks(&mut brunos, Some(conversation), "idle").await;
    let faded = viewers(&mut anas, |now| !now.idle.is_empty()).await;
    assert_eq!((faded.active, faded.idle), (vec![], vec![bruno]));
    // Whoever looks away still wants to be told.
    looks(&mut brunos, Some(conversation), "away").await;
    let gone = viewers(&mut anas, |now| now.idle.is_empty()).await;
    assert!(gone.active.is_empty());
    looks(&mut anas, Some(conversation), "idle").await;
    assert_eq!(
        viewers(&mut brunos, |now| !now.idle.is_empty()).await.idle,
        [ana]
    );
    // A line that breaks looks at nothing.
    drop(anas);
    viewers(&mut brunos, |now| now.idle.is_empty()).await;
}

/// Proves T8, G1: it is told to those who look and may see it, and to nobody else.
#[tokio::test]
async fn nobody_else_is_told_who_looks() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (_, conversation) = world.taken_by("ana").await;
    let mut ana = server.live(&world, "ana").await;
    // Olga looks elsewhere, Héctor may not see it, and what is none is nothing.
    let (mut olga, mut hector) = (
        server.live(&world, "olga").await,
        server.live(&world, "hector").await,
    );
    looks(&mut hector, Some(conversation), "active").await;
    looks(&mut hector, Some(ConversationId(Uuid::now_v7())), "active").await;
    looks(&mut ana, Some(conversation), "active").await;
    assert!(viewers(&mut ana, |_| true).await.active.is_empty());
    hears_nothing(&mut hector, "Héctor").await;
    hears_nothing(&mut olga, "Olga").await;
    // Who loses sight of it is seen no more, and told no more.
    looks(&mut olga, Some(conversation), "active").await;
    viewers(&mut ana, |now| !now.active.is_empty()).await;
    let elsewhere = world.group("Facturación").await;
    world
        .app
        .move_to_group(conversation, elsewhere)
        .await
        .expect("moves");
    hears_nothing(&mut hector, "Héctor").await;
    looks(&mut ana, Some(conversation), "idle").await;
    hears_nothing(&mut ana, "Ana").await;
}

/// Proves T8: a restless colleague does not flood anybody.
#[tokio::test]
async fn viewers_are_told_at_most_four_times_a_second() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (_, conversation) = world.taken_by("ana").await;
    let (mut ana, mut bruno) = (
        server.live(&world, "ana").await,
        server.live(&world, "bruno").await,
    );
    looks(&mut ana, Some(conversation), "active").await;
    viewers(&mut ana, |_| true).await;
    let start = Instant::now();
    for _ in 0..100 {
        looks(&mut bruno, Some(conversation), "active").await;
        looks(&mut bruno, Some(conversation), "idle").await;
    }
    looks(&mut bruno, None, "away").await;
    bruno.says(&json!({ "probe": true })).await;
    bruno
        .until(|frame| matches!(frame, ServerFrame::Beat(_)).then_some(()))
        .await;
    let mut told = 0;
    ana.says(&json!({ "probe": true })).await;
    loop {
        match ana.frame::<ServerFrame>().await {
            ServerFrame::Viewers(_) => told += 1,
            ServerFrame::Beat(_) => break,
            _ => {}
        }
    }
    let most = 1 + start.elapsed().as_millis() / Duration::from_millis(250).as_millis();
    assert!(told <= most, "{told} frames, at most {most}");
}

/// Proves T6: the customer of a webchat, as long as their line is open and eight seconds more.
#[tokio::test]
async fn the_customer_is_there_while_a_line_of_theirs_is() {
    let world = World::new().await;
    let server = Listening::on(&world.app).await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let mut ana = server.live(&world, "ana").await;
    looks(&mut ana, Some(conversation), "active").await;
    let unknown = viewers(&mut ana, |_| true).await;
    assert_eq!(
        (unknown.customer_since, unknown.customer_online),
        (None, false)
    );
    let panel = server.open(&visitor.client, visitor.sees().await.seq).await;
    let came = world.clock.now();
    let there = viewers(&mut ana, |now| now.customer_online).await;
    assert_eq!(there.customer_since, Some(came));
    world.clock.advance(60_000);
    drop(panel);
    let left = world.clock.now();
    let turning = viewers(&mut ana, |now| now.customer_since == Some(left)).await;
    assert!(turning.customer_online, "perhaps only the next page");
    world.clock.advance(8_000);
    looks(&mut ana, Some(conversation), "idle").await;
    let gone = viewers(&mut ana, |now| !now.customer_online).await;
    assert_eq!(gone.customer_since, Some(left));
}
