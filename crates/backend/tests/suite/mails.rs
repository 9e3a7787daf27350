//! Mails that come in: where they belong, and what becomes of them.

use crate::{post::*, world::*};
use bandeja_contract::{
    endpoint::*,
    mail::{MailAddress, MailFate},
    *,
};

fn somebody(name: &str, address: &str) -> MailAddress {
    MailAddress {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

/// Proves E1, E5, L2: an attention with subject and number, a conversation in the inbox's queue.
#[tokio::test]
async fn a_mail_becomes_an_attention_with_subject_and_number() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&with_image("Factura 4411")).await;
    assert_eq!(taken.fate, MailFate::Began);
    let row = post.conversation("bruno", taken.conversation).await;
    assert_eq!((row.status, row.channel), (Status::Queued, Channel::Email));
    assert_eq!(row.subject.as_deref(), Some("Factura 4411"));
    assert_eq!(row.contact_name, "lucia");
    assert_eq!(row.contact_email.as_deref(), Some("lucia@cliente.example"));
    assert_eq!(
        (row.preview.as_str(), row.unread),
        ("Mire la foto: Gracias.", 1)
    );
    assert!(row.attention_number > 0 && row.group == world.group("Facturación").await);
    let item = post.item("bruno", &taken).await;
    assert_eq!(item.text, "Mire la foto:\nGracias.");
    assert_eq!(item.at, Timestamp(NOW.0 + 60_000));
    let names: Vec<&str> = item
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["nota.txt"], "what stands in the body is no card");
    let head = item.mail.expect("a head");
    assert_eq!(head.sender, somebody("", "lucia@cliente.example"));
    assert_eq!(head.to, [somebody("", INBOX)]);
    assert_eq!(head.answer_to, [somebody("", "lucia@cliente.example")]);
    assert_eq!((head.remote, head.is_html, head.sent_at), (1, true, None));
    let plain = post.hands_in(&plain("Hola", &[])).await;
    let head = post.item("bruno", &plain).await.mail.expect("a head");
    assert_eq!(head.sent_at, Some(Timestamp(1_789_898_400_000)));
    assert!(!head.is_html);
}

/// Proves A6, M8, E4: our answer leaves with its threading headers, and what answers it comes back
/// into the same case, also after the end.
#[tokio::test]
async fn an_answer_to_our_answer_comes_back_into_the_same_case() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    let row = post.conversation("bruno", taken.conversation).await;
    let ours = post.answers("bruno", taken.conversation).await;
    assert_eq!(ours.delivery, Some(Delivery::Sent));
    let head = ours.mail.expect("a head");
    assert_eq!(head.to, [somebody("Lucía Ramos", "lucia@cliente.example")]);
    assert_eq!(
        head.answer_to, head.to,
        "E4: on ours, a reply goes to its receivers"
    );
    let raw = last_raw(&world).await;
    let tag = format!("[#{}]", row.attention_number);
    assert_eq!(
        header(&raw, "Subject").expect("one"),
        format!("Re: Un pedido {tag}")
    );
    assert_eq!(head.subject, format!("Re: Un pedido {tag}"));
    assert_eq!(
        header(&raw, "In-Reply-To").expect("one"),
        id_of("Un pedido")
    );
    assert_eq!(header(&raw, "References").expect("one"), id_of("Un pedido"));
    assert!(header(&raw, "From").expect("one").contains(INBOX));
    assert_eq!(
        post.conversation("bruno", taken.conversation).await.status,
        Status::Open
    );

    let id = header(&raw, "Message-ID").expect("one");
    let back = post.hands_in(&plain("Re: Un pedido", &[&id])).await;
    assert_eq!(
        (back.fate, back.conversation),
        (MailFate::Joined, taken.conversation)
    );
    // From another address of theirs, and without any tag: the id cannot be guessed.
    let other = from("lucia@otra.example", "Sigo", &[&id]);
    assert_eq!(post.hands_in(&other).await.conversation, taken.conversation);

    let body = closing(world.reason().await);
    let conversation = taken.conversation;
    world.agent("bruno").ok(&Close { conversation, body }).await;
    let again = post.hands_in(&plain("Una cosa más", &[&id])).await;
    assert_eq!(again.fate, MailFate::Began);
    let new = post.conversation("bruno", again.conversation).await;
    assert_eq!(
        (new.attention, new.follows),
        (row.attention, Some(taken.conversation))
    );
    assert_eq!(new.subject, row.subject);
    // The next one goes where the case goes on, although it answers a closed one.
    let third = post.hands_in(&plain("Y otra", &[&id])).await;
    assert_eq!(
        (third.fate, third.conversation),
        (MailFate::Joined, again.conversation)
    );
}

