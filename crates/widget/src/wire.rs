//! Reads what the server says, and writes what it is told.
//!
//! The contract's types, but not its derived readers and writers: those weigh 22 kB in this wasm
//! (measured), these functions 2. The browser's own `JSON` makes values of text and quotes texts;
//! anything that gives members is a [`Value`], so that the tests hold these functions against the
//! contract's.
//!
//! A reader answers `None` to what is not of its shape. Members it does not know are skipped.

use bandeja_contract::{
    Attachment, AttachmentId, AuthorKind, Code, ItemId, Seq, Status, Timestamp,
    realtime::{ClientFrame, Mark},
    visitor::{
        Register, VisitorBatch, VisitorEvent, VisitorFrame, VisitorMessage, VisitorSend,
        VisitorSnapshot, VisitorState,
    },
};
use uuid::Uuid;

/// A JSON value.
pub trait Value: Sized {
    /// A member; an absent one and `null` are alike.
    fn member(&self, name: &str) -> Option<Self>;
    /// The text that it is.
    fn text(&self) -> Option<String>;
    /// The number that it is.
    fn number(&self) -> Option<f64>;
    /// The truth value that it is.
    fn truth(&self) -> Option<bool>;
    /// The elements of the list that it is; nothing when it is none.
    fn elements(&self) -> Vec<Self>;
}

/// What the backend writes into the panel's page about its inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    /// Its public key.
    pub key: String,
    /// The team that answers.
    pub team: String,
    /// The first words; may be empty.
    pub greeting: String,
    /// The sites that may carry the panel.
    pub origins: Vec<String>,
    /// Whether anybody of the team was there when the page was made.
    pub online: bool,
}

/// Why the server refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The code; unknown when the answer is no problem document.
    pub code: Code,
    /// The limit that was passed.
    pub limit: Option<u64>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
}

/// A refusal that says nothing.
pub const UNKNOWN: Refused = Refused {
    code: Code::Unknown,
    limit: None,
    retry_after: None,
};

/// The inbox of this page.
pub fn inbox(value: &impl Value) -> Option<Inbox> {
    let origins = value.member("origins")?.elements();
    Some(Inbox {
        key: text(value, "key")?,
        team: text(value, "team").or_else(|| text(value, "name"))?,
        greeting: text(value, "greeting").unwrap_or_default(),
        origins: origins.iter().filter_map(Value::text).collect(),
        online: is(value, "online"),
    })
}

/// A page of messages and where the conversation stands.
pub fn snapshot(value: &impl Value) -> Option<VisitorSnapshot> {
    Some(VisitorSnapshot {
        seq: seq(value, "seq")?,
        now: instant(value, "now")?,
        state: state(&value.member("state")?)?,
        messages: list(value, "messages", message)?,
        more: is(value, "more"),
    })
}

/// Where the conversation stands.
pub fn state(value: &impl Value) -> Option<VisitorState> {
    Some(VisitorState {
        seq: seq(value, "seq")?,
        status: text(value, "status").and_then(|word| Status::from_word(&word)),
        agent: text(value, "agent"),
        online: is(value, "online"),
        agent_read: seq(value, "agent_read")?,
        visitor_read: seq(value, "visitor_read")?,
    })
}

/// One message.
pub fn message(value: &impl Value) -> Option<VisitorMessage> {
    Some(VisitorMessage {
        id: ItemId(uuid(&text(value, "id")?)?),
        seq: seq(value, "seq")?,
        position: seq(value, "position")?,
        at: instant(value, "at")?,
        author: AuthorKind::from_word(&text(value, "author")?)?,
        name: text(value, "name"),
        text: text(value, "text")?,
        attachments: list(value, "attachments", attachment).unwrap_or_default(),
        ended: is(value, "ended"),
        answers: text(value, "answers").and_then(|id| uuid(&id)).map(ItemId),
    })
}

/// A frame of the socket.
pub fn frame(value: &impl Value) -> Option<VisitorFrame> {
    let mut frame = VisitorFrame {
        typing: instant(value, "typing"),
        ..VisitorFrame::default()
    };
    // A member that is there and not understood is no frame: better a gap that is repaired.
    if let Some(batch) = value.member("events") {
        frame.events = Some(VisitorBatch {
            prev: seq(&batch, "prev")?,
            seq: seq(&batch, "seq")?,
            events: list(&batch, "events", event)?,
        });
    }
    for (name, place) in [
        ("resumed", &mut frame.resumed),
        ("reset", &mut frame.reset),
        ("beat", &mut frame.beat),
    ] {
        if let Some(told) = value.member(name) {
            *place = Some(mark(&told)?);
        }
    }
    Some(frame)
}

/// The frames that a poll brings.
pub fn frames(value: &impl Value) -> Option<Vec<VisitorFrame>> {
    match value.member("frames") {
        Some(_) => list(value, "frames", frame),
        None => value.elements().iter().map(frame).collect(),
    }
}

