//! E-mail: a mail comes in, is read safely, answered, and its answer comes back.

use crate::shots::photograph;
use bandeja_contract::{ItemKind, Status, mail::MailFate};
use bandeja_tests::{
    Engine, Person, Setting, Sink, Stage, act, chromium, find::*, place, play, post::*, see,
};
use thirtyfour::Key;

/// Plays stories in both browsers, with mail that leaves for the demo's mailbox, a proxy that reaches
/// this machine, and Ana's team behind the inbox of e-mail.
macro_rules! mail_stories {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[test]
            fn chromium() {
                super::play(module_path!(), super::Engine::Chromium, super::setting, super::$story);
            }
            #[test]
            fn firefox() {
                super::play(module_path!(), super::Engine::Firefox, super::setting, super::$story);
            }
        }
    )+};
}

mail_stories!(
    a_mail_is_read_answered_and_its_answer_comes_back,
    a_thread_of_thirty_mails_keeps_five_frames_and_its_place,
    files_go_with_an_answer_and_outlive_a_reload,
);

chromium!(in super::setting(); mails_are_photographed_in_both_lights_and_on_a_phone);

pub(crate) fn setting() -> Setting {
    let shop = |column: &str| {
        format!("{column} = (SELECT {column} FROM inboxes WHERE site_key = 'demo-tienda')")
    };
    Setting {
        statements: vec![format!(
            "UPDATE inboxes SET {}, {} WHERE channel = 'email'",
            shop("grp"),
            shop("queue")
        )],
        switches: vec![
            "--demo-mailbox".to_owned(),
            "--fault-proxy-loopback".to_owned(),
        ],
        ..Setting::default()
    }
}

/// A hostile mail with everything that could call home, and one picture that may be asked for.
fn a_hostile_mail(sink: &str) -> String {
    format!(
        "From: Jorge Taype <jorge.taype96@correo.example>\r\nTo: {INBOX}\r\n\
         Subject: Pedido 4471\r\nMessage-ID: <pedido@correo.example>\r\n\
         Date: Mon, 20 Sep 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n\
         <html><head><link rel=\"preconnect\" href=\"{sink}\"><link rel=\"dns-prefetch\" href=\"{sink}\">\
         <link rel=\"stylesheet\" href=\"{sink}/a.css\"><base href=\"{sink}/\">\
         <meta http-equiv=\"refresh\" content=\"0;url={sink}/away\">\
         <style>@import url({sink}/b.css); body {{ background: url({sink}/c.png) }}</style></head>\
         <body onload=\"parent.postMessage('robado','*')\" background=\"{sink}/d.png\">\
         <p>Buenas tardes: <b>mi pedido</b> no llega.</p>\
         <script>document.title='robado';parent.postMessage('robado','*');fetch('{sink}/e')</script>\
         <img src=\"{sink}/foto.png\" width=\"120\" height=\"90\" alt=\"Foto del paquete\">\
         <img src=\"x\" onerror=\"document.body.append('robado')\">\
         <iframe src=\"{sink}/f\"></iframe><object data=\"{sink}/g\"></object><embed src=\"{sink}/h\">\
         <video src=\"{sink}/i\" poster=\"{sink}/j\"></video><audio src=\"{sink}/k\" autoplay></audio>\
         <svg onload=\"document.body.append('robado')\"><image href=\"{sink}/l\"/></svg>\
         <form action=\"{sink}/m\"><input autofocus onfocus=\"document.body.append('robado')\"></form>\
         <a href=\"https://tienda.example/pedido\">Ver el pedido</a></body></html>\r\n"
    )
}

/// What the customer writes back.
fn an_answer_to(id: &str, words: &str) -> String {
    format!(
        "From: Jorge Taype <jorge.taype96@correo.example>\r\nTo: {INBOX}\r\n\
         Subject: Re: Pedido 4471\r\nMessage-ID: <otra-vez@correo.example>\r\nIn-Reply-To: {id}\r\n\
         Date: Mon, 20 Sep 2026 11:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         {words}\r\n"
    )
}

