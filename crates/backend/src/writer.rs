//! The one door for changes: a transaction writes a change and its events; after the commit, and
//! still alone, memory is brought up to date and the events go out, so they go out in order.
//!
//! It knows what is written, never whether somebody may: actions ask `domain` first.

mod cards;
mod remember;

use crate::{
    app::App,
    db::{
        read,
        rows::{Kept, sql},
        setup, sqlite, write,
    },
    deadlines::deadline,
    directory::{Directory, Online, Person},
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
        let mut inner = self.0.lock().await;
        let Some(mut connection) = inner.connection.take() else {
            return Ok(());
        };
        // Whoever was stopped in the middle of beginning has left one open.
        if inner.open {
            sqlite::roll_back(&mut connection).await;
        }
        sqlite::close(connection).await
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
    windows: Vec<(ConversationId, Option<Timestamp>)>,
    gone: Vec<ConversationId>,
    agents: Vec<Agent>,
    online: Vec<(GroupId, Online)>,
    people: Option<BTreeMap<AgentId, Person>>,
    setup: Option<(Directory, Options)>,
    log_start: Option<Seq>,
    told: Vec<Live>,
    /// Whether the chatbot may owe an answer.
    owes: bool,
    about: Option<ConversationId>,
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
            windows: Vec::new(),
            gone: Vec::new(),
            agents: Vec::new(),
            online: Vec::new(),
            people: None,
            setup: None,
            log_start: None,
            told: Vec::new(),
            owes: false,
            about: None,
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
        self.log_item(kept, &item)?;
        Ok(item)
    }

    /// Writes how far an item got that stands in a thread already.
    pub(crate) async fn put_delivery(&mut self, kept: &Kept, mut item: Item) -> Result<Item> {
        item.seq = self.next();
        write::delivery(self.connection()?, &item).await?;
        self.log_item(kept, &item)?;
        Ok(item)
    }

    fn log_item(&mut self, kept: &Kept, item: &Item) -> Result<()> {
        let change = Change::Item(Box::new(item.clone()));
        let mut logged = Logged::new(item.seq, Kind::Item, change)?;
        logged.conversation = Some(kept.row.id);
        logged.group = Some(kept.row.group);
        logged.visitor = kept.visitor;
        self.log.push(logged);
        Ok(())
    }

    /// Writes a conversation as it is now. `before` is the group it was taken from, if another.
    pub(crate) async fn put_conversation(
        &mut self,
        kept: &mut Kept,
        before: Option<GroupId>,
    ) -> Result<()> {
        // The chatbot answers what is open and nobody's, and nothing else.
        kept.row.bot &= kept.row.status == Status::Open && kept.row.assignee.is_none();
        self.owes |= kept.row.bot;
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
        let until = deadline(kept.row.status, kept.row.window_until);
        self.windows.push((kept.row.id, until));
        Ok(())
    }

    /// Tells everybody to forget a conversation that is erased in this transaction: only its id,
    /// and also to those who saw it once and cannot now.
    pub(crate) fn forget_conversation(&mut self, kept: &Kept) -> Result<()> {
        let seq = self.next();
        let mut logged = Logged::new(seq, Kind::Erased, Change::Hidden(kept.row.id))?;
        logged.group = Some(kept.row.group);
        self.log.push(logged);
        self.gone.push(kept.row.id);
        Ok(())
    }

    /// Takes the number of a change that is told by other means than an event.
    pub(crate) fn take_seq(&mut self) -> Seq {
        self.next()
    }

    /// It is about this conversation, also where nothing changes: its answer goes when the
    /// conversation is erased.
    pub(crate) fn concerns(&mut self, conversation: ConversationId) {
        self.about = Some(conversation);
    }

    /// The conversation that this transaction is about, or changed last.
    pub(crate) fn conversation(&self) -> Option<ConversationId> {
        let changed = || self.log.iter().rev().find_map(|logged| logged.conversation);
        self.about.or_else(changed)
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

    /// Tells the lists as they were written in this transaction, and writes the options where
    /// they are other ones.
    pub(crate) async fn put_setup(&mut self, options: Option<Options>) -> Result<Setup> {
        let seq = self.next();
        let connection = self.connection()?;
        if let Some(mut options) = options {
            options.seq = seq;
            setup::options(connection, &options).await?;
        }
        let (lists, options) = (
            Directory::load(connection).await?,
            read::options(connection).await?,
        );
        let told = lists.setup(seq, options.clone());
        let change = Change::Setup(Box::new(told.clone()));
        self.log.push(Logged::new(seq, Kind::Setup, change)?);
        self.setup = Some((lists, options));
        Ok(told)
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
