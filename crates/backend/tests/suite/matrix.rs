//! Who may do what: every role on every route of the document, on what is theirs, what is
//! another's, and what does not exist, against one table.

use crate::{
    client::Client,
    mirror::kind,
    post::{Post, with_image},
    world::*,
};
use bandeja_contract::{endpoint::*, realtime::*, visitor::VisitorFrame, *};
use bandeja_domain::permission::{Actor, sees};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use uuid::Uuid;

/// Rows: routes. Columns: admin, supervisor, operator and agent of the group, agent outside,
/// visitor A (whose conversation it is), visitor B, nobody, a session that is over. Where a route
/// names a thing: own / another group's / none at all.
///
/// The conversation belongs to Ana, the agent of the group.
const EXPECTED: &str = "\
DELETE /session                                 200         200         200         200         200         401         401         401         401
GET /attachments/{attachment}                   200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 200/404/404 404/404/404 401/401/401 401/401/401
GET /audit                                      200         403         403         403         403         401         401         401         401
GET /contacts/{contact}                         200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /contacts/{contact}/comments                200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /contacts/{contact}/conversations           200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /conversations                              200         200         200         200         200         401         401         401         401
GET /conversations/{conversation}               200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /conversations/{conversation}/items         200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /conversations/{conversation}/items/{item}  200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /events                                     200         200         200         200         200         401         401         401         401
GET /mail/{capability}/body                     200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 404/404/404
GET /mail/{capability}/inline/{n}               200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 200/200/404 404/404/404
GET /mail/{capability}/remote/{n}               404/404/404 404/404/404 404/404/404 404/404/404 404/404/404 404/404/404 404/404/404 404/404/404 404/404/404
GET /openapi.json                               200         200         200         200         200         200         200         200         200
GET /realtime                                   400         400         400         400         400         400         400         400         400
GET /session                                    200         200         200         200         200         401         401         401         401
GET /setup                                      200         200         200         200         200         401         401         401         401
GET /snapshot                                   200         200         200         200         200         401         401         401         401
GET /tickets/{number}                           200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /visitor/events                             401         401         401         401         401         200         200         401         401
GET /visitor/messages                           401         401         401         401         401         200         200         401         401
GET /visitor/realtime                           400         400         400         400         400         400         400         400         400
POST /attachments                               200         200         200         200         200         401         401         401         401
POST /contacts/{contact}/comments               200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /contacts/{contact}/fields                 200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /contacts/{contact}/tags                   200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/bulk                        200         200         200         200         200         401         401         401         401
POST /conversations/{conversation}/accept       409/409/404 409/409/404 409/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/assign       200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/bot/pause    409/409/404 409/409/404 409/404/404 409/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/close        200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/messages     200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/pause        200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/read         403/403/404 403/403/404 403/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/resume       409/409/404 409/409/404 409/404/404 409/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /entries                                   200         403         403         403         403         401         401         401         401
POST /entries/{entry}                           200/404     403/403     403/403     403/403     403/403     401/401     401/401     401/401     401/401
POST /inbound/chat                              401         401         401         401         401         401         401         401         401
POST /inbound/mail                              401         401         401         401         401         401         401         401         401
POST /items/{item}/body                         200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /options                                   200         403         403         403         403         401         401         401         401
POST /search                                    200         200         200         200         200         401         401         401         401
POST /session                                   200         200         200         200         200         200         200         200         200
POST /tickets                                   200         200         200         200         200         401         401         401         401
POST /tickets/{number}/fields                   200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /visitor/messages                          401         401         401         401         401         200         200         401         401
POST /visitor/read                              401         401         401         401         401         200         200         401         401
POST /visitor/session                           200         200         200         200         200         200         200         200         200
POST /visitor/tickets                           401         401         401         401         401         200         200         401         401
";

const ROLES: [&str; 9] = [
    "dora",
    "carla",
    "olga",
    "ana",
    "hector",
    "visitor A",
    "visitor B",
    "nobody",
    "expired",
];

