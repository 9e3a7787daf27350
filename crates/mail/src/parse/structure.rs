//! Cuts a message into its parts: bounded in number and depth, forgiving about everything else.
//!
//! Knows containers and boundaries; decodes no content and opens no nested message.

use memchr::memmem;

use super::field::Structured;
use super::header::{self, Header};
use super::transfer::Encoding;
use super::{Flaw, Flaws, Limits, Refusal, field};

/// A part of a message.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// Parts that belong together.
    Container(Container, Vec<Part<'a>>),
    /// Contents.
    Leaf(Leaf<'a>),
}

/// How the parts of a container belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// One after the other; also every kind that is not known.
    Mixed,
    /// The same thing in several forms.
    Alternative,
    /// One document and what it shows.
    Related,
    /// Messages.
    Digest,
}

/// Contents, still encoded.
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    pub(super) content_type: Structured,
    pub(super) disposition: Structured,
    pub(super) content_id: Option<String>,
    pub(super) encoding: Encoding,
    pub(super) bytes: &'a [u8],
}

/// The parts of a message.
pub(super) fn walk<'a>(
    header: &Header<'a>,
    content: &'a [u8],
    limits: Limits,
    flaws: &mut Flaws,
) -> Result<Part<'a>, Refusal> {
    Walker {
        limits,
        flaws,
        parts: 0,
    }
    .part(header, content, Container::Mixed, 0)
}

struct Walker<'f> {
    limits: Limits,
    flaws: &'f mut Flaws,
    parts: usize,
}

impl Walker<'_> {
    fn part<'a>(
        &mut self,
        header: &Header<'a>,
        content: &'a [u8],
        within: Container,
        depth: usize,
    ) -> Result<Part<'a>, Refusal> {
        self.parts += 1;
        if self.parts > self.limits.parts {
            return Err(Refusal::TooManyParts(self.limits.parts));
        }
        let mut content_type = header
            .first("content-type")
            .map(Structured::parse)
            .unwrap_or_default();
        if let Some(kind) = content_type.value.strip_prefix("multipart/") {
            let kind = Container::named(kind);
            let pieces = match boundary(&content_type, content) {
                Some(boundary) => self.pieces(content, &boundary)?,
                None => Vec::new(),
            };
            if !pieces.is_empty() {
                if depth >= self.limits.depth {
                    return Err(Refusal::TooDeep(self.limits.depth));
                }
                let parts = pieces
                    .into_iter()
                    .map(|piece| {
                        let (header, content) = header::split(piece);
                        self.part(&header, content, kind, depth + 1)
                    })
                    .collect::<Result<_, _>>()?;
                return Ok(Part::Container(kind, parts));
            }
            self.flaws.note(Flaw::Truncated);
            content_type = Structured::default();
        }
        if content_type.value.is_empty() && within == Container::Digest {
            content_type = Structured::parse(b"message/rfc822");
        }
        let encoding = header
            .first("content-transfer-encoding")
            .map(Encoding::named);
        let content_id = header
            .first("content-id")
            .and_then(|value| field::ids(value).pop());
        Ok(Part::Leaf(Leaf {
            content_type,
            disposition: header
                .first("content-disposition")
                .map(Structured::parse)
                .unwrap_or_default(),
            content_id: content_id.map(String::from),
            encoding: encoding.unwrap_or(Encoding::Identity),
            bytes: content,
        }))
    }

    /// What stands between the delimiters. Without a closing delimiter, to the end.
    fn pieces<'a>(&mut self, content: &'a [u8], boundary: &[u8]) -> Result<Vec<&'a [u8]>, Refusal> {
        let delimiter = [b"--", boundary].concat();
        let mut pieces = Vec::new();
        let mut start = None;
        for at in memmem::find_iter(content, &delimiter) {
            if at > 0 && content[at - 1] != b'\n' {
                continue;
            }
            let Some(line) = header::line(content, at) else {
                break;
            };
            let rest = &line[delimiter.len()..];
            let closing = rest.starts_with(b"--");
            if !closing && !rest.trim_ascii().is_empty() {
                continue;
            }
            if let Some(start) = start {
                if self.parts + pieces.len() >= self.limits.parts {
                    return Err(Refusal::TooManyParts(self.limits.parts));
                }
                pieces.push(header::trimmed(&content[start..at.max(start)]));
            }
            start = Some(at + line.len());
            if closing {
                return Ok(pieces);
            }
        }
        if let Some(start) = start {
            self.flaws.note(Flaw::Truncated);
            if start < content.len() {
                pieces.push(&content[start..]);
            }
        }
        Ok(pieces)
    }
}

