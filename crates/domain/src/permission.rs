//! Who may do what: one matrix role × action (G1), asked by the server on every route and event
//! and by the interface for every button.
//!
//! A question has two halves. Whether somebody may *see* a conversation is [`sees`]; what they may
//! not see answers like what does not exist. What they may *do* to one they see is [`may`].

use bandeja_contract::{AgentId, Conversation, GroupId, Role};

/// Something a person can do to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Open it and read it; clears no unread count.
    Preview,
    /// Take it from the queue (L5).
    Accept,
    /// Take up again what was put aside; it becomes the asker's (A7).
    Resume,
    /// Put it aside (A7).
    Pause,
    /// Give it to an agent or a group, or take it oneself (A1).
    Assign,
    /// Take it from its owner (A1).
    Unassign,
    /// Write to the customer (M1, M8).
    Reply,
    /// End it with a reason (A5).
    Close,
    /// Move its read mark: only whoever owns it reads for the team (L5).
    MarkRead,
    /// Let the customer and colleagues see that one writes (T6).
    Type,
}

impl Action {
    /// Every action.
    pub const ALL: &'static [Self] = &[
        Self::Preview,
        Self::Accept,
        Self::Resume,
        Self::Pause,
        Self::Assign,
        Self::Unassign,
        Self::Reply,
        Self::Close,
        Self::MarkRead,
        Self::Type,
    ];
}

/// Whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The login.
    pub id: AgentId,
    /// What it may do.
    pub role: Role,
    /// The groups it belongs to.
    pub groups: Vec<GroupId>,
}

/// Whom a conversation belongs to, as seen by whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ownership {
    /// The asker's own.
    Own,
    /// Nobody's.
    Unassigned,
    /// A colleague's.
    Colleague,
}

/// Whether a role edits the workspace's options and lists, and reads who did (G9).
#[must_use]
pub const fn administers(role: Role) -> bool {
    matches!(role, Role::Admin)
}

/// Whether a role reaches beyond its own groups.
#[must_use]
pub const fn sees_all_groups(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Admin)
}

/// Whether `actor` may see conversations of `group` at all.
#[must_use]
pub fn sees(actor: &Actor, group: GroupId) -> bool {
    sees_all_groups(actor.role) || actor.groups.contains(&group)
}

/// Whom the conversation belongs to, from the actor's side.
#[must_use]
pub fn ownership(actor: AgentId, assignee: Option<AgentId>) -> Ownership {
    match assignee {
        None => Ownership::Unassigned,
        Some(owner) if owner == actor => Ownership::Own,
        Some(_) => Ownership::Colleague,
    }
}

/// The matrix: whether `role` may do `action` to a conversation it sees.
///
/// | action | own | unassigned | a colleague's |
/// |---|---|---|---|
/// | preview | all | all | all |
/// | accept | all (it is theirs already) | all | nobody: «la tomó Bruno» |
/// | resume | all | all | all: a colleague of the group takes it (A7) |
/// | pause, assign | all | all | operator and above |
/// | unassign | all | nobody: there is no owner | operator and above |
/// | reply, type | all | all (replying takes it, M8) | operator and above |
/// | close | all | all | operator and above |
/// | mark read | all | nobody | nobody |
#[must_use]
pub const fn allows(role: Role, action: Action, ownership: Ownership) -> bool {
    let above_agent = !matches!(role, Role::Agent);
    match (action, ownership) {
        (Action::Preview | Action::Resume, _)
        | (_, Ownership::Own)
        | (
            Action::Accept
            | Action::Pause
            | Action::Assign
            | Action::Reply
            | Action::Type
            | Action::Close,
            Ownership::Unassigned,
        ) => true,
        (
            Action::Pause
            | Action::Assign
            | Action::Unassign
            | Action::Reply
            | Action::Type
            | Action::Close,
            Ownership::Colleague,
        ) => above_agent,
        (Action::Accept, Ownership::Colleague)
        | (Action::Unassign, Ownership::Unassigned)
        | (Action::MarkRead, Ownership::Unassigned | Ownership::Colleague) => false,
    }
}

/// Whether `actor` may do `action` to `conversation`, status aside (that is
/// [`status::permits`](crate::status::permits)).
#[must_use]
pub fn may(actor: &Actor, action: Action, conversation: &Conversation) -> bool {
    sees(actor, conversation.group)
        && allows(
            actor.role,
            action,
            ownership(actor.id, conversation.assignee),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(action: Action, expected: &str) {
        let mut table = String::new();
        for role in Role::ALL {
            for ownership in [Ownership::Own, Ownership::Unassigned, Ownership::Colleague] {
                table.push(if allows(*role, action, ownership) {
                    'y'
                } else {
                    '-'
                });
            }
            table.push(' ');
        }
        assert_eq!(
            table.trim_end(),
            expected,
            "{action:?}: agent operator supervisor admin"
        );
    }

    /// Proves G1.
    #[test]
    fn the_matrix_is_what_the_documents_say() {
        check(Action::Preview, "yyy yyy yyy yyy");
        check(Action::Accept, "yy- yy- yy- yy-");
        check(Action::Resume, "yyy yyy yyy yyy");
        check(Action::Pause, "yy- yyy yyy yyy");
        check(Action::Assign, "yy- yyy yyy yyy");
        check(Action::Unassign, "y-- y-y y-y y-y");
        check(Action::Reply, "yy- yyy yyy yyy");
        check(Action::Type, "yy- yyy yyy yyy");
        check(Action::Close, "yy- yyy yyy yyy");
        check(Action::MarkRead, "y-- y-- y-- y--");
    }

    /// Proves G1, G9.
    #[test]
    fn only_admins_edit_options_and_lists() {
        let able: Vec<_> = Role::ALL
            .iter()
            .filter(|role| administers(**role))
            .collect();
        assert_eq!(able, [&Role::Admin]);
    }

    /// Proves G1.
    #[test]
    fn only_supervisors_and_admins_see_foreign_groups() {
        let group = GroupId(uuid::Uuid::from_u128(1));
        let own = GroupId(uuid::Uuid::from_u128(2));
        for (role, expected) in [
            (Role::Agent, false),
            (Role::Operator, false),
            (Role::Supervisor, true),
            (Role::Admin, true),
        ] {
            let actor = Actor {
                id: AgentId(uuid::Uuid::nil()),
                role,
                groups: vec![own],
            };
            assert_eq!(sees(&actor, group), expected, "{role:?}");
            assert!(sees(&actor, own), "{role:?}");
        }
    }
}
