//! Presence in a conversation, files in the thread.

use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*, see};
use serde_json::json;
use thirtyfour::{By, Key};

both_browsers!(colleagues_see_each_other_at_one_conversation);
chromium!(
    whoever_stops_moving_fades_and_whoever_leaves_is_gone,
    the_customer_s_presence_is_in_the_head,
    images_stand_in_line_without_a_jump_and_open_in_a_viewer,
    on_a_phone_images_are_wiped_and_pinched,
    a_file_that_is_not_what_it_says_never_runs_nor_opens,
    sound_plays_with_its_controls,
);

/// A conversation that Ana has taken and a customer without a screen wrote.
pub(super) async fn anas_conversation(stage: &Stage, ana: &Person, words: &str) {
    stage.customer().await.writes(words).await;
    act::chooses_tab(ana, "queued").await;
    act::accepts(ana, words).await;
    ana.sees(&see::message(words)).await;
}

/// The sign of a colleague in the head of the thread.
fn sign(person: &Person, key: &str, name: &str) -> Query {
    let list = role("list", person.word("viewers.label"));
    text(person.phrase(key, &[("name", name)])).within(list)
}

/// Proves T8: who looks and who writes is on both screens, in the head and above the composer.
async fn colleagues_see_each_other_at_one_conversation(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    anas_conversation(stage, &ana, "¿Quién me atiende?").await;
    let anybody = role("list", ana.word("viewers.label"));
    assert!(ana.look(&anybody).await.is_empty(), "nobody else is there");

    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "¿Quién me atiende?").await;
    ana.sees(&sign(&ana, "viewers.viewing", "Bruno Sá")).await;
    bruno
        .sees(&sign(&bruno, "viewers.viewing", "Ana Paredes"))
        .await;

    act::writes(&ana, "Le atiendo").await;
    let writes = bruno.phrase("viewers.writing", &[("name", "Ana Paredes")]);
    bruno
        .sees(&sign(&bruno, "viewers.writing", "Ana Paredes"))
        .await;
    let line = any("paragraph").holding(&writes);
    bruno.sees(&line).await;
    // Before Ana answers twice: Bruno is there, too.
    let looks = ana.phrase("viewers.viewing", &[("name", "Bruno Sá")]);
    ana.sees(&any("paragraph").holding(&looks)).await;

    ana.presses(Key::Enter).await;
    bruno.sees(&see::message("Le atiendo")).await;
    bruno.misses(&line).await;
    bruno
        .sees(&sign(&bruno, "viewers.viewing", "Ana Paredes"))
        .await;
    // Another conversation: gone from this one.
    anas_conversation(stage, &ana, "Otra cosa").await;
    bruno
        .misses(&role("list", bruno.word("viewers.label")))
        .await;
}

/// Proves T8: faded after a minute without a move, back with the first, gone with the line.
async fn whoever_stops_moving_fades_and_whoever_leaves_is_gone(stage: &Stage) {
    let ana = act::ana_at(stage, &stage.lines[0].origin()).await;
    ana.expects_outage();
    let bruno = stage.person("Bruno").await;
    act::signs_in(&bruno, &stage.origin(), "bruno").await;
    anas_conversation(stage, &ana, "¿Hay alguien?").await;
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "¿Hay alguien?").await;
    let looks = sign(&bruno, "viewers.viewing", "Ana Paredes");
    bruno.sees(&looks).await;
    bruno
        .patient(75)
        .sees(&sign(&bruno, "viewers.idle", "Ana Paredes"))
        .await;
    act::points_elsewhere(&ana).await;
    bruno.sees(&looks).await;
    stage.lines[0].cut();
    stage.lines[0].down();
    bruno.misses(&looks).await;
    stage.lines[0].up();
    bruno.patient(40).sees(&looks).await;
    // Signed out on one screen, gone from the other.
    act::signs_out(&ana).await;
    bruno.misses(&looks).await;
}

