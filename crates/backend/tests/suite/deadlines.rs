//! What happens by itself when its time has come: windows that end, agents who are gone. Days pass
//! in no time.

use crate::{client::Client, mirror::Mirror, post::Post, post::plain, world::*};
use bandeja_backend::admin::Admin;
use bandeja_contract::{endpoint::*, inbound::*, *};
use serde_json::json;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const NUMBER: &str = "+34 600 000 001";

/// A customer with a phone, who writes over WhatsApp.
pub(crate) struct Phone {
    pub(crate) number: &'static str,
    pub(crate) secret: String,
    pub(crate) client: Client,
}

/// One of the shop's.
pub(crate) async fn phone(world: &World) -> Phone {
    Phone::of(world, "+34 953 010 204").await
}

impl Phone {
    /// Writes to one of the demo's numbers.
    pub(crate) async fn of(world: &World, address: &str) -> Self {
        let mut admin = Admin::open(&world.data).await.expect("opens");
        let secret = admin.inbound_secret(address, "test").await;
        Self {
            number: NUMBER,
            secret: secret.expect("a secret"),
            client: world.nobody(),
        }
    }

    async fn gives(&self, body: &ChatIn) -> crate::client::Answer {
        let request = axum::http::Request::post("/api/v1/inbound/chat")
            .header("content-type", "application/json")
            .header("x-bandeja", "1")
            .header("authorization", format!("Bearer {}", self.secret))
            .body(json!(body).to_string().into())
            .expect("a request");
        self.client.send(request).await
    }

