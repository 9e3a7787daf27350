//! Writes what leaves: a reply as a MIME message.
//!
//! Encoding, folding and boundaries are `mail-builder`'s; what goes into a header is validated
//! here first, so that no text can begin a field of its own. The caller gives time and chance, and
//! the envelope: hidden recipients (CCO) stand in no field of this module.

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address as Written;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId as WrittenId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use crate::address::{Address, Mailbox, MessageId, one_line};
use crate::thread::reply_subject;

/// How many ids of a chain are written: the first, and the newest.
const CHAIN: usize = 20;
/// The longest subject, in characters.
const SUBJECT: usize = 500;
/// The longest name, of a person or a file, in characters.
const NAME: usize = 200;
/// The fewest characters that chance must give.
const RANDOM: usize = 16;

/// A reply to be written.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// Who writes: the inbox, with the name it shows.
    pub from: &'a Mailbox,
    /// Where answers to it should go, if not to `from`.
    pub reply_to: Option<&'a Mailbox>,
    /// Para.
    pub to: &'a [Mailbox],
    /// CC.
    pub cc: &'a [Mailbox],
    /// The subject; that of the mail it answers where it answers one.
    pub subject: &'a str,
    /// The attention's number, written into the subject as `[#6597]` unless it stands there.
    pub attention: Option<u64>,
    /// What it answers.
    pub answers: Option<Answered<'a>>,
    /// The text.
    pub text: &'a str,
    /// The same as HTML, safe to send.
    pub html: Option<&'a str>,
    /// Files.
    pub attachments: &'a [File<'a>],
    /// When it is sent, epoch milliseconds.
    pub date: i64,
    /// The domain of its message id.
    pub domain: &'a str,
    /// The unguessable part of its message id and boundaries: 16 to 64 ASCII letters and digits.
    pub random: &'a str,
    /// A machine wrote it (greeting, out of office), and no machine shall answer (RFC 3834).
    pub automatic: bool,
}

/// The mail that is answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// Its id.
    pub message_id: &'a MessageId,
    /// Its own chain, oldest first; what it answered, where it has none.
    pub references: &'a [MessageId],
}

/// A file to send.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A written message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its message id: what an answer will name.
    pub message_id: MessageId,
    /// Its bytes, line ends CRLF, ready for SMTP but for dot-stuffing.
    pub raw: Vec<u8>,
}

/// Why a reply cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// Nobody stands in Para or CC.
    #[error("the message has no recipient")]
    NoRecipient,
    /// [`Reply::domain`] is no domain.
    #[error("the domain of the message id is not a domain")]
    Domain,
    /// [`Reply::random`] is not what it should be.
    #[error("the random part is not 16 to 64 letters and digits")]
    Random,
    /// [`Reply::date`] is not between 1970 and 9999.
    #[error("the date is out of range")]
    Date,
}

/// Writes a reply.
///
/// # Errors
/// [`Unwritable`] says what is wrong with the arguments. Texts are never refused: what cannot
/// stand in a header as it is, is encoded.
pub fn compose(reply: &Reply<'_>) -> Result<Outgoing, Unwritable> {
    if reply.to.is_empty() && reply.cc.is_empty() {
        return Err(Unwritable::NoRecipient);
    }
    let good = (RANDOM..=64).contains(&reply.random.len())
        && reply.random.bytes().all(|b| b.is_ascii_alphanumeric());
    if !good {
        return Err(Unwritable::Random);
    }
    if !(0..253_402_300_800_000).contains(&reply.date) {
        return Err(Unwritable::Date);
    }
    let place = Address::new(&format!("x@{}", reply.domain)).map_err(|_| Unwritable::Domain)?;
    let message_id = MessageId::new(&format!("{}@{}", reply.random, place.domain()))
        .map_err(|_| Unwritable::Domain)?;
    let message = envelope(reply, &message_id).body(body(reply));
    let mut raw = Vec::new();
    message.serialize(&mut raw);
    Ok(Outgoing { message_id, raw })
}

