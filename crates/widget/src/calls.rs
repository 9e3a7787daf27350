//! The visitor's HTTP calls: nobody else in the panel knows a URL.

use crate::{
    panel::{Answer, Ask, Identity},
    wire::{self, Quote, Value},
};
use bandeja_browser::fetch::{Call, NoReply, Reply};
use bandeja_contract::{API_ROOT, endpoint::CLIENT_HEADER, visitor::Register};

/// Milliseconds a question may take.
const WITHIN: i64 = 20_000;

/// A question as a request.
pub struct Request {
    method: &'static str,
    url: String,
    body: String,
    bearer: String,
    within: i64,
}

impl Request {
    /// What to send for a question; `quote` writes a text as JSON.
    pub fn new(ask: &Ask, identity: &Identity, inbox: &str, locale: &str, quote: Quote) -> Self {
        let (method, path, body) = match ask {
            Ask::Register(..) => {
                let register = Register {
                    visitor: identity.visitor,
                    secret: identity.secret.clone(),
                    inbox: inbox.to_owned(),
                    locale: locale.to_owned(),
                };
                (
                    "POST",
                    "session".to_owned(),
                    wire::write_register(&register, quote),
                )
            }
            Ask::Ticket(_) => ("POST", "tickets".to_owned(), "{}".to_owned()),
            Ask::Send(send) => ("POST", "messages".to_owned(), wire::write_send(send, quote)),
            Ask::Read(up_to) => ("POST", "read".to_owned(), wire::write_read(*up_to)),
            Ask::Older(before) => ("GET", format!("messages?before={before}"), String::new()),
            Ask::Poll(_, after, wait) => (
                "GET",
                format!("events?after={after}&wait={wait}"),
                String::new(),
            ),
        };
        let waits = match ask {
            Ask::Poll(_, _, wait) => i64::from(*wait) * 1_000,
            _ => 0,
        };
        Self {
            method,
            url: format!("{API_ROOT}/visitor/{path}"),
            body,
            bearer: format!("Bearer {}.{}", identity.visitor, identity.secret),
            within: WITHIN + waits,
        }
    }

    /// Sends it.
    ///
    /// # Errors
    /// [`NoReply`] when there is no answer.
    pub async fn send(&self) -> Result<Reply, NoReply> {
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("content-type", "application/json"),
            (CLIENT_HEADER, "1"),
        ];
        bandeja_browser::fetch::fetch(Call {
            method: self.method,
            url: &self.url,
            headers: &headers,
            body: Some(self.body.as_str()).filter(|body| !body.is_empty()),
            within: self.within,
            cookies: false,
        })
        .await
    }
}

/// What an answer says to the question; `value` is its body.
pub fn read(
    ask: &Ask,
    status: u16,
    retry_after: Option<u64>,
    value: Option<&impl Value>,
) -> Answer {
    if !(200..300).contains(&status) {
        let refused = value.map_or(wire::UNKNOWN, wire::refused);
        let retry_after = retry_after.or(refused.retry_after);
        return Answer::Refused(status, refused, retry_after);
    }
    let Some(value) = value else {
        return Answer::Nothing;
    };
    match ask {
        Ask::Register(..) | Ask::Older(_) => wire::snapshot(value).map(Answer::Snapshot),
        Ask::Ticket(_) => wire::ticket(value).map(Answer::Ticket),
        Ask::Send(_) => wire::message(value).map(Answer::Message),
        Ask::Read(_) => wire::state(value).map(Answer::State),
        Ask::Poll(..) => wire::frames(value).map(Answer::Frames),
    }
    .unwrap_or(Answer::Nothing)
}
