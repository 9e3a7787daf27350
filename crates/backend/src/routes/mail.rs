//! `/items/{item}/body` and what it leads to below `/mail`, and the entrance for mails.

use crate::{
    actions::{mail_body, receive_mail},
    app::App,
    auth::{session::SignedIn, sha256},
    db::mails,
    error::{Error, Result},
    limits::Kind,
    request::{Id, Json, json, to_the_end},
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Path, Request, State},
    http::{HeaderName, HeaderValue, Response, StatusCode, header, request::Parts},
};
use bandeja_contract::{
    Code, InboxId, ItemId,
    mail::{BodyWish, MAX_MAIL},
};
use tokio::io::AsyncReadExt;

pub(super) async fn open(
    State(app): State<App>,
    who: SignedIn,
    Id(item): Id<ItemId>,
    Json(wish): Json<BodyWish>,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Change, &who.actor.id.to_string(), app.now())?;
    json(&mail_body::open(&app, &who, item, &wish).await?)
}

/// A capability in the path, and the place of an image where there is one.
pub(super) struct Capability {
    text: String,
    n: usize,
}

impl FromRequestParts<App> for Capability {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let path = Path::<Vec<String>>::from_request_parts(parts, app).await;
        let Path(path) = path.map_err(|_| Error::not_found())?;
        let mut path = path.into_iter();
        let text = path.next().ok_or_else(Error::not_found)?;
        let n = match path.next() {
            Some(n) => n.parse().map_err(|_| Error::not_found())?,
            None => 0,
        };
        Ok(Self { text, n })
    }
}

pub(super) async fn body(State(app): State<App>, right: Capability) -> Result<Response<Body>> {
    let document = mail_body::body(&app, &right.text).await?;
    let mut answer = Response::new(Body::empty());
    for (name, value) in document.headers() {
        let name: HeaderName = name.parse().map_err(|_| no_header())?;
        let value = HeaderValue::from_str(value).map_err(|_| no_header())?;
        answer.headers_mut().insert(name, value);
    }
    *answer.body_mut() = Body::from(document.html);
    Ok(answer)
}

fn no_header() -> Error {
    Error::Broken("a header that is none".to_owned())
}

pub(super) async fn inline(State(app): State<App>, right: Capability) -> Result<Response<Body>> {
    let (hash, media_type) = mail_body::inline(&app, &right.text, right.n).await?;
    let mut bytes = Vec::new();
    app.files()
        .read(&hash)
        .await?
        .read_to_end(&mut bytes)
        .await?;
    image(Bytes::from(bytes), &media_type)
}

pub(super) async fn remote(State(app): State<App>, right: Capability) -> Result<Response<Body>> {
    let (url, agent) = mail_body::remote(&app, &right.text, right.n).await?;
    app.limiter()
        .take(Kind::Proxy, &agent.to_string(), app.now())?;
    match app.proxy().fetch(&url).await {
        Ok(fetched) => image(fetched.bytes, fetched.media_type),
        Err(reason) => {
            tracing::info!(%reason, "a remote image is not shown");
            Err(Error::not_found())
        }
    }
}

/// An image for a frame of opaque origin, and for nothing else.
fn image(bytes: Bytes, media_type: &str) -> Result<Response<Body>> {
    let mut answer = Response::new(Body::from(bytes));
    let headers = answer.headers_mut();
    let media_type = HeaderValue::from_str(media_type).map_err(|_| no_header())?;
    headers.insert(header::CONTENT_TYPE, media_type);
    for (name, text) in [
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(text));
    }
    Ok(answer)
}

/// Whoever hands in mails for an inbox, by the inbox's secret.
pub(super) struct Postman(pub(super) InboxId);

impl FromRequestParts<App> for Postman {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let signed_out = || Error::refused(Code::SignedOut);
        let secret = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(signed_out)?;
        // 256 random bits: what is looked up is a hash of them, so time tells nothing.
        let hash = sha256(secret.trim().as_bytes());
        mails::inbox_of(&mut *app.readers().get().await?, &hash)
            .await?
            .map(Self)
            .ok_or_else(signed_out)
    }
}

pub(super) async fn inbound(
    State(app): State<App>,
    Postman(inbox): Postman,
    request: Request,
) -> Result<Response<Body>> {
    app.limiter()
        .take(Kind::Inbound, &inbox.to_string(), app.now())?;
    let is_mail = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("message/rfc822"));
    if !is_mail {
        return Err(Error::refused(Code::UnsupportedType));
    }
    let body = request.into_body();
    let taken = to_the_end(async move {
        let raw = app.mails().receive_any(body, MAX_MAIL).await?;
        receive_mail::receive(&app, inbox, &raw).await
    });
    let mut answer = json(&taken.await?)?;
    *answer.status_mut() = StatusCode::ACCEPTED;
    Ok(answer)
}
