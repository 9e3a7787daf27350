//! For every action: what a reader had before, brought up to date by the events of the action,
//! equals what the reader gets afresh. For every role, in and outside the group, and for visitors.

use crate::{
    client::Client,
    mirror::{Mirror, Panel, kind},
    world::*,
};
use bandeja_backend::admin::Admin;
use bandeja_contract::{endpoint::*, *};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What every case begins with.
struct Stage {
    world: World,
    visitor: Visitor,
    /// A visitor who has not written yet.
    other: Visitor,
    conversation: ConversationId,
    reason: ReasonId,
    bills: GroupId,
}

/// Every action. A route that changes something has the name of its route.
const CASES: [&str; 25] = [
    "POST /session",
    "DELETE /session",
    "POST /tickets",
    "POST /attachments",
    "POST /conversations/{conversation}/accept",
    "POST /conversations/{conversation}/messages",
    "POST /conversations/{conversation}/messages that takes it",
    "POST /conversations/{conversation}/messages with a file",
    "POST /conversations/{conversation}/close",
    "POST /conversations/{conversation}/read",
    "POST /conversations/{conversation}/read of one that goes on in another",
    "POST /visitor/session",
    "POST /visitor/tickets",
    "POST /visitor/messages",
    "POST /visitor/messages that begins one",
    "POST /visitor/messages to nobody",
    "POST /visitor/messages after the end",
    "POST /visitor/read",
    "somebody comes",
    "somebody is gone",
    "a role changes",
    "groups change",
    "a login is switched off",
    "a conversation moves to another group",
    "the log is pruned",
];

impl Stage {
    async fn set(case: &str) -> Self {
        let world = World::new().await;
        let nobody_there = matches!(case, "POST /visitor/messages to nobody" | "somebody comes");
        let (visitor, conversation) = if nobody_there {
            let visitor = world.visitor().await;
            visitor.writes("¿Hay alguien?").await;
            let id = world.newest(Status::Expired).await.id;
            (visitor, id)
        } else if matches!(
            case,
            "POST /conversations/{conversation}/accept"
                | "POST /conversations/{conversation}/messages that takes it"
        ) {
            world.queued().await
        } else {
            world.taken_by("ana").await
        };
        let goes_on = case.ends_with("goes on in another");
        if case == "POST /visitor/messages after the end" || goes_on {
            let body = closing(world.reason().await);
            world.agent("ana").ok(&Close { conversation, body }).await;
        }
        if goes_on {
            visitor.writes("Una cosa más").await;
        }
        let other = world.visitor().await;
        let (reason, bills) = (world.reason().await, world.group("Facturación").await);
        Self {
            world,
            visitor,
            other,
            conversation,
            reason,
            bills,
        }
    }

    fn ana(&self) -> Client {
        self.world.agent("ana")
    }

    async fn admin(&self) -> Admin {
        Admin::open(&self.world.data).await.expect("opens")
    }

    /// Does it.
    async fn act(&self, case: &str) {
        let conversation = self.conversation;
        let ana = self.ana();
        match case {
            "POST /session" => {
                let email = "bruno@demo.bandeja".to_owned();
                let call = SignIn {
                    email,
                    password: PASSWORD.to_owned(),
                };
                self.world.nobody().ok(&call).await;
            }
            "DELETE /session" => {
                self.world.agent("inigo").ok(&SignOut).await;
            }
            "POST /tickets" => {
                ana.ok(&MakeTicket).await;
            }
            "POST /attachments" => {
                upload(&ana).await;
            }
            "POST /conversations/{conversation}/accept" => {
                ana.ok(&Accept {
                    conversation,
                    body: operation(),
                })
                .await;
            }
            "POST /conversations/{conversation}/messages"
            | "POST /conversations/{conversation}/messages that takes it" => {
                let body = message("Buenas tardes.\n¿En qué puedo ayudar?", Seq(0));
                ana.ok(&SendMessage { conversation, body }).await;
            }
            "POST /conversations/{conversation}/messages with a file" => {
                let attachments = vec![upload(&ana).await];
                let body = NewMessage {
                    attachments,
                    ..message("", Seq(0))
                };
                ana.ok(&SendMessage { conversation, body }).await;
            }
            "POST /conversations/{conversation}/close" => {
                ana.ok(&Close {
                    conversation,
                    body: closing(self.reason),
                })
                .await;
            }
            "POST /conversations/{conversation}/read"
            | "POST /conversations/{conversation}/read of one that goes on in another" => {
                let body = ReadMark {
                    up_to: Seq(1 << 50),
                };
                ana.ok(&MarkRead { conversation, body }).await;
            }
            "POST /visitor/session" => {
                self.world.visitor().await;
            }
            "POST /visitor/tickets" => {
                self.visitor
                    .client
                    .post("/visitor/tickets", &Value::Null)
                    .await;
            }
            "POST /visitor/messages"
            | "POST /visitor/messages to nobody"
            | "POST /visitor/messages after the end" => {
                self.visitor.writes("Otra cosa").await;
            }
            "POST /visitor/messages that begins one" => {
                self.other.writes("Buenas").await;
            }
            "POST /visitor/read" => {
                let body = json!({ "up_to": 1_u64 << 50 });
                assert_eq!(
                    self.visitor
                        .client
                        .post("/visitor/read", &body)
                        .await
                        .status,
                    200
                );
            }
            "somebody comes" => self.world.somebody_is_there().await,
            "somebody is gone" => {
                self.world.clock.advance(40_000);
                self.world.app.look().await;
            }
            "a role changes" => {
                let mut admin = self.admin().await;
                admin
                    .set_role("hector@demo.bandeja", Role::Supervisor)
                    .await
                    .expect("set");
                self.world.app.look().await;
            }
            "groups change" => {
                let groups = ["Facturación".to_owned()];
                let mut admin = self.admin().await;
                admin
                    .set_groups("ana@demo.bandeja", &groups)
                    .await
                    .expect("set");
                self.world.app.look().await;
            }
            "a login is switched off" => {
                let mut admin = self.admin().await;
                admin
                    .set_disabled("nuria@demo.bandeja", true)
                    .await
                    .expect("set");
                self.world.app.look().await;
            }
            "a conversation moves to another group" => {
                self.world
                    .app
                    .move_to_group(conversation, self.bills)
                    .await
                    .expect("moves");
            }
            "the log is pruned" => self.world.app.prune().await.expect("prunes"),
            other => panic!("no case for {other}"),
        }
    }
}

