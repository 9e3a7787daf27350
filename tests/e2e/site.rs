//! The widget on customers' sites: strict ones, foreign ones, hostile ones.

use bandeja_tests::{Host, SITE_KEY, Stage, act, chromium, find::*, see};

chromium!(
    a_strict_policy_of_the_host_is_enough_for_the_chat,
    nothing_is_fetched_stored_or_framed_before_the_visitor_acts,
    a_page_of_another_site_cannot_show_the_panel,
    unknown_and_disabled_keys_look_alike,
    what_other_frames_post_changes_nothing,
    no_secret_is_in_any_address,
    a_hostile_page_neither_reads_nor_breaks_the_chat,
    the_app_cannot_be_framed,
);

fn tag(origin: &str) -> String {
    format!("<script async src=\"{origin}/bandeja.js\" data-inbox=\"{SITE_KEY}\"></script>")
}

/// Proves W1, and row W9.
async fn a_strict_policy_of_the_host_is_enough_for_the_chat(stage: &Stage) {
    let origin = stage.origin();
    let policy = format!(
        "Content-Security-Policy: default-src 'none'; script-src {origin}; frame-src {origin}\r\n"
    );
    let page = format!(
        "<!doctype html><title>Banco</title><h1>Banco</h1>{}",
        tag(&origin)
    );
    let marta = stage.person("Marta").await;
    act::visits(&marta, &stage.site.page("/banco", &policy, &page)).await;
    act::says_in_chat(&marta, "Desde un sitio estricto").await;
    see::chat_says(&marta, "sent", &[]).await;
    assert_eq!(
        stage
            .database()
            .await
            .count_of("Desde un sitio estricto")
            .await,
        1
    );
}

/// Proves W1: lazy; no cookie, nothing stored before the visitor acts.
async fn nothing_is_fetched_stored_or_framed_before_the_visitor_acts(stage: &Stage) {
    let line = &stage.lines[0];
    let marta = stage.person("Marta").await;
    marta.goes_to(&act::a_site_of(stage, &line.origin())).await;
    marta.sees(&see::launcher(&marta)).await;
    let asked = line.requests();
    assert!(
        asked
            .iter()
            .all(|request| request.starts_with("GET /bandeja.js")),
        "{asked:?}"
    );
    assert!(marta.look(&any("frame")).await.is_empty());

    // Looking into it stores nothing either.
    act::opens_chat(&marta).await;
    act::writes_in_chat(&marta, "todavía no").await;
    let kept = "return [document.cookie, localStorage.length, sessionStorage.length].join()";
    marta.clears(&see::chat_box()).await;
    let in_panel: String = marta.asks(kept).await;
    let databases: u64 = marta
        .asks("return indexedDB.databases().then((all) => all.length)")
        .await;
    marta.leaves_frame().await;
    let on_page: String = marta.asks(kept).await;
    assert_eq!(
        (in_panel.as_str(), on_page.as_str(), databases),
        (",0,0", ",0,0", 0)
    );
    let cookies = marta.cdp("Storage.getCookies", serde_json::json!({})).await;
    assert_eq!(cookies["cookies"], serde_json::json!([]));
    let asked = line.requests();
    assert!(
        !asked.iter().any(|request| request.contains("/visitor/")),
        "{asked:?}"
    );
}

/// Proves row W5.
async fn a_page_of_another_site_cannot_show_the_panel(stage: &Stage) {
    let foreign = Host::start().await.expect("a site");
    let origin = stage.origin();
    let page = format!(
        "<!doctype html><title>Ajena</title><h1>Ajena</h1>{}",
        tag(&origin)
    );
    let marta = stage.person("Marta").await;
    marta.expects_console("frame-ancestors");
    marta.expects_console("chrome-error");
    marta.goes_to(&foreign.page("/", "", &page)).await;
    marta.clicks(&see::launcher(&marta)).await;
    marta.patient(15).sees(&like("button", "Reintentar")).await;
    assert!(
        marta.look(&role("frame", "Chat")).await.is_empty(),
        "the panel is shown"
    );
}

