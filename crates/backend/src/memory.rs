//! What the server knows without asking the database, as of one change: people, the list's index,
//! the number of the last change. Written by the writer alone, after each commit.

use crate::{
    db::read, deadlines::Deadlines, directory::Directory, error::Result, index::Index, view::Names,
};
use bandeja_contract::{AgentId, Conversation, Options, Seq, Status};
use sqlx::SqliteConnection;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// One consistent moment.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The number of the last change.
    pub(crate) head: Seq,
    /// The event log holds what came after this number.
    pub(crate) log_start: Seq,
    /// What the workspace has chosen.
    pub(crate) options: Options,
    /// People, groups, inboxes.
    pub(crate) directory: Directory,
    /// The conversation list.
    pub(crate) index: Index,
    /// Session windows that will end.
    pub(crate) windows: Deadlines,
}

impl Memory {
    /// Reads everything; the connection must see one moment.
    pub(crate) async fn load(connection: &mut SqliteConnection) -> Result<Self> {
        let (head, log_start) = read::head(connection).await?;
        Ok(Self {
            head,
            log_start,
            options: read::options(connection).await?,
            directory: Directory::load(connection).await?,
            index: Index::new(read::facts(connection).await?),
            windows: Deadlines::new(read::windows(connection).await?),
        })
    }
}

impl Names for Memory {
    fn agent_name(&self, id: AgentId) -> Option<String> {
        self.directory.agent_name(id)
    }

    fn bot_name(&self) -> Option<String> {
        Some(self.directory.bot_name.clone())
    }

    fn is_online(&self, row: &Conversation) -> bool {
        // After the end the next message opens another one, which the inbox's group answers.
        let inbox = self.directory.inbox(row.inbox);
        let group = match row.status {
            Status::Closed => inbox.map_or(row.group, |inbox| inbox.group),
            _ => row.group,
        };
        self.directory.online(group).online
    }
}

/// The memory, shared. Hold it for a moment only, never across an await.
#[derive(Debug, Default)]
pub(crate) struct Shared(RwLock<Memory>);

impl Shared {
    pub(crate) fn new(memory: Memory) -> Self {
        Self(RwLock::new(memory))
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Memory> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Memory> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
