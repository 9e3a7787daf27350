//! The backend, as calls: the one place that knows URLs.
//!
//! It knows no store and no view. Every failure keeps its cause until somebody shows it.

mod error;

pub use error::ApiError;

use bandeja_browser::fetch::{self, Call, NoReply, Reply};
use bandeja_contract::{API_ROOT, Endpoint, Method, Problem, endpoint::CLIENT_HEADER};
use std::rc::Rc;

/// Milliseconds after which a request is given up. Long polls wait 25 s on purpose.
const WITHIN: i64 = 30_000;

/// Where the backend is. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Api {
    root: Rc<str>,
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

    /// Makes a call.
    ///
    /// # Errors
    /// [`ApiError`]: what was sent may have arrived unless it is `Refused`.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, ApiError> {
        let body = endpoint.body().map(serde_json::to_string).transpose();
        let body = body.map_err(|error| ApiError::malformed(E::ROUTE, &error))?;
        let text = self
            .send(E::METHOD, &endpoint.path(), body.as_deref())
            .await?;
        serde_json::from_str(&text).map_err(|error| ApiError::malformed(E::ROUTE, &error))
    }

    /// The address of the websocket, without any secret.
    #[must_use]
    pub fn socket_url(&self) -> String {
        // `http` becomes `ws`, `https` becomes `wss`.
        format!("{}/realtime", self.root.replacen("http", "ws", 1))
    }

    /// Not generic, so that it is in the wasm once.
    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&str>,
    ) -> Result<String, ApiError> {
        let url = format!("{}{path}", self.root);
        let json = ("content-type", "application/json");
        let marked = (CLIENT_HEADER, "app");
        let (method, headers) = match method {
            Method::Get => ("GET", &[][..]),
            Method::Post => ("POST", &[json, marked][..]),
            Method::Delete => ("DELETE", &[json, marked][..]),
        };
        let call = Call {
            method,
            url: &url,
            headers,
            body,
            within: WITHIN,
            cookies: true,
        };
        match fetch::fetch(call).await {
            Ok(reply) => judge(reply, path),
            Err(NoReply::Unreachable) => Err(ApiError::Offline),
            Err(NoReply::TimedOut) => Err(ApiError::TimedOut),
        }
    }
}

/// Tells answers from refusals, and refusals from gateways that know nothing of problems.
fn judge(reply: Reply, path: &str) -> Result<String, ApiError> {
    if (200..300).contains(&reply.status) {
        return Ok(reply.text);
    }
    match serde_json::from_str::<Problem>(&reply.text) {
        Ok(mut problem) => {
            problem.retry_after = problem.retry_after.or(reply.retry_after);
            Err(ApiError::Refused(Box::new(problem)))
        }
        // 502 and 504 come from whatever stands before the backend.
        Err(_) if reply.status >= 500 => Err(ApiError::Down {
            retry_after: reply.retry_after,
        }),
        Err(error) => Err(ApiError::malformed(path, &error)),
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