/// Proves row W5: the same bytes.
async fn unknown_and_disabled_keys_look_alike(stage: &Stage) {
    stage.backend().stop();
    stage
        .rewrite(&[
            "INSERT INTO inboxes SELECT randomblob(16), channel, name, address, queue, grp, \
             'cerrado', origins, greeting, 0 FROM inboxes WHERE site_key = 'demo-tienda'",
        ])
        .await;
    stage.backend().run();
    let mut answers = Vec::new();
    for key in ["cerrado", "no-existe"] {
        let answer = reqwest_get(&format!("{}/widget/{key}", stage.origin())).await;
        assert!(answer.contains("frame-ancestors 'none'"), "{answer}");
        answers.push(answer);
    }
    assert_eq!(answers[0], answers[1]);
}

async fn reqwest_get(url: &str) -> String {
    bandeja_tests::api::raw(url).await
}

/// Proves rows W1, W2 and W3.
async fn what_other_frames_post_changes_nothing(stage: &Stage) {
    let evil = Host::start().await.expect("a site");
    let frame = evil.page(
        "/frame",
        "",
        "<!doctype html><script>\
         const words = [{kind: 'bandeja:ready'}, {kind: 'state', unread: 7, written: true},\
           {kind: 'close'}, 'x'.repeat(5e6), JSON.parse('{\"__proto__\": {\"kind\": \"close\"}}'), null, 7];\
         addEventListener('message', (event) => {\
           if (event.data === 'go') words.forEach((word) => parent.postMessage(word, '*'));\
           if (event.data && event.data.kind === 'bandeja:port') parent.postMessage('stolen', '*'); });\
         </script>",
    );
    let line = &stage.lines[0];
    let page = format!(
        "<!doctype html><html lang=es><title>Tienda</title><iframe title=\"Anuncio\" src=\"{frame}\"></iframe>\
         <script>heard = []; addEventListener('message', (event) => {{\
           if (event.data && event.data.kind !== 'bandeja:ready') heard.push(JSON.stringify(event.data).slice(0, 200)); }});\
         provoke = () => {{ frames[0].postMessage('go', '*');\
           const panel = document.querySelector('bandeja-widget').shadowRoot.querySelector('iframe').contentWindow;\
           for (const word of [{{kind: 'bandeja:port'}}, {{kind: 'open'}}, 'x'.repeat(5e6),\
             JSON.parse('{{\"__proto__\": {{\"kind\": \"bandeja:port\"}}}}'), null, 7])\
             panel.postMessage(word, '*'); }};</script>{}",
        tag(&line.origin())
    );
    let marta = stage.person("Marta").await;
    act::visits(&marta, &stage.site.page("/tienda", "", &page)).await;
    act::says_in_chat(&marta, "Antes del ruido").await;
    see::chat_says(&marta, "sent", &[]).await;
    act::closes_chat(&marta).await;
    marta.asks::<()>("provoke()").await;
    // The page hears the advertisement's own last word, so the chat has heard all of them.
    marta
        .until("all seven words", async || {
            let heard: Vec<String> = marta.asks("return heard").await;
            (heard.iter().filter(|word| *word == "7").count() == 1).then_some(())
        })
        .await;
    let heard: Vec<String> = marta.asks("return heard").await;
    assert!(
        !heard.iter().any(|word| word.contains("stolen")),
        "{heard:?}"
    );
    marta.sees(&button("Abrir el chat")).await;
    let polluted: bool = marta.asks("return ({}).kind !== undefined").await;
    assert!(!polluted);
    act::opens_chat(&marta).await;
    see::in_chat(&marta, "Antes del ruido").await;
    act::says_in_chat(&marta, "Después del ruido").await;
    let mut database = stage.database().await;
    marta
        .until("it stored", async || {
            (database.count_of("Después del ruido").await == 1).then_some(())
        })
        .await;
}

