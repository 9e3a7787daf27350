//! Mails that leave: over SMTP to a server of our own, through refusals, waits and kills, and into
//! the demo's mailbox.

use crate::{post::*, process::Program, world::*};
use bandeja_backend::{Config, config::MailExit};
use bandeja_contract::{mail::MailTaken, *};
use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

/// Says nothing at all to what it was given.
const SILENT: u16 = 0;

/// A little mail server: it takes every mail, and answers it with one code.
struct Server {
    port: u16,
    says: Arc<AtomicU16>,
    got: mpsc::Receiver<Got>,
}

/// What was handed over.
struct Got {
    sender: String,
    recipients: Vec<String>,
    raw: String,
}

impl Server {
    async fn start(says: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let port = listener.local_addr().expect("an address").port();
        let says = Arc::new(AtomicU16::new(says));
        let (tell, got) = mpsc::channel(100);
        let says_now = Arc::clone(&says);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&says_now), tell.clone()));
            }
        });
        Self { port, says, got }
    }

    fn exit(&self) -> MailExit {
        let url = format!("smtp://127.0.0.1:{}", self.port);
        MailExit::Smtp(url.parse().expect("a url"))
    }

    async fn world(&self) -> World {
        let mail_exit = self.exit();
        World::with(|config| Config {
            mail_exit,
            ..config
        })
        .await
    }
}

async fn talk(stream: TcpStream, says: Arc<AtomicU16>, tell: mpsc::Sender<Got>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mx.example ESMTP\r\n").await.ok()?;
    let mut got = Got {
        sender: String::new(),
        recipients: Vec::new(),
        raw: String::new(),
    };
    while let Some(line) = lines.next_line().await.ok()? {
        let inside = |line: &str| line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let reply = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => "250-mx.example\r\n250 8BITMIME".to_owned(),
            "MAIL" => {
                got.sender = inside(&line);
                "250 ok".to_owned()
            }
            "RCPT" => {
                got.recipients.push(inside(&line));
                "250 ok".to_owned()
            }
            "DATA" => {
                write.write_all(b"354 go\r\n").await.ok()?;
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    got.raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    got.raw.push_str("\r\n");
                }
                let empty = Got {
                    sender: String::new(),
                    recipients: Vec::new(),
                    raw: String::new(),
                };
                tell.send(std::mem::replace(&mut got, empty)).await.ok()?;
                match says.load(Ordering::SeqCst) {
                    SILENT => std::future::pending::<String>().await,
                    code => format!("{code} so it is"),
                }
            }
            "QUIT" => return write.write_all(b"221 bye\r\n").await.ok(),
            _ => "250 ok".to_owned(),
        };
        write
            .write_all(format!("{reply}\r\n").as_bytes())
            .await
            .ok()?;
    }
    None
}

/// A conversation that was answered; what it began with, and our answer.
async fn answered(world: &World) -> (MailTaken, Item) {
    let post = Post::open(world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    let ours = post.answers("bruno", taken.conversation).await;
    (taken, ours)
}

async fn delivery(world: &World, taken: &MailTaken, ours: &Item) -> Option<Delivery> {
    let page = world.agent("bruno").ok(&thread(taken.conversation)).await;
    page.items
        .iter()
        .find(|item| item.id == ours.id)
        .expect("there")
        .delivery
}

/// Proves that what leaves is what was kept, byte for byte, to those and no others.
#[tokio::test]
async fn a_mail_leaves_as_it_was_written() {
    let mut server = Server::start(250).await;
    let world = server.world().await;
    let (taken, ours) = answered(&world).await;
    assert_eq!(delivery(&world, &taken, &ours).await, Some(Delivery::Sent));
    assert_eq!(world.app.hand_over().await.expect("hands over"), 1);
    let got = server.got.recv().await.expect("a mail");
    assert_eq!(got.sender, INBOX);
    assert_eq!(got.recipients, ["lucia@cliente.example"]);
    assert_eq!(got.raw.trim_end(), last_raw(&world).await.trim_end());
    assert_eq!(
        delivery(&world, &taken, &ours).await,
        Some(Delivery::Delivered)
    );
    assert_eq!(world.app.hand_over().await.expect("hands over"), 0, "once");
}

/// Proves that «not now» is asked again, later each time, with the same id, and told to nobody.
#[tokio::test]
async fn not_now_is_asked_again() {
    let mut server = Server::start(451).await;
    let world = server.world().await;
    let (taken, ours) = answered(&world).await;
    let mut ids = Vec::new();
    for round in 0..4 {
        if round == 3 {
            server.says.store(250, Ordering::SeqCst);
        }
        assert_eq!(
            world.app.hand_over().await.expect("hands over"),
            1,
            "round {round}"
        );
        let got = server.got.recv().await.expect("a mail");
        ids.push(header(&got.raw, "Message-ID"));
        let expected = if round == 3 {
            Delivery::Delivered
        } else {
            Delivery::Sent
        };
        assert_eq!(
            delivery(&world, &taken, &ours).await,
            Some(expected),
            "round {round}"
        );
        assert_eq!(
            world.app.hand_over().await.expect("hands over"),
            0,
            "not at once"
        );
        world.clock.advance(40_000);
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "the same mail");
}

/// Proves that «never» ends it: the item says so, and nobody is asked again.
#[tokio::test]
async fn never_is_told_and_not_asked_again() {
    let server = Server::start(550).await;
    let world = server.world().await;
    let (taken, ours) = answered(&world).await;
    assert_eq!(world.app.hand_over().await.expect("hands over"), 1);
    assert_eq!(
        delivery(&world, &taken, &ours).await,
        Some(Delivery::Failed)
    );
    world.clock.advance(86_400_000);
    assert_eq!(world.app.hand_over().await.expect("hands over"), 0);
}

/// Proves that a server that is not there is waited for, two days long.
#[tokio::test]
async fn nobody_at_the_far_end_is_waited_for_and_given_up_after_two_days() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let url = format!("smtp://127.0.0.1:{port}");
    let mail_exit = MailExit::Smtp(url.parse().expect("a url"));
    let world = World::with(|config| Config {
        mail_exit,
        ..config
    })
    .await;
    let (taken, ours) = answered(&world).await;
    assert_eq!(world.app.hand_over().await.expect("hands over"), 1);
    assert_eq!(delivery(&world, &taken, &ours).await, Some(Delivery::Sent));
    world.clock.advance(2 * 86_400_000 + 1);
    assert_eq!(world.app.hand_over().await.expect("hands over"), 1);
    assert_eq!(
        delivery(&world, &taken, &ours).await,
        Some(Delivery::Failed)
    );
}