    pub(crate) async fn writes(&self, text: &str) -> ChatTaken {
        let body = ChatIn {
            id: ItemId(Uuid::now_v7()),
            from: self.number.to_owned(),
            name: Some("Marta Gil".to_owned()),
            text: text.to_owned(),
        };
        let answer = self.gives(&body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.read()
    }
}

async fn row(world: &World, id: ConversationId) -> Conversation {
    let dora = world.agent("dora");
    dora.ok(&GetConversation { conversation: id }).await
}

async fn told(world: &World, id: ConversationId) -> Vec<Happening> {
    let items = world.agent("dora").ok(&thread(id)).await.items;
    items.iter().filter_map(|item| item.happening).collect()
}

async fn passes(world: &World, millis: i64) {
    world.clock.advance(millis);
    world.app.look().await;
}

async fn is_there(world: &World, login: &str) {
    let client = world.agent(login);
    let after = client.ok(&GetSnapshot).await.seq;
    client.ok(&PollEvents { after, wait: 0 }).await;
}

/// Proves L7, M7: to the millisecond, from the client's last message.
#[tokio::test]
async fn a_window_ends_a_day_after_the_client_s_last_message() {
    let world = World::new().await;
    let phone = phone(&world).await;
    let id = phone.writes("¿Tienen tazas?").await.conversation;
    passes(&world, 20 * HOUR).await;
    assert_eq!(phone.writes("¿Azules?").await.conversation, id);
    passes(&world, DAY - 1).await;
    assert_eq!(row(&world, id).await.status, Status::Queued);
    passes(&world, 1).await;
    let expired = row(&world, id).await;
    assert_eq!(expired.status, Status::Expired);
    assert_eq!(expired.contact_phone.as_deref(), Some(NUMBER));
    assert_eq!(expired.closed_at, None, "never counted as lost");
    assert_eq!(told(&world, id).await.last(), Some(&Happening::WindowEnded));
    // Once.
    passes(&world, DAY).await;
    let ends = told(&world, id).await;
    assert_eq!(
        ends.iter()
            .filter(|h| **h == Happening::WindowEnded)
            .count(),
        1
    );
}

/// Proves L7: open and pending ones expire, too, and take no free text; a file neither.
#[tokio::test]
async fn what_expired_takes_no_free_text_and_says_so() {
    let world = World::new().await;
    let phone = phone(&world).await;
    let id = phone.writes("¿Tienen tazas?").await.conversation;
    let ana = world.agent("ana");
    let send = |text| SendMessage {
        conversation: id,
        body: NewMessage {
            anyway: true,
            ..message(text, Seq(0))
        },
    };
    ana.ok(&send("Sí, azules")).await;
    world.clock.advance(DAY);
    // Before the server woke: by the clock alone.
    let refused = ana.call(&send("¿Sigue ahí?")).await;
    assert_eq!((refused.status, refused.code()), (409, "window_over"));
    world.app.look().await;
    assert_eq!(row(&world, id).await.status, Status::Expired);
    let refused = ana.call(&send("¿Sigue ahí?")).await;
    assert_eq!((refused.status, refused.code()), (409, "expired"));
}

/// Proves L7: to its agent if they are there, else to the queue.
#[tokio::test]
async fn the_client_s_next_message_goes_to_its_agent_or_to_the_queue() {
    let world = World::new().await;
    let phone = phone(&world).await;
    let id = phone.writes("¿Tienen tazas?").await.conversation;
    let ana = world.agent("ana");
    let body = operation();
    let accept = Accept {
        conversation: id,
        body,
    };
    ana.ok(&accept).await;
    passes(&world, DAY).await;
    is_there(&world, "ana").await;
    phone.writes("Ya lo pensé").await;
    let back = row(&world, id).await;
    assert_eq!(back.status, Status::Open);
    assert_eq!(back.assignee, Some(ana.ok(&WhoAmI).await.id));
    assert_eq!(told(&world, id).await.last(), Some(&Happening::Returned));
    assert_eq!(back.window_until, Some(world.clock.now().plus(DAY)));

    passes(&world, DAY).await;
    phone.writes("¿Y ahora?").await;
    let queued = row(&world, id).await;
    assert_eq!((queued.status, queued.assignee), (Status::Queued, None));
    assert_eq!(told(&world, id).await.last(), Some(&Happening::Queued));
}

/// Proves A8 before L7: on the web, while nobody is there, it stays expired.
#[tokio::test]
async fn a_web_message_to_nobody_expires_and_one_over_whatsapp_waits() {
    let world = World::new().await;
    let visitor = world.visitor().await;
    visitor.writes("¿Están abiertos?").await;
    let id = world.newest(Status::Expired).await.id;
    visitor.writes("¿Hola?").await;
    assert_eq!(row(&world, id).await.status, Status::Expired);
    let waits = phone(&world).await.writes("¿Hola?").await.conversation;
    assert_eq!(row(&world, waits).await.status, Status::Queued);
    is_there(&world, "ana").await;
    visitor.writes("¿Y ahora?").await;
    assert_eq!(row(&world, id).await.status, Status::Queued);
}

/// Proves L7 and A7 through restarts: windows end while the server is away, and a start moves
/// nobody; whoever does not come back is counted anew.
#[tokio::test]
async fn restarts_lose_no_deadline_and_move_nobody() {
    let mut world = World::new().await;
    let id = phone(&world)
        .await
        .writes("¿Tienen tazas?")
        .await
        .conversation;
    let (_, chat) = world.taken_by("ana").await;
    world.clock.advance(DAY - 10_000);
    world.restart().await;
    world.app.look().await;
    assert_eq!(
        row(&world, chat).await.status,
        Status::Open,
        "moved at a start"
    );
    assert_eq!(row(&world, id).await.status, Status::Queued);
    passes(&world, 29_999).await;
    assert_eq!(row(&world, chat).await.status, Status::Open);
    assert_eq!(row(&world, id).await.status, Status::Expired);
    passes(&world, 1).await;
    assert_eq!(row(&world, chat).await.status, Status::Pending);
}

/// Proves A7: chats go to pending and stay their agent's, mails and other statuses stay, the
/// thread says why, and the agent's next snapshot has them.
#[tokio::test]
async fn who_is_gone_for_thirty_seconds_leaves_chats_pending() {
    let world = World::new().await;
    let (visitor, chat) = world.taken_by("bruno").await;
    let post = Post::open(&world).await;
    let mail = post.hands_in(&plain("Un pedido", &[])).await.conversation;
    post.answers("bruno", mail).await;
    is_there(&world, "bruno").await;
    let mut ana = Mirror::fresh(&world.agent("ana")).await;
    passes(&world, 29_999).await;
    assert_eq!(row(&world, chat).await.status, Status::Open);
    passes(&world, 1).await;
    let bruno = world.agent("bruno");
    let me = bruno.ok(&WhoAmI).await.id;
    let aside = row(&world, chat).await;
    assert_eq!((aside.status, aside.assignee), (Status::Pending, Some(me)));
    assert_eq!(row(&world, mail).await.status, Status::Open, "a mail waits");
    let items = world.agent("dora").ok(&thread(chat)).await.items;
    let last = items.last().expect("an event");
    assert_eq!(
        (last.happening, last.agent),
        (Some(Happening::Away), Some(me))
    );
    assert_eq!(bruno.ok(&GetSnapshot).await.away, [chat]);
    assert_eq!(world.agent("ana").ok(&GetSnapshot).await.away, []);
    ana.catch_up(&world.agent("ana")).await;
    assert_eq!(ana, Mirror::fresh(&world.agent("ana")).await);
    // What the client writes meanwhile changes nothing of that; taking it up does.
    visitor.writes("¿Sigue ahí?").await;
    assert_eq!(bruno.ok(&GetSnapshot).await.away, [chat]);
    let body = NewMessage {
        anyway: true,
        ..message("Aquí estoy", Seq(0))
    };
    bruno
        .ok(&SendMessage {
            conversation: chat,
            body,
        })
        .await;
    assert_eq!(row(&world, chat).await.status, Status::Open);
    assert_eq!(bruno.ok(&GetSnapshot).await.away, []);
}

/// Proves A7: the workspace may want it otherwise.
#[tokio::test]
async fn the_rule_can_be_switched_off_and_its_time_set() {
    let off = "UPDATE workspace SET options = '{\"away_rule\": false}'";
    let world = World::with_statement(off, |config| config).await;
    let (_, chat) = world.taken_by("ana").await;
    passes(&world, DAY).await;
    assert_eq!(row(&world, chat).await.status, Status::Open);

    let later = "UPDATE workspace SET options = '{\"away_seconds\": 90}'";
    let world = World::with_statement(later, |config| config).await;
    let (_, chat) = world.taken_by("ana").await;
    passes(&world, 89_999).await;
    assert_eq!(row(&world, chat).await.status, Status::Open);
    passes(&world, 1).await;
    assert_eq!(row(&world, chat).await.status, Status::Pending);
}

/// Proves that a message that is handed in twice is one, and that only the inbox's secret hands in.
#[tokio::test]
async fn a_chat_message_comes_in_once_and_by_the_secret_alone() {
    let world = World::new().await;
    let mut phone = phone(&world).await;
    let body = ChatIn {
        id: ItemId(Uuid::now_v7()),
        from: NUMBER.to_owned(),
        name: None,
        text: "Hola".to_owned(),
    };
    let first: ChatTaken = phone.gives(&body).await.read();
    assert_eq!(phone.gives(&body).await.read::<ChatTaken>(), first);
    let other = ChatIn {
        text: "Otra".to_owned(),
        ..body.clone()
    };
    assert_eq!(phone.gives(&other).await.status, 422);
    assert_eq!(row(&world, first.conversation).await.unread, 1);
    let empty = ChatIn {
        id: ItemId(Uuid::now_v7()),
        from: " ".to_owned(),
        ..body.clone()
    };
    assert_eq!(phone.gives(&empty).await.status, 422);
    phone.secret = "0".repeat(64);
    assert_eq!(phone.gives(&body).await.status, 401);
}