fn envelope<'x>(reply: &Reply<'x>, message_id: &MessageId) -> MessageBuilder<'x> {
    let people =
        |list: &[Mailbox]| HeaderType::from(Written::new_list(list.iter().map(mailbox).collect()));
    let mut message = MessageBuilder::new()
        .header("From", mailbox(reply.from))
        .header("Date", Date::new(reply.date / 1_000))
        .header("Message-ID", WrittenId::new(message_id.as_str().to_owned()));
    if let Some(other) = reply.reply_to {
        message = message.header("Reply-To", mailbox(other));
    }
    if !reply.to.is_empty() {
        message = message.header("To", people(reply.to));
    }
    if !reply.cc.is_empty() {
        message = message.header("Cc", people(reply.cc));
    }
    message = message.header("Subject", Text::new(subject(reply)));
    if let Some(answered) = reply.answers {
        let id = |id: &MessageId| id.as_str().to_owned();
        message = message
            .header("In-Reply-To", WrittenId::new(id(answered.message_id)))
            .header(
                "References",
                WrittenId::new_list(chain(answered).into_iter().map(id)),
            );
    }
    if reply.automatic {
        message = message
            .header("Auto-Submitted", Raw::new("auto-replied"))
            .header("X-Auto-Response-Suppress", Raw::new("All"));
    }
    message
}

fn mailbox(mailbox: &Mailbox) -> Written<'static> {
    let name = words(&mailbox.name, NAME);
    Written::new_address(
        (!name.is_empty()).then_some(name),
        mailbox.address.to_string(),
    )
}

/// One line that is read as it is written: what looks like an encoded word is none.
fn words(text: &str, limit: usize) -> String {
    one_line(text, limit).replace("=?", "= ?")
}

/// «Re: » once, and the number of the attention.
fn subject(reply: &Reply<'_>) -> String {
    let line = words(reply.subject, SUBJECT);
    let line = if reply.answers.is_some() {
        reply_subject(&line)
    } else {
        line
    };
    match reply.attention.map(|number| format!("[#{number}]")) {
        Some(tag) if !line.contains(&tag) => one_line(&format!("{line} {tag}"), SUBJECT + 24),
        _ => line,
    }
}

/// The chain with what is answered at its end; its middle left out where it is long.
fn chain(answered: Answered<'_>) -> Vec<&MessageId> {
    let mut chain: Vec<&MessageId> = Vec::new();
    for id in answered.references.iter().chain([answered.message_id]) {
        chain.retain(|known| *known != id);
        chain.push(id);
    }
    if chain.len() > CHAIN {
        chain.drain(1..=chain.len() - CHAIN);
    }
    chain
}

fn body<'x>(reply: &Reply<'x>) -> MimePart<'x> {
    let text = MimePart::new("text/plain", lines(reply.text));
    let content = match reply.html {
        None => text,
        Some(html) => {
            let html = MimePart::new("text/html", lines(html));
            MimePart::new(container("alternative", reply.random), vec![text, html])
        }
    };
    if reply.attachments.is_empty() {
        return content;
    }
    let files = reply.attachments.iter().map(|file| {
        MimePart::new(
            media_type(file.media_type),
            BodyPart::Binary(file.bytes.into()),
        )
        .attachment(words(file.name, NAME))
    });
    let parts = std::iter::once(content).chain(files).collect::<Vec<_>>();
    MimePart::new(container("mixed", reply.random), parts)
}

fn container(kind: &str, random: &str) -> ContentType<'static> {
    // «=_» stands in no encoded text.
    ContentType::new(format!("multipart/{kind}"))
        .attribute("boundary", format!("=_{kind}_{random}"))
}

/// Text with the line ends of mail, without what no mail may hold.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\n'], "\r\n")
        .replace('\0', "")
}

/// A media type; what is none is bytes.
fn media_type(given: &str) -> ContentType<'static> {
    let given = given
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let token = |part: &str| {
        (1..=60).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-.+_".contains(&b))
    };
    let good = given.split_once('/').is_some_and(|(kind, sub)| {
        token(kind) && token(sub) && !matches!(kind, "multipart" | "message")
    });
    ContentType::new(if good {
        given
    } else {
        "application/octet-stream".to_owned()
    })
}
