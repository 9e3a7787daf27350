//! The postman of a world: mails that are handed in, and their bodies.

use crate::{
    client::{Answer, Client},
    world::*,
};
use bandeja_backend::admin::Admin;
use bandeja_contract::{
    endpoint::*,
    mail::{BodyWish, MailTaken, OpenBody, Theme},
    *,
};
use std::{collections::BTreeMap, path::PathBuf};

/// The demo's inbox of e-mail.
pub(crate) const INBOX: &str = "facturas@barrovivo.example";
/// A picture of one pixel.
pub(crate) const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/// Whoever hands in mails, and knows everybody of the house.
pub(crate) struct Post {
    secret: String,
    nobody: Client,
    people: BTreeMap<&'static str, Client>,
}

impl Post {
    pub(crate) async fn open(world: &World) -> Self {
        let mut admin = Admin::open(&world.data).await.expect("opens");
        let secret = admin.inbound_secret(INBOX, "test").await.expect("a secret");
        Self {
            secret,
            nobody: world.nobody(),
            people: LOGINS.map(|login| (login, world.agent(login))).into(),
        }
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// Hands in bytes; whatever is answered.
    pub(crate) async fn gives(&self, raw: &[u8]) -> Answer {
        let request = axum::http::Request::post("/api/v1/inbound/mail")
            .header("content-type", "message/rfc822")
            .header("authorization", format!("Bearer {}", self.secret))
            .body(raw.to_vec().into())
            .expect("a request");
        self.nobody.send(request).await
    }

    /// Hands in a mail that must be taken.
    pub(crate) async fn hands_in(&self, raw: &[u8]) -> MailTaken {
        let answer = self.gives(raw).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        answer.read()
    }

    fn person(&self, login: &str) -> &Client {
        self.people.get(login).expect("somebody")
    }

    /// The item as somebody sees it.
    pub(crate) async fn item(&self, login: &str, taken: &MailTaken) -> Item {
        let page = self.person(login).ok(&thread(taken.conversation)).await;
        let mut items = page.items.into_iter();
        items
            .find(|item| item.id == taken.item)
            .expect("in the thread")
    }

    /// The conversation as somebody sees it.
    pub(crate) async fn conversation(&self, login: &str, id: ConversationId) -> Conversation {
        self.person(login)
            .ok(&GetConversation { conversation: id })
            .await
    }

    /// What opens a body: the part of its path.
    pub(crate) async fn capability(&self, login: &str, item: ItemId, remote: bool) -> String {
        let body = BodyWish {
            theme: Theme::System,
            remote,
            language: "en".to_owned(),
        };
        let link = self.person(login).ok(&OpenBody { item, body }).await;
        let path = link.path.strip_prefix("/api/v1/mail/").expect("a path");
        path.strip_suffix("/body").expect("a body").to_owned()
    }

    /// The body of a mail.
    pub(crate) async fn body(&self, login: &str, item: ItemId, remote: bool) -> Answer {
        let capability = self.capability(login, item, remote).await;
        self.nobody.get(&format!("/mail/{capability}/body")).await
    }

    /// Somebody answers.
    pub(crate) async fn answers(&self, login: &str, conversation: ConversationId) -> Item {
        let mut body = message("Buenas tardes, lo reviso.", Seq(0));
        body.anyway = true;
        self.person(login)
            .ok(&SendMessage { conversation, body })
            .await
    }

    /// The message id of the mail that left last, as it stands in its raw bytes.
    pub(crate) async fn last_sent(&self, world: &World) -> String {
        let raw = last_raw(world).await;
        header(&raw, "Message-ID").expect("an id")
    }
}

/// The raw bytes of the mail that was written last.
pub(crate) async fn last_raw(world: &World) -> String {
    use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};
    let file = SqliteConnectOptions::new().filename(world.data.join("bandeja.db"));
    let mut connection = file.connect().await.expect("opens");
    let hash: Vec<u8> = sqlx::query_scalar(
        "SELECT m.raw FROM outbox o JOIN mails m ON m.item = o.item \
         JOIN items i ON i.id = o.item ORDER BY i.position DESC LIMIT 1",
    )
    .fetch_one(&mut connection)
    .await
    .expect("a mail");
    let name: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::read_to_string(world.data.join("mail").join(&name[..2]).join(&name)).expect("reads")
}

/// The folder of raw mails.
pub(crate) fn originals(world: &World) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(world.data.join("mail")).expect("lists");
    folders
        .flatten()
        .flat_map(|folder| std::fs::read_dir(folder.path()).expect("lists").flatten())
        .map(|entry| entry.path())
        .collect()
}

/// A field of a raw mail in one line, without brackets.
pub(crate) fn header(raw: &str, name: &str) -> Option<String> {
    let (head, _) = raw.split_once("\r\n\r\n")?;
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = unfolded
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.map(|value| value.trim().trim_matches(['<', '>']).to_owned())
}

/// The id of the mail with a subject.
pub(crate) fn id_of(subject: &str) -> String {
    let word: String = subject
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("{word}@cliente.example")
}

/// A plain mail of a customer, which may answer others.
pub(crate) fn plain(subject: &str, answers: &[&str]) -> Vec<u8> {
    from("Lucía Ramos <lucia@cliente.example>", subject, answers)
}

/// The same of anybody.
pub(crate) fn from(who: &str, subject: &str, answers: &[&str]) -> Vec<u8> {
    let answered: String = answers
        .last()
        .map(|id| format!("In-Reply-To: <{id}>\r\n"))
        .unwrap_or_default();
    format!(
        "From: {who}\r\nTo: {INBOX}\r\nSubject: {subject}\r\nMessage-ID: <{}>\r\n{answered}\
         Date: Mon, 20 Sep 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Hola, escribo por {subject}.\r\n",
        id_of(subject)
    )
    .into_bytes()
}

/// A mail with HTML, an image in it, one elsewhere, and a file.
pub(crate) fn with_image(subject: &str) -> Vec<u8> {
    format!(
        "From: lucia@cliente.example\r\nTo: {INBOX}\r\nSubject: {subject}\r\nMessage-ID: <{}>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\
         --m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n\
         --r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <p>Mire la foto:</p><p>Gracias.</p><img src=\"cid:foto\"><img src=\"http://127.0.0.1:9/x.png\" width=90 height=90>\
         <script>robar()</script>\r\n\
         --r\r\nContent-Type: image/png; name=foto.png\r\nContent-ID: <foto>\r\n\
         Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n{PNG}\r\n--r--\r\n\
         --m\r\nContent-Type: text/plain; name=\"nota.txt\"\r\n\
         Content-Disposition: attachment; filename=\"nota.txt\"\r\n\r\nUna nota\r\n--m--\r\n",
        id_of(subject)
    )
    .into_bytes()
}

/// What a mail server says when a mail of ours did not arrive.
pub(crate) fn bounce(id: &str) -> Vec<u8> {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {INBOX}\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=m\r\n\r\n\
         --m\r\nContent-Type: text/plain\r\n\r\nNo se pudo entregar.\r\n\
         --m\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; lucia@cliente.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         --m\r\nContent-Type: message/rfc822\r\n\r\nFrom: {INBOX}\r\nMessage-ID: <{id}>\r\n\
         Subject: Re\r\n\r\nx\r\n--m--\r\n"
    )
    .into_bytes()
}
