//! The server in one value: everything that requests share, opened from a folder.
//!
//! Clones are the same server. Tests open one on a temporary folder and call its
//! [`router`](App::router) in process.

mod folder;

pub(crate) use folder::{lock, make_folder, only_for_owner, try_lock};

use crate::{
    actions::{attachments, erase, moving, once, people, retention},
    auth::{capability::Key, session, ticket::Tickets},
    config::Config,
    db::{self, Readers},
    engine,
    error::Result,
    files::Files,
    hub::{Hub, presence::Presence},
    limits::Limiter,
    log,
    mail::Reader,
    memory::{Memory, Shared},
    outgoing::{self, Outgoing},
    proxy::Proxy,
    router,
    writer::{Writer, Writing},
};
use axum::Router;
use bandeja_contract::{ConversationId, GroupId, Timestamp};
use std::{
    fs::File,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// The database's file in the data folder.
pub(crate) const FILE: &str = "bandeja.db";

/// How often it looks what commands wrote.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often it forgets what is too old.
const PRUNE_EVERY: Duration = Duration::from_secs(600);

/// A server.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    config: Config,
    readers: Readers,
    writer: Writer,
    memory: Shared,
    hub: Hub,
    presence: Presence,
    /// Rings when a deadline came that may be sooner.
    alarm: Notify,
    /// Whether the chatbot may owe an answer; after a start it may.
    bot_owes: AtomicBool,
    tickets: Tickets,
    limiter: Limiter,
    files: Files,
    /// Raw mails.
    mails: Files,
    mail_reader: Reader,
    outgoing: Outgoing,
    proxy: Proxy,
    key: Key,
    started: Timestamp,
    /// Whether the write-ahead log may hold words that were erased.
    unwashed: AtomicBool,
    /// Held until the server is closed or gone: one process writes a folder.
    lock: File,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("data", &self.0.config.data)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Opens a folder; makes what is not there.
    ///
    /// # Errors
    /// When another process serves the folder, or it cannot be read or written.
    pub async fn open(config: Config) -> Result<Self> {
        make_folder(&config.data)?;
        let lock = folder::wait_for_lock(&config.data).await?;
        let (mut connection, readers) = db::open(&config.data.join(FILE)).await?;
        let memory = Memory::load(&mut connection).await?;
        let started = config.clock.now();
        let connected = memory
            .directory
            .people
            .values()
            .filter(|person| person.agent.connected);
        let presence = Presence::new(connected.map(|person| person.agent.id), started);
        let app = Self(Arc::new(Inner {
            files: Files::open(&config.data)?,
            mails: Files::open_mails(&config.data)?,
            mail_reader: Reader::default(),
            outgoing: Outgoing::new(&config.mail_exit)?,
            proxy: Proxy::new(config.faults.proxy_reaches_loopback)?,
            key: Key::new()?,
            limiter: Limiter::new(config.limits.clone()),
            presence,
            readers,
            writer: Writer::new(connection),
            memory: Shared::new(memory),
            hub: Hub::default(),
            alarm: Notify::new(),
            bot_owes: AtomicBool::new(true),
            tickets: Tickets::default(),
            started,
            // An erasure may have been killed before the log was emptied.
            unwashed: AtomicBool::new(true),
            lock,
            config,
        }));
        people::settle(&app).await?;
        outgoing::say_what_waits(&app).await?;
        app.erase().await?;
        Ok(app)
    }

    /// Everything it answers.
    pub fn router(&self) -> Router {
        router::router(self)
    }

    /// Does once what is due, and looks what commands wrote. [`App::work`] does the one at its time
    /// and the other every second.
    pub async fn look(&self) {
        engine::run(self).await;
        self.look_for_commands().await;
    }

    async fn look_for_commands(&self) {
        if let Err(error) = people::settle(self).await {
            tracing::error!(%error, "changes of commands were not told");
        }
        if let Err(error) = self.erase().await {
            tracing::error!(%error, "erasing failed; it goes on later");
        }
    }

    /// Erases whom commands want erased, with everything that hangs on them.
    ///
    /// # Errors
    /// When the database cannot be written; what is left goes at the next call.
    pub async fn erase(&self) -> Result<()> {
        let erased = erase::settle(self).await? | erase::words(self).await?;
        retention::contents(self).await?;
        if erased || self.0.unwashed.load(Ordering::SeqCst) {
            let clean = db::sqlite::empty_log(&self.0.config.data.join(FILE)).await?;
            self.0.unwashed.store(!clean, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Forgets once what is too old: events, answers, sessions, files never sent. [`App::work`]
    /// does it every ten minutes.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn prune(&self) -> Result<()> {
        let mut writing = Writing::begin(self).await?;
        let now = writing.now();
        let start = log::prune(writing.connection()?, now).await?;
        writing.put_log_start(start);
        once::prune(writing.connection()?, now).await?;
        session::prune(writing.connection()?, now).await?;
        attachments::prune(&mut writing).await?;
        writing.commit().await?;
        let gone = retention::closed(self).await?;
        if gone > 0 {
            tracing::info!(gone, "closed conversations were old enough to be erased");
            self.0.unwashed.store(true, Ordering::SeqCst);
        }
        self.erase().await
    }

    /// Hands over once what mails are due; how many were. [`App::work`] does it as soon as there
    /// is one.
    ///
    /// # Errors
    /// When the database cannot be read or written; what was handed over may go once more then.
    pub async fn hand_over(&self) -> Result<usize> {
        outgoing::hand_over(self).await
    }

    /// What goes on beside requests, for ever.
    pub async fn work(self) {
        let mails = outgoing::work(self.clone(), LOOK_EVERY);
        tokio::join!(mails, engine::work(self.clone()), self.look_and_prune());
    }

    async fn look_and_prune(self) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        let mut prune = tokio::time::interval(PRUNE_EVERY);
        loop {
            tokio::select! {
                _ = look.tick() => self.look_for_commands().await,
                _ = prune.tick() => {
                    if let Err(error) = self.prune().await {
                        tracing::error!(%error, "pruning failed");
                    }
                }
            }
        }
    }

    /// Moves a conversation to another group, as the workspace itself.
    ///
    /// # Errors
    /// When there is no such conversation or group.
    pub async fn move_to_group(&self, id: ConversationId, group: GroupId) -> Result<()> {
        moving::to_group(self, id, group).await
    }

    /// Ends every line and closes the database. Every later change is refused.
    ///
    /// # Errors
    /// When the database cannot be closed; nothing is lost then.
    pub async fn close(&self) -> Result<()> {
        self.stop_lines();
        self.0.writer.close().await?;
        self.0.readers.close().await;
        Ok(self.0.lock.unlock()?)
    }

    /// Tells every socket and long poll that the server stops.
    pub(crate) fn stop_lines(&self) {
        self.hub().stop();
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.config.clock.now()
    }

    pub(crate) fn started(&self) -> Timestamp {
        self.0.started
    }

    pub(crate) fn readers(&self) -> &Readers {
        &self.0.readers
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.0.writer
    }

    pub(crate) fn memory(&self) -> &Shared {
        &self.0.memory
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.0.hub
    }

    pub(crate) fn presence(&self) -> &Presence {
        &self.0.presence
    }

    pub(crate) fn alarm(&self) -> &Notify {
        &self.0.alarm
    }

    pub(crate) fn bot_owes(&self) -> &AtomicBool {
        &self.0.bot_owes
    }

    pub(crate) fn tickets(&self) -> &Tickets {
        &self.0.tickets
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    pub(crate) fn mails(&self) -> &Files {
        &self.0.mails
    }

    pub(crate) fn mail_reader(&self) -> &Reader {
        &self.0.mail_reader
    }

    pub(crate) fn outgoing(&self) -> &Outgoing {
        &self.0.outgoing
    }

    pub(crate) fn proxy(&self) -> &Proxy {
        &self.0.proxy
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0.key
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }
}

/// Looks through the database of a folder. Empty when it is sound, else what is wrong.
///
/// # Errors
/// When it cannot be opened.
pub async fn check(data: &Path) -> Result<Vec<String>> {
    let (mut connection, readers) = db::open(&data.join(FILE)).await?;
    readers.close().await;
    let found = db::sqlite::integrity(&mut connection).await?;
    db::sqlite::close(connection).await?;
    Ok(found)
}
