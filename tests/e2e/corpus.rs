//! Every difficult mail of the collection, from the door to the screen and back to its sender.

use crate::mail::setting;
use bandeja_contract::{Delivery, Item, ItemKind};
use bandeja_tests::{Person, Sink, Stage, act, chromium, find::*, post::*, see};
use thirtyfour::Key;

chromium!(in super::setting(); every_difficult_mail_is_shown_and_answered_without_loss_or_leak);

/// What must not be left of a mail in its document.
const GONE: &str = "iframe, object, embed, link, base, form, svg, math, meta[http-equiv], video, audio, \
    [onload], [onerror], [onclick], [onfocus]";

/// Proves E3, E4, E16, promises 2 and 3: what is written arrives, and nobody is called.
async fn every_difficult_mail_is_shown_and_answered_without_loss_or_leak(stage: &Stage) {
    let sink = Sink::open().await.expect("a port");
    let post = Post::of(stage);
    let ana = act::ana(stage).await.patient(20);
    let caller = stage.caller("ana").await;
    let names = all_fixtures();
    assert!(names.len() >= 60, "only {} mails", names.len());
    let (mut shown, mut answered) = (0, 0);
    for name in &names {
        let taken = post
            .brings(pointed_at(&a_fixture(name), &sink.origin()))
            .await;
        let thread = caller.thread(taken.conversation).await;
        let came = thread
            .iter()
            .find(|item| item.id == taken.item)
            .unwrap_or_else(|| panic!("{name} is not in its thread"));
        ana.goes_to(&format!("{}/queued/{}", stage.origin(), taken.conversation))
            .await;
        is_read(&ana, name, came).await;
        shown += 1;
        let head = came.mail.as_ref().expect("a head");
        if head.answer_to.is_empty() {
            continue;
        }
        let words = format!("Recibido: {name}");
        ana.sees(&see::composer(&ana)).await;
        act::writes(&ana, &words).await;
        ana.presses(Key::Control + Key::Enter).await;
        let ours = ana
            .until(format!("the answer to {name} delivered"), async || {
                let thread = caller.thread(taken.conversation).await;
                let is_ours =
                    |item: &Item| item.text == words && item.delivery == Some(Delivery::Delivered);
                thread.into_iter().find(is_ours)
            })
            .await;
        assert_eq!(ours.kind, ItemKind::Message);
        let left = post.fetches(ours.id).await;
        assert!(left.contains(&head.answer_to[0].address), "{name}: {left}");
        answered += 1;
    }
    println!("mails {} shown {shown} answered {answered}", names.len());
    assert_eq!(shown, names.len());
    assert!(answered >= 60, "only {answered} were answered");
    assert_eq!(sink.visits(), [""; 0], "nobody was called");
}

/// The mail is on the screen, as a sealed document or as text, and nothing else of it is.
async fn is_read(ana: &Person, name: &str, came: &Item) {
    let words = came.text.lines().next().unwrap_or_default();
    let frames = ana
        .until(
            format!("{name} as a document or as «{words}»"),
            async || {
                let script = "const frames = document.querySelectorAll('iframe').length; \
                const early = document.querySelector('.mail-body__framed--early'); \
                const log = document.querySelector('[role=log]')?.innerText ?? ''; \
                if (frames > 0) return early ? null : frames; \
                return arguments[0] && log.includes(arguments[0]) ? 0 : null";
                ana.run::<Option<usize>>(script, vec![words.into()])
                    .await
                    .ok()?
            },
        )
        .await;
    if frames == 0 {
        return;
    }
    ana.enters(&any("frame")).await;
    let script = format!(
        "return [document.scripts.length, document.querySelectorAll('{GONE}').length, \
         document.body.innerText.length + document.images.length]"
    );
    let (scripts, left, size): (usize, usize, usize) = ana.asks(&script).await;
    ana.leaves_frame().await;
    assert_eq!((scripts, left), (1, 0), "{name}: ours alone, and no door");
    let is_empty = came.text.trim().is_empty();
    assert!(size > 0 || is_empty, "{name} is empty on the screen");
}

/// The same mail with every address in it leading to `sink`.
fn pointed_at(raw: &[u8], sink: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, more)) = rest.split_first() {
        let scheme = [&b"https://"[..], b"http://"]
            .into_iter()
            .find(|scheme| rest.starts_with(scheme));
        let Some(scheme) = scheme else {
            out.push(*first);
            rest = more;
            continue;
        };
        let host = &rest[scheme.len()..];
        let end = host
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || b".-:".contains(byte)))
            .unwrap_or(host.len());
        out.extend_from_slice(sink.as_bytes());
        rest = &host[end..];
    }
    out
}
