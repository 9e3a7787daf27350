//! The backend's own doors, used without a screen: colleagues and customers who only cause things.
//!
//! It will never know what a screen shows. Agents call through the contract's endpoints; visitors
//! through the visitor's part of it.

use bandeja_contract::{
    API_ROOT,
    endpoint::{
        Accept, CLIENT_HEADER, Close, Closing, Endpoint, GetSnapshot, ListConversations, ListItems,
        Method, NewMessage, Operation, SendMessage, SignIn, SignOut, Snapshot,
    },
    ids::{ConversationId, ItemId, OperationId, Seq, VisitorId},
    model::{Channel, Conversation, Filter, Item, Sort, Status},
    visitor::{Register, VisitorMessage, VisitorSend, VisitorSnapshot},
};
use reqwest::cookie::{CookieStore, Jar};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use uuid::Uuid;

/// The password of every demo login.
pub const PASSWORD: &str = "bandeja-demo";

/// An agent without a screen.
pub struct Caller {
    client: reqwest::Client,
    cookies: Arc<Jar>,
    root: String,
}

/// The status of a refusal, and its problem document.
#[derive(Debug)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Caller {
    /// Nobody yet, talking to the backend at `origin`.
    ///
    /// # Panics
    /// When no client can be made.
    #[must_use]
    pub fn at(origin: &str) -> Self {
        let cookies = Arc::new(Jar::default());
        let client = reqwest::Client::builder()
            .cookie_provider(cookies.clone())
            .timeout(Duration::from_secs(30))
            .build();
        match client {
            Ok(client) => Self {
                client,
                cookies,
                root: format!("{origin}{API_ROOT}"),
            },
            Err(error) => panic!("no client: {error}"),
        }
    }

    /// A demo login (`ana`, `bruno`, …), signed in.
    ///
    /// # Panics
    /// When the backend does not let them in.
    pub async fn signed_in(origin: &str, login: &str) -> Self {
        let caller = Self::at(origin);
        let email = format!("{login}@demo.bandeja");
        let password = PASSWORD.to_owned();
        caller.ok(&SignIn { email, password }).await;
        caller
    }

    /// Makes a call.
    ///
    /// # Errors
    /// What the backend refuses; status 0 when it does not answer.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, Refused> {
        let url = format!("{}{}", self.root, endpoint.path());
        let request = match E::METHOD {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Delete => self.client.delete(url),
        };
        send(request, endpoint.body()).await
    }

    /// Makes a call that must work.
    ///
    /// # Panics
    /// When it does not.
    pub async fn ok<E: Endpoint>(&self, endpoint: &E) -> E::Answer {
        match self.call(endpoint).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{}: {} {}", endpoint.path(), refused.status, refused.body),
        }
    }

    /// The session's cookie, as browsers send it: `name=value`; empty before signing in.
    #[must_use]
    pub fn cookie(&self) -> String {
        let url = self.root.parse().ok();
        let cookies = url.and_then(|url| self.cookies.cookies(&url));
        cookies
            .and_then(|cookies| cookies.to_str().ok().map(str::to_owned))
            .unwrap_or_default()
    }

    /// The workspace and its people.
    pub async fn snapshot(&self) -> Snapshot {
        self.ok(&GetSnapshot).await
    }

    /// The first rows of a tab, at most 200, in the tab's own order.
    pub async fn list(&self, status: Status) -> Vec<Conversation> {
        let sort = if status == Status::Queued {
            Sort::Oldest
        } else {
            Sort::Newest
        };
        let page = ListConversations {
            status,
            sort,
            filter: Filter::default(),
            offset: 0,
            cursor: None,
            limit: 200,
        };
        self.ok(&page).await.rows
    }

    /// The conversation of a tab in which this was written.
    ///
    /// # Panics
    /// When there is none.
    pub async fn conversation_with(&self, words: &str, status: Status) -> Conversation {
        for row in self.list(status).await {
            let is_it = row.preview == words
                || (row.channel == Channel::Webchat
                    && self
                        .thread(row.id)
                        .await
                        .iter()
                        .any(|item| item.text == words));
            if is_it {
                return row;
            }
        }
        panic!("nobody wrote «{words}» in {}", status.word());
    }

    /// Every item of a thread, oldest first.
    pub async fn thread(&self, conversation: ConversationId) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        loop {
            let before = items.first().map(|item| item.position);
            let page = ListItems {
                conversation,
                before,
                after: None,
                limit: 200,
            };
            let page = self.ok(&page).await;
            items.splice(0..0, page.items);
            if !page.more {
                return items;
            }
        }
    }

    /// Takes a queued conversation.
    pub async fn accept(&self, conversation: ConversationId) -> Conversation {
        let body = Operation {
            id: OperationId(Uuid::now_v7()),
        };
        self.ok(&Accept { conversation, body }).await
    }

    /// Writes into a conversation, having seen everything in it.
    pub async fn write(&self, conversation: ConversationId, text: &str) -> Item {
        match self.tries(conversation, text).await {
            Ok(item) => item,
            Err(refused) => panic!("«{text}»: {} {}", refused.status, refused.body),
        }
    }

    /// The same where the backend may refuse it: a channel's window may be shut.
    ///
    /// # Errors
    /// What the backend refuses.
    pub async fn tries(&self, conversation: ConversationId, text: &str) -> Result<Item, Refused> {
        let body = NewMessage {
            id: ItemId(Uuid::now_v7()),
            text: text.to_owned(),
            attachments: Vec::new(),
            seen: Seq(u64::MAX >> 11),
            anyway: false,
            answers: None,
        };
        self.call(&SendMessage { conversation, body }).await
    }

    /// Ends a conversation with the first reason there is.
    pub async fn close(&self, conversation: ConversationId) -> Conversation {
        let reasons = self.snapshot().await.reasons;
        let body = Closing {
            id: OperationId(Uuid::now_v7()),
            reason: reasons[0].id,
            note: None,
        };
        self.ok(&Close { conversation, body }).await
    }

    /// Ends the session.
    pub async fn sign_out(&self) {
        self.ok(&SignOut).await;
    }
}

