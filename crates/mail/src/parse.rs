//! Raw bytes to a [`Mail`]: every mail that can be shown is accepted, whatever is wrong with it.
//!
//! Our own walker cuts the structure, because it must be bounded in depth, parts and memory; the
//! grammar of header fields, encoded words and charsets is `mail-parser`'s. Nested messages are
//! attachments and never unpacked. Knows no HTML: what the HTML part says is [`mod@crate::sanitise`]'s.

mod automatic;
mod body;
mod charset;
mod field;
mod file;
mod header;
mod structure;
mod transfer;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use automatic::Automatic;
pub use file::FileName;

use crate::address::{Mailbox, MessageId};
use header::Header;

/// What a mail may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The raw message, in bytes.
    pub bytes: usize,
    /// How many parts it may have, containers counted.
    pub parts: usize,
    /// How deep containers may be nested.
    pub depth: usize,
    /// All decoded contents together, in bytes.
    pub decoded: usize,
    /// The longest text or HTML that is shown, in bytes; what is longer becomes an attachment.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            parts: 1_000,
            depth: 100,
            decoded: 100 << 20,
            text: 5 << 20,
        }
    }
}

/// Why a mail is not taken. Its raw bytes are the caller's to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not one byte.
    #[error("the message is empty")]
    Empty,
    /// Over [`Limits::bytes`].
    #[error("the message has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Over [`Limits::parts`].
    #[error("the message has more than {0} parts")]
    TooManyParts(usize),
    /// Over [`Limits::depth`].
    #[error("the message is nested more than {0} deep")]
    TooDeep(usize),
    /// Over [`Limits::decoded`].
    #[error("the message holds more than {0} bytes when unpacked")]
    TooMuchContent(usize),
    /// Something in the parser gave way. A bug of ours, kept from spreading.
    #[error("the message could not be read")]
    Unreadable,
}

/// What was wrong with a mail that was taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// It has no header at all; everything is text.
    NoHeader,
    /// The header was longer than we read.
    LongHeader,
    /// A container had no end, or a part no header.
    Truncated,
    /// A text was not in the charset it said.
    Charset,
    /// A text was too long to show and is an attachment.
    LongText,
    /// Several senders stand in `From`; the first is taken.
    SeveralSenders,
    /// An address could not be read.
    Address,
}

/// A mail, decoded. Everything in it was written by its sender and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Mail {
    /// Its own id.
    pub message_id: Option<MessageId>,
    /// What it answers; usually one.
    pub in_reply_to: Vec<MessageId>,
    /// The chain of what came before, oldest first.
    pub references: Vec<MessageId>,
    /// When its sender says it was written, epoch milliseconds.
    pub date: Option<i64>,
    /// Who wrote it.
    pub from: Option<Mailbox>,
    /// Who sent it in the writer's name.
    pub sender: Option<Mailbox>,
    /// Where answers should go instead.
    pub reply_to: Vec<Mailbox>,
    /// Para.
    pub to: Vec<Mailbox>,
    /// CC.
    pub cc: Vec<Mailbox>,
    /// What stood in place of an address and is none, for the details (E5).
    pub unreadable: Vec<String>,
    /// The subject in one line, at most 500 characters; empty if there is none.
    pub subject: String,
    /// The text part: line ends are `\n`, soft line breaks joined (RFC 3676).
    pub text: Option<String>,
    /// The HTML part as it came: **not safe to show**.
    pub html: Option<String>,
    /// Everything else, inline images too.
    pub attachments: Vec<Attachment>,
    /// Signs that a machine or a list sent it.
    pub automatic: Automatic,
    /// What was wrong with it, each once.
    pub flaws: Vec<Flaw>,
}

/// A file that came with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, as it was and as it may be stored.
    pub name: FileName,
    /// The media type its sender gave it, lower case, well formed; never to be believed.
    pub declared: String,
    /// Its content id without brackets, if the HTML may show it.
    pub content_id: Option<String>,
    /// Whether its sender wants it shown in the body rather than listed.
    pub inline: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads a mail.
///
/// ```
/// let mail = bandeja_mail::parse(b"Subject: =?utf-8?q?Devoluci=C3=B3n?=\n\nHola", Default::default());
/// assert_eq!(mail.unwrap().subject, "Devolución");
/// ```
///
/// # Errors
/// [`Refusal`] says which limit was passed.
pub fn parse(raw: &[u8], limits: Limits) -> Result<Mail, Refusal> {
    if raw.is_empty() {
        return Err(Refusal::Empty);
    }
    if raw.len() > limits.bytes {
        return Err(Refusal::TooLarge {
            bytes: raw.len(),
            limit: limits.bytes,
        });
    }
    catch_unwind(AssertUnwindSafe(|| read(raw, limits))).unwrap_or(Err(Refusal::Unreadable))
}

fn read(raw: &[u8], limits: Limits) -> Result<Mail, Refusal> {
    let unified;
    let raw = if memchr::memchr(b'\n', raw).is_none() && memchr::memchr(b'\r', raw).is_some() {
        unified = raw
            .iter()
            .map(|&b| if b == b'\r' { b'\n' } else { b })
            .collect::<Vec<u8>>();
        &unified
    } else {
        raw
    };
    let blank = raw
        .iter()
        .take_while(|b| matches!(b, b'\r' | b'\n'))
        .count();
    let mut flaws = Flaws::default();
    let (header, content) = header::split(&raw[blank..]);
    if header.is_empty() {
        flaws.note(Flaw::NoHeader);
    }
    if header.cut {
        flaws.note(Flaw::LongHeader);
    }
    let tree = structure::walk(&header, content, limits, &mut flaws)?;
    let contents = body::unpack(tree, limits, &mut flaws)?;
    let mut mail = envelope(&header, &mut flaws);
    mail.text = contents.text;
    mail.html = contents.html;
    mail.attachments = contents.attachments;
    mail.flaws = flaws.0;
    Ok(mail)
}

fn envelope(header: &Header<'_>, flaws: &mut Flaws) -> Mail {
    let mut unreadable = Vec::new();
    let mut people = |name: &str| field::mailboxes(header.all(name), &mut unreadable);
    let mut from = people("from");
    let mut sender = people("sender");
    let (reply_to, to, cc) = (people("reply-to"), people("to"), people("cc"));
    if from.len() > 1 {
        flaws.note(Flaw::SeveralSenders);
    }
    if !unreadable.is_empty() {
        flaws.note(Flaw::Address);
    }
    Mail {
        message_id: header
            .first("message-id")
            .and_then(|value| field::ids(value).pop()),
        in_reply_to: header
            .first("in-reply-to")
            .map(field::ids)
            .unwrap_or_default(),
        references: header
            .first("references")
            .map(field::ids)
            .unwrap_or_default(),
        date: header.first("date").and_then(field::date),
        from: (!from.is_empty()).then(|| from.swap_remove(0)),
        sender: (!sender.is_empty()).then(|| sender.swap_remove(0)),
        reply_to,
        to,
        cc,
        unreadable,
        subject: header
            .first("subject")
            .map(field::subject)
            .unwrap_or_default(),
        automatic: automatic::signs(header),
        ..Mail::default()
    }
}

/// What was wrong, each thing once.
#[derive(Debug, Default)]
struct Flaws(Vec<Flaw>);

impl Flaws {
    fn note(&mut self, flaw: Flaw) {
        if let Err(at) = self.0.binary_search(&flaw) {
            self.0.insert(at, flaw);
        }
    }
}
