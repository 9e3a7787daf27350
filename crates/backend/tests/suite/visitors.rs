//! The widget's side.

use crate::{
    mirror::{Mirror, Panel},
    world::*,
};
use bandeja_contract::{endpoint::*, *};
use serde_json::json;
use uuid::Uuid;

/// Proves A8, L5, M8.
#[tokio::test]
async fn a_message_while_somebody_is_there_waits_in_the_queue() {
    let world = World::new().await;
    let (visitor, id) = world.queued().await;
    let row = world
        .agent("ana")
        .ok(&GetConversation { conversation: id })
        .await;
    assert_eq!(
        (row.status, row.unread, row.assignee),
        (Status::Queued, 1, None)
    );
    assert_eq!(row.preview, "Hola, ¿hay alguien?");
    assert_eq!(row.channel, Channel::Webchat);
    let state = visitor.sees().await.state;
    assert_eq!((state.status, state.online), (Some(Status::Queued), true));
}

/// Proves L2.
#[tokio::test]
async fn while_queued_the_preview_stays_the_first_line() {
    let world = World::new().await;
    let (visitor, id) = world.queued().await;
    visitor.writes("¿Hola?").await;
    let conversation = GetConversation { conversation: id };
    let ana = world.agent("ana");
    assert_eq!(ana.ok(&conversation).await.preview, "Hola, ¿hay alguien?");
    ana.ok(&Accept {
        conversation: id,
        body: operation(),
    })
    .await;
    assert_eq!(ana.ok(&conversation).await.preview, "¿Hola?");
}

/// Proves A8, L7.
#[tokio::test]
async fn a_message_to_nobody_is_kept_and_the_next_one_queues_it() {
    let world = World::new().await;
    let visitor = world.visitor().await;
    visitor.writes("¿Están abiertos?").await;
    let kept = world.newest(Status::Expired).await;
    assert_eq!(
        (kept.preview.as_str(), kept.unread),
        ("¿Están abiertos?", 1)
    );
    assert!(!visitor.sees().await.state.online);
    let told = world.agent("dora").ok(&thread(kept.id)).await.items;
    assert_eq!(
        told.last().expect("an event").happening,
        Some(Happening::Expired)
    );
    world.somebody_is_there().await;
    visitor.writes("¿Y ahora?").await;
    let queued = world.newest(Status::Queued).await;
    assert_eq!(
        (queued.id, queued.preview.as_str(), queued.unread),
        (kept.id, "¿Y ahora?", 2)
    );
}

/// Proves A6.
#[tokio::test]
async fn after_the_end_the_next_message_opens_another_conversation() {
    let world = World::new().await;
    let (visitor, old) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let body = closing(world.reason().await);
    ana.ok(&Close {
        conversation: old,
        body,
    })
    .await;
    let told = visitor.sees().await;
    let end = told.messages.last().expect("the end");
    assert!(end.ended);
    assert_eq!((end.text.as_str(), end.name.as_deref()), ("", None));
    visitor.writes("Una cosa más").await;
    // Ana is there, and keeps the contact (A2).
    let new = world.newest(Status::Open).await;
    let old = ana.ok(&GetConversation { conversation: old }).await;
    assert_eq!(
        (old.status, old.followed_by),
        (Status::Closed, Some(new.id))
    );
    assert_eq!(
        (new.follows, new.attention, new.contact),
        (Some(old.id), old.attention, old.contact)
    );
    let all = visitor.sees().await.messages;
    let texts: Vec<&str> = all.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["Hola, ¿hay alguien?", "", "Una cosa más"]);
    assert_eq!(visitor.sees().await.state.status, Some(Status::Open));
}

#[tokio::test]
async fn a_visitor_sees_names_and_nothing_else_of_the_house() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let sent = message("Buenos días", Seq(0));
    ana.ok(&SendMessage {
        conversation,
        body: sent,
    })
    .await;
    let body = closing(world.reason().await);
    ana.ok(&Close { conversation, body }).await;
    let me = ana.ok(&WhoAmI).await;
    let row = ana.ok(&GetConversation { conversation }).await;
    let raw = visitor.client.get("/visitor/messages").await.text();
    let events = visitor
        .client
        .get("/visitor/events?after=0&wait=0")
        .await
        .text();
    for text in [raw, events] {
        for secret in [
            me.id.to_string(),
            row.group.to_string(),
            row.id.to_string(),
            row.contact.to_string(),
            "Todo en orden.".to_owned(),
            "demo.bandeja".to_owned(),
            visitor.secret.clone(),
        ] {
            assert!(!text.contains(&secret), "{secret} in {text}");
        }
    }
    let told = visitor.sees().await.messages;
    assert_eq!(told[1].name.as_deref(), Some("Ana Paredes"));
}

