//! The server in one value: everything that requests share, opened from a folder.
//!
//! Clones are the same server. Tests open one on a temporary folder and call its
//! [`router`](App::router) in process.

use crate::{
    actions::{attachments, moving, once, people, presence},
    auth::{session, ticket::Tickets},
    config::Config,
    db::{self, Readers},
    error::{Error, Result},
    files::Files,
    hub::{Hub, presence::Presence},
    limits::Limiter,
    log,
    memory::{Memory, Shared},
    router,
    writer::{Writer, Writing},
};
use axum::Router;
use bandeja_contract::{ConversationId, GroupId, Timestamp};
use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// The database's file in the data folder.
pub(crate) const FILE: &str = "bandeja.db";

/// How often it looks who is gone and what commands wrote.
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
    tickets: Tickets,
    limiter: Limiter,
    files: Files,
    started: Timestamp,
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
        let lock = lock(&config.data)?;
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
            limiter: Limiter::new(config.limits.clone()),
            presence,
            readers,
            writer: Writer::new(connection),
            memory: Shared::new(memory),
            hub: Hub::default(),
            tickets: Tickets::default(),
            started,
            lock,
            config,
        }));
        people::settle(&app).await?;
        Ok(app)
    }

    /// Everything it answers.
    pub fn router(&self) -> Router {
        router::router(self)
    }

    /// Looks once who is gone for long enough, and what commands wrote. [`App::work`] does it
    /// every second.
    pub async fn look(&self) {
        presence::sweep(self).await;
        if let Err(error) = people::settle(self).await {
            tracing::error!(%error, "changes of commands were not told");
        }
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
        attachments::prune(self, &mut writing).await?;
        writing.commit().await
    }

    /// What goes on beside requests, for ever.
    pub async fn work(self) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        let mut prune = tokio::time::interval(PRUNE_EVERY);
        loop {
            tokio::select! {
                _ = look.tick() => self.look().await,
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

    pub(crate) fn tickets(&self) -> &Tickets {
        &self.0.tickets
    }

    pub(crate) fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }
}

/// Makes the data folder, where it is not there: for its owner alone.
pub(crate) fn make_folder(data: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.recursive(true).create(data)?)
}

/// Takes the folder for this process; the system gives it back whenever the process ends.
pub(crate) fn lock(data: &Path) -> Result<File> {
    let file = File::options()
        .create(true)
        .append(true)
        .open(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Broken(
            "another process serves this data folder".to_owned(),
        )),
        Err(TryLockError::Error(error)) => Err(error.into()),
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
