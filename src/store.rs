//! What the screen shows, as reactive state. Cheap to clone; one for the app.
//!
//! | part | holds | read it by |
//! |---|---|---|
//! | [`Workspace`] | who is signed in, agents, groups, queues, inboxes, reasons | `store.workspace.me()`, `.agent(id)`, `.loaded()` |
//! | [`Conversations`] | every conversation that was ever seen | `store.conversations.get(id)`, `.unread(id)` |
//! | [`List`] | the list of the chosen tab | `store.list.row(index)`, `.len()`, `.counts()`, `.waiting()` |
//! | [`Threads`] | the threads that were opened | `store.threads.get(id)?.rows(…)`, `.item(id)` |
//! | [`Outbox`] | what was written and has not arrived | `store.outbox.len()`, `.failed_in(conversation)` |
//! | [`Drafts`] | what is being written | `store.drafts.get(conversation)` |
//! | [`Uploads`] | files on their way to the server | `store.uploads.get(conversation)` |
//! | [`Mails`] | whose images are shown, which mail is answered | `store.answered_mail(conversation)` |
//! | [`Typing`] | who is writing where | `store.typing.get(conversation)` |
//! | [`Told`] | which cards of contacts and tickets have changed | `store.told.last(id.0.as_u128())` |
//! | [`Viewers`] | who looks at the conversation on the screen | `store.viewers.get(conversation)` |
//! | [`Pending`] | what was asked of the server and not yet answered | `store.pending.is_accepting(id)` |
//! | [`Away`] | what was put aside while one was gone | `store.left_aside()` |
//! | [`Picked`] | which rows of the list are ticked | `store.picked.has(id)`, `store.picked_count()` |
//! | [`Connection`] | what the header says, and the server's clock | `store.connection.state()`, `.now(local)` |
//!
//! Every reader follows what it reads: inside a memo or a closure of a view it runs again when that
//! very thing changes, and only then. Readers answer `None` for what has gone; nothing panics.
//!
//! Server events come in by one door, [`Store::apply`]; answers by [`Store::see`],
//! [`Thread::page`] and [`List::page`](list::List::page). All are upserts: order and repetition make
//! no difference.
//!
//! Invariant: the store does no I/O and imports no view, so all of it is tested natively.

pub mod apply;
pub mod away;
pub mod connection;
pub mod conversations;
pub mod drafts;
pub mod list;
pub mod mails;
pub mod outbox;
pub mod pending;
pub mod picked;
pub mod query;
pub mod thread_item;
pub mod threads;
pub mod told;
pub mod typing;
pub mod uploads;
pub mod viewers;
pub mod workspace;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod mail_tests;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use away::Away;
pub use connection::Connection;
pub use conversations::Conversations;
pub use drafts::Drafts;
pub use list::List;
pub use mails::Mails;
pub use outbox::Outbox;
pub use pending::Pending;
pub use picked::Picked;
pub use query::Query;
pub use thread_item::{Author, Progress, ThreadItem, What};
pub use threads::{Thread, Threads};
pub use told::Told;
pub use typing::Typing;
pub use uploads::Uploads;
pub use viewers::Viewers;
pub use workspace::Workspace;

use std::{
    ops::Deref,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// All of it. A clone is the same store.
#[derive(Clone, Default)]
pub struct Store(Arc<Parts>);

/// The parts; each is written by its own methods only.
#[derive(Default)]
pub struct Parts {
    /// The workspace and its people.
    pub workspace: Workspace,
    /// Every conversation that was ever seen.
    pub conversations: Conversations,
    /// The list of the chosen tab.
    pub list: List,
    /// The threads that were opened.
    pub threads: Threads,
    /// What was written and has not arrived.
    pub outbox: Outbox,
    /// What is being written.
    pub drafts: Drafts,
    /// Files on their way to the server.
    pub uploads: Uploads,
    /// Whose images are shown.
    pub mails: Mails,
    /// Who is writing where.
    pub typing: Typing,
    /// Which cards have changed.
    pub told: Told,
    /// Who looks at the conversation on the screen.
    pub viewers: Viewers,
    /// What was asked and not yet answered.
    pub pending: Pending,
    /// Which rows of the list are ticked.
    pub picked: Picked,
    /// What the header says, and the server's clock.
    pub connection: Connection,
    /// What was put aside while one was gone.
    pub away: Away,
}

impl Deref for Store {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// A lock that nobody can poison for the rest: a panic ends the page anyway.
#[derive(Default)]
pub(crate) struct Cell<T>(RwLock<T>);

impl<T> Cell<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(RwLock::new(value))
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, T> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
