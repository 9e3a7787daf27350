//! Notifications: the notice on the desktop, the sound, the number in the tab (G5).

use super::media::anas_conversation;
use bandeja_tests::{Person, Setting, Stage, act, api::Customer, chromium, find::*, see};
use serde_json::json;
use thirtyfour::{Key, WindowHandle};

chromium!(
    in super::all_read();
    notices_are_offered_when_the_first_conversation_is_taken,
    out_of_sight_it_tells_of_news_and_counts,
    a_pressed_notice_leads_to_its_conversation,
    of_two_tabs_one_speaks_and_both_count,
    what_is_on_the_screen_is_no_news,
);

/// Nothing is unread when the day begins.
fn all_read() -> Setting {
    Setting {
        statements: vec!["UPDATE conversations SET unread = 0".to_owned()],
        ..Setting::default()
    }
}

/// Writes down what notices are shown and what tones sound; they are shown and sound all the same.
const LISTENS: &str = "window.told = []; window.tones = 0; window.asked = 0;\
    const Real = window.Notification;\
    window.Notification = class extends Real {\
      constructor(title, options) { super(title, options); told.push([title, options.body]); \
        localStorage.setItem('told', 1 + Number(localStorage.getItem('told'))); \
        new BroadcastChannel('story').onmessage = () => this.dispatchEvent(new Event('click')); }\
      static requestPermission() { asked += 1; return Real.requestPermission(); }\
    };\
    const start = OscillatorNode.prototype.start;\
    OscillatorNode.prototype.start = function (...when) { tones += 1; return start.apply(this, when); };";

/// Ana, whose browser writes down its notices. `permission` is what its settings say.
async fn an_attentive_ana(stage: &Stage, permission: Option<&str>) -> Person {
    let ana = stage.person("Ana").await;
    ana.prepares(LISTENS).await;
    if let Some(setting) = permission {
        let permission = json!({
            "origin": stage.origin(),
            "permission": {"name": "notifications"},
            "setting": setting,
        });
        ana.cdp("Browser.setPermission", permission).await;
    }
    act::signs_in(&ana, &stage.origin(), "ana").await;
    ana
}

/// The part that listens is a file of its own, which comes after the list: not while a tab is out of
/// sight from the beginning.
async fn somebody_listens(person: &Person) {
    person
        .until("somebody who listens", async || {
            let script = "return performance.getEntriesByType('resource') \
                .some((one) => one.name.includes('_notices') && one.responseEnd > 0)";
            person.asks::<bool>(script).await.then_some(())
        })
        .await;
}

async fn told(person: &Person) -> Vec<(String, String)> {
    person.asks("return window.told").await
}

/// Waits until so many notices were shown, seen from another tab. A hidden page's clock ticks slowly,
/// and it pauses after what it said before.
async fn is_told(person: &Person, count: u32) {
    let script = "return Number(localStorage.getItem('told'))";
    person
        .until(format!("notice {count}"), async || {
            (person.asks::<u32>(script).await >= count).then_some(())
        })
        .await;
}

/// Turns to a tab with a page of the same origin that runs nothing; answers which one was left.
async fn looks_away(stage: &Stage, person: &Person) -> WindowHandle {
    let driver = person.driver();
    let app = driver.window().await.expect("a window");
    let other = driver.new_tab().await.expect("another tab");
    driver.switch_to_window(other).await.expect("there");
    // It names no icon of its own.
    person.expects_console("favicon.ico");
    person
        .goes_to(&format!("{}/favicon.svg", stage.origin()))
        .await;
    app
}

/// The title of the inbox when nothing is unread.
const TITLE: &str = "Caja de atención al cliente · Bandeja";

