//! The backend, as calls: the one place that knows URLs.
//!
//! It knows no store and no view. Every failure keeps its cause until somebody shows it.

mod error;
pub mod json;

pub use error::ApiError;

use bandeja_browser::{
    fetch::{self, Call, NoReply, Reply},
    upload::{Heard, Picked, Upload, encoded},
};
use bandeja_contract::{
    API_ROOT, AttachmentId, Endpoint, Method, Problem, endpoint::CLIENT_HEADER,
};
use std::sync::Arc;

/// Milliseconds after which a request is given up. Long polls wait 25 s on purpose.
const WITHIN: i64 = 30_000;

/// Where the backend is. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Api {
    root: Arc<str>,
}

impl Api {
    /// The backend at an absolute origin (`https://api.example.com`). Browsers of our floor know no
    /// relative websocket addresses.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self {
            root: format!("{}{API_ROOT}", origin.trim_end_matches('/')).into(),
        }
    }

    /// Sends a request; answers the answer's text.
    ///
    /// Not generic, so that it is in the wasm once: [`Request::of`] and [`answer`] know the types.
    ///
    /// # Errors
    /// [`ApiError`]: what was sent may have arrived unless it is `Refused`.
    pub async fn send(&self, request: Request) -> Result<String, ApiError> {
        let url = format!("{}{}", self.root, request.path);
        let json = ("content-type", "application/json");
        let marked = (CLIENT_HEADER, "app");
        let (method, headers) = match request.method {
            Method::Get => ("GET", &[][..]),
            Method::Post => ("POST", &[json, marked][..]),
            Method::Delete => ("DELETE", &[json, marked][..]),
        };
        let call = Call {
            method,
            url: &url,
            headers,
            body: request.body.as_deref(),
            within: WITHIN,
            cookies: true,
        };
        match fetch::fetch(call).await {
            Ok(reply) => judge(reply, &request.path),
            Err(NoReply::Unreachable) => Err(ApiError::Offline),
            Err(NoReply::TimedOut) => Err(ApiError::TimedOut),
        }
    }

    /// Sends a file; `heard` is told how it goes. `None` where the browser refuses.
    pub fn upload(&self, file: &Picked, heard: impl Fn(Heard) + Clone + 'static) -> Option<Upload> {
        let url = format!("{}/attachments?name={}", self.root, encoded(&file.name()));
        // The server looks itself what it is.
        let kind = ("content-type", "application/octet-stream");
        Upload::begin(&url, &[kind, (CLIENT_HEADER, "app")], file, heard)
    }

    /// The address of a path that the backend named, from its root.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let origin = self.root.strip_suffix(API_ROOT).unwrap_or_default();
        format!("{origin}{path}")
    }

    /// The address of a file of a message.
    #[must_use]
    pub fn file(&self, id: AttachmentId) -> String {
        format!("{}/attachments/{id}", self.root)
    }

    /// The address of the websocket, without any secret.
    #[must_use]
    pub fn socket_url(&self) -> String {
        // `http` becomes `ws`, `https` becomes `wss`.
        format!("{}/realtime", self.root.replacen("http", "ws", 1))
    }
}

/// A call on its way out, without its types.
#[derive(Clone, Debug)]
pub struct Request {
    method: Method,
    path: String,
    body: Option<String>,
}

impl Request {
    /// A call as a request.
    pub fn of<E: Endpoint>(endpoint: &E) -> Self {
        Self {
            method: E::METHOD,
            path: endpoint.path(),
            body: endpoint.body().and_then(json::write),
        }
    }
}

/// Reads the answer of a call.
///
/// # Errors
/// [`ApiError::Malformed`] when it is not what the contract says.
pub fn answer<E: Endpoint>(text: &str) -> Result<E::Answer, ApiError> {
    json::read(text).map_err(|error| ApiError::malformed(E::ROUTE, error))
}

/// Tells answers from refusals, and refusals from gateways that know nothing of problems.
pub(crate) fn judge(reply: Reply, path: &str) -> Result<String, ApiError> {
    if (200..300).contains(&reply.status) {
        return Ok(reply.text);
    }
    match json::read::<Problem>(&reply.text) {
        Ok(mut problem) => {
            problem.retry_after = problem.retry_after.or(reply.retry_after);
            Err(ApiError::Refused(Box::new(problem)))
        }
        // 502 and 504 come from whatever stands before the backend.
        Err(_) if reply.status >= 500 => Err(ApiError::Down {
            retry_after: reply.retry_after,
        }),
        Err(error) => Err(ApiError::malformed(path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::Code;

    fn reply(status: u16, text: &str) -> Reply {
        Reply {
            status,
            text: text.to_owned(),
            retry_after: Some(7),
        }
    }

    fn check(status: u16, text: &str, expected: &str) {
        let shown = match judge(reply(status, text), "/x") {
            Ok(text) => format!("ok {text}"),
            Err(ApiError::Refused(problem)) => {
                format!("refused {} {:?}", problem.code.word(), problem.retry_after)
            }
            Err(ApiError::Down { retry_after }) => format!("down {retry_after:?}"),
            Err(ApiError::Malformed { .. }) => "malformed".to_owned(),
            Err(ApiError::Offline | ApiError::TimedOut) => "no answer".to_owned(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn answers_refusals_and_gateways_are_told_apart() {
        let problem = serde_json::to_string(&Problem::new(Code::RateLimited)).expect("JSON");
        check(200, "{}", "ok {}");
        check(429, &problem, "refused rate_limited Some(7)");
        check(502, "<html>Bad gateway</html>", "down Some(7)");
        check(404, "<html>", "malformed");
    }

    #[test]
    fn a_path_that_the_backend_names_is_on_its_origin() {
        let api = Api::new("https://api.example.com/");
        let path = "/api/v1/mail/abc/body";
        assert_eq!(
            api.address(path),
            "https://api.example.com/api/v1/mail/abc/body"
        );
    }

    #[test]
    fn the_socket_is_on_the_backends_host() {
        assert_eq!(
            Api::new("http://127.0.0.1:7878").socket_url(),
            "ws://127.0.0.1:7878/api/v1/realtime"
        );
        assert_eq!(
            Api::new("https://api.example.com/").socket_url(),
            "wss://api.example.com/api/v1/realtime"
        );
    }
}
