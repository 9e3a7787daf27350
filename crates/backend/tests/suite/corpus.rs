//! Every difficult mail of the corpus from the door to the screen and back: nothing is lost, nothing
//! of it runs, nothing leaks.

use crate::{post::*, world::*};
use bandeja_contract::{endpoint::*, *};
use bandeja_mail::text::text_of;
use proptest::prelude::*;
use std::path::Path;

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/fixtures");
    let mut mails: Vec<_> = std::fs::read_dir(folder)
        .expect("lists")
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("reads"))
        })
        .collect();
    mails.sort();
    mails
}

/// A mail that asks for `base` in every way there is.
fn leaks(base: &str) -> Vec<u8> {
    let mut html = String::new();
    for what in [
        "<img src=URL>",
        "<img srcset='URL 1x'>",
        "<body background=URL>",
        "<table background=URL><tr><td>x</table>",
        "<link rel=preconnect href=URL>",
        "<link rel=stylesheet href=URL>",
        "<link rel=dns-prefetch href=URL>",
        "<iframe src=URL></iframe>",
        "<object data=URL></object>",
        "<embed src=URL>",
        "<video poster=URL src=URL></video>",
        "<audio src=URL></audio>",
        "<input type=image src=URL>",
        "<script src=URL></script>",
        "<base href=URL>",
        "<meta http-equiv=refresh content='0;url=URL'>",
        "<svg><image href=URL /><use href='URL#a'/></svg>",
        "<style>@import 'URL'; p{background:url(URL)} @font-face{font-family:x;src:url(URL)}</style>",
        "<p style=\"background:url('URL')\">x</p>",
        "<p style='list-style-image:url(URL);cursor:url(URL),auto'>x</p>",
        "<a href=URL ping=URL>x</a>",
        "<form action=URL><button formaction=URL>x</button></form>",
    ] {
        html.push_str(&what.replace("URL", &format!("{base}/p.png")));
    }
    format!("From: eva@mala.example\r\nSubject: fuga\r\nContent-Type: text/html\r\n\r\n{html}")
        .into_bytes()
}

