//! The postman: hands in mails as a mail server would, and fetches what left.

use crate::Stage;
use bandeja_contract::{ItemId, endpoint::CLIENT_HEADER, mail::MailTaken};
use std::path::Path;

/// The address of the demo's inbox of e-mail.
pub const INBOX: &str = "facturas@barrovivo.example";

/// Whoever hands in mails for the demo's inbox.
pub struct Post {
    origin: String,
    secret: String,
    client: reqwest::Client,
}

impl Post {
    /// A postman of the demo's inbox.
    ///
    /// # Panics
    /// When the backend gives no secret.
    #[must_use]
    pub fn of(stage: &Stage) -> Self {
        let backend = stage.backend();
        Self {
            origin: backend.origin(),
            secret: backend.inbound_secret(INBOX),
            client: reqwest::Client::new(),
        }
    }

    /// Hands in a raw mail that must be taken.
    ///
    /// # Panics
    /// When it is not.
    pub async fn brings(&self, raw: impl Into<Vec<u8>>) -> MailTaken {
        let url = format!("{}/api/v1/inbound/mail", self.origin);
        let sent = self
            .client
            .post(url)
            .header("content-type", "message/rfc822")
            .header("authorization", format!("Bearer {}", self.secret))
            .header(CLIENT_HEADER, "test")
            .body(raw.into())
            .send()
            .await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) => panic!("no answer: {error}"),
        };
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(taken) if status == 202 => taken,
            _ => panic!("the mail was not taken: {status} {text}"),
        }
    }

    /// A mail of ours as it left, once it has; needs `--demo-mailbox`.
    ///
    /// # Panics
    /// When it did not leave.
    pub async fn fetches(&self, item: ItemId) -> String {
        let url = format!("{}/mailbox/{item}/raw", self.origin);
        match self.client.get(url).send().await {
            Ok(answer) if answer.status().is_success() => answer.text().await.unwrap_or_default(),
            Ok(answer) => panic!("it did not leave: {}", answer.status()),
            Err(error) => panic!("no answer: {error}"),
        }
    }
}

/// The names of all of them.
///
/// # Panics
/// When the collection is not there.
#[must_use]
pub fn all_fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/mail/tests/fixtures");
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => panic!("no mails: {error}"),
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".eml"))
        .collect();
    names.sort();
    names
}

/// A mail of the collection of the mail crate, readdressed to the demo's inbox.
///
/// # Panics
/// When there is none of this name.
#[must_use]
pub fn a_fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/mail/tests/fixtures");
    match std::fs::read(folder.join(name)) {
        Ok(raw) => raw,
        Err(error) => panic!("no mail {name}: {error}"),
    }
}
