//! What is done to conversations: handed on, put aside, taken up again, many at once.

use crate::{
    endpoint::{Endpoint, Method, Operation, fill, on_conversation},
    ids::*,
    model::{words, *},
    problem::Code,
};
use serde::{Deserialize, Serialize};

/// The most conversations that one [`Bulk`] changes.
pub const MAX_BULK: usize = 2_000;

on_conversation! {
    /// Takes up again what was put aside; it becomes the caller's (A7).
    Resume(Operation) "/conversations/{conversation}/resume" -> Conversation;
    /// Puts an open conversation aside (A7).
    Pause(Operation) "/conversations/{conversation}/pause" -> Conversation;
    /// Gives a conversation to an agent or a group, or takes it from its owner (A1).
    Assign(Assignment) "/conversations/{conversation}/assign" -> Conversation;
}

/// Whose a conversation is to be: an agent's, a group's, or, naming neither, nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assignment {
    /// The operation's id.
    pub id: OperationId,
    /// An agent who may see it; it is open then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// A group; it waits in the group's queue then, or is open and unassigned where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

words! {
    /// What is done to many conversations at once (L12).
    BulkWhat {
        /// [`Assign`], to the agent or group of the [`Bulk`].
        Assign = "assign",
        /// [`Close`](crate::endpoint::Close), for its reason.
        Close = "close",
        /// [`TagContact`](crate::people::TagContact): puts the tag of the [`Bulk`] on their contacts.
        Tag = "tag",
        /// Takes it off.
        Untag = "untag",
    }
}

/// The same thing done to many conversations, each by itself (L12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bulk {
    /// The operation's id. Asked again, those that were done stay as they are.
    pub id: OperationId,
    /// What to do.
    pub what: BulkWhat,
    /// To these, at most [`MAX_BULK`]; with `status`, to all of that tab but these.
    pub conversations: Vec<ConversationId>,
    /// To everything in this tab that `filter` shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Which of the tab.
    #[serde(default)]
    pub filter: Filter,
    /// Whose they are to be, for [`BulkWhat::Assign`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// Whose they are to be, for [`BulkWhat::Assign`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Why, for [`BulkWhat::Close`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonId>,
    /// A summary, for [`BulkWhat::Close`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Which, for [`BulkWhat::Tag`] and [`BulkWhat::Untag`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<TagId>,
}

/// What became of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkDone {
    /// It was done to these.
    pub done: Vec<ConversationId>,
    /// To these there was nothing to do: their contact had the tag, or had it not, as was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchanged: Vec<ConversationId>,
    /// These stay as they were.
    pub refused: Vec<BulkRefused>,
}

/// One that stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BulkRefused {
    /// Which.
    pub conversation: ConversationId,
    /// Why.
    pub code: Code,
}

/// Does the same thing to many conversations.
#[derive(Clone, Debug)]
pub struct DoBulk {
    /// What, to which.
    pub body: Bulk,
}

impl Endpoint for DoBulk {
    type Body = Bulk;
    type Answer = BulkDone;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/conversations/bulk";
    fn body(&self) -> Option<&Bulk> {
        Some(&self.body)
    }
}