/// The ticket for a socket.
pub fn ticket(value: &impl Value) -> Option<String> {
    text(value, "ticket")
}

/// An id. The `uuid` crate's own reader knows more forms, which nobody sends, and weighs a
/// kilobyte.
pub fn uuid(text: &str) -> Option<Uuid> {
    let mut number = 0_u128;
    let mut digits = 0;
    for letter in text.chars().filter(|letter| *letter != '-') {
        number = number << 4 | u128::from(letter.to_digit(16)?);
        digits += 1;
    }
    (digits == 32).then(|| Uuid::from_u128(number))
}

/// Why the server refused.
pub fn refused(value: &impl Value) -> Refused {
    let word = text(value, "code").unwrap_or_default();
    Refused {
        code: *Code::ALL
            .iter()
            .find(|code| code.word() == word)
            .unwrap_or(&Code::Unknown),
        limit: whole(value, "limit"),
        retry_after: whole(value, "retry_after"),
    }
}

/// Writes a text as JSON.
pub type Quote = fn(&str) -> String;

/// Who the visitor is.
pub fn write_register(register: &Register, quote: Quote) -> String {
    object(&[
        ("visitor", &quote(&register.visitor.to_string())),
        ("secret", &quote(&register.secret)),
        ("inbox", &quote(&register.inbox)),
        ("locale", &quote(&register.locale)),
    ])
}

/// A message to be sent.
pub fn write_send(send: &VisitorSend, quote: Quote) -> String {
    object(&[
        ("id", &quote(&send.id.to_string())),
        ("text", &quote(&send.text)),
    ])
}

/// How far the visitor has read.
pub fn write_read(up_to: Seq) -> String {
    object(&[("up_to", &up_to.to_string())])
}

/// What is said on the socket; a visitor watches nothing.
pub fn write_frame(frame: &ClientFrame, quote: Quote) -> String {
    if let Some(hello) = &frame.hello {
        let (ticket, after) = (quote(&hello.ticket), hello.after.to_string());
        object(&[("hello", &object(&[("ticket", &ticket), ("after", &after)]))])
    } else if let Some(beat) = frame.beat {
        object(&[("beat", &beat.0.to_string())])
    } else if let Some(typing) = &frame.typing {
        let on = if typing.on { "true" } else { "false" };
        object(&[("typing", &object(&[("on", on)]))])
    } else {
        object(&[("probe", "true")])
    }
}

/// Members whose values are JSON already.
pub fn object(members: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in members {
        text.push_str(if text.is_empty() { "{\"" } else { ",\"" });
        text.push_str(name);
        text.push_str("\":");
        text.push_str(value);
    }
    text.push('}');
    text
}

fn event<V: Value>(value: &V) -> Option<VisitorEvent> {
    Some(VisitorEvent {
        seq: seq(value, "seq")?,
        message: optional(value, "message", message)?,
        state: optional(value, "state", state)?,
    })
}

fn mark(value: &impl Value) -> Option<Mark> {
    Some(Mark {
        seq: seq(value, "seq")?,
        now: instant(value, "now")?,
        prev: seq(value, "prev"),
    })
}

fn attachment<V: Value>(value: &V) -> Option<Attachment> {
    Some(Attachment {
        id: AttachmentId(uuid(&text(value, "id")?)?),
        name: text(value, "name")?,
        media_type: text(value, "media_type")?,
        size: whole(value, "size")?,
        width: None,
        height: None,
    })
}

/// Nothing, when the member is not there; `None` when it is there and not understood.
#[expect(clippy::option_option, reason = "absent and not understood differ")]
fn optional<V: Value, T>(value: &V, name: &str, read: fn(&V) -> Option<T>) -> Option<Option<T>> {
    match value.member(name) {
        Some(member) => read(&member).map(Some),
        None => Some(None),
    }
}

fn list<V: Value, T>(value: &V, name: &str, read: fn(&V) -> Option<T>) -> Option<Vec<T>> {
    value.member(name)?.elements().iter().map(read).collect()
}

fn text(value: &impl Value, name: &str) -> Option<String> {
    value.member(name)?.text()
}

fn is(value: &impl Value, name: &str) -> bool {
    value.member(name).and_then(|it| it.truth()) == Some(true)
}

fn seq(value: &impl Value, name: &str) -> Option<Seq> {
    whole(value, name).map(Seq)
}

fn instant(value: &impl Value, name: &str) -> Option<Timestamp> {
    i64::try_from(whole(value, name)?).ok().map(Timestamp)
}

/// A whole number below 2^53, as everything that counts here is.
fn whole(value: &impl Value, name: &str) -> Option<u64> {
    let number = value.member(name)?.number()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (0.0..9_007_199_254_740_992.0)
        .contains(&number)
        .then_some(number as u64)
}

#[cfg(test)]
mod tests;
