//! Searching (L9). What is looked for is somebody's words or a customer's data, so it travels in a
//! body and never in an address.

use crate::{
    endpoint::{Endpoint, Method, fill},
    ids::*,
    model::{AuthorKind, Conversation, Item, words},
};
use serde::{Deserialize, Serialize};

/// The longest text to look for, in characters.
pub const MAX_SEARCH: usize = 200;
/// The longest page of hits.
pub const MAX_HITS: u32 = 50;

words! {
    /// Where something was found.
    Found {
        /// The number of the case.
        Attention = "attention",
        /// The number of the ticket.
        Ticket = "ticket",
        /// The contact's name.
        Name = "name",
        /// The contact's e-mail address.
        Email = "email",
        /// The contact's phone number, however it is written.
        Phone = "phone",
        /// The subject of the conversation.
        Subject = "subject",
        /// The words of a message.
        Message = "message",
    }
}

/// What to look for: all words, upper and lower case and accents aside; the last one may be the
/// beginning of a word. Nothing in it is an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Search {
    /// At most [`MAX_SEARCH`] characters, among them a letter or a digit.
    pub text: String,
    /// A [`SearchPage::next`], for reading on from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// At most this many, 1 to [`MAX_HITS`].
    pub limit: u32,
}

impl Endpoint for Search {
    type Body = Self;
    type Answer = SearchPage;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/search";
    fn body(&self) -> Option<&Self> {
        Some(self)
    }
}

/// A page of what was found: numbers first, then people, subjects, messages; newest first in each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SearchPage {
    /// What is in it holds at least up to this number.
    pub seq: Seq,
    /// What was found.
    pub hits: Vec<Hit>,
    /// The conversations of the hits, each once.
    pub conversations: Vec<Conversation>,
    /// Where to read on; none at the end. A page may have few hits, or none, and still a next one:
    /// nobody waits for a look through everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hit {
    /// Where.
    pub found: Found,
    /// In which conversation, or in the head of which.
    pub conversation: ConversationId,
    /// The message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Where the message stands in its thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Seq>,
    /// Who wrote the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<AuthorKind>,
    /// When the message was written, or the conversation began.
    pub at: Timestamp,
    /// The text around the first match, in one line. Somebody's words: text, never markup.
    pub snippet: String,
    /// What of the snippet matches, in order, not overlapping.
    pub marks: Vec<Highlight>,
}

/// A part of a snippet, counted in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Highlight {
    /// The first one.
    pub from: u32,
    /// The one after the last.
    pub to: u32,
}

/// One item of a thread, for a link that names it.
#[derive(Clone, Copy, Debug)]
pub struct GetItem {
    /// Whose thread.
    pub conversation: ConversationId,
    /// Which.
    pub item: ItemId,
}

impl Endpoint for GetItem {
    type Body = ();
    type Answer = Item;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/conversations/{conversation}/items/{item}";
    fn path(&self) -> String {
        let path = fill(Self::ROUTE, "{conversation}", self.conversation);
        fill(&path, "{item}", self.item)
    }
}