/// A world with one conversation of Ana's and one of another group, each with a file in it.
struct Stage {
    world: World,
    a: Visitor,
    b: Visitor,
    own: ConversationId,
    others: ConversationId,
    files: BTreeMap<ConversationId, AttachmentId>,
    /// The contacts and the tickets of both.
    contacts: [ContactId; 2],
    tickets: [u64; 2],
    /// A message in each.
    items: BTreeMap<ConversationId, ItemId>,
    /// A mail of Ana's group, and one of another; who saw them opened their bodies.
    mails: [ItemId; 2],
    capabilities: [String; 3],
    /// An entry of the workspace's lists.
    reason: ReasonId,
}

impl Stage {
    async fn set() -> Self {
        let world = World::new().await;
        let (a, own) = world.taken_by("ana").await;
        let (_, others) = world.taken_by("inigo").await;
        let (mut files, mut items) = (BTreeMap::new(), BTreeMap::new());
        for (conversation, login) in [(own, "ana"), (others, "inigo")] {
            let client = world.agent(login);
            let file: Attachment = call(&client, "POST", "/attachments?name=a.txt", own.0)
                .await
                .read();
            let attachments = vec![file.id];
            let body = NewMessage {
                attachments,
                ..message("Adjunto", Seq(0))
            };
            let item = client.ok(&SendMessage { conversation, body }).await;
            items.insert(conversation, item.id);
            files.insert(conversation, file.id);
        }
        let bills = world.group("Facturación").await;
        world.app.move_to_group(others, bills).await.expect("moves");
        let mut rows = Vec::new();
        for conversation in [own, others] {
            rows.push(
                world
                    .agent("dora")
                    .ok(&GetConversation { conversation })
                    .await,
            );
        }
        let b = world.visitor().await;
        let post = Post::open(&world).await;
        let mut mails = Vec::new();
        let mut capabilities = Vec::new();
        for (subject, login, group) in [
            ("Uno", "ana", "Tienda en línea"),
            ("Dos", "dora", "Facturación"),
        ] {
            let taken = post.hands_in(&with_image(subject)).await;
            let group = world.group(group).await;
            world
                .app
                .move_to_group(taken.conversation, group)
                .await
                .expect("moves");
            mails.push(taken.item);
            capabilities.push(post.capability(login, taken.item, true).await);
        }
        let mut forged = capabilities[0].clone();
        forged.replace_range(..1, if forged.starts_with('A') { "B" } else { "A" });
        capabilities.push(forged);
        Self {
            mails: mails.try_into().expect("two"),
            capabilities: capabilities.try_into().expect("three"),
            reason: world.reason().await,
            contacts: [rows[0].contact, rows[1].contact],
            tickets: [rows[0].ticket_number, rows[1].ticket_number],
            world,
            a,
            b,
            own,
            others,
            files,
            items,
        }
    }

    fn who(&self, role: &str) -> Client {
        match role {
            "visitor A" => self.a.client.clone(),
            "visitor B" => self.b.client.clone(),
            "nobody" => self.world.nobody(),
            "expired" => {
                self.world.clock.advance(8 * 24 * 3_600_000);
                self.world.agent("ana")
            }
            login => self.world.agent(login),
        }
    }
}

/// Calls a route with a body that fits it.
async fn call(client: &Client, method: &str, path: &str, about: Uuid) -> crate::client::Answer {
    let route = path.split('?').next().expect("a path");
    if route == "/attachments" {
        let request = axum::http::Request::post(format!("/api/v1{path}"))
            .header("x-bandeja", "1")
            .body(Uuid::now_v7().to_string().into())
            .expect("a request");
        return client.send(request).await;
    }
    let (id, secret) = (Uuid::now_v7(), "cd".repeat(32));
    let last = route.rsplit('/').next().expect("a word");
    let body = match (route, last) {
        ("/session", _) => json!({ "email": "bruno@demo.bandeja", "password": PASSWORD }),
        ("/visitor/session", _) => {
            json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" })
        }
        (_, "fields") if route.starts_with("/tickets") => {
            json!({ "id": id, "field": "category", "value": "Envíos", "seen": "" })
        }
        (_, "fields") => json!({ "id": id, "field": "phone", "value": "+34 953 010", "seen": "" }),
        (_, "tags") => json!({ "id": id, "tag": tag(client).await, "is_on": true }),
        (_, "comments") => json!({ "id": id, "conversation": about, "text": "Hola" }),
        (_, "messages") => json!({ "id": id, "text": "Hola", "seen": 0, "anyway": true }),
        (_, "body") => json!({ "theme": "system", "remote": false, "language": "es" }),
        (_, "read") => json!({ "up_to": 5 }),
        ("/search", _) => json!({ "text": "hola", "limit": 5 }),
        (_, "bulk") => json!({ "id": id, "what": "assign", "conversations": [] }),
        ("/options", _) => {
            json!({ "id": id, "option": "away_rule", "seen": "true", "value": "false" })
        }
        ("/entries", _) => json!({ "id": id, "kind": "tag", "name": "Prensa local" }),
        (entry, _) if entry.starts_with("/entries/") => {
            json!({ "id": id, "kind": "reason", "field": "retired", "seen": "false", "value": "true" })
        }
        (_, "close") => json!({ "id": id, "reason": reason(client).await }),
        _ => json!({ "id": id }),
    };
    let body = (method == "POST").then(|| body.to_string());
    client.request(method, path, body).await
}

