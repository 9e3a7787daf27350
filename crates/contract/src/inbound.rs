//! How a message of a customer comes in over a channel that is neither the widget nor e-mail:
//! `POST /inbound/chat`, by whoever connects the channel, with the inbox's secret.

use crate::ids::*;
use serde::{Deserialize, Serialize};

/// A message of a customer, as their channel hands it over. Safe to repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChatIn {
    /// The id that the message will have; also the operation's id.
    pub id: ItemId,
    /// Who writes, as the channel names them and vouches for: a phone number, a handle.
    pub from: String,
    /// The name that they go by there. Untrusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Plain text, at most what the channel takes.
    pub text: String,
}

/// Where a message came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChatTaken {
    /// The conversation it is in.
    pub conversation: ConversationId,
    /// The item it is.
    pub item: ItemId,
}