/// Proves that a number in a subject opens a case to those alone who take part in it.
#[tokio::test]
async fn a_stranger_with_the_number_begins_a_case_of_their_own() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    let number = post
        .conversation("bruno", taken.conversation)
        .await
        .attention_number;
    let subject = format!("Re: Un pedido [#{number}]");
    let stranger = post
        .hands_in(&from("eva@mala.example", &subject, &[]))
        .await;
    assert_eq!(stranger.fate, MailFate::Began);
    assert_ne!(stranger.conversation, taken.conversation);
    let case = post.conversation("bruno", stranger.conversation).await;
    assert_ne!(case.attention_number, number);
    let known = post
        .hands_in(&from("LUCIA@cliente.example", &subject, &[]))
        .await;
    assert_eq!(
        (known.fate, known.conversation),
        (MailFate::Joined, taken.conversation)
    );
    // The same name with another address is another contact; the same address is the same one.
    let twin = post
        .hands_in(&from("Lucía Ramos <lucia@mala.example>", "Soy yo", &[]))
        .await;
    let own = post
        .hands_in(&from("Otra <Lucia@cliente.example>", "De nuevo", &[]))
        .await;
    let contact = |id| post.conversation("bruno", id);
    let first = contact(taken.conversation).await.contact;
    assert_ne!(contact(twin.conversation).await.contact, first);
    assert_eq!(contact(own.conversation).await.contact, first);
}

/// Proves that the same bytes twice are one item, and other bytes under the same id another.
#[tokio::test]
async fn a_mail_that_comes_twice_is_one_item() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let raw = plain("Dos veces", &[]);
    let (first, again) = (post.hands_in(&raw).await, post.hands_in(&raw).await);
    assert_eq!(again.fate, MailFate::Repeated);
    assert_eq!(
        (first.item, first.conversation),
        (again.item, again.conversation)
    );
    let page = world.agent("bruno").ok(&thread(first.conversation)).await;
    assert_eq!(
        page.items.iter().filter(|item| item.mail.is_some()).count(),
        1
    );
    let mut other = raw.clone();
    other.extend(b"PD: otra cosa\r\n");
    let other = post.hands_in(&other).await;
    assert_ne!(other.fate, MailFate::Repeated, "an id alone proves nothing");
    let both = tokio::join!(
        post.hands_in(b"Subject: a la vez\n\nx"),
        post.hands_in(b"Subject: a la vez\n\nx")
    );
    assert_eq!(both.0.item, both.1.item);
}

/// Proves that a report marks the message it speaks of, and only by the id that was ours.
#[tokio::test]
async fn a_bounce_marks_our_message_as_failed() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    let ours = post.answers("bruno", taken.conversation).await;
    let forged = post.hands_in(&bounce(&id_of("Un pedido"))).await;
    assert_eq!(
        forged.fate,
        MailFate::Joined,
        "of a mail that was not ours nothing fails"
    );
    let id = post.last_sent(&world).await;
    let report = post.hands_in(&bounce(&id)).await;
    assert_eq!(
        (report.fate, report.conversation),
        (MailFate::Bounced, taken.conversation)
    );
    let page = world.agent("bruno").ok(&thread(taken.conversation)).await;
    let find = |id| page.items.iter().find(|item| item.id == id).expect("there");
    assert_eq!(find(ours.id).delivery, Some(Delivery::Failed));
    let head = find(report.item).mail.as_ref().expect("a head");
    assert!(head.automatic, "shown, and said to be a machine's");
    assert_eq!(
        world.app.hand_over().await.expect("hands over"),
        1,
        "no machine was answered"
    );
}

/// Proves DESIGN's send gate: any newer message not one's own stops a mail.
#[tokio::test]
async fn a_newer_mail_of_the_client_stops_an_answer() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Un pedido", &[])).await;
    let seen = post.item("bruno", &taken).await.position;
    post.hands_in(&plain("Otra cosa", &[&id_of("Un pedido")]))
        .await;
    let bruno = world.agent("bruno");
    let mut body = message("Respondo a la primera", seen);
    let conversation = taken.conversation;
    let problem = bruno
        .refused(&SendMessage {
            conversation,
            body: body.clone(),
        })
        .await;
    assert_eq!(problem.code, Code::ThreadMoved);
    assert!(problem.items.iter().any(|item| item.mail.is_some()));
    body.anyway = true;
    body.answers = Some(taken.item);
    let sent = bruno
        .ok(&SendMessage {
            conversation,
            body: body.clone(),
        })
        .await;
    assert_eq!(
        bruno
            .ok(&SendMessage {
                conversation,
                body: body.clone()
            })
            .await,
        sent
    );
    assert_eq!(
        header(&last_raw(&world).await, "In-Reply-To").expect("one"),
        id_of("Un pedido")
    );
    body.answers = None;
    let reused = bruno.refused(&SendMessage { conversation, body }).await;
    assert_eq!(
        reused.code,
        Code::KeyReused,
        "what is answered is part of what is compared"
    );
}

