//! Pages of customers' sites, served by the tests: strict ones, foreign ones, hostile ones.
//!
//! It will never know the widget; a page is whatever a test writes.

use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A site on a port of its own; it ends when it is dropped.
pub struct Host {
    port: u16,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Clone, Default)]
struct Page {
    headers: String,
    body: String,
}

impl Drop for Host {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Host {
    /// Starts an empty site.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let pages: Arc<Mutex<BTreeMap<String, Page>>> = Arc::default();
        let served = pages.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let pages = served.clone();
                tokio::spawn(async move {
                    // A visitor who leaves early is no fault.
                    let _ = answer(client, &pages).await;
                });
            }
        });
        Ok(Self {
            port,
            pages,
            accepting,
        })
    }

    /// Its origin, another one than every backend's: `localhost`, where those are `127.0.0.1`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Puts a page up, with extra header lines (each ended by `\r\n`), and answers its address.
    pub fn page(&self, path: &str, headers: &str, body: &str) -> String {
        let page = Page {
            headers: headers.to_owned(),
            body: body.to_owned(),
        };
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(path.to_owned(), page);
        format!("{}{path}", self.origin())
    }
}

async fn answer(mut client: TcpStream, pages: &Mutex<BTreeMap<String, Page>>) -> io::Result<()> {
    let (mut asked, mut chunk) = (Vec::new(), [0; 4096]);
    while !asked.windows(4).any(|four| four == b"\r\n\r\n") {
        let length = client.read(&mut chunk).await?;
        if length == 0 {
            return Ok(());
        }
        asked.extend_from_slice(&chunk[..length]);
    }
    let asked = String::from_utf8_lossy(&asked).into_owned();
    let path = asked.split(' ').nth(1).unwrap_or("/");
    let path = path.split('?').next().unwrap_or(path);
    let found = pages
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(path)
        .cloned();
    let (status, page) = match found {
        Some(page) => ("200 OK", page),
        None if path == "/favicon.ico" => ("204 No Content", Page::default()),
        None => ("404 Not Found", Page::default()),
    };
    let kind = if path.ends_with(".js") {
        "text/javascript"
    } else {
        "text/html"
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n{}\r\n",
        page.body.len(),
        page.headers
    );
    client.write_all(head.as_bytes()).await?;
    client.write_all(page.body.as_bytes()).await?;
    client.shutdown().await
}
