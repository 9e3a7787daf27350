//! The sample shop: a customer's site on another origin, under a policy as strict as a host may
//! have, with the widget's tag in its pages.

use crate::site;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, Response, StatusCode, header},
    routing::any,
};

const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/sample_site.rs"));

/// Where the pages name the backend.
const PLACE: &str = "{{BACKEND}}";

/// The shop, with the widget of the backend at `backend` (scheme, host and port).
///
/// Its policy lets in nothing of the backend but a script and a frame.
pub fn router(backend: &str) -> Router {
    let backend = backend.to_owned();
    Router::new().fallback(any(move |request: Request| {
        let backend = backend.clone();
        async move { answer(&backend, &request) }
    }))
}

fn answer(backend: &str, request: &Request) -> Response<Body> {
    let name = match request.uri().path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let file = FILES.iter().find(|(known, _)| *known == name);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some((_, bytes)) = file.filter(|_| reads) else {
        let mut answer = Response::new(Body::from("No está aquí."));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        site::set(
            answer.headers_mut(),
            header::CONTENT_TYPE,
            "text/plain; charset=utf-8",
        );
        return answer;
    };
    let body = match std::str::from_utf8(bytes) {
        Ok(text) => Body::from(text.replace(PLACE, backend)),
        Err(_) => Body::from(*bytes),
    };
    let mut answer = Response::new(body);
    let headers = answer.headers_mut();
    site::set(
        headers,
        header::CONTENT_TYPE,
        site::media_type(name.as_ref()),
    );
    site::set(headers, header::CACHE_CONTROL, "no-cache");
    site::set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let policy = format!(
        "default-src 'none'; script-src {backend}; frame-src {backend}; style-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn the_pages_carry_the_widget_of_their_backend() {
        let request = Request::builder()
            .uri("/")
            .body(Body::empty())
            .expect("a request");
        let answer = answer("http://127.0.0.1:7878", &request);
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(
            policy.contains("script-src http://127.0.0.1:7878; "),
            "{policy}"
        );
        let bytes = answer
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        let page = String::from_utf8_lossy(&bytes);
        assert!(page.contains("http://127.0.0.1:7878/bandeja.js"), "{page}");
        assert!(!page.contains(PLACE));
    }
}
