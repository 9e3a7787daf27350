//! A workspace on temporary files: the demo's people with some conversations, everybody signed in,
//! a clock that stands, nobody connected.

use crate::client::Client;
use bandeja_backend::{
    App, Config,
    clock::Clock,
    config::MailExit,
    limits::{Kind, Limits, Rate},
    seed,
};
use bandeja_contract::{
    acts::{Assignment, Bulk, BulkWhat},
    endpoint::*,
    visitor::{VisitorMessage, VisitorSnapshot},
    *,
};
use serde_json::json;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// When the tests take place.
pub(crate) const NOW: Timestamp = Timestamp(1_790_000_000_000);
/// How many conversations there are.
pub(crate) const CONVERSATIONS: u32 = 24;
pub(crate) const PASSWORD: &str = "bandeja-demo";

/// The logins of the demo by the roles that tests need.
pub(crate) const LOGINS: [&str; 8] = [
    "ana", "bruno", "olga", "carla", "dora", "hector", "nuria", "inigo",
];

struct Template {
    folder: TempDir,
    cookies: BTreeMap<&'static str, String>,
}

static TEMPLATE: OnceCell<Arc<Template>> = OnceCell::const_new();

/// A server and what belongs to it.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) data: PathBuf,
    cookies: BTreeMap<&'static str, String>,
    _folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|config| config).await
    }

    /// One that is set up otherwise.
    pub(crate) async fn with(change: impl FnOnce(Config) -> Config) -> Self {
        Self::with_statement("SELECT 1", change).await
    }

    /// One whose database was changed by hand before the start, and that is set up otherwise.
    pub(crate) async fn with_statement(
        statement: &'static str,
        change: impl FnOnce(Config) -> Config,
    ) -> Self {
        let template = TEMPLATE.get_or_init(template).await;
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().to_owned();
        std::fs::copy(
            template.folder.path().join("bandeja.db"),
            data.join("bandeja.db"),
        )
        .expect("copies");
        let file = SqliteConnectOptions::new().filename(data.join("bandeja.db"));
        let mut connection = file.connect().await.expect("opens");
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .expect("a statement");
        connection.close().await.expect("closes");
        let clock = Clock::standing(NOW);
        let app = App::open(change(config(&data, &clock)))
            .await
            .expect("opens");
        // After a start everybody counts as there for a while; that has passed.
        clock.advance(60_000);
        app.look().await;
        Self {
            app,
            clock,
            data,
            cookies: template.cookies.clone(),
            _folder: folder,
        }
    }

    /// Closes the server and opens it again on the same files.
    pub(crate) async fn restart(&mut self) {
        let folder = tempfile::tempdir().expect("a folder");
        let spare = App::open(config(folder.path(), &self.clock))
            .await
            .expect("opens");
        let old = std::mem::replace(&mut self.app, spare);
        old.close().await.expect("closes");
        drop(old);
        self.app = App::open(config(&self.data, &self.clock))
            .await
            .expect("opens again");
    }

    /// Somebody who is signed in.
    pub(crate) fn agent(&self, login: &str) -> Client {
        let cookie = self.cookies.get(login).cloned();
        assert!(cookie.is_some(), "{login} has no session");
        Client {
            cookie,
            ..self.nobody()
        }
    }

    /// Somebody who is not.
    pub(crate) fn nobody(&self) -> Client {
        Client::nobody(&self.app.router())
    }

    /// A visitor of the demo's site, registered.
    pub(crate) async fn visitor(&self) -> Visitor {
        let (id, secret) = (VisitorId(Uuid::now_v7()), "ab".repeat(32));
        let body =
            json!({ "visitor": id, "secret": secret, "inbox": "demo-tienda", "locale": "es" });
        let answer = self.nobody().post("/visitor/session", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let client = Client {
            bearer: Some(format!("{id}.{secret}")),
            ..self.nobody()
        };
        Visitor { id, secret, client }
    }

    /// Somebody of the shop's group is there, and stays.
    pub(crate) async fn somebody_is_there(&self) {
        let ana = self.agent("ana");
        let seq = ana.ok(&GetSnapshot).await.seq;
        ana.ok(&PollEvents {
            after: seq,
            wait: 0,
        })
        .await;
    }

    /// A conversation that a visitor began while somebody was there.
    pub(crate) async fn queued(&self) -> (Visitor, ConversationId) {
        self.somebody_is_there().await;
        let visitor = self.visitor().await;
        visitor.writes("Hola, ¿hay alguien?").await;
        let id = self.newest(Status::Queued).await.id;
        (visitor, id)
    }

    /// The same, taken by an agent.
    pub(crate) async fn taken_by(&self, login: &str) -> (Visitor, ConversationId) {
        let (visitor, conversation) = self.queued().await;
        self.agent(login)
            .ok(&Accept {
                conversation,
                body: operation(),
            })
            .await;
        (visitor, conversation)
    }

    /// The newest conversation of a tab.
    pub(crate) async fn newest(&self, status: Status) -> Conversation {
        let page = self.agent("dora").ok(&list(status, Sort::Newest)).await;
        page.rows.into_iter().next().expect("one at least")
    }

    pub(crate) async fn reason(&self) -> ReasonId {
        self.agent("dora").ok(&GetSnapshot).await.reasons[0].id
    }

    pub(crate) async fn group(&self, name: &str) -> GroupId {
        let groups = self.agent("dora").ok(&GetSnapshot).await.groups;
        groups
            .iter()
            .find(|group| group.name == name)
            .expect("a group")
            .id
    }
}

