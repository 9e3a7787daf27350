//! Parts on the screen: on their way, there, or not to be had.

use super::Part;
use crate::{
    i18n::{Key, t},
    ui::{
        notice::{Notice, Way},
        prelude::*,
        toast::Toasts,
        waiting::{Bar, Waiting},
    },
};
use bandeja_browser::{listen::Listener, page};
use leptos::task::spawn_local;
use std::{cell::Cell, rc::Rc};

/// A part that fills a pane: what is on its way has a shape, what cannot be had is said.
#[component]
pub fn Fetched(
    /// Which.
    part: &'static Part,
) -> impl IntoView {
    let is_here = RwSignal::new(part.is_here());
    let tries = RwSignal::new(0_u32);
    let is_missing = RwSignal::new(false);
    let fetch = Callback::new(move |()| {
        is_missing.set(false);
        // Gone after a second look, it will not come back: a newer build of the app has it.
        if tries.get_untracked() > 1 {
            page::reload();
        }
        spawn_local(async move {
            let came = part.fetch().await;
            // The pane may be gone by now.
            let _ = is_here.try_set(came);
            let _ = is_missing.try_set(!came);
            let _ = tries.try_update(|tries| *tries += 1);
        });
    });
    if !part.is_here() {
        fetch.run(());
    }
    move || match (is_here.get(), is_missing.get()) {
        (true, _) => part.view(),
        (false, true) => {
            let way = Way::new(Key::ActionRetry, fetch);
            view! { <Notice sentence=Key::PartMissing way=way is_trouble=true/> }.into_any()
        }
        (false, false) => view! {
            <Waiting label=Key::PartLoading sentence=Key::PartSlow>
                <div class="thread-shapes">
                    <Bar tenths=5/>
                    <Bar tenths=7/>
                    <Bar tenths=4/>
                </div>
            </Waiting>
        }
        .into_any(),
    }
}

/// A part that comes when it is first wanted, and stays. One that cannot be had is told of.
#[component]
pub fn OnceWanted(
    /// Whether it is wanted now.
    #[prop(into)]
    is_wanted: Signal<bool>,
    /// Which.
    part: &'static Part,
    /// Where it is told of one that cannot be had.
    toasts: Toasts,
) -> impl IntoView {
    let is_here = RwSignal::new(false);
    whenever(move || {
        if is_wanted.get() && !is_here.get_untracked() {
            spawn_local(async move {
                if part.fetch().await {
                    is_here.set(true);
                } else {
                    toasts.say(t(Key::PartMissing).to_owned(), None);
                }
            });
        }
    });
    move || is_here.get().then(|| part.view())
}

/// Fetches parts as soon as somebody is there: by the time something is pressed, they are here.
/// Once: if it cannot be had, whoever wants it asks again.
pub fn fetch_when_stirred(parts: [&'static Part; 3]) {
    let is_stirred = Rc::new(Cell::new(false));
    let stirs = ["pointermove", "pointerdown", "keydown"].map(|kind| {
        let is_stirred = Rc::clone(&is_stirred);
        Listener::new(&window(), kind, move |_| {
            if !is_stirred.replace(true) {
                parts.iter().for_each(|part| part.fetch_ahead());
            }
        })
    });
    StoredValue::new_local(stirs);
}