/// A tag of the workspace, for those who can read them.
async fn tag(client: &Client) -> TagId {
    let answer = client.call(&GetSnapshot).await;
    if answer.status == 200 {
        answer.read::<Snapshot>().tags[0].id
    } else {
        TagId(Uuid::nil())
    }
}

/// A reason of the workspace, for those who can read them; to the rest any id looks alike.
async fn reason(client: &Client) -> ReasonId {
    let answer = client.call(&GetSnapshot).await;
    if answer.status == 200 {
        answer.read::<Snapshot>().reasons[0].id
    } else {
        ReasonId(Uuid::nil())
    }
}

/// The routes of the document, as `METHOD /path`.
fn routes() -> BTreeSet<String> {
    let document = bandeja_backend::openapi::document().expect("a document");
    let document: Value = serde_json::from_str(&document).expect("json");
    let paths = document["paths"].as_object().expect("paths");
    let methods = |methods: &Value| -> Vec<String> {
        methods
            .as_object()
            .expect("methods")
            .keys()
            .map(|method| method.to_uppercase())
            .collect()
    };
    paths
        .iter()
        .flat_map(|(path, found)| {
            methods(found)
                .into_iter()
                .map(move |method| format!("{method} {path}"))
        })
        .collect()
}

async fn cell(stage: &Stage, client: &Client, route: &str, role: &str) -> String {
    let (method, path) = route.split_once(' ').expect("a method");
    let path = match path {
        "/conversations" => "/conversations?status=open&sort=newest",
        "/events" | "/visitor/events" => &format!("{path}?after=0&wait=0"),
        "/attachments" => "/attachments?name=a.txt",
        path => path,
    };
    let things = [stage.own.0, stage.others.0, Uuid::now_v7()];
    let files = [
        stage.files[&stage.own].0,
        stage.files[&stage.others].0,
        Uuid::now_v7(),
    ];
    let paths: Vec<String> = if path.contains("{conversation}") {
        things
            .map(|id| {
                let item = stage
                    .items
                    .get(&ConversationId(id))
                    .map_or(id, |item| item.0);
                path.replace("{conversation}", &id.to_string())
                    .replace("{item}", &item.to_string())
            })
            .to_vec()
    } else if path.contains("{contact}") {
        [stage.contacts[0].0, stage.contacts[1].0, Uuid::now_v7()]
            .map(|id| path.replace("{contact}", &id.to_string()))
            .to_vec()
    } else if path.contains("{number}") {
        [stage.tickets[0], stage.tickets[1], 1]
            .map(|number| path.replace("{number}", &number.to_string()))
            .to_vec()
    } else if path.contains("{item}") {
        [stage.mails[0].0, stage.mails[1].0, Uuid::now_v7()]
            .map(|id| path.replace("{item}", &id.to_string()))
            .to_vec()
    } else if path.contains("{entry}") {
        [stage.reason.0, Uuid::now_v7()]
            .map(|id| path.replace("{entry}", &id.to_string()))
            .to_vec()
    } else if path.contains("{capability}") {
        let path = path.replace("{n}", "0");
        stage
            .capabilities
            .each_ref()
            .map(|one| path.replace("{capability}", one))
            .to_vec()
    } else if path.contains("{attachment}") {
        files
            .map(|id| path.replace("{attachment}", &id.to_string()))
            .to_vec()
    } else {
        vec![path.to_owned()]
    };
    let mut cell = Vec::new();
    let mut missing = Vec::new();
    for (path, about) in paths.into_iter().zip(things) {
        let answer = call(client, method, &path, about).await;
        if answer.status == 404 {
            missing.push(answer.text());
        }
        cell.push(answer.status.to_string());
    }
    missing.dedup();
    assert!(
        missing.len() <= 1,
        "{route} as {role}: not alike: {missing:?}"
    );
    cell.join("/")
}