#[tokio::test]
async fn coming_back_needs_the_secret_and_unknown_sites_do_not_exist() {
    let world = World::new().await;
    let visitor = world.visitor().await;
    let register = |secret: &str, inbox: &str, locale: &str| json!({ "visitor": visitor.id, "secret": secret, "inbox": inbox, "locale": locale });
    let nobody = world.nobody();
    let check = async |body: serde_json::Value| {
        let answer = nobody.post("/visitor/session", &body).await;
        (answer.status, answer.code())
    };
    assert_eq!(
        check(register(&visitor.secret, "demo-tienda", "es")).await,
        (200, "ok")
    );
    assert_eq!(
        check(register(&"cd".repeat(32), "demo-tienda", "es")).await,
        (422, "key_reused")
    );
    assert_eq!(
        check(register(&visitor.secret, "no-such", "es")).await,
        (404, "not_found")
    );
    assert_eq!(
        check(register("short", "demo-tienda", "es")).await,
        (422, "invalid")
    );
    assert_eq!(
        check(register(&visitor.secret, "demo-tienda", "xx")).await,
        (422, "invalid")
    );
}

#[tokio::test]
async fn both_sides_know_how_far_the_other_has_read() {
    let world = World::new().await;
    let (visitor, conversation) = world.taken_by("ana").await;
    let ana = world.agent("ana");
    let asked = ana.ok(&thread(conversation)).await.items[1].clone();
    let body = ReadMark {
        up_to: asked.position,
    };
    let row = ana.ok(&MarkRead { conversation, body }).await;
    assert_eq!((row.unread, row.agent_read), (0, asked.position));
    assert_eq!(visitor.sees().await.state.agent_read, asked.position);
    let sent = ana
        .ok(&SendMessage {
            conversation,
            body: message("Dígame", Seq(0)),
        })
        .await;
    let read = json!({ "up_to": 1_u64 << 52 });
    assert_eq!(
        visitor.client.post("/visitor/read", &read).await.status,
        200
    );
    let row = ana.ok(&GetConversation { conversation }).await;
    assert!(row.customer_read >= sent.position && row.customer_read <= row.last_position);
    let back = json!({ "up_to": 1 });
    let state: visitor::VisitorState = visitor.client.post("/visitor/read", &back).await.read();
    assert_eq!(state.visitor_read, row.customer_read);
}

#[tokio::test]
async fn older_messages_come_page_by_page() {
    let world = World::new().await;
    let (visitor, _) = world.queued().await;
    for number in 0..60 {
        visitor.writes(&format!("mensaje {number}")).await;
    }
    let newest = visitor.sees().await;
    assert_eq!((newest.messages.len(), newest.more), (50, true));
    let before = newest.messages[0].position;
    let older: visitor::VisitorSnapshot = visitor
        .client
        .get(&format!("/visitor/messages?before={before}"))
        .await
        .read();
    assert_eq!((older.messages.len(), older.more), (11, false));
    assert_eq!(older.messages[10].text, "mensaje 9");
}

#[tokio::test]
async fn a_message_id_of_somebody_else_is_refused() {
    let world = World::new().await;
    let (visitor, _) = world.queued().await;
    let other = world.visitor().await;
    let id = Uuid::now_v7();
    let send = json!({ "id": id, "text": "mío" });
    assert_eq!(
        visitor.client.post("/visitor/messages", &send).await.status,
        200
    );
    assert_eq!(
        other.client.post("/visitor/messages", &send).await.code(),
        "key_reused"
    );
    assert!(other.sees().await.messages.is_empty());
}

/// Proves that a visitor hears of the group that answers now: the one that their conversation was
/// moved to.
#[tokio::test]
async fn who_is_there_is_told_of_the_group_that_answers_now() {
    let world = World::new().await;
    let (visitor, id) = world.taken_by("ana").await;
    let mut panel = Panel::fresh(&visitor.client).await;
    assert!(panel.state.online);
    let bills = world.group("Facturación").await;
    world.app.move_to_group(id, bills).await.expect("moves");
    panel.catch_up(&visitor.client).await;
    assert!(!panel.state.online, "nobody of the new group is there");
    // Somebody comes who is of the new group only.
    Mirror::fresh(&world.agent("nuria"))
        .await
        .catch_up(&world.agent("nuria"))
        .await;
    panel.catch_up(&visitor.client).await;
    assert!(panel.state.online, "somebody came");
    assert_eq!(panel, Panel::fresh(&visitor.client).await);
    world.clock.advance(60_000);
    world.somebody_is_there().await;
    world.app.look().await;
    panel.catch_up(&visitor.client).await;
    assert!(
        !panel.state.online,
        "only those who answered before are there"
    );
    assert_eq!(panel, Panel::fresh(&visitor.client).await);
}
