//! The lists and options of a workspace as one thing, how they are edited, and who did (G9).
//!
//! Lists and options change seldom and are small, so that a change carries all of them
//! ([`Change::Setup`](crate::Change::Setup)). An edit names one option, or one field of one entry,
//! and the value that its editor had seen: of two who edit at once the second is told
//! ([`Code::FieldMoved`](crate::Code::FieldMoved)). Every value travels as a text: words as they
//! are, `true` and `false`, decimals, ids; nothing is empty.

use crate::{Endpoint, Method, OptionName, Options, endpoint::fill, ids::*, model::*};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The lists and options of a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Setup {
    /// What is in it holds at least up to this number; the change that last wrote it, in an event.
    pub seq: Seq,
    /// Every group.
    pub groups: Vec<Group>,
    /// Every queue.
    pub queues: Vec<Queue>,
    /// Every inbox.
    pub inboxes: Vec<Inbox>,
    /// Every closing reason, in the order to show.
    pub reasons: Vec<Reason>,
    /// Every tag, in the order to show.
    pub tags: Vec<Tag>,
    /// What of all these is not offered any more; it stays in the history.
    pub retired: Vec<EntryId>,
    /// What the workspace has chosen.
    pub options: Options,
}

words! {
    /// A list of the workspace.
    EntryKind {
        /// Groups.
        Group = "group",
        /// Queues.
        Queue = "queue",
        /// Inboxes; they are connected, not added.
        Inbox = "inbox",
        /// Closing reasons.
        Reason = "reason",
        /// Tags.
        Tag = "tag",
    }
    /// What can be edited of an entry.
    EntryField {
        /// Its name; of every list.
        Name = "name",
        /// Its row in the list, from 0; of reasons and tags.
        Place = "place",
        /// Whether it is offered no more; of every list but the inboxes.
        Retired = "retired",
        /// [`Distribution`]; of queues.
        Distribution = "distribution",
        /// The queue where new conversations wait, nothing for none; of inboxes.
        Queue = "queue",
        /// The first words; of inboxes that are web sites.
        Greeting = "greeting",
    }
}

/// An option gets another value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OptionEdit {
    /// Made by the client, once per edit.
    pub id: OperationId,
    /// Which option.
    pub option: OptionName,
    /// The value that the editor had seen.
    pub seen: String,
    /// The value that it gets.
    pub value: String,
}

/// A new entry of a list, at its end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewEntry {
    /// Made by the client; it becomes the entry's own.
    pub id: OperationId,
    /// Which list.
    pub kind: EntryKind,
    /// Its name.
    pub name: String,
    /// The group of a queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

/// A field of an entry gets another value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EntryEdit {
    /// Made by the client, once per edit.
    pub id: OperationId,
    /// Which list it is in.
    pub kind: EntryKind,
    /// Which field.
    pub field: EntryField,
    /// The value that the editor had seen.
    pub seen: String,
    /// The value that it gets.
    pub value: String,
    /// When a queue retires: the queue of the same group that takes its inboxes, and what is not
    /// closed of its conversations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heir: Option<QueueId>,
}

/// One line of the audit log: who changed what, from what to what, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// The change; orders the log.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub agent: AgentId,
    /// Which list; none for an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntryKind>,
    /// Which entry of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// What the entry was called at that time.
    pub name: String,
    /// The [`OptionName`], the [`EntryField`], or `added`.
    pub field: String,
    /// What it was.
    pub from: String,
    /// What it became.
    pub to: String,
}

/// A page of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// Newest first.
    pub entries: Vec<AuditEntry>,
    /// Whether there are older ones.
    pub more: bool,
}

/// The lists and options, by themselves.
#[derive(Clone, Copy, Debug)]
pub struct GetSetup;

impl Endpoint for GetSetup {
    type Body = ();
    type Answer = Setup;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/setup";
}

/// Gives an option another value.
#[derive(Clone, Debug)]
pub struct EditOption(pub OptionEdit);

impl Endpoint for EditOption {
    type Body = OptionEdit;
    type Answer = Setup;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/options";
    fn body(&self) -> Option<&OptionEdit> {
        Some(&self.0)
    }
}

/// Adds an entry to a list.
#[derive(Clone, Debug)]
pub struct AddEntry(pub NewEntry);

impl Endpoint for AddEntry {
    type Body = NewEntry;
    type Answer = Setup;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/entries";
    fn body(&self) -> Option<&NewEntry> {
        Some(&self.0)
    }
}

/// Gives a field of an entry another value.
#[derive(Clone, Debug)]
pub struct EditEntry {
    /// Which entry.
    pub entry: EntryId,
    /// What becomes of it.
    pub body: EntryEdit,
}

impl Endpoint for EditEntry {
    type Body = EntryEdit;
    type Answer = Setup;
    const METHOD: Method = Method::Post;
    const ROUTE: &'static str = "/entries/{entry}";
    fn path(&self) -> String {
        fill(Self::ROUTE, "{entry}", self.entry)
    }
    fn body(&self) -> Option<&EntryEdit> {
        Some(&self.body)
    }
}

/// A page of the audit log, from the newest or from before a number.
#[derive(Clone, Copy, Debug)]
pub struct ListAudit {
    /// Only what is older.
    pub before: Option<Seq>,
    /// At most this many, 1 to [`MAX_PAGE`](crate::endpoint::MAX_PAGE).
    pub limit: u32,
}

impl Endpoint for ListAudit {
    type Body = ();
    type Answer = AuditPage;
    const METHOD: Method = Method::Get;
    const ROUTE: &'static str = "/audit";
    fn path(&self) -> String {
        let mut path = format!("{}?limit={}", Self::ROUTE, self.limit);
        if let Some(before) = self.before {
            // A `String` takes every write.
            let _ = write!(path, "&before={before}");
        }
        path
    }
}
