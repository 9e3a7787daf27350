//! The lines of one's own menu, and what they do.

use super::{
    account_menu::{AccountItems, Ask, Theme},
    rail_pane::THEME,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    language,
    present::failure,
    ui::prelude::*,
};
use bandeja_browser::storage;
use leptos::task::spawn_local;

/// The lines.
#[component]
pub fn AccountPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (word, toasts, has_notices) = (desk.theme, desk.toasts, desk.has_notices);
    let store = app.store.clone();
    let name = Signal::derive(move || {
        let me = store.workspace.me();
        me.map(|me| store.workspace.agent_name(me))
            .unwrap_or_default()
    });
    let theme = Signal::derive(move || Theme::from_word(word.get()));
    let on_ask = move |ask| match ask {
        Ask::Language(language) => language::choose(language),
        Ask::Theme(chosen) => {
            word.set(chosen.word());
            // A browser that keeps nothing follows the system next time.
            let _ = storage::set(THEME, chosen.word());
        }
        Ask::Notices => has_notices.set(true),
        Ask::SignOut => {
            let app = app.clone();
            spawn_local(async move {
                if let Err(error) = commands::sign_out(&app).await {
                    toasts.say(failure::of_call(&error), None);
                }
            });
        }
    };
    view! { <AccountItems name theme on_ask/> }
}