/// Proves T6: the line of the widget, as the head of the thread says it.
async fn the_customer_s_presence_is_in_the_head(stage: &Stage) {
    let (ana, marta) = tokio::join!(act::ana(stage), act::arrives(stage, "Marta"));
    act::says_in_chat(&marta, "Estoy en la tienda").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Estoy en la tienda").await;
    let there = text(ana.word("viewers.customer"));
    ana.sees(&there).await;
    // The next page is no absence.
    act::visits(&marta, &format!("{}/envios.html", stage.shop())).await;
    act::says_in_chat(&marta, "Y ahora en otra página").await;
    ana.sees(&see::message("Y ahora en otra página")).await;
    ana.sees(&there).await;
    marta.leaves_frame().await;
    marta.goes_to("about:blank").await;
    ana.patient(60)
        .sees(&text(ana.word("viewers.customer.just_left")))
        .await;
}

/// Picks files in the composer, as the system's window does.
async fn picks(person: &Person, files: &[(&str, &[u8])]) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let input = person.driver().find(By::Css("input[type=file]")).await;
        let input = input.expect("the picker");
        let path = path.to_string_lossy();
        input.send_keys(path.as_ref()).await.expect("picked");
        person
            .sees(&button(
                person.phrase("composer.file.remove", &[("name", name)]),
            ))
            .await;
    }
}

/// Ana sends files with words.
async fn sends_files(stage: &Stage, ana: &Person, words: &str, files: &[(&str, &[u8])]) {
    anas_conversation(stage, ana, "¿Me manda eso?").await;
    picks(ana, files).await;
    act::says(ana, words).await;
    see::delivery(ana, words, "message.sent").await;
}

const PICTURE: &[u8] = include_bytes!("../pictures/thread.png");
const SIGN: &[u8] = include_bytes!("../../public/apple-touch-icon.png");

/// Whether every image of the thread has come.
async fn images_are_here(person: &Person, count: usize) {
    let script = "const all = [...document.querySelectorAll('[role=log] img')];\
        return all.filter((one) => one.complete && one.naturalWidth > 0).length";
    person
        .until(format!("{count} images"), async || {
            (person.asks::<usize>(script).await >= count).then_some(())
        })
        .await;
}

/// How near the picture in the viewer is.
async fn scale(person: &Person) -> f64 {
    let script = "const picture = document.querySelector('dialog img');\
        return picture ? new DOMMatrix(getComputedStyle(picture).transform).a : 0";
    person.asks(script).await
}

/// Proves T7: the place of an image is kept before it comes; the viewer by keyboard.
async fn images_stand_in_line_without_a_jump_and_open_in_a_viewer(stage: &Stage) {
    let ana = act::ana(stage).await;
    let line = &stage.lines[0];
    let bruno = stage.person("Bruno").await;
    act::signs_in(&bruno, &line.origin(), "bruno").await;
    let files = [("pantalla.png", PICTURE), ("logo.png", SIGN)];
    sends_files(stage, &ana, "Van dos fotos", &files).await;
    images_are_here(&ana, 2).await;

    line.gate("/attachments/");
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "Van dos fotos").await;
    let view = |name| button(bruno.phrase("media.view", &[("name", name)]));
    bruno.sees(&view("pantalla.png")).await;
    let places = "return [...document.querySelectorAll('article, article button')]\
        .map((one) => one.getBoundingClientRect()).map((it) => [it.top, it.height])";
    let before: Vec<(f64, f64)> = bruno.asks(places).await;
    line.up();
    images_are_here(&bruno, 2).await;
    let after: Vec<(f64, f64)> = bruno.asks(places).await;
    assert_eq!(before.len(), after.len());
    for (one, other) in before.iter().zip(&after) {
        let moved = (one.0 - other.0).abs().max((one.1 - other.1).abs());
        assert!(moved <= 1.0, "moved by {moved}: {before:?} {after:?}");
    }

    act::tabs_to(&bruno, &view("pantalla.png")).await;
    bruno.presses(Key::Enter).await;
    bruno.sees(&role("dialog", "pantalla.png")).await;
    let place = |at| bruno.phrase("media.place", &[("at", at), ("count", "2")]);
    bruno.sees(&text(place("1"))).await;
    bruno.presses("+").await;
    bruno.presses("+").await;
    assert!(scale(&bruno).await > 1.5, "it comes nearer");
    bruno.presses("0").await;
    assert!(
        (scale(&bruno).await - 1.0).abs() < 0.01,
        "and is whole again"
    );
    bruno.presses(Key::Right).await;
    bruno.sees(&role("dialog", "logo.png")).await;
    bruno.sees(&text(place("2"))).await;
    bruno.presses(Key::Right).await;
    bruno.sees(&role("dialog", "logo.png")).await;
    let save = bruno.phrase("message.attachment", &[("name", "logo.png")]);
    let save = role("link", save).within(any("dialog"));
    let saved = bruno.find(&save).await.attr("download").await;
    assert_eq!(saved.expect("an attribute").as_deref(), Some("logo.png"));
    bruno.presses(Key::Left).await;
    bruno.sees(&role("dialog", "pantalla.png")).await;
    bruno.presses(Key::Escape).await;
    bruno.misses(&any("dialog")).await;
    act::focus_is_on(&bruno, &view("pantalla.png")).await;
    // As often as one likes.
    bruno.presses(Key::Enter).await;
    bruno.sees(&role("dialog", "pantalla.png")).await;
    bruno.presses(Key::Escape).await;
    bruno.misses(&any("dialog")).await;
}

