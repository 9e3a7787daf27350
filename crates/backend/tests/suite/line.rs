//! A websocket from the client's side.

use crate::{client::Client, world::*};
use bandeja_backend::App;
use bandeja_contract::{endpoint::Ticket, realtime::ServerFrame, *};
use futures_util::{SinkExt, StreamExt};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, sync::oneshot, task::JoinHandle, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite};
use tungstenite::{Message, client::IntoClientRequest};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that listens.
pub(crate) struct Listening {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Listening {
    pub(crate) async fn on(app: &App) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let app = app.clone();
        let task = tokio::spawn(async move {
            let stopped = async {
                // Stopped, or forgotten at the end of a test.
                let _ = stopped.await;
            };
            bandeja_backend::serve::serve(app, listener, stopped)
                .await
                .expect("serves");
        });
        Self {
            address,
            stop: Some(stop),
            task,
        }
    }

    pub(crate) async fn stop(mut self) {
        self.stop.take().expect("once").send(()).expect("runs");
        self.task.await.expect("ends in peace");
    }

    /// A socket before its first word.
    pub(crate) async fn connect(
        &self,
        path: &str,
        origin: Option<&str>,
    ) -> tungstenite::Result<Socket> {
        let mut request = format!("ws://{}/api/v1{path}", self.address).into_client_request()?;
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("origin", origin.parse().expect("a header"));
        }
        Ok(Socket(connect_async(request).await?.0))
    }

    /// A socket that has said hello.
    pub(crate) async fn open(&self, client: &Client, after: Seq) -> Socket {
        let (tickets, path) = match client.bearer {
            Some(_) => ("/visitor/tickets", "/visitor/realtime"),
            None => ("/tickets", "/realtime"),
        };
        let ticket = client
            .post(tickets, &Value::Null)
            .await
            .read::<Ticket>()
            .ticket;
        let mut socket = self.connect(path, None).await.expect("connects");
        socket
            .says(&json!({ "hello": { "ticket": ticket, "after": after } }))
            .await;
        socket
    }

    /// An agent's socket that is live.
    pub(crate) async fn live(&self, world: &World, login: &str) -> Socket {
        let client = world.agent(login);
        let seq = client.ok(&endpoint::GetSnapshot).await.seq;
        let mut socket = self.open(&client, seq).await;
        socket
            .until(|frame| matches!(frame, ServerFrame::Resumed(_)).then_some(()))
            .await;
        socket
    }
}

/// What came out of a socket.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Came {
    Text(String),
    /// A close frame with this code.
    Closed(u16),
    /// The end, without a word.
    Dropped,
}

pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn says(&mut self, frame: &Value) {
        self.0
            .send(Message::Text(frame.to_string().into()))
            .await
            .expect("sends");
    }

    /// The next thing; pings are answered underneath.
    pub(crate) async fn next(&mut self) -> Came {
        loop {
            match timeout(PATIENCE, self.0.next())
                .await
                .expect("something comes in time")
            {
                Some(Ok(Message::Text(text))) => return Came::Text(text.as_str().to_owned()),
                Some(Ok(Message::Close(frame))) => {
                    return Came::Closed(frame.map_or(1005, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Came::Dropped,
            }
        }
    }

    /// The next frame.
    pub(crate) async fn frame<T: DeserializeOwned>(&mut self) -> T {
        match self.next().await {
            Came::Text(text) => serde_json::from_str(&text).expect("a frame"),
            other => panic!("ended: {other:?}"),
        }
    }

    /// Reads agents' frames until one is what is looked for.
    pub(crate) async fn until<T>(&mut self, wanted: impl Fn(ServerFrame) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self.frame().await) {
                return found;
            }
        }
    }

    /// Reads to the end; answers how it ended.
    pub(crate) async fn end(&mut self) -> Came {
        loop {
            let came = self.next().await;
            if !matches!(came, Came::Text(_)) {
                return came;
            }
        }
    }
}
