//! The harness itself: what tests rely on is tried before anything is said with it.

use bandeja_tests::{Engine, Host, Person, find::*, rehearse};
use thirtyfour::Key;

const PAGE: &str = r#"<!doctype html><html lang="es"><title>Prueba</title><body>
<nav aria-label="Principal"><a href="/b">Inicio</a></nav>
<main><h1>Hola <b>mundo</b></h1>
<button>Enviar</button><button aria-label="Cerrar el chat"><svg aria-hidden="true"></svg></button>
<button hidden>Oculto</button><div aria-hidden="true"><button>Mudo</button></div>
<button>Abrir <span aria-hidden="true">→</span></button>
<label for="t">Mensaje</label><textarea id="t"></textarea>
<input aria-labelledby="l1 l2"><span id="l1">Correo</span> <span id="l2">de casa</span>
<div role="tablist"><div role="tab" aria-selected="true">En Cola <span>3</span></div>
<div role="tab" aria-selected="false">Abiertas</div></div>
<section aria-label="Hilo"><p>Buenos días</p></section>
<img alt="Foto" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
<div id="host"></div><p id="out"></p></main>
<script>
const root = document.getElementById("host").attachShadow({mode: "open"});
root.innerHTML = "<button>Sombra</button>";
root.querySelector("button").onclick = () => { out.textContent = "pulsado"; };
t.onkeydown = (e) => { out.textContent = e.key + (e.shiftKey ? "+" : ""); };
</script>"#;

fn rehearse_in_both(rehearsal: impl AsyncFn(&Person, &Host) + Copy) {
    rehearse(Engine::Chromium, rehearsal);
    rehearse(Engine::Firefox, rehearsal);
}

#[test]
fn people_find_by_role_and_name_what_others_can_see() {
    rehearse_in_both(async |rita, site| {
        rita.goes_to(&site.page("/a", "", PAGE)).await;
        rita.sees(&role("heading", "Hola mundo")).await;
        rita.sees(&button("Cerrar el chat")).await;
        rita.sees(&button("Abrir")).await;
        rita.sees(&textbox("Mensaje")).await;
        rita.sees(&textbox("Correo de casa")).await;
        rita.sees(&role("tab", "En Cola 3").with("aria-selected", "true"))
            .await;
        rita.sees(&role("link", "Inicio").within(role("navigation", "Principal")))
            .await;
        rita.sees(&text("Buenos días").within(role("region", "Hilo")))
            .await;
        assert!(rita.look(&button("Oculto")).await.is_empty());
        assert!(rita.look(&button("Mudo")).await.is_empty());
        assert!(
            rita.look(&text("Buenos días").within(role("navigation", "Principal")))
                .await
                .is_empty()
        );
    });
}

#[test]
fn people_click_through_shadows_and_type_whole_keys() {
    rehearse_in_both(async |rita, site| {
        rita.goes_to(&site.page("/a", "", PAGE)).await;
        rita.clicks(&button("Sombra")).await;
        rita.sees(&text("pulsado")).await;
        rita.types(&textbox("Mensaje"), "ñandú").await;
        rita.presses(Key::Shift + Key::Enter).await;
        rita.sees(&text("Enter+")).await;
        let typed: String = rita.asks("return t.value").await;
        assert_eq!(typed, "ñandú\n");
    });
}

#[test]
fn names_are_those_that_the_browser_computes() {
    rehearse_in_both(async |rita, site| {
        rita.goes_to(&site.page("/a", "", PAGE)).await;
        for role in [
            "button",
            "textbox",
            "tab",
            "heading",
            "link",
            "img",
            "navigation",
        ] {
            let ours = rita.names(&any(role)).await;
            let (roles, names): (Vec<String>, Vec<String>) =
                rita.computed(&any(role)).await.into_iter().unzip();
            let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            assert_eq!(ours, names, "{role}");
            let is_same = |theirs: &String| theirs == role || (theirs == "image" && role == "img");
            assert!(roles.iter().all(is_same), "{role}: {roles:?}");
        }
    });
}

#[test]
fn a_console_error_fails_a_test_and_an_expected_one_does_not() {
    let page = "<!doctype html><script>console.error('roto')</script>";
    let outcome = std::panic::catch_unwind(|| {
        rehearse(Engine::Chromium, async |rita: &Person, site: &Host| {
            rita.goes_to(&site.page("/a", "", page)).await;
        });
    });
    assert!(outcome.is_err());
    rehearse_in_both(async |rita, site| {
        rita.expects_console("roto");
        rita.goes_to(&site.page("/a", "", page)).await;
    });
}

#[test]
fn everybody_s_window_is_in_front_of_them() {
    rehearse_in_both(async |rita, site| {
        rita.goes_to(&site.page("/a", "", PAGE)).await;
        // A browser under load gives its window the focus a moment after the page.
        rita.until("a window in front", async || {
            let in_front: (bool, String) = rita
                .asks("return [document.hasFocus(), document.visibilityState]")
                .await;
            (in_front == (true, "visible".to_owned())).then_some(())
        })
        .await;
    });
}

#[test]
fn a_violated_policy_fails_a_test() {
    let outcome = std::panic::catch_unwind(|| {
        rehearse(Engine::Chromium, async |rita: &Person, site: &Host| {
            let policy = "Content-Security-Policy: script-src 'none'\r\n";
            rita.goes_to(&site.page("/a", policy, PAGE)).await;
        });
    });
    assert!(outcome.is_err());
}
