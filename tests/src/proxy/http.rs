//! The little of HTTP/1.1 that the proxy must read: heads of requests, as browsers write them.
//!
//! It will never know about bodies beyond their length.

/// A request's head.
pub(super) struct Head {
    /// `POST /api/v1/tickets HTTP/1.1`.
    pub(super) line: String,
    /// The head with its empty line, without any offer of websocket extensions, so that frames
    /// travel uncompressed.
    pub(super) bytes: Vec<u8>,
    /// How many bytes of body follow it.
    pub(super) body: usize,
    /// What was sent as `Referer`.
    pub(super) referer: Option<String>,
}

/// Reads the head at the start of `bytes`, with its length there, if it is whole.
pub(super) fn head(bytes: &[u8]) -> Option<(Head, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = text.split("\r\n").filter(|line| !line.is_empty());
    let line = lines.next().unwrap_or_default().to_owned();
    let mut kept = format!("{line}\r\n");
    let (mut body, mut referer) = (0, None);
    for header in lines {
        let (name, value) = header.split_once(':').unwrap_or((header, ""));
        match name.to_ascii_lowercase().as_str() {
            "sec-websocket-extensions" => continue,
            "content-length" => body = value.trim().parse().unwrap_or(0),
            "referer" => referer = Some(value.trim().to_owned()),
            _ => {}
        }
        kept.push_str(header);
        kept.push_str("\r\n");
    }
    kept.push_str("\r\n");
    let head = Head {
        line,
        bytes: kept.into_bytes(),
        body,
        referer,
    };
    Some((head, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_loses_its_offer_to_compress_and_keeps_the_rest() {
        let asked =
            b"GET /x HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\
            Content-Length: 12\r\nReferer: http://b/\r\n\r\nbody";
        let (head, length) = head(asked).expect("a whole head");
        assert_eq!(head.line, "GET /x HTTP/1.1");
        assert_eq!(head.body, 12);
        assert_eq!(head.referer.as_deref(), Some("http://b/"));
        assert_eq!(&asked[length..], b"body");
        let kept = String::from_utf8(head.bytes).expect("text");
        assert_eq!(
            kept,
            "GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nReferer: http://b/\r\n\r\n"
        );
    }

    #[test]
    fn half_a_head_waits_for_the_rest() {
        assert!(head(b"GET /x HTTP/1.1\r\nHost: a\r\n").is_none());
    }
}