/// Proves that a mail survives a kill in the middle of its delivery: it goes again, as the same mail;
/// and that one written without a way out waits for one.
#[tokio::test]
async fn a_kill_in_the_middle_of_a_delivery_loses_nothing() {
    let world = World::with(|config| Config {
        mail_exit: MailExit::Nowhere,
        ..config
    })
    .await;
    answered(&world).await;
    assert_eq!(
        world.app.hand_over().await.expect("hands over"),
        0,
        "it waits"
    );
    let id = header(&last_raw(&world).await, "Message-ID");
    world.app.close().await.expect("closes");
    let mut server = Server::start(SILENT).await;
    let url = format!("smtp://127.0.0.1:{}", server.port);
    let mut program = Program::start_with(&world.data, None, &["--smtp", &url]).await;
    let got = server.got.recv().await.expect("a mail");
    assert_eq!(header(&got.raw, "Message-ID"), id);
    program.kill().await;
    drop(program);
    server.says.store(250, Ordering::SeqCst);
    let program = Program::start_with(&world.data, None, &["--smtp", &url]).await;
    let again = server.got.recv().await.expect("the same mail");
    assert_eq!((header(&again.raw, "Message-ID"), again.raw), (id, got.raw));
    program.stop().await;
    let program = Program::start_with(&world.data, None, &["--smtp", &url]).await;
    // Whoever answers has begun, and would have handed over what was due.
    assert!(program.get("/openapi.json", "").await.is_some());
    program.stop().await;
    assert!(
        server.got.try_recv().is_err(),
        "accepted, it never goes again"
    );
}

