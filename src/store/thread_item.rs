//! One entry of a thread, in the types of the screen.

use bandeja_contract::{
    AgentId, Attachment, AuthorKind, Delivery, GroupId, Happening, Item, ItemId, ItemKind, Seq,
    Timestamp, mail::MailHead,
};
use bandeja_domain::{outbox::State, timeline::Entry};

/// One entry, confirmed or on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadItem {
    /// The same for ever.
    pub id: ItemId,
    /// The change that last wrote it; 0 while it is on its way.
    pub seq: Seq,
    /// Where it stands; 0 while it is on its way.
    pub position: Seq,
    /// When it was written.
    pub at: Timestamp,
    /// What it is.
    pub what: What,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A message that both sides see.
    Message {
        /// Who wrote it.
        author: Author,
        /// Plain text. May be a customer's: text nodes only.
        text: String,
        /// What came along.
        attachments: Vec<Attachment>,
        /// How far it got.
        progress: Progress,
        /// The head of a mail; `None` on other channels, and while ours is on its way.
        mail: Option<Box<MailHead>>,
        /// The message that is shown above it (T9).
        answers: Option<ItemId>,
    },
    /// A comment, which the customer never sees.
    Comment {
        /// Who wrote it; `None` when the login has gone.
        agent: Option<AgentId>,
        /// Plain text.
        text: String,
    },
    /// Something that happened.
    Happened {
        /// What; `None` for something that this build has no words for.
        what: Option<Happening>,
        /// Who did it, if a login did.
        agent: Option<AgentId>,
        /// The agent whom it concerns beside.
        to_agent: Option<AgentId>,
        /// The group that it leads to.
        to_group: Option<GroupId>,
        /// Whether the customer did it.
        by_customer: bool,
        /// The closing reason, where it has one.
        reason: String,
        /// The closing note, where it has one.
        note: Option<String>,
    },
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The contact.
    Customer,
    /// A login; `None` when it has gone.
    Agent(Option<AgentId>),
    /// The chatbot.
    Bot,
}

/// How far a message got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It came in.
    Received,
    /// The server has it.
    Confirmed(Delivery),
    /// It is in the outbox.
    OnItsWay {
        /// Where it stands there.
        state: State,
        /// How many items its writer had not seen, where that stopped it.
        unseen: u32,
    },
}

impl ThreadItem {
    /// Whether it is in the outbox.
    #[must_use]
    pub const fn is_on_its_way(&self) -> bool {
        matches!(
            self.what,
            What::Message {
                progress: Progress::OnItsWay { .. },
                ..
            }
        )
    }
}

impl From<Item> for ThreadItem {
    fn from(item: Item) -> Self {
        let author = match item.author {
            AuthorKind::Customer => Author::Customer,
            AuthorKind::Agent | AuthorKind::System => Author::Agent(item.agent),
            AuthorKind::Bot => Author::Bot,
        };
        let what = match item.kind {
            ItemKind::Message => What::Message {
                author,
                text: item.text,
                attachments: item.attachments,
                progress: match author {
                    Author::Customer => Progress::Received,
                    _ => Progress::Confirmed(item.delivery.unwrap_or(Delivery::Sent)),
                },
                mail: item.mail,
                answers: item.answers,
            },
            ItemKind::Comment => What::Comment {
                agent: item.agent,
                text: item.text,
            },
            ItemKind::Event => What::Happened {
                what: item.happening,
                agent: item.agent,
                to_agent: item.to_agent,
                to_group: item.to_group,
                by_customer: item.author == AuthorKind::Customer,
                reason: item.text,
                note: item.note,
            },
        };
        Self {
            id: item.id,
            seq: item.seq,
            position: item.position,
            at: item.at,
            what,
        }
    }
}

impl ThreadItem {
    /// The head of the mail that it is, if it is one.
    #[must_use]
    pub fn mail(&self) -> Option<&MailHead> {
        match &self.what {
            What::Message { mail, .. } => mail.as_deref(),
            What::Comment { .. } | What::Happened { .. } => None,
        }
    }

    /// Who wrote it, if it is a message.
    #[must_use]
    pub const fn author(&self) -> Option<Author> {
        match self.what {
            What::Message { author, .. } => Some(author),
            What::Comment { .. } | What::Happened { .. } => None,
        }
    }
}

impl Entry for ThreadItem {
    fn id(&self) -> ItemId {
        self.id
    }
    fn seq(&self) -> Seq {
        self.seq
    }
    fn position(&self) -> Seq {
        self.position
    }
    fn at(&self) -> Timestamp {
        self.at
    }
    fn is_incoming(&self) -> bool {
        self.author() == Some(Author::Customer)
    }
    fn goes_with(&self, other: &Self) -> bool {
        self.author().is_some() && self.author() == other.author()
    }
}