/// Proves that `answers` names a mail of this very conversation, and stands for e-mail alone.
#[tokio::test]
async fn only_a_mail_of_the_conversation_can_be_answered() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let taken = post.hands_in(&plain("Uno", &[])).await;
    let other = post.hands_in(&plain("Dos", &[])).await;
    let bruno = world.agent("bruno");
    for (conversation, answers) in [
        (taken.conversation, other.item),
        (taken.conversation, ItemId(uuid::Uuid::now_v7())),
        (world.taken_by("bruno").await.1, taken.item),
    ] {
        let mut body = message("Hola", Seq(1 << 50));
        body.answers = Some(answers);
        let problem = bruno.refused(&SendMessage { conversation, body }).await;
        assert_eq!(
            (problem.code, problem.field.as_deref()),
            (Code::Invalid, Some("/answers"))
        );
    }
    let nobody = post.hands_in(b"Subject: nadie\n\nSin remitente").await;
    let body = message("¿A quién?", Seq(1 << 50));
    let conversation = nobody.conversation;
    let problem = bruno.refused(&SendMessage { conversation, body }).await;
    assert_eq!(problem.field.as_deref(), Some("/answers"));
}

/// Proves that the door opens to the inbox's secret alone, and to no browser.
#[tokio::test]
async fn the_door_for_mails_is_no_page_s() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let raw = plain("Hola", &[]);
    let request = |secret: &str, kind: &str, extra: Option<(&'static str, &str)>| {
        let mut request = axum::http::Request::post("/api/v1/inbound/mail")
            .header("content-type", kind)
            .header("authorization", format!("Bearer {secret}"));
        if let Some((name, value)) = extra {
            request = request.header(name, value);
        }
        request.body(raw.clone().into()).expect("a request")
    };
    let good = post.secret();
    let own = "http://127.0.0.1:7878";
    for (secret, kind, extra, status) in [
        ("00", "message/rfc822", None, 401),
        (good, "text/plain", None, 415),
        (good, "message/rfc822", Some(("origin", own)), 403),
        (
            good,
            "message/rfc822",
            Some(("origin", "https://x.example")),
            403,
        ),
        (
            good,
            "message/rfc822",
            Some(("sec-fetch-site", "same-origin")),
            403,
        ),
        (good, "message/rfc822; charset=utf-8", None, 202),
    ] {
        let answer = world.nobody().send(request(secret, kind, extra)).await;
        assert_eq!(answer.status, status, "{kind} {extra:?}: {}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    // A new one of the same name takes its place.
    Post::open(&world).await;
    assert_eq!(post.gives(&raw).await.status, 401);
}

/// Proves that what cannot be read is refused with its reason, and kept as it came.
#[tokio::test]
async fn what_cannot_be_read_is_refused_and_kept() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let nested = |depth: usize| {
        let mut raw = String::from("From: a@b.example\r\nSubject: hondo\r\n");
        for level in 0..depth {
            raw.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
            ));
        }
        raw.push_str("Content-Type: text/plain\r\n\r\nAl fondo\r\n");
        raw.into_bytes()
    };
    let mut parts = b"Content-Type: multipart/mixed; boundary=m\r\n\r\n".to_vec();
    for _ in 0..1_100 {
        parts.extend(b"--m\r\nContent-Type: text/plain\r\n\r\nx\r\n");
    }
    let bomb = format!("Content-Type: text/html\r\n\r\n{}", "<div>".repeat(200_000));
    for (raw, status, code) in [
        (Vec::new(), 422, "empty"),
        (nested(200), 422, "unreadable"),
        (parts, 422, "unreadable"),
        (nested(90), 202, "ok"),
        (bomb.into_bytes(), 202, "ok"),
        (b"nada de nada".to_vec(), 202, "ok"),
        (b"\0\0\0\xff\xfe".to_vec(), 202, "ok"),
    ] {
        let before = originals(&world).len();
        let answer = post.gives(&raw).await;
        assert_eq!(
            (answer.status, answer.code()),
            (status, code),
            "{}",
            answer.text()
        );
        assert_eq!(
            originals(&world).len(),
            before + 1,
            "the original is kept: {code}"
        );
        if status == 202 {
            let taken: mail::MailTaken = answer.read();
            assert_eq!(post.body("bruno", taken.item, true).await.status, 200);
        }
    }
}

