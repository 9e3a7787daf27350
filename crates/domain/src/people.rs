//! Who may read and edit what is kept of people and of their tickets (T2, T3): two matrices, asked
//! by the server before every change and by the cards for every field.
//!
//! A card is of a contact, and rights are of conversations: whoever sees one conversation of a
//! contact reads the card and comments; whoever may act on one edits it.

use crate::permission::{Actor, Ownership, ownership, sees};
use bandeja_contract::{AgentId, FieldId, GroupId, Role, TicketField};

/// A conversation of the contact, as far as rights go: the group that answers it, and its owner.
pub type Held = (GroupId, Option<AgentId>);

/// Whether `actor` may read the card of whoever has these conversations, and comment.
#[must_use]
pub fn may_read(actor: &Actor, conversations: &[Held]) -> bool {
    conversations.iter().any(|(group, _)| sees(actor, *group))
}

/// Whether `actor` may edit contact data, custom fields and tags.
///
/// | role | own | unassigned | a colleague's |
/// |---|---|---|---|
/// | agent | yes | yes | no |
/// | operator and above | yes | yes | yes |
///
/// One conversation that they see is enough.
#[must_use]
pub fn may_edit(actor: &Actor, conversations: &[Held]) -> bool {
    held(actor, conversations).any(|ownership| edits(actor.role, ownership))
}

/// Whether `actor` may edit a field of the ticket that is linked to these conversations.
///
/// | fields | agent: own, unassigned | operator | supervisor, admin |
/// |---|---|---|---|
/// | estado, asunto, servicio, categoría | yes | yes | yes |
/// | prioridad, previsión de solución, responsable | no | yes | yes |
/// | tipo de ticket | no | no | yes |
/// | número, solicitante | no | no | no |
#[must_use]
pub fn may_edit_ticket(actor: &Actor, field: TicketField, conversations: &[Held]) -> bool {
    held(actor, conversations).any(|ownership| ticket(actor.role, field, ownership))
}

fn held(actor: &Actor, conversations: &[Held]) -> impl Iterator<Item = Ownership> {
    conversations
        .iter()
        .filter(|(group, _)| sees(actor, *group))
        .map(|(_, assignee)| ownership(actor.id, *assignee))
}

const fn edits(role: Role, ownership: Ownership) -> bool {
    !matches!((role, ownership), (Role::Agent, Ownership::Colleague))
}

const fn ticket(role: Role, field: TicketField, ownership: Ownership) -> bool {
    let by_role = match field {
        TicketField::Number | TicketField::Requester => false,
        TicketField::Status
        | TicketField::Subject
        | TicketField::Service
        | TicketField::Category => true,
        TicketField::Priority | TicketField::Due | TicketField::Owner => {
            !matches!(role, Role::Agent)
        }
        TicketField::Kind => matches!(role, Role::Supervisor | Role::Admin),
    };
    by_role && edits(role, ownership)
}

/// A field of a contact, as an edit names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactField {
    /// The name.
    Name,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// One of the workspace's own.
    Custom(FieldId),
}

impl ContactField {
    /// The field with this word, or this id.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "name" => Some(Self::Name),
            "email" => Some(Self::Email),
            "phone" => Some(Self::Phone),
            id => id.parse().ok().map(Self::Custom),
        }
    }

    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Email => "email".to_owned(),
            Self::Phone => "phone".to_owned(),
            Self::Custom(id) => id.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const GROUP: GroupId = GroupId(Uuid::from_u128(1));
    const OTHER: GroupId = GroupId(Uuid::from_u128(2));
    const ME: AgentId = AgentId(Uuid::from_u128(3));
    const COLLEAGUE: AgentId = AgentId(Uuid::from_u128(4));

    fn actor(role: Role) -> Actor {
        Actor {
            id: ME,
            role,
            groups: vec![GROUP],
        }
    }

    /// One sign for each role: over an own, an unassigned, a colleague's, a foreign group's.
    fn check(may: impl Fn(&Actor, &[Held]) -> bool, expected: &str) {
        let mut table = Vec::new();
        for role in Role::ALL {
            let held = [
                (GROUP, Some(ME)),
                (GROUP, None),
                (GROUP, Some(COLLEAGUE)),
                (OTHER, None),
            ];
            let signs: String = held
                .iter()
                .map(|one| {
                    if may(&actor(*role), &[*one]) {
                        'y'
                    } else {
                        '-'
                    }
                })
                .collect();
            table.push(signs);
        }
        assert_eq!(table.join(" "), expected, "agent operator supervisor admin");
    }

    /// Proves G1, T2.
    #[test]
    fn whoever_sees_reads_and_whoever_may_act_edits() {
        check(may_read, "yyy- yyy- yyyy yyyy");
        check(may_edit, "yy-- yyy- yyyy yyyy");
        let both = [(GROUP, Some(COLLEAGUE)), (GROUP, Some(ME))];
        assert!(may_edit(&actor(Role::Agent), &both), "one is enough");
        assert!(!may_read(&actor(Role::Admin), &[]), "nobody's is no one's");
    }

    /// Proves G1, T3.
    #[test]
    fn the_role_decides_which_fields_of_a_ticket_can_be_edited() {
        for field in TicketField::ALL {
            let expected = match field {
                TicketField::Number | TicketField::Requester => "---- ---- ---- ----",
                TicketField::Status
                | TicketField::Subject
                | TicketField::Service
                | TicketField::Category => "yy-- yyy- yyyy yyyy",
                TicketField::Priority | TicketField::Due | TicketField::Owner => {
                    "---- yyy- yyyy yyyy"
                }
                TicketField::Kind => "---- ---- yyyy yyyy",
            };
            check(|actor, held| may_edit_ticket(actor, *field, held), expected);
        }
    }

    #[test]
    fn a_field_is_named_by_its_word_or_its_id() {
        for field in [
            ContactField::Name,
            ContactField::Email,
            ContactField::Phone,
            ContactField::Custom(FieldId(Uuid::from_u128(7))),
        ] {
            assert_eq!(ContactField::from_word(&field.word()), Some(field));
        }
        assert_eq!(ContactField::from_word("color"), None);
    }
}