/// Proves T7, G6: one finger goes on, two come nearer.
async fn on_a_phone_images_are_wiped_and_pinched(stage: &Stage) {
    let ana = act::ana(stage).await;
    let files = [("pantalla.png", PICTURE), ("logo.png", SIGN)];
    sends_files(stage, &ana, "Van dos fotos", &files).await;
    // On a small screen they lie over the thread.
    let thread = role("main", ana.word("pane.thread"));
    ana.clicks(&button(ana.word("thread.details.hide")).within(thread))
        .await;
    ana.resizes(390, 844).await;
    images_are_here(&ana, 2).await;
    let wide: f64 = ana
        .asks("return document.documentElement.scrollWidth")
        .await;
    assert!(wide <= 390.0, "nothing is wider than the screen: {wide}");
    ana.clicks(&button(
        ana.phrase("media.view", &[("name", "pantalla.png")]),
    ))
    .await;
    ana.sees(&role("dialog", "pantalla.png")).await;
    let fingers = async |kind: &str, points: &[(i32, i32)]| {
        let points: Vec<_> = points
            .iter()
            .enumerate()
            .map(|(id, (x, y))| json!({"x": x, "y": y, "id": id}))
            .collect();
        ana.cdp(
            "Input.dispatchTouchEvent",
            json!({"type": kind, "touchPoints": points}),
        )
        .await;
    };
    fingers("touchStart", &[(300, 400)]).await;
    for x in [250, 200, 150, 100] {
        fingers("touchMove", &[(x, 402)]).await;
    }
    fingers("touchEnd", &[]).await;
    ana.sees(&role("dialog", "logo.png")).await;
    fingers("touchStart", &[(180, 400), (210, 400)]).await;
    fingers("touchMove", &[(140, 400), (250, 400)]).await;
    fingers("touchMove", &[(100, 400), (290, 400)]).await;
    fingers("touchEnd", &[]).await;
    ana.until("the picture nearer", async || {
        (scale(&ana).await > 2.0).then_some(())
    })
    .await;
    // Near, a finger moves it and turns no page.
    fingers("touchStart", &[(300, 400)]).await;
    fingers("touchMove", &[(120, 400)]).await;
    fingers("touchEnd", &[]).await;
    ana.sees(&role("dialog", "logo.png")).await;
    ana.clicks(&button(ana.word("action.close"))).await;
    ana.misses(&any("dialog")).await;
}

