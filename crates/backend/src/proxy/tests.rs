//! The proxy against servers on this machine, and against addresses that it must not ask.

use super::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn proxy() -> Proxy {
    Proxy::new(true).expect("a proxy")
}

/// Answers every request by its path; hands out what was asked.
async fn server(answers: fn(&str) -> Vec<u8>) -> (String, tokio::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let (tell, told) = tokio::sync::mpsc::channel(100);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let tell = tell.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    if stream.read(&mut byte).await.unwrap_or(0) == 0 {
                        return;
                    }
                    request.push(byte[0]);
                }
                let request = String::from_utf8(request).expect("text");
                let path = request.split(' ').nth(1).expect("a path").to_owned();
                tell.send(request).await.expect("somebody listens");
                let _ = stream.write_all(&answers(&path)).await;
            });
        }
    });
    (base, told)
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\n").into_bytes();
    if !head.contains("content-length") {
        bytes.extend(format!("content-length: {}\r\n", body.len()).into_bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

fn answers(path: &str) -> Vec<u8> {
    let to = |place: &str| answer(&format!("302 Found\r\nlocation: {place}"), b"");
    let hop = path
        .strip_prefix("/hop/")
        .and_then(|n| n.parse::<u32>().ok());
    match (path, hop) {
        ("/a.png?x=1", _) => answer("200 OK\r\ncontent-type: text/html\r\nset-cookie: a=b", PNG),
        ("/page.png", _) => answer("200 OK\r\ncontent-type: image/png", b"<script>1</script>"),
        ("/drawing", _) => answer(
            "200 OK\r\ncontent-type: image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
        ("/inside", _) => to("http://169.254.169.254/latest"),
        ("/name", _) => to("http://10.0.0.1.nip.example.invalid/"),
        ("/file", _) => to("file:///etc/passwd"),
        ("/mapped", _) => to("http://[::ffff:10.0.0.1]/"),
        ("/large", _) => answer("200 OK\r\ncontent-length: 99999999", &[b'a'; 6 << 20]),
        (_, Some(0)) => to("/a.png?x=1"),
        (_, Some(n)) => to(&format!("/hop/{}", n - 1)),
        _ => answer("404 Not Found", b""),
    }
}

/// Proves decision 4 of RELIABILITY: raster only, told by its bytes; nothing of the reader is said.
#[tokio::test]
async fn an_image_comes_without_a_word_about_its_reader() {
    let (base, mut told) = server(answers).await;
    let image = proxy()
        .fetch(&format!("{base}/a.png?x=1"))
        .await
        .expect("an image");
    assert_eq!((image.media_type, &image.bytes[..]), ("image/png", PNG));
    let request = told.recv().await.expect("a request").to_lowercase();
    for never in [
        "cookie",
        "referer",
        "authorization",
        "accept-language",
        "origin",
    ] {
        assert!(!request.contains(never), "{request}");
    }
    for (path, why) in [
        ("/page.png", Unfetched::NoImage),
        ("/drawing", Unfetched::NoImage),
        ("/large", Unfetched::TooLarge),
        ("/nothing", Unfetched::NoImage),
    ] {
        let refused = proxy()
            .fetch(&format!("{base}{path}"))
            .await
            .expect_err(path);
        assert_eq!(refused, why, "{path}");
    }
}

/// Proves decision 4 of RELIABILITY: every redirect is checked, and there are three at most.
#[tokio::test]
async fn a_redirect_leads_to_nothing_that_could_not_be_asked_at_once() {
    let (base, _told) = server(answers).await;
    for (path, why) in [
        ("/inside", Unfetched::NotPublic),
        ("/mapped", Unfetched::NotPublic),
        ("/file", Unfetched::NotWeb),
        ("/name", Unfetched::NoConnection),
        ("/hop/3", Unfetched::TooManyRedirects),
    ] {
        let refused = proxy()
            .fetch(&format!("{base}{path}"))
            .await
            .expect_err(path);
        assert_eq!(refused, why, "{path}");
    }
    assert!(proxy().fetch(&format!("{base}/hop/2")).await.is_ok());
}

/// Proves that this machine is out of reach unless a test says otherwise: not one connection.
#[tokio::test]
async fn this_machine_is_not_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let port = listener.local_addr().expect("an address").port();
    let strict = Proxy::new(false).expect("a proxy");
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "[::ffff:127.0.0.1]",
        "2130706433",
    ] {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{port}/a.png");
            assert_eq!(
                strict.fetch(&url).await.expect_err(&url),
                Unfetched::NotPublic
            );
        }
    }
    // The next one to connect is the first.
    let mine = TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("connects");
    let (_, first) = listener.accept().await.expect("accepts");
    assert_eq!(first, mine.local_addr().expect("an address"));
    for odd in ["", "ftp://x.example/", "javascript:1", "http://"] {
        assert_eq!(strict.fetch(odd).await.expect_err(odd), Unfetched::NotWeb);
    }
}
