//! Where a request comes from: foreign pages get nothing, named ones get CORS, and every change
//! carries a header that no page can set on another site without asking first.

use crate::{app::App, error};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header},
    middleware::Next,
};
use bandeja_contract::{Code, Problem, endpoint::CLIENT_HEADER};

/// Checks the origin of every call of the API and answers preflights.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    match Door::of(&request) {
        Door::Usual => {}
        // The frame has no origin to name, and its address is its right.
        Door::Capability => return next.run(request).await,
        // No page hands in mails, ours neither.
        Door::Inbound if is_browser(request.headers()) => {
            return error::document(&Problem::new(Code::ForeignOrigin));
        }
        Door::Inbound => return next.run(request).await,
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let named = origin
        .as_ref()
        .filter(|origin| allowed(&app, origin))
        .cloned();
    if let Err(problem) = check(
        request.method(),
        request.headers(),
        origin.is_some(),
        named.is_some(),
    ) {
        return error::document(&problem);
    }
    let mut answer = if request.method() == Method::OPTIONS && named.is_some() {
        preflight()
    } else {
        next.run(request).await
    };
    let headers = answer.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = named {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("retry-after, content-disposition"),
        );
    }
    answer
}

/// Which rules hold for a route.
enum Door {
    Usual,
    Capability,
    Inbound,
}

impl Door {
    fn of(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("", MatchedPath::as_str);
        if route.contains("/mail/{capability}/") {
            Self::Capability
        } else if route.ends_with("/inbound/mail") {
            Self::Inbound
        } else {
            Self::Usual
        }
    }
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key(SITE)
}

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

fn allowed(app: &App, origin: &HeaderValue) -> bool {
    origin
        .to_str()
        .is_ok_and(|origin| app.config().allows_origin(origin))
}

fn check(
    method: &Method,
    headers: &HeaderMap,
    has_origin: bool,
    named: bool,
) -> Result<(), Box<Problem>> {
    // A page of another site that sends no origin: an image, a form, a link.
    let sneaks = !has_origin && headers.get(SITE).is_some_and(|site| site == "cross-site");
    if (has_origin && !named) || sneaks {
        return Err(Box::new(Problem::new(Code::ForeignOrigin)));
    }
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && !headers.contains_key(CLIENT_HEADER) {
        return Err(Box::new(Problem::new(Code::ForeignOrigin)));
    }
    Ok(())
}

fn preflight() -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, x-bandeja",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ] {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Where the request came from on the network, for rate limits ([`forwarded`](crate::forwarded) knows).
#[derive(Clone, Debug)]
pub(crate) struct Host(pub(crate) String);