/// Proves T7, F13, F14 and promise 3: what could run is a card, comes as a file to be saved, in no
/// page of ours; an image that is none says so.
async fn a_file_that_is_not_what_it_says_never_runs_nor_opens(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='parent.ran=1'/>".as_slice();
    let html = b"<!DOCTYPE html><script>window.ran = parent.ran = 1</script>".as_slice();
    let xml =
        b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'><script>1</script></x>";
    let broken = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0".as_slice();
    let files = [
        ("foto.png", svg),
        ("página.html", html),
        ("datos.xml", xml.as_slice()),
        ("factura.pdf", b"%PDF-1.7\n%%EOF".as_slice()),
        ("rota.png", broken),
    ];
    sends_files(stage, &ana, "Ahí van", &files).await;
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "Ahí van").await;
    for (name, _) in &files {
        let save = bruno.phrase("message.attachment", &[("name", name)]);
        bruno.sees(&role("link", save)).await;
    }
    bruno.sees(&text_like(bruno.word("media.broken"))).await;
    let shown =
        "return document.querySelectorAll('[role=log] :is(img, iframe, object, embed)').length";
    assert_eq!(
        bruno.asks::<usize>(shown).await,
        0,
        "nothing of it stands in line"
    );
    let headers = "return Promise.all([...document.querySelectorAll('[role=log] a[download]')]\
        .flatMap((one) => [one.href, one.href.split('?')[0]])\
        .map((href) => fetch(href).then((answer) => ['content-disposition',\
        'content-security-policy', 'x-content-type-options'].map((it) => answer.headers.get(it)))))";
    let headers: Vec<Vec<String>> = bruno.asks(headers).await;
    assert_eq!(headers.len(), 10);
    for (at, one) in headers.iter().enumerate() {
        // The broken one is an image by its head: it may stand in a page, and holds no script.
        assert!(one[0].starts_with("attachment") || at == 9, "{one:?}");
        assert!(one[1].starts_with("sandbox; default-src 'none'"), "{one:?}");
        assert_eq!(one[2], "nosniff");
    }
    // Pressed, it is saved: the page stays where it is.
    let url = bruno.url().await;
    let save = bruno.phrase("message.attachment", &[("name", "página.html")]);
    bruno.clicks(&role("link", save)).await;
    bruno.sees(&see::message("Ahí van")).await;
    assert_eq!(bruno.url().await, url);
    for person in [&ana, &bruno] {
        assert!(!person.asks::<bool>("return 'ran' in window").await);
    }
}

/// Two seconds of silence, eight bits at 8 kHz.
fn a_sound() -> Vec<u8> {
    let samples = vec![128_u8; 16_000];
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + 16_000_u32).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(8_000_u32.to_le_bytes());
    wav.extend(8_000_u32.to_le_bytes());
    wav.extend(b"\x01\0\x08\0data");
    wav.extend(16_000_u32.to_le_bytes());
    wav.extend(samples);
    wav
}

/// Proves T7: sound is played, held, sought by keyboard and made faster; another agent's, too.
async fn sound_plays_with_its_controls(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let sound = a_sound();
    sends_files(stage, &ana, "Una nota", &[("nota.wav", sound.as_slice())]).await;
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, "Una nota").await;
    let seek = role(
        "slider",
        bruno.phrase("media.seek", &[("name", "nota.wav")]),
    );
    let at = |at| bruno.phrase("media.at", &[("at", at), ("length", "0:02")]);
    bruno
        .sees(&seek.clone().with("aria-valuetext", &at("0:00")))
        .await;
    let faster = |word| button(format!("{}: {word}", bruno.word("media.speed")));
    bruno.clicks(&faster("1×")).await;
    bruno.clicks(&faster("1,5×")).await;
    bruno.sees(&faster("2×")).await;
    let rate: f64 = bruno
        .asks("return document.querySelector('audio').playbackRate")
        .await;
    assert!((rate - 2.0).abs() < 0.01);
    bruno
        .clicks(&button(bruno.phrase("media.play", &[("name", "nota.wav")])))
        .await;
    bruno
        .sees(&seek.clone().with("aria-valuetext", &at("0:02")))
        .await;
    bruno
        .sees(&button(bruno.phrase("media.play", &[("name", "nota.wav")])))
        .await;
    act::tabs_to(&bruno, &seek).await;
    bruno.presses(Key::Home).await;
    bruno.sees(&seek.with("aria-valuetext", &at("0:00"))).await;
    let save = bruno.phrase("message.attachment", &[("name", "nota.wav")]);
    bruno.sees(&role("link", save)).await;
}