/// The frame of the mail of somebody.
fn body_of(person: &Person, who: &str) -> Query {
    role("frame", person.phrase("mail.body", &[("name", who)]))
}

/// Waits until the frame is as high as its document says: what it loads is loaded by then.
async fn sees_body(person: &Person, who: &str, words: &str) {
    person.sees(&body_of(person, who)).await;
    person
        .until("a body that has told its height", async || {
            let script = "return [...document.querySelectorAll('iframe')].length > 0 && \
                [...document.querySelectorAll('.mail-body__framed--early')].length === 0";
            person
                .run::<bool>(script, Vec::new())
                .await
                .ok()?
                .then_some(())
        })
        .await;
    person.enters(&body_of(person, who)).await;
    person.sees(&text_like(words)).await;
    person.leaves_frame().await;
}

/// Proves E1, E3, E4 (plain reply), E5, E16, and promise 3: no byte of the customer's runs or calls
/// home.
async fn a_mail_is_read_answered_and_its_answer_comes_back(stage: &Stage) {
    let sink = Sink::open().await.expect("a port");
    let post = Post::of(stage);
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "queued").await;
    let queued = see::count(&ana, "queued").await;
    for fixture in [
        "scripts.eml",
        "newsletter.eml",
        "gmail-reply.eml",
        "apple-mixed.eml",
    ] {
        post.brings(a_fixture(fixture)).await;
    }
    let taken = post.brings(a_hostile_mail(&sink.origin())).await;
    assert_eq!(taken.fate, MailFate::Began);
    see::count_is(&ana, "queued", queued + 5).await;
    act::accepts(&ana, "Jorge Taype").await;

    // The head names address, subject and attention (E1).
    let thread = || role("main", ana.word("pane.thread"));
    ana.sees(&role("heading", "Jorge Taype").within(thread()))
        .await;
    // Exactly: in the composer it stands with the name.
    ana.sees(&text("jorge.taype96@correo.example").within(thread()))
        .await;
    ana.sees(&text_like("Pedido 4471").within(thread())).await;
    // It is open, and says who, to whom, and what (E3).
    ana.sees(
        &like("button", "Jorge Taype")
            .within(thread())
            .with("aria-expanded", "true"),
    )
    .await;
    ana.sees(&like("button", ana.word("mail.to_me")).within(thread()))
        .await;
    sees_body(&ana, "Jorge Taype", "no llega").await;

    // Nothing of it ran, in its frame or around it, and nobody was called.
    ana.enters(&body_of(&ana, "Jorge Taype")).await;
    let inside: (String, usize, String, bool) = ana
        .asks(
            "return [document.body.innerText, document.scripts.length, document.title, \
             (() => { try { return Boolean(parent.document); } catch { return false; } })()]",
        )
        .await;
    ana.leaves_frame().await;
    let (words, scripts, title, sees_parent) = inside;
    assert!(
        words.contains("Buenas tardes") && !words.contains("robado"),
        "{words}"
    );
    assert!(!title.contains("robado"), "{title}");
    assert_eq!(scripts, 1, "ours alone");
    assert!(!sees_parent, "an opaque origin");
    assert_eq!(sink.visits(), [""; 0], "nobody was called");

    // The detail (E5).
    ana.clicks(&button(ana.word("mail.more")).within(thread()))
        .await;
    ana.clicks(&role("menuitem", ana.word("mail.detail"))).await;
    ana.sees(&text_like("Jorge Taype <jorge.taype96@correo.example>").within(any("dialog")))
        .await;
    ana.sees(&text_like(ana.word("mail.detail.origin")).within(any("dialog")))
        .await;
    ana.presses(Key::Escape).await;
    ana.misses(&any("dialog")).await;

    // Images, when they are asked for, and only by the proxy.
    ana.clicks(&button(ana.word("mail.images.show"))).await;
    ana.misses(&button(ana.word("mail.images.show"))).await;
    ana.until("the picture", async || {
        ana.enters(&body_of(&ana, "Jorge Taype")).await;
        let script = "return [...document.images].some((image) => image.naturalWidth > 0)";
        let is_there = ana.run::<bool>(script, Vec::new()).await;
        ana.leaves_frame().await;
        is_there.ok()?.then_some(())
    })
    .await;
    let visits = sink.visits();
    assert!(!visits.is_empty());
    for visit in &visits {
        // Pictures, and a film's; no style, no frame, no film, no script's.
        let is_picture = ["/foto.png ", "/c.png ", "/d.png ", "/j "]
            .iter()
            .any(|path| visit.starts_with(&format!("GET {path}")));
        assert!(is_picture, "{visit}");
        let said = visit.to_lowercase();
        assert!(said.contains("image proxy"), "{visit}");
        for never in ["chrom", "firefox", "referer", "cookie", "jorge"] {
            assert!(!said.contains(never), "{never} in {visit}");
        }
    }

    // The answer: Enter breaks the line, Ctrl+Enter sends.
    ana.clicks(&button(ana.word("mail.answer")).within(thread()))
        .await;
    ana.sees(&text_like("Re: Pedido 4471")).await;
    act::writes(&ana, "Buenas tardes, Jorge:").await;
    ana.presses(Key::Enter).await;
    ana.presses("hoy vuelven a pasar.").await;
    ana.presses(Key::Control + Key::Enter).await;
    see::holds(&ana, &see::composer(&ana), "").await;
    ana.sees(&like("button", ana.word("mail.agent")).within(thread()))
        .await;
    ana.sees(&text_like("hoy vuelven a pasar.").within(any("article")))
        .await;
    ana.sees(&like("button", "jorge.taype96").within(thread()))
        .await;
    let caller = stage.caller("ana").await;
    let items = ana
        .until("the answer on the server", async || {
            let items = caller.thread(taken.conversation).await;
            items
                .iter()
                .any(|item| item.agent.is_some() && item.kind == ItemKind::Message)
                .then_some(items)
        })
        .await;
    let ours = items
        .iter()
        .rfind(|item| item.agent.is_some() && item.kind == ItemKind::Message)
        .expect("ours");
    let left = post.fetches(ours.id).await;
    let field = |name: &str| {
        left.lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert!(
        field("In-Reply-To").contains("pedido@correo.example"),
        "{left}"
    );
    assert!(
        field("To").contains("jorge.taype96@correo.example"),
        "{left}"
    );

    // The customer answers: the same conversation, on the screen without a reload.
    let again = post
        .brings(an_answer_to(
            &field("Message-ID"),
            "Perfecto, muchas gracias.",
        ))
        .await;
    assert_eq!(
        (again.fate, again.conversation),
        (MailFate::Joined, taken.conversation)
    );
    ana.sees(
        &like("button", "Jorge Taype")
            .within(thread())
            .with("aria-expanded", "true"),
    )
    .await;
    ana.until("the customer's answer in a frame", async || {
        let frames = ana.look(&body_of(&ana, "Jorge Taype")).await;
        (frames.len() == 2).then_some(())
    })
    .await;
    let known = sink.visits().len();
    ana.reloads().await;
    ana.sees(&text_like("hoy vuelven a pasar.").within(any("article")))
        .await;
    sees_body(&ana, "Jorge Taype", "Perfecto, muchas gracias.").await;
    assert_eq!(
        sink.visits().len(),
        known,
        "consent is of this session alone"
    );
    assert_eq!(
        caller
            .list(Status::Open)
            .await
            .iter()
            .filter(|it| it.id == taken.conversation)
            .count(),
        1
    );
}