impl Container {
    fn named(kind: &str) -> Self {
        match kind {
            "alternative" => Self::Alternative,
            "related" => Self::Related,
            "digest" => Self::Digest,
            _ => Self::Mixed,
        }
    }
}

/// The boundary a container names, or the first line that looks like one where it names none.
fn boundary(content_type: &Structured, content: &[u8]) -> Option<Vec<u8>> {
    if let Some(named) = content_type.parameter("boundary").map(str::trim_end)
        && !named.is_empty()
    {
        return Some(named.as_bytes().to_vec());
    }
    let at = if content.starts_with(b"--") {
        0
    } else {
        memmem::find(content, b"\n--")? + 1
    };
    let line = header::line(content, at)?.trim_ascii_end();
    let guess = &line[2..];
    let plausible = (5..=70).contains(&guess.len()) && guess.iter().all(u8::is_ascii_graphic);
    plausible.then(|| guess.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(part: &Part<'_>) -> String {
        match part {
            Part::Container(kind, parts) => {
                let inner: Vec<_> = parts.iter().map(shape).collect();
                format!("{kind:?}({})", inner.join(" "))
            }
            Part::Leaf(leaf) => {
                format!(
                    "{}{:?}",
                    leaf.content_type.value,
                    String::from_utf8_lossy(leaf.bytes)
                )
            }
        }
    }

    fn read(raw: &str, limits: Limits) -> Result<(String, Vec<Flaw>), Refusal> {
        let mut flaws = Flaws::default();
        let (header, content) = header::split(raw.as_bytes());
        let part = walk(&header, content, limits, &mut flaws)?;
        Ok((shape(&part), flaws.0))
    }

    fn check(raw: &str, expected: &str, flaws: &[Flaw]) {
        assert_eq!(
            read(raw, Limits::default()),
            Ok((expected.to_owned(), flaws.to_vec()))
        );
    }

    #[test]
    fn parts_stand_between_delimiters() {
        check(
            "Content-Type: multipart/alternative; boundary=b\n\npre\n--b\nContent-Type: text/html\n\n\
             x\ny\n--bb\n--b  \r\n\nz\r\n--b--\nepilogue\n--b\nno",
            r#"Alternative(text/html"x\ny\n--bb" "z")"#,
            &[],
        );
    }

    #[test]
    fn a_container_without_end_goes_to_the_end() {
        check(
            "Content-Type: multipart/mixed; boundary=\"b b\"\n\n--b b\n\nx\n",
            r#"Mixed("x\n")"#,
            &[Flaw::Truncated],
        );
    }

    #[test]
    fn a_container_without_parts_is_text() {
        check(
            "Content-Type: multipart/mixed; boundary=b\n\nHola",
            r#""Hola""#,
            &[Flaw::Truncated],
        );
    }

    #[test]
    fn a_forgotten_boundary_is_guessed() {
        check(
            "Content-Type: multipart/mixed\n\n--=_bound\n\nx\n--=_bound--\n",
            r#"Mixed("x")"#,
            &[],
        );
    }

    #[test]
    fn a_digest_holds_messages() {
        check(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--",
            r#"Digest(message/rfc822"Subject: x\n\ny")"#,
            &[],
        );
    }

    fn nested(depth: usize) -> String {
        let mut raw = String::new();
        for level in 0..depth {
            raw += &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        }
        raw + "\nHola"
    }

    #[test]
    fn a_hundred_levels_are_read_and_one_more_is_refused() {
        let (shape, _) = read(&nested(100), Limits::default()).unwrap();
        assert!(shape.contains("\"Hola\""));
        assert_eq!(
            read(&nested(101), Limits::default()),
            Err(Refusal::TooDeep(100))
        );
    }

    #[test]
    fn too_many_parts_are_refused_before_they_are_made() {
        let raw = "Content-Type: multipart/mixed; boundary=b\n\n".to_owned()
            + &"--b\n\n".repeat(1_000_000);
        assert_eq!(
            read(&raw, Limits::default()),
            Err(Refusal::TooManyParts(1_000))
        );
    }
}