async fn upload(client: &Client) -> AttachmentId {
    let request = axum::http::Request::post("/api/v1/attachments?name=nota.txt")
        .header("x-bandeja", "1")
        .header("content-type", "text/plain")
        .body("Una nota".into())
        .expect("a request");
    client.send(request).await.read::<Attachment>().id
}

/// In the group, operator in the group, supervisor, admin, outside, in the group that a
/// conversation moves to.
const READERS: [&str; 6] = ["ana", "olga", "carla", "dora", "hector", "bruno"];

/// Runs a case; answers the kinds of changes that came, and fails where anybody is left behind.
async fn prove(case: &str) -> BTreeSet<&'static str> {
    let stage = Stage::set(case).await;
    let mut before = BTreeMap::new();
    for login in READERS {
        before.insert(login, Mirror::fresh(&stage.world.agent(login)).await);
    }
    let mut panels = Vec::new();
    for visitor in [&stage.visitor, &stage.other] {
        panels.push((visitor, Panel::fresh(&visitor.client).await));
    }
    stage.act(case).await;
    let mut kinds = BTreeSet::new();
    for (login, mut mirror) in before {
        let client = stage.world.agent(login);
        kinds.extend(mirror.catch_up(&client).await);
        assert_eq!(
            mirror,
            Mirror::fresh(&client).await,
            "{case}: {login} is left behind"
        );
        let again = mirror.clone();
        mirror.applied = Seq(mirror.applied.0 - 3);
        mirror.catch_up(&client).await;
        assert_eq!(
            mirror, again,
            "{case}: events that come twice change nothing for {login}"
        );
    }
    for (visitor, mut panel) in panels {
        panel.catch_up(&visitor.client).await;
        let fresh = Panel::fresh(&visitor.client).await;
        assert_eq!(panel, fresh, "{case}: a visitor is left behind");
    }
    kinds
}

/// Proves L8, G8, T4, and that what anybody sees is what the server has.
#[tokio::test]
async fn after_every_action_everybody_has_what_the_server_has() {
    let mut kinds = BTreeSet::new();
    for case in CASES {
        kinds.extend(prove(case).await);
    }
    let item = Uuid::nil();
    let every: [Change; 2] = [Change::Unknown, Change::Hidden(ConversationId(item))];
    assert_eq!(every.each_ref().map(kind), ["unknown", "hidden"]);
    // `kind` names every variant; all but the unknown one must have come.
    for expected in ["conversation", "item", "agent", "hidden", "reset"] {
        assert!(kinds.contains(expected), "no case brings «{expected}»");
    }
}

/// A route that changes something must have its case.
#[test]
fn every_route_that_changes_something_has_a_case() {
    let document: Value =
        serde_json::from_str(&bandeja_backend::openapi::document().expect("a document"))
            .expect("json");
    let paths = document["paths"].as_object().expect("paths");
    let mut changing = 0;
    for (path, methods) in paths {
        for method in methods
            .as_object()
            .expect("methods")
            .keys()
            .filter(|m| *m != "get")
        {
            let name = format!("{} {path}", method.to_uppercase());
            assert!(CASES.contains(&name.as_str()), "{name} has no case");
            changing += 1;
        }
    }
    assert!(changing > 8, "the document names them");
}