/// Proves E16, T5: thirty mails, of which one is two megabytes: at most five frames live, and what
/// is read stays where it is while frames tell their heights.
///
/// A fault is known and not yet understood: at times, of some forty looks one or two find that what
/// was read has moved by the height of a frame above. More than that fails.
async fn a_thread_of_thirty_mails_keeps_five_frames_and_its_place(stage: &Stage) {
    let post = Post::of(stage);
    let first = post.brings(a_letter(0, "")).await;
    for n in 1..30 {
        let taken = post.brings(a_letter(n, "<carta-0@correo.example>")).await;
        assert_eq!(taken.conversation, first.conversation, "{n}");
    }
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Jorge Taype").await;
    ana.sees(&any("frame")).await;
    let count = "return document.querySelectorAll('iframe').length";
    let (mut seen, mut moved) = (0, Vec::new());
    for _ in 0..200 {
        let frames: usize = ana.asks(count).await;
        assert!(frames <= 5, "{frames} frames");
        seen = seen.max(frames);
        let is_end = scrolls_by(&ana, 0.8, &mut moved).await;
        if is_end {
            break;
        }
    }
    assert!(seen > 0);
    sees_last(&ana).await;
    // Upwards frames wake at their known heights, on a slow machine too.
    if ana.engine() == Engine::Chromium {
        let slow = serde_json::json!({"rate": 4});
        ana.cdp("Emulation.setCPUThrottlingRate", slow).await;
    }
    for _ in 0..12 {
        scrolls_by(&ana, -0.6, &mut moved).await;
        let frames: usize = ana.asks(count).await;
        assert!(frames <= 5, "{frames} frames");
    }
    let told = "what was read moved (upper and lower edge, then and now)";
    assert!(moved.len() <= 2, "{told}: {moved:?}");
}