/// Proves E16 and issue 3's measure: inbound → item → body → reply over the whole corpus, and a sink
/// that counts connections sees none.
#[tokio::test]
async fn the_whole_corpus_passes_from_the_door_to_the_screen_and_back() {
    let sink = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("listens");
    let port = sink.local_addr().expect("an address").port();
    let base = format!("http://127.0.0.1:{port}");
    let world = World::new().await;
    let post = Post::open(&world).await;
    let mut mails = corpus();
    assert!(mails.len() >= 60, "{} mails", mails.len());
    mails.push(("leaks".to_owned(), leaks(&base)));
    let (mut files, mut answered) = (0, 0);
    for (name, raw) in mails {
        // Wherever a mail names a site in the open, it names the sink.
        let named = String::from_utf8(raw.clone())
            .map(|text| {
                text.replace("https://", "http://")
                    .replace("http://", &format!("{base}/"))
            })
            .map(String::into_bytes);
        for raw in [raw, named.unwrap_or_default()] {
            if raw.is_empty() {
                continue;
            }
            let mail = bandeja_mail::parse(&raw, Default::default()).expect(&name);
            let taken = post.hands_in(&raw).await;
            if taken.fate == bandeja_contract::mail::MailFate::Repeated {
                continue;
            }
            let item = post.item("bruno", &taken).await;
            let answer = post.body("bruno", taken.item, true).await;
            assert_eq!(answer.status, 200, "{name}: {}", answer.text());
            let html = answer.text();
            assert_eq!(html.matches("<script").count(), 1, "{name}: ours alone");
            let inline = html.matches("\"inline/").count();
            assert!(
                item.attachments.len() + inline >= mail.attachments.len(),
                "{name}: {} files, {} cards, {inline} in the text",
                mail.attachments.len(),
                item.attachments.len()
            );
            files += mail.attachments.len();
            let text = text_of(&html);
            let start: String = item
                .text
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" ");
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                flat.contains(&start),
                "{name}: «{start}» is not in «{flat}»"
            );
            let has_words = mail
                .text
                .as_deref()
                .is_some_and(|text| !text.trim().is_empty());
            assert!(
                !has_words || !item.text.is_empty(),
                "{name}: its words are gone"
            );
            for file in &item.attachments {
                let got = world
                    .agent("bruno")
                    .get(&format!("/attachments/{}", file.id))
                    .await;
                assert_eq!(got.status, 200, "{name}");
                assert_eq!(got.bytes.len() as u64, file.size, "{name}: {}", file.name);
                assert!(
                    got.header("content-security-policy").starts_with("sandbox"),
                    "{name}"
                );
            }
            let head = item.mail.expect("a head");
            let mut body = message("Gracias por escribir.", Seq(0));
            (body.anyway, body.answers) = (true, Some(taken.item));
            let conversation = taken.conversation;
            let sent = world
                .agent("bruno")
                .call(&SendMessage { conversation, body })
                .await;
            if head.answer_to.is_empty() {
                assert_eq!(sent.code(), "invalid", "{name}: nobody can be answered");
                continue;
            }
            assert_eq!(sent.status, 200, "{name}: {}", sent.text());
            answered += 1;
            let raw = last_raw(&world).await;
            let id = mail.message_id.as_ref().map(|id| id.as_str().to_owned());
            assert_eq!(header(&raw, "In-Reply-To"), id, "{name}");
            let reply = bandeja_mail::parse(raw.as_bytes(), Default::default()).expect(&name);
            let to: Vec<String> = reply.to.iter().map(|one| one.address.to_string()).collect();
            let wanted: Vec<&str> = head
                .answer_to
                .iter()
                .map(|one| one.address.as_str())
                .collect();
            assert_eq!(to, wanted, "{name}");
            assert!(reply.cc.is_empty() && !raw.contains("\r\nBcc:"), "{name}");
        }
    }
    assert!(
        files > 20 && answered > 60,
        "{files} files, {answered} answers"
    );
    // The sink's first connection is ours.
    let mine = tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("connects");
    let (_, first) = sink.accept().await.expect("accepts");
    assert_eq!(
        first,
        mine.local_addr().expect("an address"),
        "somebody asked the sink"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Proves F14 for the whole way: whatever bytes come, the door answers, and what is shown holds
    /// no script but ours.
    #[test]
    fn whatever_comes_is_taken_or_refused_and_never_runs(
        pieces in prop::collection::vec(prop_oneof![
            Just("Content-Type: text/html; charset=utf-7\r\n".to_owned()),
            Just("Content-Type: multipart/mixed; boundary=b\r\n".to_owned()),
            Just("\r\n--b\r\n".to_owned()),
            Just("\r\n\r\n".to_owned()),
            Just("<script>alert(1)</script><img src=x onerror=alert(1)>".to_owned()),
            Just("<svg/onload=alert(1)><math><style><!--</style><script>1".to_owned()),
            Just("Subject: =?utf-8?b?PHNjcmlwdD4=?=\r\nFrom: <a@b.example>\r\n".to_owned()),
            "[ -~]{0,40}",
            any::<String>(),
        ], 0..12)
    ) {
        let raw = pieces.concat();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let world = World::new().await;
            let post = Post::open(&world).await;
            let answer = post.gives(raw.as_bytes()).await;
            prop_assert!([202, 422].contains(&answer.status), "{}", answer.text());
            if answer.status == 202 {
                let taken: bandeja_contract::mail::MailTaken = answer.read();
                let html = post.body("bruno", taken.item, true).await.text();
                prop_assert_eq!(html.matches("<script").count(), 1);
                for never in ["onerror=", "onload=", "<svg", "<math"] {
                    prop_assert!(!html.contains(&format!(" {never}")) || !html.contains("<img"), "{}", html);
                }
            }
            Ok(())
        })?;
    }
}