/// Proves G1.
#[tokio::test]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let mut cells = BTreeMap::new();
    for role in ROLES {
        let reading = Stage::set().await;
        let reader = reading.who(role);
        for route in routes() {
            let text = if route.starts_with("GET ") {
                cell(&reading, &reader, &route, role).await
            } else {
                // A change would be seen by the next one.
                let stage = Stage::set().await;
                cell(&stage, &stage.who(role), &route, role).await
            };
            cells.insert((route, role), text);
        }
    }
    let mut table = String::new();
    for route in routes() {
        write!(table, "{route:<47}").expect("a string");
        for role in ROLES {
            write!(table, " {:<11}", cells[&(route.clone(), role)]).expect("a string");
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
    }
    for (line, expected) in table.lines().zip(EXPECTED.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(table.lines().count(), EXPECTED.lines().count(), "{table}");
}

/// Proves G1, on events: from wherever somebody resumes.
#[tokio::test]
async fn no_range_of_the_log_shows_what_one_may_not_see() {
    let stage = Stage::set().await;
    let everything = stage.world.agent("dora").ok(&GetSnapshot).await;
    let start = everything.seq.0 - 30;
    for login in ["dora", "carla", "olga", "ana", "hector", "nuria", "bruno"] {
        let client = stage.world.agent(login);
        let me = client.ok(&WhoAmI).await;
        let actor = Actor {
            id: me.id,
            role: me.role,
            groups: me.groups,
        };
        let mut seen = BTreeSet::new();
        for after in start..everything.seq.0 {
            let call = PollEvents {
                after: Seq(after),
                wait: 0,
            };
            for frame in client.ok(&call).await.frames {
                let ServerFrame::Events(batch) = frame else {
                    continue;
                };
                for event in batch.events {
                    let about = match &event.change {
                        Change::Conversation(row) => Some((row.id, true)),
                        Change::Item(item) => Some((item.conversation, true)),
                        Change::Hidden(id) => Some((*id, false)),
                        // An id, for everybody: it says nothing to whoever may not read the card.
                        Change::Contact(_)
                        | Change::Ticket(_)
                        | Change::Setup(_)
                        | Change::Agent(_)
                        | Change::Unknown => None,
                    };
                    seen.insert(kind(&event.change));
                    let Some((id, shown)) = about else { continue };
                    let group = group_of(&stage, id).await;
                    assert_eq!(
                        sees(&actor, group),
                        shown,
                        "{login} after {after}: {event:?}"
                    );
                }
            }
        }
        let sees_one = login != "hector";
        assert_eq!(seen.contains("conversation"), sees_one, "{login}: {seen:?}");
    }
}

async fn group_of(stage: &Stage, conversation: ConversationId) -> GroupId {
    stage
        .world
        .agent("dora")
        .ok(&GetConversation { conversation })
        .await
        .group
}

/// Proves G1, for visitors.
#[tokio::test]
async fn no_range_of_the_log_shows_a_visitor_another_one() {
    let stage = Stage::set().await;
    stage.b.writes("Soy B").await;
    let head = stage.world.agent("dora").ok(&GetSnapshot).await.seq.0;
    for after in head - 30..head {
        for (visitor, words) in [(&stage.a, "Hola, ¿hay alguien?"), (&stage.b, "Soy B")] {
            let path = format!("/visitor/events?after={after}&wait=0");
            let frames: Vec<VisitorFrame> = visitor.client.get(&path).await.read();
            for event in frames
                .into_iter()
                .filter_map(|frame| frame.events)
                .flat_map(|b| b.events)
            {
                if let Some(message) = event.message {
                    let own = [words, "Adjunto"].contains(&message.text.as_str());
                    assert!(own, "after {after}: {message:?}");
                }
            }
        }
    }
}
