//! The one door for changes: a transaction writes a change and its events; after the commit, and
//! still alone, memory is brought up to date and the events go out, so they go out in order.
//!
//! It knows what is written, never whether somebody may: actions ask `domain` first.

use crate::{
    app::App,
    db::{
        read,
        rows::{Kept, sql},
        sqlite, write,
    },
    directory::{Online, Person},
    error::{Error, Result},
    hub::Live,
    log::{self, Kind, Logged},
    memory::Memory,
};
use bandeja_contract::*;
use bandeja_domain::filter::Facts;
use sqlx::SqliteConnection;
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The connection that writes.
pub(crate) struct Writer(Arc<Mutex<Inner>>);

struct Inner {
    /// None after the end.
    connection: Option<SqliteConnection>,
    /// Whether a transaction was left behind, by a failure or a panic.
    open: bool,
}

impl Writer {
    pub(crate) fn new(connection: SqliteConnection) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            connection: Some(connection),
            open: false,
        })))
    }

    /// Closes the database; every later change is refused.
    pub(crate) async fn close(&self) -> Result<()> {
        match self.0.lock().await.connection.take() {
            Some(connection) => sqlite::close(connection).await,
            None => Ok(()),
        }
    }
}

/// A transaction. Dropped without [`commit`](Writing::commit), it never happened.
pub(crate) struct Writing {
    app: App,
    /// None once it is over.
    inner: Option<OwnedMutexGuard<Inner>>,
    now: Timestamp,
    seq: Seq,
    log: Vec<Logged>,
    facts: Vec<Facts>,
    agents: Vec<Agent>,
    online: Vec<(GroupId, Online)>,
    people: Option<BTreeMap<AgentId, Person>>,
    log_start: Option<Seq>,
    told: Vec<Live>,
}

impl Writing {
    /// Waits for the turn and begins.
    pub(crate) async fn begin(app: &App) -> Result<Self> {
        let mut inner = Arc::clone(&app.writer().0).lock_owned().await;
        let left = std::mem::replace(&mut inner.open, true);
        let connection = inner.connection.as_mut().ok_or_else(closed)?;
        if left {
            sqlite::roll_back(connection).await;
        }
        sqlite::begin(connection).await?;
        let (seq, _) = read::head(connection).await?;
        let remembered = app.memory().read().head;
        if seq != remembered {
            // A commit that was answered with an error was on the disk after all.
            tracing::error!(%seq, %remembered, "memory is behind the database: loading it anew");
            *app.memory().write() = Memory::load(connection).await?;
            app.hub().say(Live::Reset);
        }
        Ok(Self {
            app: app.clone(),
            inner: Some(inner),
            now: app.now(),
            seq,
            log: Vec::new(),
            facts: Vec::new(),
            agents: Vec::new(),
            online: Vec::new(),
            people: None,
            log_start: None,
            told: Vec::new(),
        })
    }

