//! Browsers that keep nothing, names that break layouts, deploys and crashes.

use super::ana_answers;
use bandeja_tests::{Setting, Stage, act, chromium, find::*, place, see};

chromium!(
    a_browser_that_keeps_nothing_says_so_and_lets_one_work,
    a_crash_of_the_app_is_told_and_costs_no_word,
);
chromium!(in super::hostile_names(); names_of_every_kind_stay_in_their_rows);
chromium!(in super::an_own_app(); a_deploy_under_a_running_tab_goes_unnoticed);

const NAMES: [&str; 6] = [
    "شركة الاختبار للتجارة العامة",
    "Z\u{335}a\u{321}\u{322}\u{334}\u{335}l\u{336}\u{337}\u{338}g\u{340}\u{341}\u{342}\u{343}\u{344}o",
    "👩‍👩‍👧‍👦 Familia 👨🏽‍🚀🏳️‍🌈",
    "\u{202e}gpj.exe\u{202c} Nadie",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "<b>negrita</b> &amp; <img src=x onerror=alert(1)>",
];

fn hostile_names() -> Setting {
    let name = |(at, name): (usize, &&str)| {
        let name = name.replace('\'', "''");
        format!(
            "UPDATE contacts SET name = '{name}' WHERE id = (SELECT c.contact FROM conversations c \
             WHERE c.status = 'queued' ORDER BY c.queued_at LIMIT 1 OFFSET {at})"
        )
    };
    Setting {
        statements: NAMES.iter().enumerate().map(name).collect(),
        ..Setting::default()
    }
}

fn an_own_app() -> Setting {
    Setting {
        own_app: true,
        ..Setting::default()
    }
}

/// Proves F16.
async fn names_of_every_kind_stay_in_their_rows(stage: &Stage) {
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    act::chooses_tab(&dora, "queued").await;
    for name in NAMES {
        dora.sees(&see::row(name)).await;
    }
    // What lies outside of its row and is not cut off by something around it.
    let script = "const rows = [...document.querySelectorAll('[role=listitem]:not([hidden])')];\
        const shown = (e, row) => { const box = e.getBoundingClientRect();\
          let [l, t, r, b] = [box.left, box.top, box.right, box.bottom];\
          for (let p = e.parentElement; p && p !== row; p = p.parentElement) {\
            if (getComputedStyle(p).overflow === 'visible') continue;\
            const cut = p.getBoundingClientRect();\
            [l, t, r, b] = [Math.max(l, cut.left), Math.max(t, cut.top), Math.min(r, cut.right), Math.min(b, cut.bottom)]; }\
          return l < r && t < b ? [l, t, r, b] : null; };\
        return rows.flatMap((row) => { const box = row.getBoundingClientRect();\
          return [...row.querySelectorAll('*')].filter((e) => { const seen = shown(e, row);\
            return seen && (seen[1] < box.top - 1 || seen[3] > box.bottom + 1 || seen[2] > box.right + 1\
              || seen[0] < box.left - 1); }).map((e) => e.outerHTML); })";
    let outside: Vec<String> = dora.asks(script).await;
    assert!(outside.is_empty(), "outside of their rows: {outside:#?}");
    for name in NAMES {
        act::opens(&dora, name).await;
        dora.sees(&role("heading", name)).await;
        let wide: bool = dora
            .asks("return document.documentElement.scrollWidth > innerWidth")
            .await;
        assert!(!wide, "«{name}» makes the page scroll sideways");
    }
}

/// Proves F11.
async fn a_browser_that_keeps_nothing_says_so_and_lets_one_work(stage: &Stage) {
    let ana = stage.person("Ana").await;
    ana.prepares(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };\
         IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
    )
    .await;
    act::signs_in(&ana, &stage.origin(), "ana").await;
    let customer = stage.customer().await;
    customer.writes("¿Funciona?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Funciona?").await;
    act::writes(&ana, "Funciona").await;
    ana.sees(&text_like(ana.word("composer.draft_unsaved")))
        .await;
    ana.presses(thirtyfour::Key::Enter).await;
    see::delivery(&ana, "Funciona", "message.sent").await;
}

/// Proves F22: the running tab goes on when its files are gone.
async fn a_deploy_under_a_running_tab_goes_unnoticed(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "¿Se nota?").await;
    let gone = remove_hashed(stage.dist());
    assert!(gone > 0, "nothing in the app is named by its content");
    act::says(&ana, "Nada").await;
    see::delivery(&ana, "Nada", "message.sent").await;
    act::chooses_tab(&ana, "closed").await;
    ana.until("rows", async || {
        (!see::rows(&ana).await.is_empty()).then_some(())
    })
    .await;
    act::writes(&ana, "a medias").await;
    stage.backend().stop();
    place::copy(&place::dist(), stage.dist());
    stage.backend().run();
    see::connection(&ana.patient(20), "connection.live").await;
    see::holds(&ana, &see::composer(&ana), "a medias").await;
    ana.reloads().await;
    see::holds(&ana, &see::composer(&ana), "a medias").await;
}

/// Removes the code whose names carry a hash, as a deploy does; answers how many files.
fn remove_hashed(dist: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(dist)
        .expect("a folder")
        .filter_map(Result::ok);
    let code = entries.map(|entry| entry.path()).filter(|path| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        name.contains(".wasm") || (name.contains(".js") && name.contains('-'))
    });
    code.map(std::fs::remove_file).filter(Result::is_ok).count()
}

/// Proves F24: notice, the words saved, the app starts anew.
async fn a_crash_of_the_app_is_told_and_costs_no_word(stage: &Stage) {
    let (ana, _customer) = ana_answers(stage, "No se rompa").await;
    ana.expects_outage();
    ana.expects_console("unreachable");
    act::writes(&ana, "lo que no se debe perder").await;
    // A trap of a wasm, as a panic of the app is one: (module (func (export "f") unreachable)).
    ana.asks::<()>(
        "window.beforeTheCrash = true;\
         const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,\
           10, 5, 1, 3, 0, 0, 11];\
         const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code)));\
         setTimeout(trap.exports.f)",
    )
    .await;
    ana.sees(&text_like("La aplicación falló. Lo escrito está guardado."))
        .await;
    ana.until("the app to start anew", async || {
        let gone: bool = ana
            .run("return !window.beforeTheCrash", Vec::new())
            .await
            .ok()?;
        gone.then_some(())
    })
    .await;
    see::connection(&ana, "connection.live").await;
    see::holds(&ana, &see::composer(&ana), "lo que no se debe perder").await;
}
