//! The chatbot, on two channels.

use crate::{deadlines::Phone, mirror::Mirror, world::*};
use bandeja_contract::{acts::*, bot::PauseBot, endpoint::*, *};
use serde_json::json;
use uuid::Uuid;

/// Somebody on the site of the workshops, where the bot answers.
async fn guest(world: &World) -> Visitor {
    let (id, secret) = (VisitorId(Uuid::now_v7()), "cd".repeat(32));
    let body = json!({ "visitor": id, "secret": secret, "inbox": "demo-talleres", "locale": "es" });
    let answer = world.nobody().post("/visitor/session", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let client = crate::client::Client {
        bearer: Some(format!("{id}.{secret}")),
        ..world.nobody()
    };
    Visitor { id, secret, client }
}

async fn says(world: &World, guest: &Visitor, text: &str) {
    guest.writes(text).await;
    world.app.look().await;
}

async fn row(world: &World, id: ConversationId) -> Conversation {
    let dora = world.agent("dora");
    dora.ok(&GetConversation { conversation: id }).await
}

async fn last_event(world: &World, id: ConversationId) -> Item {
    let items = world.agent("dora").ok(&thread(id)).await.items;
    let event = items.into_iter().rfind(|item| item.happening.is_some());
    event.expect("an event")
}

async fn zoe_is_there(world: &World) {
    let zoe = world.agent("hector");
    let after = zoe.ok(&GetSnapshot).await.seq;
    zoe.ok(&PollEvents { after, wait: 0 }).await;
}

fn pause(conversation: ConversationId) -> PauseBot {
    let body = operation();
    PauseBot { conversation, body }
}

/// Proves A4, A8: it answers although nobody is there, by name, open and nobody's.
#[tokio::test]
async fn it_answers_by_name_while_nobody_is_there() {
    let world = World::new().await;
    let guest = guest(&world).await;
    let mut dora = Mirror::fresh(&world.agent("dora")).await;
    says(&world, &guest, "¿Qué horario tienen?").await;
    let seen = guest.sees().await;
    let answer = seen.messages.last().expect("an answer");
    assert!(answer.text.starts_with("El taller abre"), "{}", answer.text);
    assert_eq!(answer.author, AuthorKind::Bot);
    assert_eq!(answer.name.as_deref(), Some("Barri, el asistente"));
    assert_eq!(seen.state.agent.as_deref(), Some("Barri, el asistente"));
    let id = world.newest(Status::Open).await.id;
    let row = row(&world, id).await;
    assert!(row.bot);
    assert_eq!((row.assignee, row.preview_by), (None, AuthorKind::Bot));
    let told = last_event(&world, id).await.happening;
    assert_eq!(told, Some(Happening::BotStarted));
    dora.catch_up(&world.agent("dora")).await;
    assert_eq!(dora, Mirror::fresh(&world.agent("dora")).await);
    // Once.
    world.app.look().await;
    assert_eq!(guest.sees().await.messages.len(), 2);
}

/// Proves A4: it hands over with its reason into the queue, and expires where nobody is there (A8).
#[tokio::test]
async fn it_hands_over_with_its_reason() {
    let world = World::new().await;
    zoe_is_there(&world).await;
    for (words, why) in [
        (&["Quiero un agente"][..], HandOver::Asked),
        (&["blablá", "blibli"], HandOver::NotUnderstood),
    ] {
        let guest = guest(&world).await;
        for text in words {
            says(&world, &guest, text).await;
        }
        let queued = world.newest(Status::Queued).await;
        assert_eq!((queued.bot, queued.assignee), (false, None));
        assert_eq!(queued.preview, *words.last().expect("words"));
        let told = last_event(&world, queued.id).await;
        assert_eq!(told.happening, Some(Happening::Escalated));
        assert_eq!(
            (told.text.as_str(), told.author),
            (why.word(), AuthorKind::Bot)
        );
        let seen = guest.sees().await;
        let goodbye = &seen.messages.last().expect("a goodbye").text;
        assert!(goodbye.starts_with("Le paso con una persona"), "{goodbye}");
        assert_eq!(seen.state.agent, None);
        // It is a person's from here on.
        says(&world, &guest, "¿Hola?").await;
        assert_eq!(guest.sees().await.messages.len(), seen.messages.len() + 1);
    }
    world.clock.advance(60_000);
    world.app.look().await;
    let guest = guest(&world).await;
    says(&world, &guest, "agente").await;
    let expired = world.newest(Status::Expired).await;
    let told = last_event(&world, expired.id).await.happening;
    assert_eq!(told, Some(Happening::Expired));
}

/// Proves A4: pausing stops it for the contact, closing lets it answer again.
#[tokio::test]
async fn pausing_stops_it_until_the_end() {
    let world = World::new().await;
    zoe_is_there(&world).await;
    let guest = guest(&world).await;
    says(&world, &guest, "Hola").await;
    let id = world.newest(Status::Open).await.id;
    let hector = world.agent("hector");
    let paused = hector.ok(&pause(id)).await;
    assert_eq!((paused.bot, paused.status), (false, Status::Queued));
    let again = hector.call(&pause(id)).await;
    assert_eq!((again.status, again.code()), (409, "wrong_status"));
    assert_eq!(world.agent("ana").call(&pause(id)).await.status, 404);
    let told = last_event(&world, id).await;
    assert_eq!(told.happening, Some(Happening::BotPaused));
    let before = guest.sees().await.messages.len();
    says(&world, &guest, "¿Horario?").await;
    assert_eq!(
        guest.sees().await.messages.len(),
        before + 1,
        "it is silent"
    );
    let body = closing(world.reason().await);
    hector
        .ok(&Close {
            conversation: id,
            body,
        })
        .await;
    says(&world, &guest, "¿Horario?").await;
    let seen = guest.sees().await.messages;
    let last = seen.last().expect("an answer");
    assert_eq!(last.author, AuthorKind::Bot, "{}", last.text);
}

/// Proves A4: answering takes over, and the workspace may want it to stay silent after closing.
#[tokio::test]
async fn answering_takes_over_and_it_may_stay_silent() {
    let off = "UPDATE workspace SET options = '{\"bot_resume_on_closing\": false, \
               \"unassign_after_closing\": true}'";
    let world = World::with_statement(off, |config| config).await;
    zoe_is_there(&world).await;
    let guest = guest(&world).await;
    says(&world, &guest, "Hola").await;
    let id = world.newest(Status::Open).await.id;
    let hector = world.agent("hector");
    let answer = SendMessage {
        conversation: id,
        body: NewMessage {
            anyway: true,
            ..message("Soy Héctor", Seq(0))
        },
    };
    hector.ok(&answer).await;
    let taken = row(&world, id).await;
    assert_eq!(taken.assignee, Some(hector.ok(&WhoAmI).await.id));
    assert!(!taken.bot);
    let body = closing(world.reason().await);
    hector
        .ok(&Close {
            conversation: id,
            body,
        })
        .await;
    let before = guest.sees().await.messages.len();
    says(&world, &guest, "¿Horario?").await;
    assert_eq!(guest.sees().await.messages.len(), before + 1);
    assert_eq!(world.newest(Status::Queued).await.preview, "¿Horario?");
}

/// Proves A4: nobody waits for ever and nobody is answered twice when the server ends in between.
#[tokio::test]
async fn what_it_owes_is_said_once_after_a_restart() {
    let mut world = World::new().await;
    let guest = guest(&world).await;
    guest.writes("¿Precios?").await;
    world.restart().await;
    world.app.look().await;
    world.app.look().await;
    let dora = world.agent("dora");
    let id = world.newest(Status::Open).await.id;
    let items = dora.ok(&thread(id)).await.items;
    let said = items
        .iter()
        .filter(|item| item.author == AuthorKind::Bot && item.happening.is_none());
    assert_eq!(said.count(), 1);
}

/// Proves A4, L7: on WhatsApp, too, inside its window, by the same rules as an agent.
#[tokio::test]
async fn it_answers_on_a_second_channel_by_the_same_rules() {
    let world = World::new().await;
    let phone = Phone::of(&world, "+34 953 010 205").await;
    let id = phone.writes("¿Cuánto tarda el envío?").await.conversation;
    world.app.look().await;
    let open = row(&world, id).await;
    assert_eq!((open.status, open.bot), (Status::Open, true));
    assert!(
        open.preview.starts_with("Los envíos salen"),
        "{}",
        open.preview
    );
    phone.writes("persona").await;
    world.app.look().await;
    assert_eq!(row(&world, id).await.status, Status::Queued);
    // Left to the bot, its session ends like any other.
    let other = Phone {
        number: "+34 600 000 002",
        ..Phone::of(&world, "+34 953 010 205").await
    };
    let id = other.writes("Hola").await.conversation;
    world.app.look().await;
    world.clock.advance(24 * 3_600_000);
    world.app.look().await;
    let over = row(&world, id).await;
    assert_eq!((over.status, over.bot), (Status::Expired, false));
}

/// Proves A1, A4: giving it to an agent takes over, too.
#[tokio::test]
async fn giving_it_away_takes_over() {
    let world = World::new().await;
    let guest = guest(&world).await;
    says(&world, &guest, "Hola").await;
    let id = world.newest(Status::Open).await.id;
    let hector = world.agent("hector").ok(&WhoAmI).await.id;
    let wish = Assignment {
        id: OperationId(Uuid::now_v7()),
        agent: Some(hector),
        group: None,
    };
    let dora = world.agent("dora");
    dora.ok(&Assign {
        conversation: id,
        body: wish,
    })
    .await;
    let before = guest.sees().await.messages.len();
    says(&world, &guest, "¿Horario?").await;
    assert_eq!(guest.sees().await.messages.len(), before + 1);
    assert!(!row(&world, id).await.bot);
}
