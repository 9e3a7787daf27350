//! `/attachments`.

use crate::{
    actions::attachments::{self as action, Reader},
    app::App,
    auth::{session::SignedIn, visitor::Visitor},
    error::{Error, Result},
    limits::Kind,
    request::{Id, Query, json, to_the_end},
};
use axum::{
    body::Body,
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, Response, StatusCode, header, request::Parts},
};
use bandeja_contract::{Attachment, AttachmentId};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

pub(super) async fn upload(
    State(app): State<App>,
    who: SignedIn,
    query: Query,
    request: Request,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Upload, &who.actor.id.to_string(), app.now())?;
    let name = query.needed("name")?.to_owned();
    let body = request.into_body();
    let kept = async move { action::upload(&app, &who.actor, &name, body).await };
    json(&to_the_end(kept).await?)
}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            Ok(Self::Visitor(
                Visitor::from_request_parts(parts, app).await?,
            ))
        } else {
            Ok(Self::Agent(
                SignedIn::from_request_parts(parts, app).await?.actor,
            ))
        }
    }
}

pub(super) async fn download(
    State(app): State<App>,
    reader: Reader,
    Id(id): Id<AttachmentId>,
    query: Query,
    request: Request,
) -> Result<Response<Body>> {
    let (attachment, hash) = action::find(&app, &reader, id).await?;
    let wanted = request
        .headers()
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok());
    let range = wanted.and_then(|range| parse_range(range, attachment.size));
    let (from, to) = range.unwrap_or((0, attachment.size));
    let mut file = app.files().read(&hash).await?;
    file.seek(std::io::SeekFrom::Start(from)).await?;
    let mut bytes = Vec::new();
    file.take(to.saturating_sub(from))
        .read_to_end(&mut bytes)
        .await?;
    let mut answer = Response::new(Body::from(bytes));
    let is_saved = query.text("save").is_some();
    describe(&mut answer, &attachment, is_saved)?;
    if range.is_some() {
        *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
        let last = to.saturating_sub(1);
        let said = format!("bytes {from}-{last}/{}", attachment.size);
        answer
            .headers_mut()
            .insert(header::CONTENT_RANGE, value(&said)?);
    }
    Ok(answer)
}

/// A stored file is never a page of ours: no script, no frame, no request leaves it.
fn describe(answer: &mut Response<Body>, attachment: &Attachment, is_saved: bool) -> Result<()> {
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(&attachment.media_type)?);
    headers.insert(
        header::CONTENT_DISPOSITION,
        value(&disposition(attachment, is_saved))?,
    );
    for (name, text) in [
        (header::CACHE_CONTROL, "private, no-store"),
        (header::ACCEPT_RANGES, "bytes"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(text));
    }
    Ok(())
}

/// Types that a browser may show by itself, none of which can hold a script; everything else is
/// saved.
const SHOWN: [&str; 12] = [
    "audio/aac",
    "audio/amr",
    "audio/m4a",
    "audio/mpeg",
    "audio/ogg",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/3gpp",
    "video/mp4",
    "video/webm",
];

/// `Content-Disposition` after RFC 6266: a name in ASCII, and the true one after RFC 8187.
fn disposition(attachment: &Attachment, is_saved: bool) -> String {
    let shown = !is_saved && SHOWN.contains(&attachment.media_type.as_str());
    let kind = if shown { "inline" } else { "attachment" };
    let plain: String = attachment
        .name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() || c == ' ' {
                c
            } else {
                '_'
            }
        })
        .map(|c| {
            if matches!(c, '"' | '\\' | '%' | ';') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let mut exact = String::new();
    for byte in attachment.name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            exact.push('%');
            exact.push_str(&crate::auth::hex(&[byte]).to_ascii_uppercase());
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

/// One range of a file: its first byte, and the one after its last. Anything else than one range
/// that fits is answered with the whole file.
fn parse_range(wanted: &str, size: u64) -> Option<(u64, u64)> {
    let (first, last) = wanted.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(last)) => (from, last.saturating_add(1).min(size)),
        (Ok(from), Err(_)) if last.is_empty() => (from, size),
        (Err(_), Ok(count)) if first.is_empty() => (size.saturating_sub(count), size),
        _ => return None,
    };
    (from < to).then_some((from, to))
}

fn value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|_| Error::Broken("a header that is none".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let attachment = |name: &str, media_type: &str| Attachment {
            id: AttachmentId(uuid::Uuid::nil()),
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            size: 1,
            width: None,
            height: None,
        };
        assert_eq!(
            disposition(&attachment("informe \"ñ\"; x=1.pdf", "text/html"), false),
            "attachment; filename=\"informe ____ x=1.pdf\"; \
             filename*=UTF-8''informe%20%22%C3%B1%22%3B%20x%3D1.pdf"
        );
        for (media_type, is_saved, expected) in [
            ("image/png", false, "inline; "),
            ("image/png", true, "attachment; "),
            ("image/svg+xml", false, "attachment; "),
            ("application/pdf", false, "attachment; "),
            ("text/xml", false, "attachment; "),
        ] {
            let found = disposition(&attachment("a", media_type), is_saved);
            assert!(found.starts_with(expected), "{media_type}: {found}");
        }
    }

    #[test]
    fn one_range_is_understood_and_nothing_else() {
        for (wanted, expected) in [
            ("bytes=0-3", Some((0, 4))),
            ("bytes=4-", Some((4, 10))),
            ("bytes=-3", Some((7, 10))),
            ("bytes=8-100", Some((8, 10))),
            ("bytes=10-", None),
            ("bytes=3-1", None),
            ("bytes=0-1,3-4", None),
            ("lines=0-1", None),
            ("bytes=-", None),
        ] {
            assert_eq!(parse_range(wanted, 10), expected, "{wanted}");
        }
    }
}