/// The connections of all customers: thousands of them are no thousands of connections.
static CUSTOMERS: LazyLock<reqwest::Client> = LazyLock::new(reqwest::Client::new);

/// A customer without a screen: writes through the widget's part of the contract.
pub struct Customer {
    client: reqwest::Client,
    root: String,
    secret: String,
    origin: String,
}

impl Customer {
    /// Somebody new on the sample shop.
    ///
    /// # Panics
    /// When the backend does not let them begin.
    pub async fn arrives(origin: &str) -> Self {
        let visitor = VisitorId(Uuid::now_v7());
        let secret = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        let customer = Self {
            client: CUSTOMERS.clone(),
            root: format!("{origin}{API_ROOT}/visitor"),
            secret: format!("{visitor}.{secret}"),
            origin: origin.to_owned(),
        };
        let register = Register {
            visitor,
            secret,
            inbox: crate::backend::SITE_KEY.to_owned(),
            locale: "es".to_owned(),
        };
        customer
            .post::<_, VisitorSnapshot>("session", &register)
            .await;
        customer
    }

    /// Writes a message.
    pub async fn writes(&self, text: &str) -> VisitorMessage {
        let body = VisitorSend {
            id: ItemId(Uuid::now_v7()),
            text: text.to_owned(),
        };
        self.post("messages", &body).await
    }

    async fn post<B: Serialize, A: DeserializeOwned>(&self, path: &str, body: &B) -> A {
        let request = self.client.post(format!("{}/{path}", self.root));
        let request = request.header("authorization", format!("Bearer {}", self.secret));
        let request = request.header("origin", &self.origin);
        match send(request, Some(body)).await {
            Ok(answer) => answer,
            Err(refused) => panic!("visitor/{path}: {} {}", refused.status, refused.body),
        }
    }
}

/// What a GET of `url` answers: the status, the policy, the body; what every visitor could see.
///
/// # Panics
/// When nobody answers.
pub async fn raw(url: &str) -> String {
    let answer = match reqwest::get(url).await {
        Ok(answer) => answer,
        Err(error) => panic!("{url}: {error}"),
    };
    let mut told = answer.status().to_string();
    for (name, value) in answer.headers() {
        if name != "date" {
            told.push_str(&format!("\n{name}: {}", value.to_str().unwrap_or("?")));
        }
    }
    told.push_str("\n\n");
    told.push_str(&answer.text().await.unwrap_or_default());
    told
}

async fn send<B: Serialize, A: DeserializeOwned>(
    request: reqwest::RequestBuilder,
    body: Option<&B>,
) -> Result<A, Refused> {
    let silent = |error: &dyn std::fmt::Display| Refused {
        status: 0,
        body: error.to_string(),
    };
    let mut request = request
        .header(CLIENT_HEADER, "1")
        .header("content-type", "application/json");
    if let Some(body) = body {
        request = request.body(serde_json::to_vec(body).map_err(|error| silent(&error))?);
    }
    let answer = request.send().await.map_err(|error| silent(&error))?;
    let status = answer.status().as_u16();
    let text = answer.text().await.map_err(|error| silent(&error))?;
    if status < 300 {
        serde_json::from_str(&text).map_err(|error| silent(&format!("{error} in {text}")))
    } else {
        Err(Refused { status, body: text })
    }
}