    /// The instant of this change.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// The connection, inside the transaction.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        self.inner
            .as_mut()
            .and_then(|inner| inner.connection.as_mut())
            .ok_or_else(closed)
    }

    fn next(&mut self) -> Seq {
        self.seq = Seq(self.seq.0 + 1);
        self.seq
    }

    /// Adds an item to a thread: gives it its position, and moves the conversation's end.
    pub(crate) async fn add_item(&mut self, kept: &mut Kept, mut item: Item) -> Result<Item> {
        let seq = self.next();
        (item.seq, item.position, item.at) = (seq, seq, self.now);
        kept.row.last_position = seq;
        write::item(self.connection()?, &item).await?;
        let mut logged = Logged::new(seq, Kind::Item, Change::Item(Box::new(item.clone())))?;
        logged.conversation = Some(kept.row.id);
        logged.group = Some(kept.row.group);
        logged.visitor = kept.visitor;
        self.log.push(logged);
        Ok(item)
    }

    /// Writes a conversation as it is now. `before` is the group it was taken from, if another.
    pub(crate) async fn put_conversation(
        &mut self,
        kept: &mut Kept,
        before: Option<GroupId>,
    ) -> Result<()> {
        kept.row.seq = self.next();
        write::conversation(self.connection()?, kept).await?;
        let change = Change::Conversation(Box::new(kept.row.clone()));
        let mut logged = Logged::new(kept.row.seq, Kind::Conversation, change)?;
        logged.conversation = Some(kept.row.id);
        logged.group = Some(kept.row.group);
        logged.before = before;
        logged.visitor = kept.visitor;
        self.log.push(logged);
        self.facts.push(Facts::from(&kept.row));
        Ok(())
    }

    /// Writes what colleagues see of a login.
    pub(crate) async fn put_agent(&mut self, agent: &mut Agent) -> Result<()> {
        agent.seq = self.next();
        write::agent(self.connection()?, agent).await?;
        self.log.push(Logged::new(
            agent.seq,
            Kind::Agent,
            Change::Agent(Box::new(agent.clone())),
        )?);
        self.agents.push(agent.clone());
        Ok(())
    }

    /// Writes whether anybody of a group is there.
    pub(crate) async fn put_online(&mut self, group: GroupId, online: bool) -> Result<()> {
        let seq = self.next();
        write::online(self.connection()?, group, online, seq).await?;
        let mut logged = Logged::new(seq, Kind::Online, Change::Unknown)?;
        logged.group = Some(group);
        self.log.push(logged);
        self.online.push((group, Online { online, seq }));
        Ok(())
    }

    /// Takes the people as they were written by hand.
    pub(crate) fn put_people(&mut self, people: BTreeMap<AgentId, Person>) {
        self.people = Some(people);
    }

    /// Takes where the log begins after a pruning.
    pub(crate) fn put_log_start(&mut self, start: Seq) {
        self.log_start = Some(start);
    }

    /// Says something to the sockets once it is certain.
    pub(crate) fn tell(&mut self, live: Live) {
        self.told.push(live);
    }

    /// Makes it last. When this returns, it is on the disk and on its way to everybody.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let (now, seq) = (self.now, self.seq);
        let entries = std::mem::take(&mut self.log);
        let connection = self.connection()?;
        for logged in &entries {
            log::append(connection, now, logged).await?;
        }
        if !entries.is_empty() {
            sqlx::query("UPDATE workspace SET seq = ?")
                .bind(sql(seq))
                .execute(&mut *connection)
                .await?;
        }
        sqlite::commit(connection).await?;
        self.remember();
        if !entries.is_empty() {
            self.app.hub().say(Live::Events(Arc::from(entries)));
        }
        for live in std::mem::take(&mut self.told) {
            self.app.hub().say(live);
        }
        // The next one begins only now, so that events go out in order.
        if let Some(mut inner) = self.inner.take() {
            inner.open = false;
        }
        Ok(())
    }

    fn remember(&mut self) {
        let mut memory = self.app.memory().write();
        memory.head = self.seq;
        for facts in self.facts.drain(..) {
            memory.index.put(facts);
        }
        if let Some(people) = self.people.take() {
            memory.directory.people = people;
        }
        for agent in self.agents.drain(..) {
            if let Some(person) = memory.directory.people.get_mut(&agent.id) {
                person.agent = agent;
            }
        }
        for (group, online) in self.online.drain(..) {
            memory.directory.online.insert(group, online);
        }
        if let Some(start) = self.log_start {
            memory.log_start = start;
        }
    }
}

impl Drop for Writing {
    /// Rolls back at once: a transaction left open would keep commands of other processes out.
    fn drop(&mut self) {
        let Some(mut inner) = self.inner.take() else {
            return;
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            if let Some(connection) = inner.connection.as_mut() {
                sqlite::roll_back(connection).await;
            }
            inner.open = false;
        });
    }
}

fn closed() -> Error {
    Error::refused(Code::Unavailable)
}
