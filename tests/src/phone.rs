//! A customer with a phone: writes over one of the demo's WhatsApp numbers, by the door by which such
//! messages come in.

use crate::Stage;
use bandeja_contract::{
    ItemId,
    endpoint::CLIENT_HEADER,
    inbound::{ChatIn, ChatTaken},
};
use uuid::Uuid;

/// The demo's number of the shop.
pub const SHOP: &str = "+34 953 010 204";
/// The demo's number for shipments, where the bot answers.
pub const SHIPMENTS: &str = "+34 953 010 205";

/// Whoever writes.
pub struct Phone {
    origin: String,
    secret: String,
    number: String,
    client: reqwest::Client,
}

impl Phone {
    /// Somebody with this number, who writes to one of the demo's.
    ///
    /// # Panics
    /// When the backend gives no secret.
    #[must_use]
    pub fn of(stage: &Stage, number: &str, to: &str) -> Self {
        let backend = stage.backend();
        Self {
            origin: backend.origin(),
            secret: backend.inbound_secret(to),
            number: number.to_owned(),
            client: reqwest::Client::new(),
        }
    }

    /// Writes a message that must be taken.
    ///
    /// # Panics
    /// When it is not.
    pub async fn writes(&self, text: &str) -> ChatTaken {
        let body = ChatIn {
            id: ItemId(Uuid::now_v7()),
            from: self.number.clone(),
            name: None,
            text: text.to_owned(),
        };
        let sent = self
            .client
            .post(format!("{}/api/v1/inbound/chat", self.origin))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.secret))
            .header(CLIENT_HEADER, "test")
            .body(serde_json::to_vec(&body).unwrap_or_default())
            .send()
            .await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) => panic!("no answer: {error}"),
        };
        let text = answer.text().await.unwrap_or_default();
        match serde_json::from_str(&text) {
            Ok(taken) => taken,
            Err(_) => panic!("the message was not taken: {text}"),
        }
    }
}