/// Waits until the tab says so much is unread, by title and icon.
async fn counts(person: &Person, count: &str) {
    let title = if count.is_empty() {
        TITLE.to_owned()
    } else {
        format!("({count}) {TITLE}")
    };
    let icon = if count.is_empty() {
        "favicon.svg"
    } else {
        "favicon-news.svg"
    };
    let script = "return [document.title, document.querySelector('link[rel=icon]').href]";
    person
        .until(format!("the tab to say «{title}»"), async || {
            let (now, href): (String, String) = person.asks(script).await;
            (now == title && href.ends_with(icon)).then_some(())
        })
        .await;
}

/// Waits until a tab that nobody looks at has this title.
async fn counts_unseen(person: &Person, title: &str) {
    counts_in(person, title, 1).await;
}

/// Waits until so many tabs have this title.
async fn counts_in(person: &Person, title: &str, tabs: usize) {
    person
        .until(format!("{tabs} tabs «{title}»"), async || {
            let targets = person.cdp("Target.getTargets", json!({})).await;
            let all = targets["targetInfos"].as_array()?.clone();
            let so_called = all.iter().filter(|one| one["title"] == title).count();
            (so_called >= tabs).then_some(())
        })
        .await;
}

/// Proves G5: asked in context, never on load; each choice is kept.
async fn notices_are_offered_when_the_first_conversation_is_taken(stage: &Stage) {
    let ana = an_attentive_ana(stage, Some("prompt")).await;
    act::is_offered_notices(&ana, true).await;
    let offer = text(ana.word("notify.offer"));
    assert!(ana.look(&offer).await.is_empty());
    stage.customer().await.writes("¿Me oyen?").await;
    act::chooses_tab(&ana, "queued").await;
    somebody_listens(&ana).await;
    act::opens(&ana, "¿Me oyen?").await;
    assert!(ana.look(&offer).await.is_empty(), "a preview is no context");
    ana.clicks(&button(ana.word("thread.accept"))).await;
    ana.sees(&offer).await;
    assert_eq!(
        ana.asks::<u32>("return window.asked").await,
        0,
        "nobody was asked"
    );
    let permission = json!({
        "origin": stage.origin(), "permission": {"name": "notifications"}, "setting": "granted",
    });
    ana.cdp("Browser.setPermission", permission).await;

    let menu = ana.phrase("account.menu", &[("name", "")]);
    ana.clicks(&like("button", menu.trim())).await;
    ana.clicks(&role("menuitem", ana.word("notify.title")))
        .await;
    let dialog = || role("dialog", ana.word("notify.title"));
    ana.sees(&dialog()).await;
    let sound = format!(
        "{}: {}",
        ana.word("notify.queued"),
        ana.word("notify.sound")
    );
    let sound = || role("checkbox", &sound);
    ana.clicks(&sound().within(dialog())).await;
    ana.presses(Key::Escape).await;
    ana.misses(&dialog()).await;
    ana.reloads().await;
    see::connection(&ana, "connection.live").await;
    let kept: String = ana
        .asks("return localStorage.getItem('bandeja.notices')")
        .await;
    assert_eq!(kept, "1111101");
    // Another one taken: it was offered once.
    anas_conversation(stage, &ana, "Segunda").await;
    counts(&ana, "").await;
    assert!(ana.look(&offer).await.is_empty());
}

/// Ana, attentive, and a customer of hers who has written.
async fn ana_and_a_customer(stage: &Stage, words: &str) -> (Person, Customer) {
    let ana = an_attentive_ana(stage, Some("granted")).await;
    let customer = stage.customer().await;
    customer.writes(words).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, words).await;
    ana.sees(&see::message(words)).await;
    (ana, customer)
}

