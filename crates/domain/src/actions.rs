//! What somebody can do to a conversation now and, if not, why (L6): the one place that row menu,
//! thread header, keyboard, palette and bulk bar draw from, and by which the server refuses.

use crate::{
    channel::rules,
    permission::{Action, Actor, Ownership, allows, ownership, sees},
    status::permits,
};
use bandeja_contract::{AgentId, Conversation, Happening, Item, Status, Timestamp};

/// Why somebody cannot do something to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// They may not see it; it is told as if it did not exist.
    Unseen,
    /// It is a colleague's.
    Colleagues(AgentId),
    /// It is theirs already.
    Own,
    /// It has no owner.
    Nobodys,
    /// It does not wait in the queue any more.
    NotQueued,
    /// It was not put aside.
    NotPending,
    /// It is not open.
    NotOpen,
    /// It is open already: there is nothing to begin.
    Begun,
    /// It waits in the queue: it has to be taken first.
    Queued,
    /// It has expired (L7): only the client opens it again.
    Expired,
    /// The channel's session window has run out; only an approved template can go (M7).
    WindowOver,
    /// It is closed, and read-only (A6).
    Closed,
}

/// What the menus offer to do to a conversation, in their order: the row's, the thread's, the
/// palette's. Some are one [`Action`] whatever the status; what the rest are, [`step`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// «Iniciar conversación» (L6).
    Start,
    /// «Transferir conversación» (L6): to an agent or a group.
    Transfer,
    /// «Cerrar conversación» (L6, A5).
    Close,
    /// «Ver detalles» (T2).
    Details,
    /// «Ver ticket de soporte» (T3).
    Ticket,
    /// Take it oneself (A1), a colleague's that was put aside too (A7).
    Take,
    /// Give it to an agent or a group (A1).
    Assign,
    /// Take it from its owner (A1).
    Unassign,
    /// Put it aside (A7).
    Pause,
    /// Take it up again (A7).
    Resume,
}

impl Deed {
    /// Every one, in the order of the menus.
    pub const ALL: &'static [Self] = &[
        Self::Start,
        Self::Transfer,
        Self::Close,
        Self::Details,
        Self::Ticket,
        Self::Take,
        Self::Assign,
        Self::Unassign,
        Self::Pause,
        Self::Resume,
    ];
}

/// What is asked of the server when `actor` does `deed` to `conversation` at `now`.
///
/// # Errors
/// [`Why`] it cannot be done.
pub fn step(
    actor: &Actor,
    deed: Deed,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<Action, Why> {
    let action = match deed {
        Deed::Start => return start(actor, conversation, now),
        Deed::Take => return take(actor, conversation, now),
        Deed::Transfer | Deed::Assign => Action::Assign,
        Deed::Close => Action::Close,
        Deed::Details | Deed::Ticket => Action::Preview,
        Deed::Unassign => Action::Unassign,
        Deed::Pause => Action::Pause,
        Deed::Resume => Action::Resume,
    };
    possible(actor, action, conversation, now).map(|()| action)
}

/// Whether `actor` can do `action` to `conversation` at `now`.
///
/// # Errors
/// [`Why`] says what stands in the way: first what nobody could do in this status, then what this
/// person may not.
pub fn possible(
    actor: &Actor,
    action: Action,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<(), Why> {
    if !sees(actor, conversation.group) {
        return Err(Why::Unseen);
    }
    if !permits(conversation.status, action) {
        return Err(of_status(conversation.status, action));
    }
    let owner = ownership(actor.id, conversation.assignee);
    if !allows(actor.role, action, owner) {
        return Err(match (owner, conversation.assignee) {
            (Ownership::Colleague, Some(colleague)) => Why::Colleagues(colleague),
            _ => Why::Nobodys,
        });
    }
    // Whoever is given what was put aside takes it up again.
    let writes_next = matches!(action, Action::Resume | Action::Reply)
        || action == Action::Assign && conversation.status == Status::Pending;
    if writes_next && is_window_over(conversation, now) {
        return Err(Why::WindowOver);
    }
    Ok(())
}

/// What «Iniciar conversación» does (L6): it takes what waits, and resumes what was put aside.
///
/// # Errors
/// [`Why::WindowOver`] where a template has to begin it; else what stands in the way.
pub fn start(actor: &Actor, conversation: &Conversation, now: Timestamp) -> Result<Action, Why> {
    let action = match conversation.status {
        Status::Pending => Action::Resume,
        // By a template only, where the channel has them (M6).
        Status::Expired if rules(conversation.channel).window.is_some() => {
            possible(actor, Action::Preview, conversation, now)?;
            return Err(Why::WindowOver);
        }
        Status::Open if ownership(actor.id, conversation.assignee) == Ownership::Own => {
            return Err(Why::Begun);
        }
        Status::Open | Status::Queued | Status::Expired | Status::Closed => Action::Accept,
    };
    possible(actor, action, conversation, now).map(|()| action)
}

/// What «Tomar» does (A1): like beginning it, and whoever may give a colleague's to others may
/// also take it.
fn take(actor: &Actor, conversation: &Conversation, now: Timestamp) -> Result<Action, Why> {
    match (
        conversation.status,
        ownership(actor.id, conversation.assignee),
    ) {
        (Status::Open | Status::Pending, Ownership::Own) => Err(Why::Own),
        (Status::Open | Status::Queued, Ownership::Colleague) => {
            possible(actor, Action::Assign, conversation, now).map(|()| Action::Assign)
        }
        _ => start(actor, conversation, now),
    }
}

/// Whether the channel's session window (M7) ended before `now`.
#[must_use]
pub fn is_window_over(conversation: &Conversation, now: Timestamp) -> bool {
    rules(conversation.channel).window.is_some()
        && conversation.window_until.is_some_and(|until| until <= now)
}

/// How long whoever gave a conversation away can take that back, in milliseconds.
pub const TAKE_BACK: i64 = 60_000;

/// Whether `actor` undoes what they have just done themselves: `event` is the last thing that
/// happened to the conversation, and it was their giving it away. A colleague's conversation is no
/// hindrance then (A1, L12).
#[must_use]
pub fn takes_back(actor: &Actor, event: &Item, now: Timestamp) -> bool {
    let is_giving = matches!(
        event.happening,
        Some(Happening::Assigned | Happening::Unassigned | Happening::Transferred)
    );
    is_giving && event.agent == Some(actor.id) && now.since(event.at) < TAKE_BACK
}

const fn of_status(status: Status, action: Action) -> Why {
    match (status, action) {
        (Status::Closed, _) => Why::Closed,
        (Status::Expired, _) => Why::Expired,
        (_, Action::Accept) => Why::NotQueued,
        (_, Action::Resume) => Why::NotPending,
        (Status::Queued, _) => Why::Queued,
        _ => Why::NotOpen,
    }
}

#[cfg(test)]
mod tests;
