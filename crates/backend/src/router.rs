//! From the table of routes to the router: every answer has its security headers, every request
//! its line in the log, every panic its problem document.

use crate::{
    app::App,
    auth::origin,
    error::{self, Error},
    forwarded::{self, Came},
    mailbox, routes, site, widget,
};
use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header},
    middleware::{Next, from_fn, from_fn_with_state},
};
use bandeja_contract::{API_ROOT, Code, Problem};
use futures_util::FutureExt;
use std::{panic::AssertUnwindSafe, time::Instant};

/// Everything the server answers.
pub(crate) fn router(app: &App) -> Router {
    let mut api: Router<App> = Router::new();
    for route in routes::table() {
        api = api.route(route.path, route.handler);
    }
    let api = api
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(app.clone(), faults))
        .layer(from_fn_with_state(app.clone(), origin::guard));
    Router::new()
        .nest(API_ROOT, api)
        .merge(widget::router())
        .merge(mailbox::router(app))
        .merge(site::router(app))
        .layer(from_fn(catch))
        .layer(from_fn_with_state(app.clone(), harden))
        .layer(from_fn(write_down))
        .layer(from_fn_with_state(app.clone(), forwarded::look))
        .with_state(app.clone())
}

async fn nothing_here() -> Error {
    Error::not_found()
}

async fn wrong_method() -> Error {
    Error::refused(Code::WrongMethod)
}

/// A panic in a handler is our fault: the client gets a document, the log the place.
async fn catch(request: Request, next: Next) -> Response<Body> {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(answer) => answer,
        Err(_) => error::document(&Problem::new(Code::Internal)),
    }
}

/// Headers that every answer has, unless its handler set stricter ones.
async fn harden(
    State(app): State<App>,
    came: Came,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(headers, header::REFERRER_POLICY, "no-referrer");
    default(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
    // An app of another origin reads with CORS; nobody else embeds.
    default(headers, POLICY, "same-origin");
    if came.is_secure(&app) {
        default(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000",
        );
    }
    answer
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

/// One line per request: what was asked, never with which words. The path is the route's, with
/// parameters in braces, and of these only ids are told; queries stay out.
async fn write_down(request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    let method = request.method().clone();
    let came = request.extensions().get::<Came>().copied();
    let from = came.unwrap_or_default();
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let route = matched.as_deref().unwrap_or("-");
    let id = id_in(route, request.uri().path()).unwrap_or_default();
    let answer = next.run(request).await;
    let (status, took) = (answer.status().as_u16(), begun.elapsed());
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if answer.status().is_server_error() {
        tracing::warn!(%from, %method, route, id, status, ms, "request");
    } else {
        tracing::info!(%from, %method, route, id, status, ms, "request");
    }
    answer
}

/// The id that stands in a path where its route has a parameter.
fn id_in(route: &str, path: &str) -> Option<String> {
    route
        .split('/')
        .zip(path.split('/'))
        .find(|(name, _)| name.starts_with('{'))
        .and_then(|(_, value)| value.parse::<uuid::Uuid>().ok())
        .map(|id| id.to_string())
}

/// What goes wrong on purpose; nothing, unless it was asked for.
async fn faults(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let faults = &app.config().faults;
    if !faults.delay.is_zero() {
        tokio::time::sleep(faults.delay).await;
    }
    let changes = request.method() != Method::GET;
    if changes && chance(faults.refuse_percent) {
        return error::document(&Problem::new(Code::Unavailable).retry_after(1));
    }
    let answer = next.run(request).await;
    if changes && chance(faults.lose_answer_percent) {
        return error::document(&Problem::new(Code::Unavailable).retry_after(1));
    }
    answer
}

fn chance(percent: u8) -> bool {
    let mut byte = [0_u8; 2];
    percent > 0
        && getrandom::fill(&mut byte).is_ok()
        && u16::from_le_bytes(byte) % 100 < u16::from(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_path_only_ids_are_told() {
        let id = "01890000-0000-7000-8000-000000000000";
        let told = |route: &str, path: &str| id_in(route, path);
        assert_eq!(
            told("/c/{c}/items", &format!("/c/{id}/items")).as_deref(),
            Some(id)
        );
        assert_eq!(told("/c/{c}", "/c/words"), None);
        assert_eq!(told("/session", "/session"), None);
    }
}