/// Proves row W4.
async fn no_secret_is_in_any_address(stage: &Stage) {
    let line = &stage.lines[0];
    let ana = act::ana(stage).await;
    let marta = stage.person("Marta").await;
    act::visits(&marta, &act::a_site_of(stage, &line.origin())).await;
    act::says_in_chat(&marta, "Algo privado").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Algo privado").await;
    act::says(&ana, "Algo secreto").await;
    see::in_chat(&marta, "Algo secreto").await;
    let kept: String = marta
        .asks("return Object.values(localStorage).join(' ')")
        .await;
    let is_secret = |word: &str| word.len() >= 32;
    let secrets: Vec<&str> = kept
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| is_secret(word))
        .collect();
    assert!(!secrets.is_empty(), "the panel keeps no secret in «{kept}»");
    let mut shown = line.requests();
    for place in [
        "location.href",
        "document.title",
        "JSON.stringify(history.state)",
        "document.referrer",
    ] {
        shown.push(marta.asks(&format!("return String({place})")).await);
    }
    marta.leaves_frame().await;
    shown.push(
        marta
            .asks("return document.documentElement.outerHTML")
            .await,
    );
    shown.push(
        marta
            .asks("return Object.values(localStorage).join(' ')")
            .await,
    );
    shown.extend(stage.backend().log());
    for secret in secrets {
        let told = shown.iter().find(|line| line.contains(secret));
        assert!(told.is_none(), "the secret stands in {told:?}");
    }
    // And no words of theirs stand in the server's log.
    assert!(
        !stage
            .backend()
            .log()
            .iter()
            .any(|line| line.contains("Algo "))
    );
}

/// Proves row W8.
async fn a_hostile_page_neither_reads_nor_breaks_the_chat(stage: &Stage) {
    let page = format!(
        "<!doctype html><html lang=es><title>x</title>\
         <style>body, body *, html > :not(head) {{ all: unset !important; display: none !important; color: red !important }}\
         iframe, button {{ position: static !important; width: 1px !important }}</style>\
         <script>window.spied = [];\
         for (const name of ['map', 'forEach', 'filter', 'push', 'join', 'slice', 'some', 'indexOf']) {{\
           const good = Array.prototype[name];\
           Array.prototype[name] = function (...given) {{\
             if (new Error().stack.includes('/bandeja.js')) throw new Error(name);\
             return good.apply(this, given); }}; }}\
         window.fetch = (...given) => {{ spied[spied.length] = String(given); return new Promise(() => 0); }};\
         Object.prototype.kind = 'close'; Object.prototype.unread = 99;\
         Object.defineProperty(window, 'bandeja', {{value: 1}}); Object.freeze(document);</script>{}",
        tag(&stage.origin())
    );
    let marta = stage.person("Marta").await;
    marta.expects_console("bandeja:");
    act::visits(&marta, &stage.site.page("/hostil", "", &page)).await;
    act::says_in_chat(&marta, "En casa ajena").await;
    see::chat_says(&marta, "sent", &[]).await;
    marta.leaves_frame().await;
    let spied: u64 = marta.asks("return spied.length").await;
    assert_eq!(spied, 0);
    assert_eq!(stage.database().await.count_of("En casa ajena").await, 1);
}

/// Proves row W7.
async fn the_app_cannot_be_framed(stage: &Stage) {
    let marta = stage.person("Marta").await;
    marta.expects_console("frame-ancestors");
    marta.expects_console("chrome-error");
    let page = format!(
        "<!doctype html><title>x</title><iframe title=\"Bandeja\" src=\"{}/\"></iframe>",
        stage.origin()
    );
    marta.goes_to(&stage.site.page("/marco", "", &page)).await;
    marta.enters(&role("frame", "Bandeja")).await;
    assert!(marta.look(&any("textbox")).await.is_empty());
    let framed: bool = marta
        .asks("return location.href.startsWith('http://127')")
        .await;
    assert!(!framed, "the app is shown in a frame");
}
