//! The demo's own mailbox: what left, and a way to answer it as the customer would, through the
//! same door a real mail comes in by. Served only where the demo asks for it.
//!
//! A page without script: its texts are escaped, its policy allows its style sheet and its own
//! forms. A form carries a token, and the server's name must be one of its own, so that no other
//! page can write here.

mod page;

use crate::{
    actions::receive_mail,
    app::App,
    auth,
    config::MailExit,
    db::{mails, outbox, read},
    error::{Error, Result},
    request::{Id, to_the_end},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header},
    routing::{get, post},
};
use bandeja_contract::{Channel, Code, Inbox, InboxId, ItemId, Problem};
use bandeja_mail::{
    Address, Mailbox, MessageId, compose,
    compose::{Answered, Reply},
};
use std::{
    collections::HashMap,
    time::{Duration, UNIX_EPOCH},
};
use tokio::io::AsyncReadExt;

/// How many mails are shown.
const SHOWN: u32 = 100;
/// What the token of the forms is for.
const PURPOSE: &[u8] = b"mailbox";

/// The page and what belongs to it; nothing, where mails go elsewhere.
pub(crate) fn router(app: &App) -> Router<App> {
    if !matches!(app.config().mail_exit, MailExit::Mailbox) {
        return Router::new();
    }
    Router::new()
        .route("/mailbox", get(show))
        .route("/mailbox/{item}/raw", get(raw))
        .route("/mailbox/{item}/answer", post(answer))
        .route("/mailbox/new", post(write))
}

async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Response<Body>> {
    own_name(&app, &headers)?;
    let left = outbox::left(&mut *app.readers().get().await?, SHOWN).await?;
    let token = app.key().token(PURPOSE);
    let html = page::page(&left, &inboxes(&app), &token);
    let mut answer = Response::new(Body::from(html));
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, page::policy()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        // With none at all a form would name no origin either.
        (header::REFERRER_POLICY, "same-origin".to_owned()),
    ] {
        let value = HeaderValue::from_str(&value)
            .map_err(|_| Error::Broken("a header that is none".to_owned()))?;
        answer.headers_mut().insert(name, value);
    }
    Ok(answer)
}

/// The inboxes that take mails.
fn inboxes(app: &App) -> Vec<Inbox> {
    let memory = app.memory().read();
    memory
        .directory
        .inboxes
        .iter()
        .filter(|inbox| inbox.channel == Channel::Email)
        .cloned()
        .collect()
}

