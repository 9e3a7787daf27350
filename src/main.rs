//! Starts the app: finds the backend, fetches the language, mounts. `boot.js` handles what breaks.

use any_spawner::Executor;
use bandeja::{
    api::{Api, json},
    app::Root,
    language,
    sync::App,
};
use bandeja_browser::{
    fetch::{Call, fetch},
    page, timer,
};
use leptos::{mount::mount_to_body, prelude::*, task::spawn_local};

/// Milliseconds between two attempts to fetch what the app cannot start without.
const AGAIN: i64 = 1_000;

fn main() {
    // Mounting would set it, but the app begins before there is anything to show. Whoever sets it
    // second changes nothing.
    let _ = Executor::init_wasm_bindgen();
    #[cfg(feature = "gallery")]
    if window()
        .location()
        .pathname()
        .is_ok_and(|path| path.ends_with("/gallery"))
    {
        page::remove("#boot");
        spawn_local(async {
            // Without it the pictures show what is missing.
            page::bring_style(bandeja::parts::STYLE).await;
        });
        mount_to_body(|| view! { <bandeja::gallery::Gallery/> });
        return;
    }
    spawn_local(async {
        // Both are on their way at once: neither waits for the other.
        let app = App::new(Api::new(&backend().await));
        app.begin();
        language::mind_late();
        while language::load(language::first()).await.is_err() {
            timer::sleep(AGAIN).await;
        }
        page::remove("#boot");
        mount_to_body(move || view! { <Root app/> });
    });
}

/// The backend's origin: what `config.json` beside the app says, else the page's own.
///
/// The file is optional, and the only thing about an installation that the app cannot know (G3).
async fn backend() -> String {
    #[derive(serde::Deserialize)]
    struct Config {
        backend: String,
    }
    let call = Call {
        method: "GET",
        url: &format!("{}/config.json", page::base_path()),
        headers: &[],
        body: None,
        within: 15_000,
        cookies: false,
    };
    // Without the file, or with one that is none, the backend is where the page came from.
    let named = match fetch(call).await {
        Ok(reply) if reply.status == 200 => json::read::<Config>(&reply.text),
        Ok(_) | Err(_) => return page::origin(),
    };
    match named {
        Ok(config) if !config.backend.is_empty() => config.backend,
        Ok(_) | Err(_) => page::origin(),
    }
}
