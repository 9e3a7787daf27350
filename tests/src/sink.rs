//! A place on the network that nobody should visit: it counts who does, and gives everybody the same
//! small picture.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A picture of one pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0xda, 0x63, 0x64, 0x60, 0xf8, 0x5f, 0x0f, 0, 2, 0x87, 1, 0x80, 0xeb, 0x47, 0xba, 0x92, 0,
    0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// The place. It ends when it is dropped.
pub struct Sink {
    port: u16,
    visits: Arc<Mutex<Vec<String>>>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Sink {
    /// Opens it.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let visits: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = visits.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // A connection counts before it says a word.
                let place = {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.push(String::new());
                    seen.len() - 1
                };
                let seen = seen.clone();
                tokio::spawn(async move {
                    if let Ok(said) = answer(client).await {
                        seen.lock().unwrap_or_else(PoisonError::into_inner)[place] = said;
                    }
                });
            }
        });
        Ok(Self {
            port,
            visits,
            accepting,
        })
    }

    /// Its origin, as a mail would name it.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What each connection said first; empty for one that said nothing.
    #[must_use]
    pub fn visits(&self) -> Vec<String> {
        self.visits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn answer(mut client: TcpStream) -> io::Result<String> {
    let (mut asked, mut chunk) = (Vec::new(), [0; 4096]);
    while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
        let length = client.read(&mut chunk).await?;
        if length == 0 {
            break;
        }
        asked.extend_from_slice(&chunk[..length]);
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        PICTURE.len()
    );
    client.write_all(head.as_bytes()).await?;
    client.write_all(PICTURE).await?;
    client.shutdown().await?;
    Ok(String::from_utf8_lossy(&asked).into_owned())
}
