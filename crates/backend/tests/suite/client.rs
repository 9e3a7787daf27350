//! Somebody who calls the API, as a browser would: cookie, custom header, JSON.

use axum::{Router, body::Body, http::HeaderMap};
use bandeja_contract::{API_ROOT, Endpoint, Method, Problem};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower::ServiceExt;

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// Its JSON as a type.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The refusal's code, or «ok».
    pub(crate) fn code(&self) -> &'static str {
        if self.status < 400 {
            "ok"
        } else {
            self.read::<Problem>().code.word()
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }
}

/// Whoever calls.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) cookie: Option<String>,
    pub(crate) bearer: Option<String>,
    pub(crate) origin: Option<String>,
}

impl Client {
    pub(crate) fn nobody(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookie: None,
            bearer: None,
            origin: None,
        }
    }

    /// A request with whatever body, with every header that a browser of ours sends.
    pub(crate) async fn request(&self, method: &str, path: &str, body: Option<String>) -> Answer {
        let mut request = axum::http::Request::builder()
            .method(method)
            .uri(format!("{API_ROOT}{path}"))
            .header("x-bandeja", "1");
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        self.send(
            request
                .body(Body::from(body.unwrap_or_default()))
                .expect("a request"),
        )
        .await
    }

    /// A request as it is, with the credentials added.
    pub(crate) async fn send(&self, mut request: axum::http::Request<Body>) -> Answer {
        for (name, value) in [
            (
                "cookie",
                self.cookie.as_ref().map(|token| format!("session={token}")),
            ),
            (
                "authorization",
                self.bearer
                    .as_ref()
                    .map(|bearer| format!("Bearer {bearer}")),
            ),
            ("origin", self.origin.clone()),
        ] {
            if let Some(value) = value {
                request
                    .headers_mut()
                    .insert(name, value.parse().expect("a header"));
            }
        }
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("never fails");
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
        }
    }

    /// An endpoint of the contract.
    pub(crate) async fn call<E: Endpoint>(&self, call: &E) -> Answer {
        let method = match E::METHOD {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        let body = call
            .body()
            .map(|body| serde_json::to_string(body).expect("serialises"));
        self.request(method, &call.path(), body).await
    }

    /// An endpoint that must be answered.
    pub(crate) async fn ok<E: Endpoint>(&self, call: &E) -> E::Answer {
        let answer = self.call(call).await;
        assert_eq!(answer.status, 200, "{}: {}", call.path(), answer.text());
        answer.read()
    }

    /// An endpoint that must be refused; its document.
    pub(crate) async fn refused<E: Endpoint>(&self, call: &E) -> Problem {
        let answer = self.call(call).await;
        assert!(
            answer.status >= 400,
            "{} was answered: {}",
            call.path(),
            answer.text()
        );
        let problem: Problem = answer.read();
        assert_eq!(problem.status, answer.status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        problem
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.request("POST", path, Some(body.to_string())).await
    }
}
