//! What e-mail has that other channels have not: its head, its body's address, its answers.
//!
//! A mail is an [`Item`](crate::Item) like any other message: its `text` is what it says that is
//! new, at most [`MAX_MAIL_TEXT`] characters, for lists, previews and screen readers. The whole mail
//! is a document of its own, made safe by the backend and shown in a frame; the app never holds its
//! HTML. [`OpenBody`] gives the frame an address that is good for five minutes.

use crate::{
    endpoint::{Endpoint, Method, fill},
    ids::*,
    model::words,
};
use serde::{Deserialize, Serialize};

/// The most characters that the `text` of an item has when it is a mail.
pub const MAX_MAIL_TEXT: usize = 2_000;

/// The largest raw message that comes in, in bytes.
pub const MAX_MAIL: u64 = 50 << 20;

/// Somebody with a mail address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailAddress {
    /// The name its writer chose; may be empty. Proves nothing; text, never markup.
    pub name: String,
    /// The address; empty where a mail names nobody.
    pub address: String,
}

/// The head of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailHead {
    /// Who wrote it (*remitente*). Not called `from`, which a store would shadow.
    pub sender: MailAddress,
    /// Para.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<MailAddress>,
    /// CC.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<MailAddress>,
    /// The subject in one line; empty if there is none.
    pub subject: String,
    /// When its sender says that it was written (*fecha de origen*). When the server took it
    /// (*fecha de registro*) is the item's `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// Whom a plain reply goes to (E4); nobody, where only ourselves are left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer_to: Vec<MailAddress>,
    /// Who is shown beside them: a `Reply-To` that differs from the sender, or the sender that
    /// nobody reads (E4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answer_instead: Vec<MailAddress>,
    /// Remote images that are held back until they are asked for; those that only count readers
    /// are never shown and not counted.
    pub remote: u32,
    /// Whether its body came as HTML.
    pub is_html: bool,
    /// Whether it says itself that a machine or a list sent it.
    #[serde(default)]
    pub automatic: bool,
}

words! {
    /// The colours around a mail's body.
    Theme {
        /// As the reader's system.
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
    /// What became of a mail that came in.
    MailFate {
        /// It began a conversation.
        Began = "began",
        /// It joined one.
        Joined = "joined",
        /// It had come before, byte for byte: nothing was changed.
        Repeated = "repeated",
        /// It says that a message of ours did not arrive; that one is marked as failed.
        Bounced = "bounced",
    }
}

/// How the body of a mail is to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BodyWish {
    /// The reader's colours.
    pub theme: Theme,
    /// Whether the reader asked for remote images.
    #[serde(default)]
    pub remote: bool,
    /// The language of our own words in it: `es`, `pt-BR` or `en`.
    pub language: String,
}

/// Where the body of a mail is, for a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BodyLink {
    /// A path with [`API_ROOT`](crate::API_ROOT) at its beginning, on the backend's origin. Whoever
    /// has it can read this one mail for as long as it is good: never log or keep it.
    pub path: String,
    /// It is good until then, and while the session lasts.
    pub until: Timestamp,
}

/// The address of a mail's body.
#[derive(Clone, Debug)]
pub struct OpenBody {
    /// Which mail.
    pub item: ItemId,
    /// How to show it.
    pub body: BodyWish,
}

impl Endpoint for OpenBody {
    type Body = BodyWish;
    type Answer = BodyLink;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/items/{item}/body";
    fn path(&self) -> String {
        fill(Self::ROUTE, "{item}", self.item)
    }
    fn body(&self) -> Option<&Self::Body> {
        Some(&self.body)
    }
}

/// What became of a mail that came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailTaken {
    /// What became of it.
    pub fate: MailFate,
    /// The conversation it is in.
    pub conversation: ConversationId,
    /// The item it is.
    pub item: ItemId,
}