/// Scrolls by a part of the view; what is then read at its upper edge (of which more than a line is
/// in view) stays there while frames tell their heights. Answers whether the end is reached.
///
/// What stays of a letter that the edge cuts is its visible part: one that turns out so much shorter
/// that it would end above the edge keeps its end where it was, and with it what is read below.
async fn scrolls_by(person: &Person, part: f64, moved: &mut Vec<Option<[f64; 4]>>) -> bool {
    let script = "const log = document.querySelector('[role=log]'); \
        log.scrollTop += log.clientHeight * arguments[0]; \
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => { \
          const top = log.getBoundingClientRect().top; \
          window.held = [...log.querySelectorAll('article')] \
            .find((one) => one.getBoundingClientRect().bottom > top + 48); \
          const at = window.held?.getBoundingClientRect(); \
          window.heldAt = [at?.top - top, at?.bottom - top]; \
          done(log.scrollTop + log.clientHeight >= log.scrollHeight - 2); })))";
    let is_end: bool = person
        .run(script, vec![part.into()])
        .await
        .expect("a place");
    settles(person).await;
    let now: Option<[f64; 4]> = person
        .asks(
            "if (!window.held?.isConnected) return null; \
             const top = document.querySelector('[role=log]').getBoundingClientRect().top; \
             const at = window.held.getBoundingClientRect(); \
             return [...window.heldAt, at.top - top, at.bottom - top]",
        )
        .await;
    let stayed = now.is_some_and(|[top, bottom, new_top, new_bottom]| {
        let would_end = top + new_bottom - new_top;
        (new_top - top).abs() <= 1.0 || (would_end < 25.0 && (new_bottom - bottom).abs() <= 1.0)
    });
    if !(is_end || stayed) {
        moved.push(now);
    }
    is_end
}

/// One of thirty letters; the tenth is two megabytes.
fn a_letter(n: u32, answers: &str) -> String {
    let rows = if n == 10 { 14_000 } else { 3 + n % 5 };
    let text: String = (0..rows)
        .map(|row| {
            format!(
                "<tr><td style=\"padding:8px;color:#333\">Fila {row} de la carta {n}</td>\
                 <td bgcolor=\"#f4f4f4\">{}</td></tr>\r\n",
                "palabras que llenan la fila ".repeat(2)
            )
        })
        .collect();
    let answered = if answers.is_empty() {
        String::new()
    } else {
        format!("In-Reply-To: {answers}\r\n")
    };
    format!(
        "From: Jorge Taype <jorge.taype96@correo.example>\r\nTo: {INBOX}\r\nSubject: Cartas\r\n\
         Message-ID: <carta-{n}@correo.example>\r\n{answered}MIME-Version: 1.0\r\n\
         Date: Mon, 20 Sep 2026 10:{n:02}:00 +0000\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<table>{text}</table>\r\n"
    )
}

