//! For every action: what a reader had before, brought up to date by the events of the action,
//! equals what the reader gets afresh. For every role, in and outside the group, and for visitors.

use crate::{
    client::Client,
    deadlines::phone,
    mirror::{Mirror, Panel, kind},
    post::{Post, bounce, id_of, plain, with_image},
    world::*,
};
use bandeja_backend::{Config, admin::Admin};
use bandeja_contract::{
    acts::*,
    bot::PauseBot,
    endpoint::*,
    mail::{MailFate, MailTaken},
    search::Search,
    *,
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use uuid::Uuid;

/// What every case begins with.
struct Stage {
    world: World,
    visitor: Visitor,
    /// A visitor who has not written yet.
    other: Visitor,
    post: Post,
    /// A mail that waits.
    mail: MailTaken,
    conversation: ConversationId,
    reason: ReasonId,
    bills: GroupId,
}

/// Every action. A route that changes something has the name of its route.
const CASES: [&str; 60] = [
    "POST /session",
    "POST /options",
    "POST /entries",
    "POST /entries/{entry}",
    "POST /entries/{entry} of a queue that goes",
    "POST /entries/{entry} of an inbox that another group answers",
    "DELETE /session",
    "POST /tickets",
    "POST /search",
    "POST /attachments",
    "POST /conversations/{conversation}/accept",
    "POST /conversations/{conversation}/messages",
    "POST /conversations/{conversation}/messages that takes it",
    "POST /conversations/{conversation}/messages with a file",
    "POST /conversations/{conversation}/messages that answers one",
    "POST /conversations/{conversation}/close",
    "POST /conversations/{conversation}/assign",
    "POST /conversations/{conversation}/assign to a group",
    "POST /conversations/{conversation}/assign to nobody",
    "POST /conversations/{conversation}/pause",
    "POST /conversations/{conversation}/resume",
    "POST /conversations/{conversation}/resume by a colleague",
    "POST /conversations/bulk",
    "POST /conversations/bulk that moves them to a group",
    "POST /conversations/bulk that tags their contacts",
    "POST /conversations/{conversation}/read",
    "POST /conversations/{conversation}/read of one that goes on in another",
    "POST /contacts/{contact}/fields",
    "POST /contacts/{contact}/fields of a name that rows and tickets show",
    "POST /contacts/{contact}/tags",
    "POST /contacts/{contact}/comments",
    "POST /tickets/{number}/fields",
    "POST /tickets/{number}/fields of a service that rows show",
    "POST /items/{item}/body",
    "POST /inbound/mail",
    "POST /inbound/mail that joins one",
    "POST /inbound/mail after the end",
    "POST /inbound/mail that says that a mail did not arrive",
    "POST /inbound/chat",
    "POST /conversations/{conversation}/bot/pause",
    "a window ends",
    "POST /conversations/{conversation}/messages by mail",
    "a mail leaves",
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
    "an old conversation is erased",
    "an old conversation is erased that another one follows",
    "a contact is erased",
];

impl Stage {
    async fn set(case: &str) -> Self {
        let world = World::with(|config| Config {
            keep_closed: case
                .starts_with("an old conversation")
                .then_some(Duration::from_secs(3600)),
            ..config
        })
        .await;
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
        let goes_on = case.ends_with("goes on in another") || case.ends_with("another one follows");
        let is_over = case == "POST /visitor/messages after the end"
            || case.starts_with("an old conversation");
        if is_over || goes_on {
            let body = closing(world.reason().await);
            world.agent("ana").ok(&Close { conversation, body }).await;
        }
        if case.contains("/resume") {
            let body = operation();
            world.agent("ana").ok(&Pause { conversation, body }).await;
        }
        if goes_on {
            visitor.writes("Una cosa más").await;
        }
        let other = world.visitor().await;
        let post = Post::open(&world).await;
        let mail = post.hands_in(&plain("Un pedido", &[])).await;
        let leaves = [
            "a mail leaves",
            "POST /inbound/mail that says that a mail did not arrive",
        ];
        if leaves.contains(&case) {
            post.answers("bruno", mail.conversation).await;
        }
        if case == "POST /inbound/mail after the end" {
            let body = closing(world.reason().await);
            let conversation = mail.conversation;
            world.agent("bruno").ok(&Close { conversation, body }).await;
        }
        let (reason, bills) = (world.reason().await, world.group("Facturación").await);
        Self {
            world,
            visitor,
            other,
            post,
            mail,
            conversation,
            reason,
            bills,
        }
    }

    fn ana(&self) -> Client {
        self.world.agent("ana")
    }

    /// The contact of the conversation, and its row.
    async fn contact(&self, client: &Client) -> (ContactId, Conversation) {
        let conversation = self.conversation;
        let row = client.ok(&GetConversation { conversation }).await;
        (row.contact, row)
    }

    async fn edit(&self, client: &Client, body: FieldEdit) {
        let (contact, _) = self.contact(client).await;
        client.ok(&EditContact { contact, body }).await;
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
            "POST /options" => {
                let edit = crate::setup::option(OptionName::Vocabulary, "service", "inbox");
                self.world.agent("dora").ok(&edit).await;
            }
            "POST /entries" => {
                let new = crate::setup::new(EntryKind::Reason, "Otro motivo", None);
                self.world.agent("dora").ok(&new).await;
            }
            "POST /entries/{entry}" => {
                let entry = EntryId(self.reason.0);
                let edit = crate::setup::retire(EntryKind::Reason, entry, None);
                self.world.agent("dora").ok(&edit).await;
            }
            "POST /entries/{entry} of a queue that goes" => {
                crate::setup::replace_queue(&self.world, "Tienda en línea").await;
            }
            "POST /entries/{entry} of an inbox that another group answers" => {
                crate::setup::hand_site_to(&self.world, "Facturación").await;
            }
            "DELETE /session" => {
                self.world.agent("inigo").ok(&SignOut).await;
            }
            "POST /tickets" => {
                ana.ok(&MakeTicket).await;
            }
            "POST /search" => {
                let text = "hola".to_owned();
                let (cursor, limit) = (None, 5);
                ana.ok(&Search {
                    text,
                    cursor,
                    limit,
                })
                .await;
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
            "POST /conversations/{conversation}/messages that answers one" => {
                let items = ana.ok(&thread(conversation)).await.items;
                let asked = items.iter().find(|it| it.kind == ItemKind::Message);
                let body = NewMessage {
                    answers: asked.map(|it| it.id),
                    ..message("De esa quedan dos", Seq(0))
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
            "POST /conversations/{conversation}/assign" => {
                let olga = self.world.agent("olga").ok(&WhoAmI).await.id;
                let body = given(Some(olga), None);
                ana.ok(&Assign { conversation, body }).await;
            }
            "POST /conversations/{conversation}/assign to a group" => {
                let body = given(None, Some(self.bills));
                ana.ok(&Assign { conversation, body }).await;
            }
            "POST /conversations/{conversation}/assign to nobody" => {
                let body = given(None, None);
                ana.ok(&Assign { conversation, body }).await;
            }
            "POST /conversations/{conversation}/pause" => {
                let body = operation();
                ana.ok(&Pause { conversation, body }).await;
            }
            "POST /conversations/{conversation}/resume" => {
                let body = operation();
                ana.ok(&Resume { conversation, body }).await;
            }
            "POST /conversations/{conversation}/resume by a colleague" => {
                let body = operation();
                let olga = self.world.agent("olga");
                olga.ok(&Resume { conversation, body }).await;
            }
            "POST /conversations/bulk" => {
                let body = Bulk {
                    reason: Some(self.reason),
                    status: Some(Status::Open),
                    ..many(BulkWhat::Close, Vec::new())
                };
                ana.ok(&DoBulk { body }).await;
            }
            "POST /conversations/bulk that moves them to a group" => {
                let body = Bulk {
                    group: Some(self.bills),
                    ..many(BulkWhat::Assign, vec![conversation])
                };
                ana.ok(&DoBulk { body }).await;
            }
            "POST /conversations/bulk that tags their contacts" => {
                let body = Bulk {
                    tag: Some(ana.ok(&GetSnapshot).await.tags[0].id),
                    ..many(BulkWhat::Tag, vec![conversation])
                };
                let done = ana.ok(&DoBulk { body }).await;
                assert_eq!(done.done, [conversation]);
            }
            "POST /conversations/{conversation}/read"
            | "POST /conversations/{conversation}/read of one that goes on in another" => {
                let body = ReadMark {
                    up_to: Seq(1 << 50),
                };
                ana.ok(&MarkRead { conversation, body }).await;
            }
            "POST /contacts/{contact}/fields" => {
                let fields = ana.ok(&GetSnapshot).await.fields;
                let edit = field_edit(&fields[1].id.to_string(), "F-1204");
                self.edit(&ana, edit).await;
            }
            "POST /contacts/{contact}/fields of a name that rows and tickets show" => {
                let name = self.contact(&ana).await.1.contact_name;
                let edit = FieldEdit {
                    seen: name,
                    ..field_edit("name", "Marta Solís")
                };
                self.edit(&ana, edit).await;
            }
            "POST /contacts/{contact}/tags" => {
                let (contact, _) = self.contact(&ana).await;
                let body = TagEdit {
                    id: operation().id,
                    tag: ana.ok(&GetSnapshot).await.tags[0].id,
                    is_on: true,
                };
                ana.ok(&TagContact { contact, body }).await;
            }
            "POST /contacts/{contact}/comments" => {
                let (contact, _) = self.contact(&ana).await;
                let body = comment(conversation, "Prefiere la tarde.");
                ana.ok(&AddComment { contact, body }).await;
            }
            "POST /tickets/{number}/fields" => {
                let number = self.contact(&ana).await.1.ticket_number;
                let body = field_edit("category", "Envíos");
                ana.ok(&EditTicket { number, body }).await;
            }
            "POST /tickets/{number}/fields of a service that rows show" => {
                let row = self.contact(&ana).await.1;
                let number = row.ticket_number;
                let body = FieldEdit {
                    seen: row.service,
                    ..field_edit("service", "Reclamo por envío")
                };
                ana.ok(&EditTicket { number, body }).await;
            }
            "POST /items/{item}/body" => {
                self.post.capability("bruno", self.mail.item, false).await;
            }
            "POST /inbound/mail" => {
                let taken = self.post.hands_in(&with_image("Otra cosa")).await;
                assert_eq!(taken.fate, MailFate::Began);
            }
            "POST /inbound/mail that joins one" => {
                let taken = self
                    .post
                    .hands_in(&plain("Re: Un pedido", &[&id_of("Un pedido")]))
                    .await;
                assert_eq!(taken.fate, MailFate::Joined);
            }
            "POST /inbound/mail after the end" => {
                let taken = self
                    .post
                    .hands_in(&plain("Re: Un pedido", &[&id_of("Un pedido")]))
                    .await;
                assert_eq!(taken.fate, MailFate::Began);
            }
            "POST /inbound/mail that says that a mail did not arrive" => {
                let id = self.post.last_sent(&self.world).await;
                let taken = self.post.hands_in(&bounce(&id)).await;
                assert_eq!(taken.fate, MailFate::Bounced);
            }
            "POST /inbound/chat" => {
                phone(&self.world).await.writes("Hola por WhatsApp").await;
            }
            "POST /conversations/{conversation}/bot/pause" => {
                let phone = crate::deadlines::Phone::of(&self.world, "+34 953 010 205").await;
                let conversation = phone.writes("Hola").await.conversation;
                self.world.app.look().await;
                let body = operation();
                ana.ok(&PauseBot { conversation, body }).await;
            }
            "a window ends" => {
                phone(&self.world).await.writes("¿Mañana?").await;
                self.world.clock.advance(24 * 3_600_000);
                self.world.app.look().await;
            }
            "POST /conversations/{conversation}/messages by mail" => {
                self.post.answers("bruno", self.mail.conversation).await;
            }
            "a mail leaves" => {
                assert_eq!(self.world.app.hand_over().await.expect("hands over"), 1);
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
            "an old conversation is erased"
            | "an old conversation is erased that another one follows" => {
                self.world.clock.advance(2 * 3_600_000);
                self.world.app.prune().await.expect("prunes");
            }
            "a contact is erased" => {
                let contact = ana.ok(&GetConversation { conversation }).await.contact;
                crate::contacts::erase(&self.world, contact).await;
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
        let is_known = visitor.client.get("/visitor/messages").await.status != 401;
        let may_be_gone = ["a contact is erased", "an old conversation is erased"].contains(&case);
        assert!(is_known || may_be_gone, "{case}");
        if !is_known {
            continue;
        }
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
    for expected in [
        "conversation",
        "item",
        "agent",
        "contact",
        "ticket",
        "setup",
        "hidden",
        "reset",
    ] {
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
