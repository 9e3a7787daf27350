//! What a workspace chooses (G9): every option that a rule reads, in one place.

use crate::{
    ids::{ReasonId, Seq},
    model::words,
};
use serde::{Deserialize, Serialize};

words! {
    /// Which of the documents' two vocabularies the screens speak (L1).
    Vocabulary {
        /// Reference 000: Abiertas, En Cola, Pendientes, Expiradas.
        Service = "service",
        /// Reference 001: Conversaciones en curso, En espera, Pendientes, Inactivas.
        Inbox = "inbox",
    }
    /// What the place of all conversations is called (G10).
    InboxTitle {
        /// Caja de atención al cliente (reference 000).
        Service = "service",
        /// Bandeja de entrada (reference 001).
        Inbox = "inbox",
        /// Mensajes (reference 003).
        Messages = "messages",
    }
    /// An option, for whoever edits or lists them: one per member of [`Options`].
    OptionName {
        /// [`Options::vocabulary`].
        Vocabulary = "vocabulary",
        /// [`Options::inbox_title`].
        InboxTitle = "inbox_title",
        /// [`Options::assign_by_queue`].
        AssignByQueue = "assign_by_queue",
        /// [`Options::unassign_after_closing`].
        UnassignAfterClosing = "unassign_after_closing",
        /// [`Options::default_reason`].
        DefaultReason = "default_reason",
        /// [`Options::bot_resume_on_closing`].
        BotResumeOnClosing = "bot_resume_on_closing",
        /// [`Options::away_rule`].
        AwayRule = "away_rule",
        /// [`Options::away_seconds`].
        AwaySeconds = "away_seconds",
        /// [`Options::conditions_url`].
        ConditionsUrl = "conditions_url",
    }
}

/// The options of a workspace. A member that a client does not know is left as it is; one that is
/// missing has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Options {
    /// The change that last wrote them.
    pub seq: Seq,
    /// The words of the screens.
    pub vocabulary: Vocabulary,
    /// What the place of all conversations is called.
    pub inbox_title: InboxTitle,
    /// Whether the chats of an agent who is gone are put aside (A7).
    pub away_rule: bool,
    /// Seconds after the last sign of life until that happens (A7); 30 by the documents.
    pub away_seconds: u32,
    /// Whether closing by hand takes the contact from its agent (A2); off for new workspaces.
    pub unassign_after_closing: bool,
    /// Whether a contact's next conversation goes by the queue's rule and not to the agent who had
    /// the contact before (A1, A2).
    pub assign_by_queue: bool,
    /// Whether closing lets a paused chatbot answer the contact again (A4).
    pub bot_resume_on_closing: bool,
    /// The reason that the dialog of closing begins with, and that automatic closes file (R7).
    pub default_reason: Option<ReasonId>,
    /// Where the conditions and the consumption of a channel with a session window are told (M7);
    /// empty for nowhere.
    pub conditions_url: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seq: Seq(0),
            vocabulary: Vocabulary::Service,
            inbox_title: InboxTitle::Service,
            away_rule: true,
            away_seconds: 30,
            unassign_after_closing: false,
            assign_by_queue: false,
            bot_resume_on_closing: true,
            default_reason: None,
            conditions_url: String::new(),
        }
    }
}