/// A mail as it left, to be saved.
async fn raw(
    State(app): State<App>,
    Id(item): Id<ItemId>,
    headers: HeaderMap,
) -> Result<Response<Body>> {
    own_name(&app, &headers)?;
    let mail = sent(&app, item).await?;
    let mut bytes = Vec::new();
    app.mails()
        .read(&mail.raw)
        .await?
        .read_to_end(&mut bytes)
        .await?;
    let mut answer = Response::new(Body::from(bytes));
    for (name, value) in [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"mail.eml\"",
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(answer)
}

/// A mail of ours.
async fn sent(app: &App, item: ItemId) -> Result<mails::Mail> {
    let connection = &mut *app.readers().get().await?;
    let of_ours = read::item(connection, item)
        .await?
        .is_some_and(|item| item.agent.is_some());
    let mail = mails::of_item(connection, item).await?;
    mail.filter(|_| of_ours).ok_or_else(Error::not_found)
}

/// Answers a mail of ours as whoever got it.
async fn answer(
    State(app): State<App>,
    Id(item): Id<ItemId>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response<Body>> {
    let form = form(&app, &headers, &body)?;
    let mail = sent(&app, item).await?;
    let text = needed(&form, "text")?;
    let said = read::item(&mut *app.readers().get().await?, item)
        .await?
        .ok_or_else(Error::not_found)?;
    let quoted: String = said
        .text
        .lines()
        .map(|line| format!("> {line}\n"))
        .collect();
    let name = &mail.head.sender.name;
    let millis = u64::try_from(said.at.0).unwrap_or_default();
    let at = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(millis));
    let customer = mail.head.to.first().ok_or_else(Error::not_found)?;
    let letter = Letter {
        from: Mailbox::new(&customer.name, address("to", &customer.address)?),
        to: address("sender", &mail.head.sender.address)?,
        subject: mail.head.subject,
        text: format!("{text}\n\nEl {at}, {name} escribió:\n{quoted}"),
        answers: mail.message_id.map(|id| (id, mail.chain)),
    };
    post_in(app, mail.inbox, letter).await
}

/// Writes a new mail as whoever.
async fn write(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response<Body>> {
    let form = form(&app, &headers, &body)?;
    let to = address("to", needed(&form, "to")?)?;
    let inbox = inboxes(&app)
        .into_iter()
        .find(|inbox| inbox.address == to.as_str())
        .ok_or_else(Error::not_found)?;
    let from = address("from", needed(&form, "from")?)?;
    let letter = Letter {
        from: Mailbox::new(form.get("name").map_or("", String::as_str), from),
        to,
        subject: form.get("subject").cloned().unwrap_or_default(),
        text: needed(&form, "text")?.to_owned(),
        answers: None,
    };
    post_in(app, inbox.id, letter).await
}

/// A mail of a customer.
struct Letter {
    from: Mailbox,
    to: Address,
    subject: String,
    text: String,
    answers: Option<(MessageId, Vec<MessageId>)>,
}

impl Letter {
    fn raw(&self, now: i64) -> Result<Vec<u8>> {
        let secret = auth::new_secret()?;
        let written = compose(&Reply {
            from: &self.from,
            reply_to: None,
            to: &[Mailbox::new("", self.to.clone())],
            cc: &[],
            subject: &self.subject,
            attention: None,
            answers: self.answers.as_ref().map(|(message_id, chain)| Answered {
                message_id,
                references: chain,
            }),
            text: &self.text,
            html: None,
            attachments: &[],
            date: now,
            domain: self.from.address.domain(),
            random: secret.get(..32).unwrap_or(&secret),
            automatic: false,
        });
        let written = written.map_err(|error| Error::Broken(format!("writing a mail: {error}")))?;
        Ok(written.raw)
    }
}

/// Hands a mail in, and leads back to the page.
async fn post_in(app: App, inbox: InboxId, letter: Letter) -> Result<Response<Body>> {
    let bytes = letter.raw(app.now().0)?;
    to_the_end(async move {
        let raw = app.mails().receive_bytes(bytes).await?;
        receive_mail::receive(&app, inbox, &raw).await
    })
    .await?;
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::SEE_OTHER;
    answer
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_static("/mailbox"));
    Ok(answer)
}

fn address(field: &str, text: &str) -> Result<Address> {
    Address::new(text).map_err(|_| Problem::new(Code::Invalid).at(&format!("/{field}")).into())
}

fn needed<'a>(form: &'a HashMap<String, String>, name: &str) -> Result<&'a str> {
    form.get(name)
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Problem::new(Code::Empty).at(&format!("/{name}")).into())
}

/// A form of this very page.
fn form(app: &App, headers: &HeaderMap, body: &Bytes) -> Result<HashMap<String, String>> {
    const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
    let foreign = || Error::refused(Code::ForeignOrigin);
    own_name(app, headers)?;
    if headers.get(SITE).is_some_and(|site| site != "same-origin") {
        return Err(foreign());
    }
    let form: HashMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let token = app.key().token(PURPOSE);
    let given = form.get("token").map_or("", String::as_str);
    let good: bool = subtle::ConstantTimeEq::ct_eq(given.as_bytes(), token.as_bytes()).into();
    if good { Ok(form) } else { Err(foreign()) }
}

/// The server is called by a name of its own: a name that somebody else made for this address
/// would be theirs to read.
fn own_name(app: &App, headers: &HeaderMap) -> Result<()> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = if app.config().secure() {
        "https"
    } else {
        "http"
    };
    let own = host.is_some_and(|host| app.config().allows_origin(&format!("{scheme}://{host}")));
    if own {
        Ok(())
    } else {
        Err(Error::refused(Code::ForeignOrigin))
    }
}