/// Proves that the log tells neither addresses nor words of mails, nor secrets, nor what opens a body.
#[tokio::test]
async fn the_log_tells_nothing_of_a_mail() {
    let world = World::with(|config| Config {
        mail_exit: MailExit::Nowhere,
        ..config
    })
    .await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    post.answers("bruno", taken.conversation).await;
    world.app.close().await.expect("closes");
    let server = Server::start(451).await;
    let url = format!("smtp://secretuser:secretword@127.0.0.1:{}", server.port);
    let program = Program::start_with(&world.data, None, &["--smtp", &url]).await;
    let raw = with_image("Asunto privado");
    let mut request = format!(
        "POST /api/v1/inbound/mail HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: message/rfc822\r\ncontent-length: {}\r\nauthorization: Bearer {}\r\n\r\n",
        raw.len(),
        post.secret()
    )
    .into_bytes();
    request.extend(&raw);
    let answer = program.raw(&request).await;
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    let item = answer
        .split("\"item\":\"")
        .nth(1)
        .expect("an item")
        .split('"')
        .next()
        .expect("an id");
    // The world's clock stood still long ago; the program's does not.
    let who = r#"{"email":"bruno@demo.bandeja","password":"bandeja-demo"}"#;
    let head = "host: x\r\nconnection: close\r\nx-bandeja: 1\r\ncontent-type: application/json";
    let length = who.len();
    let request =
        format!("POST /api/v1/session HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{who}");
    let signed_in = program.raw(request.as_bytes()).await;
    let cookie = signed_in.split("set-cookie: ").nth(1).expect("a cookie");
    let cookie = cookie_of(cookie.lines().next().expect("a line"));
    let wish = r#"{"theme":"dark","remote":true,"language":"es"}"#;
    let opened = program
        .raw(
            format!(
                "POST /api/v1/items/{item}/body HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-bandeja: 1\r\n\
                 cookie: session={cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{wish}",
                wish.len()
            )
            .as_bytes(),
        )
        .await;
    let path = opened
        .split("\"path\":\"")
        .nth(1)
        .expect("a path")
        .split('"')
        .next()
        .expect("a path");
    let capability = path.split('/').nth(4).expect("a capability");
    for tail in ["body", "inline/0", "remote/0"] {
        let path = path.replace("body", tail);
        program
            .raw(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes())
            .await;
    }
    let log = program.stop().await;
    assert!(
        log.contains("/mail/{capability}/body") && log.contains("/inbound/mail"),
        "{log}"
    );
    for never in [
        "lucia",
        "cliente.example",
        "Asunto privado",
        "Mire la foto",
        "Un pedido",
        "foto.png",
        "nota.txt",
        "127.0.0.1:9",
        post.secret(),
        &cookie,
        capability,
        "secretuser",
        "secretword",
    ] {
        assert!(
            !log.to_lowercase().contains(&never.to_lowercase()),
            "{never}: {log}"
        );
    }
}

async fn page(
    world: &World,
    method: &str,
    path: &str,
    host: &str,
    form: &str,
) -> crate::client::Answer {
    let request = axum::http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", host)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned().into())
        .expect("a request");
    world.nobody().send(request).await
}

/// Proves the demo's story: what left is seen, answered as the customer, and comes back into the case;
/// and that no other page can do that.
#[tokio::test]
async fn the_demo_s_mailbox_shows_what_left_and_answers_it() {
    const HOST: &str = "localhost:7878";
    let world = World::new().await;
    let (taken, ours) = answered(&world).await;
    world.app.hand_over().await.expect("hands over");
    let shown = page(&world, "GET", "/mailbox", HOST, "").await;
    let html = shown.text();
    assert_eq!(shown.status, 200, "{html}");
    assert!(
        html.contains("Re: Un pedido") && html.contains("lucia@cliente.example"),
        "{html}"
    );
    assert!(!html.contains("<script"));
    let policy = shown.header("content-security-policy");
    assert!(
        policy.contains("form-action 'self'") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    let token = html
        .split("name=\"token\" value=\"")
        .nth(1)
        .expect("one")
        .split('"')
        .next()
        .expect("a token");
    let path = format!("/mailbox/{}/answer", ours.id);
    let good = format!("token={token}&text=Muchas+gracias");
    for (host, form) in [
        (HOST, "text=x"),
        (HOST, "token=00&text=x"),
        ("evil.example", &good),
    ] {
        assert_eq!(
            page(&world, "POST", &path, host, form).await.status,
            403,
            "{host} {form}"
        );
    }
    assert_eq!(
        page(&world, "GET", "/mailbox", "evil.example", "")
            .await
            .status,
        403
    );
    let done = page(&world, "POST", &path, HOST, &good).await;
    assert_eq!((done.status, done.header("location")), (303, "/mailbox"));
    let items = world
        .agent("bruno")
        .ok(&thread(taken.conversation))
        .await
        .items;
    let last = items.last().expect("one");
    assert_eq!(last.text, "Muchas gracias", "what was quoted is folded");
    assert_eq!(last.author, AuthorKind::Customer);
    let raw = page(
        &world,
        "GET",
        &format!("/mailbox/{}/raw", ours.id),
        HOST,
        "",
    )
    .await;
    assert_eq!(raw.text(), last_raw(&world).await);
    assert!(raw.header("content-disposition").starts_with("attachment"));
    let new = format!(
        "token={token}&from=eva%40otra.example&name=Eva&to={INBOX}&subject=Nuevo&text=Hola"
    );
    assert_eq!(
        page(&world, "POST", "/mailbox/new", HOST, &new)
            .await
            .status,
        303
    );
    let newest = world.newest(Status::Queued).await;
    assert_eq!(
        (newest.contact_name.as_str(), newest.subject.as_deref()),
        ("Eva", Some("Nuevo"))
    );
    let nowhere = World::with(|config| Config {
        mail_exit: MailExit::Nowhere,
        ..config
    })
    .await;
    assert_eq!(
        page(&nowhere, "GET", "/mailbox", HOST, "").await.status,
        404
    );
}
