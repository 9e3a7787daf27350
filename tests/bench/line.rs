//! A websocket of an agent without a screen.

use bandeja_contract::{
    API_ROOT,
    endpoint::MakeTicket,
    ids::{ConversationId, Seq},
    realtime::{ClientFrame, Hello, TypingSign},
};
use bandeja_tests::api::Caller;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// An open one, past its `hello`.
pub(crate) struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    /// Opens one that hears everything after `after`.
    ///
    /// # Panics
    /// When the backend does not want it.
    pub(crate) async fn open(origin: &str, agent: &Caller, after: Seq) -> Self {
        let ticket = agent.ok(&MakeTicket).await.ticket;
        let address = format!("{}{API_ROOT}/realtime", origin.replace("http", "ws"));
        let opened = async {
            let mut request = address.as_str().into_client_request()?;
            let origin = HeaderValue::from_str(origin)?;
            request.headers_mut().insert("origin", origin);
            Ok::<_, tokio_tungstenite::tungstenite::Error>(connect_async(request).await?.0)
        };
        let mut line = match opened.await {
            Ok(socket) => Self(socket),
            Err(error) => panic!("{address}: {error}"),
        };
        let hello = Hello { ticket, after };
        line.says(&ClientFrame {
            hello: Some(hello),
            ..ClientFrame::default()
        })
        .await;
        loop {
            match line.hears().await {
                Some(frame) if frame.contains("\"resumed\"") => return line,
                Some(_) => {}
                None => panic!("{address}: closed before it was live"),
            }
        }
    }

    /// Somebody writes there.
    pub(crate) async fn types(&mut self, conversation: ConversationId) {
        let sign = TypingSign {
            conversation: Some(conversation),
            on: true,
        };
        self.says(&ClientFrame {
            typing: Some(sign),
            ..ClientFrame::default()
        })
        .await;
    }

    /// The next frame, as it travels; none when the line has ended.
    pub(crate) async fn hears(&mut self) -> Option<String> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Some(text.as_str().to_owned()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    async fn says(&mut self, frame: &ClientFrame) {
        let text = serde_json::to_string(frame).unwrap_or_default();
        // That it has ended is what the next `hears` says.
        let _ = self.0.send(Message::text(text)).await;
    }
}
