//! Who may do what: every role on every route of the document, on what is theirs, what is
//! another's, and what does not exist, against one table.

use crate::{client::Client, mirror::kind, world::*};
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
GET /conversations                              200         200         200         200         200         401         401         401         401
GET /conversations/{conversation}               200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /conversations/{conversation}/items         200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
GET /events                                     200         200         200         200         200         401         401         401         401
GET /openapi.json                               200         200         200         200         200         200         200         200         200
GET /realtime                                   400         400         400         400         400         400         400         400         400
GET /session                                    200         200         200         200         200         401         401         401         401
GET /snapshot                                   200         200         200         200         200         401         401         401         401
GET /visitor/events                             401         401         401         401         401         200         200         401         401
GET /visitor/messages                           401         401         401         401         401         200         200         401         401
GET /visitor/realtime                           400         400         400         400         400         400         400         400         400
POST /attachments                               200         200         200         200         200         401         401         401         401
POST /conversations/{conversation}/accept       409/409/404 409/409/404 409/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/close        200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/messages     200/200/404 200/200/404 200/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /conversations/{conversation}/read         403/403/404 403/403/404 403/404/404 200/404/404 404/404/404 401/401/401 401/401/401 401/401/401 401/401/401
POST /session                                   200         200         200         200         200         200         200         200         200
POST /tickets                                   200         200         200         200         200         401         401         401         401
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
}

impl Stage {
    async fn set() -> Self {
        let world = World::new().await;
        let (a, own) = world.taken_by("ana").await;
        let (_, others) = world.taken_by("inigo").await;
        let mut files = BTreeMap::new();
        for (conversation, login) in [(own, "ana"), (others, "inigo")] {
            let client = world.agent(login);
            let file: Attachment = call(&client, "POST", "/attachments?name=a.txt")
                .await
                .read();
            let attachments = vec![file.id];
            let body = NewMessage {
                attachments,
                ..message("Adjunto", Seq(0))
            };
            client.ok(&SendMessage { conversation, body }).await;
            files.insert(conversation, file.id);
        }
        let bills = world.group("Facturación").await;
        world.app.move_to_group(others, bills).await.expect("moves");
        let b = world.visitor().await;
        Self {
            world,
            a,
            b,
            own,
            others,
            files,
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
async fn call(client: &Client, method: &str, path: &str) -> crate::client::Answer {
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
        (_, "messages") => json!({ "id": id, "text": "Hola", "seen": 0, "anyway": true }),
        (_, "read") => json!({ "up_to": 5 }),
        (_, "close") => json!({ "id": id, "reason": reason(client).await }),
        _ => json!({ "id": id }),
    };
    let body = (method == "POST").then(|| body.to_string());
    client.request(method, path, body).await
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
            .map(|id| path.replace("{conversation}", &id.to_string()))
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
    for path in paths {
        let answer = call(client, method, &path).await;
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
                        Change::Agent(_) | Change::Unknown => None,
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