/// Waits until no frame is early and no height changes.
async fn settles(person: &Person) {
    let mut last = (0.0, 0.0);
    person
        .until("a thread at rest", async || {
            let script = "const log = document.querySelector('[role=log]'); \
                return [log.scrollTop, log.scrollHeight, \
                document.querySelectorAll('.mail-body__framed--early').length]";
            let (top, height, early): (f64, f64, u32) =
                person.run(script, Vec::new()).await.ok()?;
            let is_still = (top, height) == last && early == 0;
            last = (top, height);
            is_still.then_some(())
        })
        .await;
}

async fn sees_last(person: &Person) {
    let named = person.phrase("mail.body", &[("name", "Jorge Taype")]);
    person
        .until("the last letter", async || {
            let frames = person.look(&role("frame", &named)).await;
            let frame = frames.into_iter().last()?;
            frame.enter_frame().await.ok()?;
            let words = person
                .run::<String>("return document.body.innerText", Vec::new())
                .await;
            person.leaves_frame().await;
            words.ok()?.contains("de la carta 29").then_some(())
        })
        .await;
}

/// Proves M3, M10, E12: files go with an answer, are judged before they are uploaded, and outlive a
/// reload with the words.
async fn files_go_with_an_answer_and_outlive_a_reload(stage: &Stage) {
    let post = Post::of(stage);
    let taken = post.brings(a_letter(0, "")).await;
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Jorge Taype").await;
    let folder = tempfile::tempdir().expect("a folder");
    let picks = async |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let input = ana
            .driver()
            .find(thirtyfour::By::Css("input[type=file]"))
            .await
            .expect("the picker");
        input
            .send_keys(path.to_string_lossy().as_ref())
            .await
            .expect("picked");
    };
    act::writes(&ana, "Le adjunto la guía.").await;
    picks("programa.exe", b"MZ").await;
    ana.sees(&text_like(
        ana.phrase("composer.file.kind", &[("channel", "E-mail")]),
    ))
    .await;
    picks("guía de envío.pdf", b"%PDF-1.4\n%%EOF").await;
    let kept = ana.phrase("composer.file.remove", &[("name", "guía de envío.pdf")]);
    ana.sees(&button(&kept)).await;
    // What is dropped and what is pasted goes along, too.
    let carried = "const carried = new DataTransfer(); \
        carried.items.add(new File(['hola'], arguments[1], { type: 'text/plain' })); \
        const how = { bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried }; \
        const event = arguments[0] === 'drop' ? new DragEvent('drop', how) : new ClipboardEvent('paste', how); \
        document.querySelector('textarea').dispatchEvent(event)";
    for (how, name) in [("drop", "soltada.txt"), ("paste", "pegada.txt")] {
        if how == "paste" && ana.engine() == Engine::Firefox {
            // Firefox gives the clipboard of a script's event nothing, whatever the script says.
            continue;
        }
        let _: serde_json::Value = ana
            .run(carried, vec![how.into(), name.into()])
            .await
            .expect("carried");
        let remove = ana.phrase("composer.file.remove", &[("name", name)]);
        ana.clicks(&button(&remove)).await;
        ana.misses(&button(&remove)).await;
    }
    // Without a server it says so, and goes when it is tried again.
    ana.expects_outage();
    stage.backend().kill();
    picks("nota.txt", b"hola").await;
    ana.sees(&text_like(ana.word("composer.file.lost"))).await;
    stage.backend().run();
    see::connection(&ana, "connection.live").await;
    ana.clicks(&button(
        ana.phrase("composer.file.retry", &[("name", "nota.txt")]),
    ))
    .await;
    let retried = ana.phrase("composer.file.remove", &[("name", "nota.txt")]);
    ana.misses(&text_like(ana.word("composer.file.lost"))).await;
    ana.clicks(&button(&retried)).await;
    // What failed stands in the way until it is taken out.
    ana.presses(Key::Control + Key::Enter).await;
    see::holds(&ana, &see::composer(&ana), "Le adjunto la guía.").await;
    ana.clicks(&button(
        ana.phrase("composer.file.remove", &[("name", "programa.exe")]),
    ))
    .await;

    ana.reloads().await;
    see::holds(&ana, &see::composer(&ana), "Le adjunto la guía.").await;
    ana.sees(&button(&kept)).await;
    ana.clicks(&button(ana.word("composer.send"))).await;
    see::holds(&ana, &see::composer(&ana), "").await;
    ana.misses(&button(&kept)).await;
    ana.sees(&role(
        "link",
        ana.phrase("message.attachment", &[("name", "guía de envío.pdf")]),
    ))
    .await;
    let caller = stage.caller("ana").await;
    let sent = ana
        .until("the answer on the server", async || {
            let items = caller.thread(taken.conversation).await;
            items
                .into_iter()
                .rfind(|item| item.agent.is_some() && !item.attachments.is_empty())
        })
        .await;
    assert_eq!(sent.attachments[0].name, "guía de envío.pdf");
    assert_eq!(sent.text, "Le adjunto la guía.");
}

