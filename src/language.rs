//! The language of the page: chosen, remembered, fetched (G4).

use crate::{
    api::json,
    i18n::{self, Language},
};
use bandeja_browser::{
    fetch::{Call, NoReply, fetch},
    page,
    shared::Shared,
    storage,
};
use leptos::task::spawn_local;
use std::{cell::RefCell, future::Future};

/// Where the choice is remembered, in this browser.
const KEPT: &str = "bandeja.language";

/// The language to begin with: the remembered one, else the reader's dearest that there is.
#[must_use]
pub fn first() -> Language {
    let kept = storage::get(KEPT);
    let theirs = page::languages();
    Language::choose(kept.as_deref(), theirs.iter().map(String::as_str))
}

/// Switches to a language, and remembers it.
pub fn choose(language: Language) {
    // A browser that keeps nothing asks its own languages again.
    let _ = storage::set(KEPT, language.tag());
    spawn_local(async move {
        // The page stays in the language it had.
        let _ = load(language).await;
    });
}

/// Fetches a language and shows it.
///
/// # Errors
/// When its file did not come, or is of another build; then nothing changes.
pub async fn load(language: Language) -> Result<(), i18n::Missing> {
    i18n::switch(language, file).await?;
    page::set_root("lang", language.tag());
    Ok(())
}

/// Fetches the late texts of the language that was asked for, unless they are here; answers whether
/// they are. They are on their way before anybody waits; what did not come is fetched again when it
/// is asked for again.
pub fn bring_late() -> impl Future<Output = bool> {
    thread_local! {
        static COMING: RefCell<Option<Shared>> = const { RefCell::new(None) };
    }
    let coming = COMING.with_borrow_mut(|coming| {
        coming
            .get_or_insert_with(|| Shared::begin(async { i18n::bring_late(file).await.is_ok() }))
            .clone()
    });
    async {
        let is_here = coming.await;
        if !is_here {
            COMING.take();
        }
        is_here
    }
}

/// From here on, a late text that is wanted before any part of the app brings them all.
pub fn mind_late() {
    i18n::on_late_wanted(|| {
        // The next part that is fetched tries again.
        drop(bring_late());
    });
}

async fn file(path: &'static str) -> Result<Vec<String>, String> {
    let call = Call {
        method: "GET",
        url: &format!("{}/{path}", page::base_path()),
        headers: &[],
        body: None,
        within: 15_000,
        cookies: false,
    };
    let reply = fetch(call).await.map_err(|error| match error {
        NoReply::Unreachable => "unreachable".to_owned(),
        NoReply::TimedOut => "timed out".to_owned(),
    })?;
    if reply.status != 200 {
        return Err(format!("status {}", reply.status));
    }
    json::read(&reply.text).map_err(|error| format!("unreadable at byte {}", error.at))
}
