//! Chooses what of a mail is its text, what is its HTML, and what is attached.

use super::charset;
use super::field::Structured;
use super::file::FileName;
use super::structure::{Container, Leaf, Part};
use super::{Attachment, Flaw, Flaws, Limits, Refusal};
use crate::text::{escape, flow, text_of};

/// What a mail holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) attachments: Vec<Attachment>,
}

/// A body in the forms it came in.
#[derive(Debug, Default)]
struct Body {
    text: Option<String>,
    html: Option<String>,
}

/// Decodes the parts and puts each where it belongs.
pub(super) fn unpack(
    part: Part<'_>,
    limits: Limits,
    flaws: &mut Flaws,
) -> Result<Contents, Refusal> {
    let single = matches!(part, Part::Leaf(_));
    let mut unpacker = Unpacker {
        single,
        limits,
        flaws,
        decoded: 0,
        attachments: Vec::new(),
    };
    let body = unpacker.part(part)?;
    Ok(Contents {
        text: body.text,
        html: body.html,
        attachments: unpacker.attachments,
    })
}

struct Unpacker<'f> {
    /// The mail has no parts: a text is its text, whatever name it has.
    single: bool,
    limits: Limits,
    flaws: &'f mut Flaws,
    decoded: usize,
    attachments: Vec<Attachment>,
}

impl Unpacker<'_> {
    fn part(&mut self, part: Part<'_>) -> Result<Body, Refusal> {
        match part {
            Part::Leaf(leaf) => self.leaf(leaf),
            Part::Container(Container::Alternative, parts) => {
                let bodies = self.all(parts)?;
                Ok(bodies.into_iter().fold(Body::default(), Body::or_better))
            }
            Part::Container(Container::Related, parts) => {
                let bodies = self.all(parts)?;
                let (html, text): (Vec<_>, Vec<_>) =
                    bodies.into_iter().partition(|body| body.html.is_some());
                // Broken senders put the plain form beside the document it is the plain form of.
                let document = self.sequence(html);
                let plain = self.sequence(text);
                Ok(if document.html.is_some() {
                    plain.or_better(document)
                } else {
                    plain
                })
            }
            Part::Container(Container::Mixed | Container::Digest, parts) => {
                let bodies = self.all(parts)?;
                Ok(self.sequence(bodies))
            }
        }
    }

    fn all(&mut self, parts: Vec<Part<'_>>) -> Result<Vec<Body>, Refusal> {
        parts.into_iter().map(|part| self.part(part)).collect()
    }

    /// Bodies one after the other: all text, or all HTML as soon as one of them is.
    fn sequence(&mut self, bodies: Vec<Body>) -> Body {
        let says =
            |form: &Option<String>| form.as_ref().is_some_and(|text| !text.trim().is_empty());
        let (mut bodies, empty): (Vec<_>, Vec<_>) = bodies
            .into_iter()
            .partition(|body| says(&body.text) || says(&body.html));
        if bodies.is_empty() {
            return empty.into_iter().next().unwrap_or_default();
        }
        if bodies.len() < 2 {
            return bodies.pop().unwrap_or_default();
        }
        let plain = |body: &Body| match (&body.text, &body.html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => text_of(html),
            (None, None) => String::new(),
        };
        let text: Vec<_> = bodies.iter().map(plain).collect();
        let html = bodies.iter().any(|body| body.html.is_some()).then(|| {
            let rich = bodies.iter().map(|body| match (&body.html, &body.text) {
                (Some(html), _) => html.clone(),
                (None, text) => wrapped(text.as_deref().unwrap_or_default()),
            });
            rich.collect::<Vec<_>>().join("\n")
        });
        Body {
            text: Some(text.join("\n\n")),
            html,
        }
    }

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<Body, Refusal> {
        let bytes = leaf.encoding.decode(leaf.bytes);
        self.decoded += bytes.len();
        if self.decoded > self.limits.decoded {
            return Err(Refusal::TooMuchContent(self.limits.decoded));
        }
        let kind = leaf.content_type.value.as_str();
        let shown = matches!(kind, "" | "text/plain" | "text/html")
            && leaf.disposition.value != "attachment"
            && (self.single || file_name(&leaf).is_none());
        if !shown {
            self.attach(&leaf, bytes.into_owned());
            return Ok(Body::default());
        }
        if bytes.len() > self.limits.text {
            self.flaws.note(Flaw::LongText);
            self.attach(&leaf, bytes.into_owned());
            return Ok(Body::default());
        }
        let is_html = kind == "text/html";
        let declared = leaf.content_type.parameter("charset").map(str::to_owned);
        let declared = declared.or_else(|| is_html.then(|| charset::sniff(&bytes)).flatten());
        let decoded = charset::decode(&bytes, declared.as_deref());
        if decoded.odd {
            self.flaws.note(Flaw::Charset);
        }
        let text = plain_lines(&decoded.text);
        if is_html {
            return Ok(Body {
                html: Some(text),
                text: None,
            });
        }
        Ok(Body {
            text: Some(flowed(&leaf.content_type, text)),
            html: None,
        })
    }

    fn attach(&mut self, leaf: &Leaf<'_>, bytes: Vec<u8>) {
        let declared = match leaf.content_type.value.as_str() {
            "" => "text/plain",
            kind if kind.contains('/') => kind,
            _ => "application/octet-stream",
        };
        let subject = declared
            .starts_with("message/")
            .then(|| subject(&bytes))
            .flatten();
        let given = file_name(leaf).map(str::to_owned).or(subject);
        self.attachments.push(Attachment {
            name: FileName::new(given.as_deref(), self.attachments.len(), declared),
            declared: declared.to_owned(),
            content_id: leaf.content_id.clone(),
            inline: leaf.disposition.value == "inline"
                || (leaf.disposition.value.is_empty() && leaf.content_id.is_some()),
            bytes,
        });
    }
}

impl Body {
    /// The later form is the better one (RFC 2046 §5.1.4), kind by kind.
    fn or_better(self, later: Self) -> Self {
        Self {
            text: later.text.or(self.text),
            html: later.html.or(self.html),
        }
    }
}

fn file_name<'a>(leaf: &'a Leaf<'_>) -> Option<&'a str> {
    leaf.disposition
        .parameter("filename")
        .or_else(|| leaf.content_type.parameter("name"))
        .filter(|name| !name.trim().is_empty())
}

/// A nested message is named after its subject.
fn subject(message: &[u8]) -> Option<String> {
    let (header, _) = super::header::split(message);
    let subject = super::field::subject(header.first("subject")?);
    let name = subject.replace(['/', '\\', ':'], "-");
    (!name.is_empty()).then(|| format!("{name}.eml"))
}

fn flowed(content_type: &Structured, text: String) -> String {
    let is = |name: &str, value: &str| {
        content_type
            .parameter(name)
            .is_some_and(|given| given.eq_ignore_ascii_case(value))
    };
    if is("format", "flowed") {
        flow(&text, is("delsp", "yes"))
    } else {
        text
    }
}

/// Line ends are `\n`; of the other controls only the tab stays.
fn plain_lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    if unified
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        unified
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect()
    } else {
        unified
    }
}

/// A plain part among HTML parts.
fn wrapped(text: &str) -> String {
    format!(
        "<div style=\"white-space: pre-wrap\">{}</div>",
        escape(text)
    )
}