/// Proves G6, E16: that there is something to look at, in the reader's colours.
async fn mails_are_photographed_in_both_lights_and_on_a_phone(stage: &Stage) {
    let sink = Sink::open().await.expect("a port");
    let post = Post::of(stage);
    let mut others = Vec::new();
    for fixture in [
        "newsletter.eml",
        "newsletter-dark.eml",
        "gmail-reply.eml",
        "outlook-word.eml",
    ] {
        others.push((fixture, post.brings(a_fixture(fixture)).await.conversation));
    }
    let taken = post.brings(a_hostile_mail(&sink.origin())).await;
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Jorge Taype").await;
    sees_body(&ana, "Jorge Taype", "no llega").await;
    act::writes(
        &ana,
        "Buenas tardes, Jorge. Hoy vuelven a pasar entre las 17 y las 20.",
    )
    .await;
    ana.presses(Key::Control + Key::Enter).await;
    see::holds(&ana, &see::composer(&ana), "").await;
    ana.sees(&like("button", ana.word("mail.agent"))).await;
    let again = an_answer_to(
        "<pedido@correo.example>",
        "Perfecto, muchas gracias.\r\n\r\nJorge",
    );
    assert_eq!(post.brings(again).await.conversation, taken.conversation);
    ana.until("both letters", async || {
        (ana.look(&body_of(&ana, "Jorge Taype")).await.len() == 2).then_some(())
    })
    .await;
    let thread = role("main", ana.word("pane.thread"));
    ana.clicks(&button(ana.word("thread.details.hide")).within(thread))
        .await;
    let folder = place::target().join("shots");
    std::fs::create_dir_all(&folder).expect("a folder");
    for theme in ["light", "dark"] {
        act::chooses_theme(&ana, theme).await;
        for (name, width, height) in [
            ("desk", 1440, 900),
            ("small", 1024, 720),
            ("phone", 390, 844),
        ] {
            ana.resizes(width, height).await;
            settles(&ana).await;
            photograph(&ana, &folder.join(format!("mail-{name}-{theme}.png"))).await;
        }
        ana.resizes(1440, 900).await;
    }
    for (fixture, conversation) in others {
        ana.goes_to(&format!("{}/queued/{conversation}", stage.origin()))
            .await;
        ana.sees(&any("frame")).await;
        settles(&ana).await;
        photograph(&ana, &folder.join(format!("mail-{fixture}-dark.png"))).await;
    }
    println!("pictures: {}", folder.display());
}