/// Proves G5: out of sight it shows and sounds, a burst as one; the number and the dot.
async fn out_of_sight_it_tells_of_news_and_counts(stage: &Stage) {
    let (ana, customer) = ana_and_a_customer(stage, "Primero").await;
    somebody_listens(&ana).await;
    counts(&ana, "").await;
    let app = looks_away(stage, &ana).await;
    customer.writes("¿Sigue ahí?").await;
    customer.writes("¿Hola?").await;
    counts_unseen(&ana, &format!("(2) {TITLE}")).await;
    customer.writes("¿Se fue?").await;
    counts_unseen(&ana, &format!("(3) {TITLE}")).await;
    is_told(&ana, 1).await;
    ana.driver().switch_to_window(app).await.expect("back");
    let shown = told(&ana).await;
    let many = |n| ana.phrase("notify.many.other", &[("n", n)]);
    let is_one = shown[0].0 == many("2") || shown[0].0 == many("3");
    assert!(is_one, "a burst is one notice: {shown:?}");
    assert!(shown.len() <= 2, "{shown:?}");
    assert!(ana.asks::<u32>("return window.tones").await > 0);
}

/// Proves G5.
async fn a_pressed_notice_leads_to_its_conversation(stage: &Stage) {
    let (ana, customer) = ana_and_a_customer(stage, "¿Queda alguno?").await;
    anas_conversation(stage, &ana, "Otra cosa").await;
    somebody_listens(&ana).await;
    let app = looks_away(stage, &ana).await;
    customer.writes("¿Me contesta?").await;
    is_told(&ana, 1).await;
    ana.asks::<()>("new BroadcastChannel('story').postMessage('')")
        .await;
    ana.driver().switch_to_window(app).await.expect("back");
    ana.sees(&see::message("¿Me contesta?")).await;
    ana.sees(&see::message("¿Queda alguno?")).await;
}

/// Proves G5: two windows of one person do not ring twice.
async fn of_two_tabs_one_speaks_and_both_count(stage: &Stage) {
    let (ana, customer) = ana_and_a_customer(stage, "Primero").await;
    somebody_listens(&ana).await;
    let driver = ana.driver();
    let first = driver.window().await.expect("a window");
    let second = driver.new_tab().await.expect("another tab");
    driver.switch_to_window(second.clone()).await.expect("it");
    ana.prepares(LISTENS).await;
    ana.goes_to(&stage.origin()).await;
    see::connection(&ana, "connection.live").await;
    somebody_listens(&ana).await;
    looks_away(stage, &ana).await;

    for (count, words) in [(1, "¿Sigue ahí?"), (2, "¿Hola?")] {
        customer.writes(words).await;
        is_told(&ana, count).await;
        counts_in(&ana, &format!("({count}) {TITLE}"), 2).await;
    }
    // The first tab had the word before there was a second.
    let mut heard = Vec::new();
    for tab in [first, second] {
        driver.switch_to_window(tab).await.expect("the tab");
        let tones: u32 = ana.asks("return window.tones").await;
        heard.push((told(&ana).await.len(), tones > 0));
    }
    assert_eq!(heard, [(2, true), (0, false)], "notices and sounds");
}

/// Proves G5: no sound, no notice for what somebody looks at; a sound for the rest.
async fn what_is_on_the_screen_is_no_news(stage: &Stage) {
    let (ana, customer) = ana_and_a_customer(stage, "Estoy aquí").await;
    counts(&ana, "").await;
    let tones = "return window.tones";
    let before: u32 = ana.asks(tones).await;
    customer.writes("Y esto lo ve").await;
    ana.sees(&see::message("Y esto lo ve")).await;
    // Another conversation is news: what came before it was silent.
    stage.customer().await.writes("Alguien más").await;
    ana.until("a sound", async || {
        (ana.asks::<u32>(tones).await > before).then_some(())
    })
    .await;
    let one_low_tone = before + 1;
    assert_eq!(ana.asks::<u32>(tones).await, one_low_tone);
    assert!(told(&ana).await.is_empty(), "somebody is there");
    counts(&ana, "").await;
    // Away from it, it counts.
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, "Alguien más").await;
    customer.writes("¿Me deja?").await;
    counts(&ana, "1").await;
    act::chooses_tab(&ana, "open").await;
    act::opens(&ana, "¿Me deja?").await;
    counts(&ana, "").await;
}
