//! Who looks at a conversation (T8), and whether its customer is there (T6).
//!
//! Ephemeral as typing is: no number, no replay. A client says what stands on its screen and how far
//! somebody attends to it; the server tells those who look at the same conversation and may see it,
//! at most four times a second. A line that ends looks at nothing any more.

use crate::{
    ids::{AgentId, ConversationId, Timestamp},
    model::words,
};
use serde::{Deserialize, Serialize};

/// The most agents that a [`Viewers`] names.
pub const MOST_VIEWERS: usize = 100;

words! {
    /// How far somebody attends to what stands on their screen.
    Attention {
        /// The page is visible, has the focus, and somebody moves.
        Active = "active",
        /// The same, but nobody has moved for a minute.
        Idle = "idle",
        /// The page is hidden or another window has the focus: nobody counts as looking.
        Away = "away",
    }
}

/// What stands on the screen of a client. Said again whenever it changes, and on every new socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Look {
    /// The open conversation, whose viewers the client wants to be told; none: no conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// How far somebody attends to it.
    pub attention: Attention,
}

/// Who looks at a conversation, the reader not among them. Whole each time: it takes the place of
/// what was told before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Viewers {
    /// Which.
    pub conversation: ConversationId,
    /// Who looks, at most [`MOST_VIEWERS`] with the idle ones.
    pub active: Vec<AgentId>,
    /// Who has it open and has not moved for a minute.
    pub idle: Vec<AgentId>,
    /// Since when the customer is there or gone, where that is known: webchat alone tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_since: Option<Timestamp>,
    /// Whether the customer is there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub customer_online: bool,
}
