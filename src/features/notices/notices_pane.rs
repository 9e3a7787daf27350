//! Tells of news as long as somebody is signed in, and shows the choices when they are wanted (G5).

use super::{
    choices::{Choices, KEY, Way},
    notices_form::{Ask, NoticesForm},
    voice::Voice,
};
use crate::{commands::App, desk::Desk, i18n::Key, ui::dialog::Dialog, ui::prelude::*};
use bandeja_browser::{notify, storage};
use leptos::task::spawn_local;

/// The voice, and the window of its choices.
#[component]
pub fn NoticesPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let choices = RwSignal::new(Choices::read(&storage::get(KEY).unwrap_or_default()));
    let permission = RwSignal::new(notify::permission());
    let wanted = desk.has_notices;
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let answer = notify::ask().await;
            // The page may be gone by now.
            let _ = permission.try_set(answer);
        });
    });
    let voice = Voice::begin(app, desk, choices, ask);
    let on_ask = move |wish| {
        let now = choices.get_untracked();
        let next = match wish {
            Ask::Permission => return ask.run(()),
            Ask::Tell(news, way, is_on) => {
                if way == Way::Sound && is_on {
                    voice.with_value(|voice| voice.sound(news));
                }
                now.with(news, way, is_on)
            }
            Ask::Text(shows_text) => now.with_text(shows_text),
        };
        choices.set(next);
        // A browser that keeps nothing asks again next time.
        let _ = storage::set(KEY, &next.write());
    };
    let on_ask = Callback::new(on_ask);
    move || {
        wanted.get().then(|| {
            permission.set(notify::permission());
            view! {
                <Dialog
                    title=Key::NotifyTitle
                    close_label=Key::ActionClose
                    on_close=move |()| wanted.set(false)
                >
                    <NoticesForm choices permission on_ask/>
                </Dialog>
            }
        })
    }
}