/// Someone in the widget.
pub(crate) struct Visitor {
    pub(crate) id: VisitorId,
    pub(crate) secret: String,
    pub(crate) client: Client,
}

impl Visitor {
    pub(crate) async fn writes(&self, text: &str) -> VisitorMessage {
        let body = json!({ "id": Uuid::now_v7(), "text": text });
        let answer = self.client.post("/visitor/messages", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.read()
    }

    pub(crate) async fn sees(&self) -> VisitorSnapshot {
        self.client.get("/visitor/messages").await.read()
    }
}

pub(crate) fn operation() -> Operation {
    Operation {
        id: OperationId(Uuid::now_v7()),
    }
}

pub(crate) fn given(agent: Option<AgentId>, group: Option<GroupId>) -> Assignment {
    let id = OperationId(Uuid::now_v7());
    Assignment { id, agent, group }
}

pub(crate) fn many(what: BulkWhat, conversations: Vec<ConversationId>) -> Bulk {
    Bulk {
        id: OperationId(Uuid::now_v7()),
        what,
        conversations,
        status: None,
        filter: Filter::default(),
        agent: None,
        group: None,
        reason: None,
        note: None,
        tag: None,
    }
}

pub(crate) fn message(text: &str, seen: Seq) -> NewMessage {
    NewMessage {
        id: ItemId(Uuid::now_v7()),
        text: text.to_owned(),
        attachments: Vec::new(),
        seen,
        anyway: false,
        answers: None,
    }
}

pub(crate) fn field_edit(field: &str, value: &str) -> FieldEdit {
    FieldEdit {
        id: operation().id,
        field: field.to_owned(),
        value: value.to_owned(),
        seen: String::new(),
    }
}

pub(crate) fn comment(conversation: ConversationId, text: &str) -> NewComment {
    NewComment {
        id: ItemId(Uuid::now_v7()),
        conversation,
        text: text.to_owned(),
    }
}

pub(crate) fn closing(reason: ReasonId) -> Closing {
    Closing {
        id: OperationId(Uuid::now_v7()),
        reason,
        note: Some("Todo en orden.".to_owned()),
    }
}

pub(crate) fn list(status: Status, sort: Sort) -> ListConversations {
    let filter = Filter::default();
    ListConversations {
        status,
        sort,
        filter,
        offset: 0,
        cursor: None,
        limit: 200,
    }
}

pub(crate) fn thread(conversation: ConversationId) -> ListItems {
    ListItems {
        conversation,
        before: None,
        after: None,
        limit: 200,
    }
}

/// A server on a folder, with limits that no test meets by chance.
fn config(data: &Path, clock: &Clock) -> Config {
    let open = Rate {
        times: 1_000_000,
        seconds: 1,
    };
    let limits = Kind::ALL
        .iter()
        .fold(Limits::default(), |limits, (kind, _)| {
            limits.with(*kind, open)
        });
    Config {
        clock: clock.clone(),
        limits,
        mail_exit: MailExit::Mailbox,
        ..Config::new(data)
    }
}

/// Seeds a folder and signs everybody in, once for all tests: hashing passwords takes time.
async fn template() -> Arc<Template> {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = seed::Plan {
        conversations: CONVERSATIONS,
        sites: vec!["http://localhost:7879".to_owned()],
        mails: false,
        now: NOW,
    };
    seed::seed(folder.path(), &plan).await.expect("seeds");
    let clock = Clock::standing(NOW);
    let app = App::open(config(folder.path(), &clock))
        .await
        .expect("opens");
    let mut cookies = BTreeMap::new();
    for login in LOGINS {
        let client = Client::nobody(&app.router());
        let email = format!("{login}@demo.bandeja");
        let answer = client
            .call(&SignIn {
                email,
                password: PASSWORD.to_owned(),
            })
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        cookies.insert(login, cookie_of(answer.header("set-cookie")));
    }
    app.close().await.expect("closes");
    Arc::new(Template { folder, cookies })
}

/// The token in a `Set-Cookie` header.
pub(crate) fn cookie_of(header: &str) -> String {
    let pair = header.split(';').next().expect("a pair");
    pair.split_once('=').expect("a value").1.to_owned()
}