/// Proves the bound of 50 MB: as much is taken, more is not, and nothing half is left.
#[tokio::test]
async fn fifty_megabytes_are_taken_and_not_one_byte_more() {
    let world = World::new().await;
    let post = Post::open(&world).await;
    let head = b"From: a@b.example\r\nSubject: grande\r\nContent-Type: application/zip\r\n\r\n";
    let mut raw = head.to_vec();
    raw.resize(50 << 20, b'a');
    let taken = post.hands_in(&raw).await;
    let item = post.item("bruno", &taken).await;
    let size: u64 = item.attachments.iter().map(|file| file.size).sum();
    assert_eq!(size, (50 << 20) - head.len() as u64);
    raw.push(b'a');
    let answer = post.gives(&raw).await;
    assert_eq!((answer.status, answer.code()), (413, "too_large"));
    let incoming = std::fs::read_dir(world.data.join("mail/incoming")).expect("lists");
    assert_eq!(incoming.count(), 0);
}

/// Proves that the demo's mails come in by the door, in three languages, and that one is answered.
#[tokio::test]
async fn the_demo_has_mails_of_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = bandeja_backend::seed::Plan {
        conversations: 5,
        sites: Vec::new(),
        mails: true,
        now: NOW,
    };
    bandeja_backend::seed::seed(folder.path(), &plan)
        .await
        .expect("seeds");
    let app = bandeja_backend::App::open(bandeja_backend::Config {
        clock: bandeja_backend::clock::Clock::standing(NOW),
        mail_exit: bandeja_backend::config::MailExit::Mailbox,
        ..bandeja_backend::Config::new(folder.path())
    })
    .await
    .expect("opens");
    let mut ana = crate::client::Client::nobody(&app.router());
    let email = "ana@demo.bandeja".to_owned();
    let signed_in = ana
        .call(&SignIn {
            email,
            password: PASSWORD.to_owned(),
        })
        .await;
    ana.cookie = Some(cookie_of(signed_in.header("set-cookie")));
    let mut rows = ana.ok(&list(Status::Queued, Sort::Oldest)).await.rows;
    rows.extend(ana.ok(&list(Status::Open, Sort::Oldest)).await.rows);
    rows.retain(|row| row.channel == Channel::Email);
    assert_eq!(
        rows.len(),
        6,
        "seven mails, one of which answers: {rows:#?}"
    );
    let (mut heads, mut files, mut inline) = (Vec::new(), 0, 0);
    for row in &rows {
        for item in ana.ok(&thread(row.id)).await.items {
            files += item.attachments.len();
            if let Some(head) = item.mail {
                let body = mail::BodyWish {
                    theme: mail::Theme::Light,
                    remote: false,
                    language: "es".to_owned(),
                };
                let link = ana
                    .ok(&mail::OpenBody {
                        item: item.id,
                        body,
                    })
                    .await;
                let html = ana.get(link.path.trim_start_matches(API_ROOT)).await.text();
                inline += html.matches("\"inline/").count();
                assert!(head.sent_at.is_some(), "{}", head.subject);
                heads.push(*head);
            }
        }
    }
    assert_eq!(heads.len(), 8, "one is ours");
    assert_eq!((files, inline), (2, 1));
    assert_eq!(heads.iter().filter(|head| head.automatic).count(), 2);
    assert_eq!(
        heads.iter().map(|head| head.remote).max(),
        Some(3),
        "the one that counts readers is none"
    );
    assert_eq!(app.hand_over().await.expect("hands over"), 1);
    app.close().await.expect("closes");
}

/// Proves that the door lets in only so many mails, says when to come again, and then opens.
#[tokio::test]
async fn too_many_mails_at_once_are_told_to_wait() {
    use bandeja_backend::limits::{Kind, Rate};
    let world = World::with(|config| bandeja_backend::Config {
        limits: config.limits.clone().with(
            Kind::Inbound,
            Rate {
                times: 2,
                seconds: 60,
            },
        ),
        ..config
    })
    .await;
    let post = Post::open(&world).await;
    for subject in ["Uno", "Dos"] {
        post.hands_in(&plain(subject, &[])).await;
    }
    let raw = plain("Tres", &[]);
    let refused = post.gives(&raw).await;
    assert_eq!((refused.status, refused.code()), (429, "rate_limited"));
    let wait: i64 = refused.header("retry-after").parse().expect("seconds");
    world.clock.advance(wait * 1_000);
    assert_eq!(post.hands_in(&raw).await.fate, MailFate::Began);
}
