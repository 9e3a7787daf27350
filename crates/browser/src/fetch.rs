//! One HTTP request with a time limit.

use crate::timer::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCredentials, RequestInit, Response};

/// A request. Everything that varies per call; who may know URLs decides the caller.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'a str,
    /// Absolute, or relative to the page.
    pub url: &'a str,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body's text.
    pub body: Option<&'a str>,
    /// Milliseconds until it is given up.
    pub within: i64,
    /// Whether cookies go along, also to another host of the site.
    pub cookies: bool,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub text: String,
    /// Seconds of a `Retry-After` header.
    pub retry_after: Option<u64>,
}

/// Why nothing came back. What was sent may have arrived all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReply {
    /// The network or the server is not there.
    Unreachable,
    /// It took too long.
    TimedOut,
}

/// Sends a request and reads the whole answer.
///
/// # Errors
/// [`NoReply`] when there is no answer; every answer of a server is a [`Reply`].
pub async fn fetch(call: Call<'_>) -> Result<Reply, NoReply> {
    let window = web_sys::window().ok_or(NoReply::Unreachable)?;
    let abort = AbortController::new().map_err(|_| NoReply::Unreachable)?;
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_signal(Some(&abort.signal()));
    init.set_credentials(if call.cookies {
        RequestCredentials::Include
    } else {
        RequestCredentials::Omit
    });
    if let Some(body) = call.body {
        init.set_body(&JsValue::from_str(body));
    }
    let headers = Headers::new().map_err(|_| NoReply::Unreachable)?;
    for (name, value) in call.headers {
        headers
            .append(name, value)
            .map_err(|_| NoReply::Unreachable)?;
    }
    init.set_headers(&headers);

    let signal = abort.signal();
    let limit = Timeout::new(call.within, move || abort.abort());
    let answer = read(JsFuture::from(
        window.fetch_with_str_and_init(call.url, &init),
    ))
    .await;
    drop(limit);
    answer.ok_or(if signal.aborted() {
        NoReply::TimedOut
    } else {
        NoReply::Unreachable
    })
}

async fn read(answer: JsFuture) -> Option<Reply> {
    let response: Response = answer.await.ok()?.dyn_into().ok()?;
    let retry_after = response.headers().get("retry-after").ok().flatten();
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Reply {
        status: response.status(),
        text: text.as_string().unwrap_or_default(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
    })
}
