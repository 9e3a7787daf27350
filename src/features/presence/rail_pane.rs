//! The rail with the connection and the account, and the strip that tells of a lost connection
//! (G8, G10).

use super::{
    account_menu::{AccountMenu, Ask, Theme},
    connection_badge::{Connection, ConnectionBadge, ConnectionBanner},
    nav_rail::NavRail,
};
use crate::{
    commands, commands::App, desk::Desk, i18n::words::Vocabulary, language, present::failure,
    route::Place,
};
use bandeja_browser::{clock, page, storage, timer::Interval};
use bandeja_contract::Status;
use bandeja_domain::{clock::LocalTime, session::State};
use leptos::{prelude::*, task::spawn_local};

/// Where the theme is remembered, in this browser; `boot.js` reads it before the first paint.
const THEME: &str = "bandeja.theme";

/// The rail.
#[component]
pub fn RailPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (of, who) = (app.clone(), app.clone());
    let connection = Memo::new(move |_| shown(of.store.connection.state(), None));
    let name = Memo::new(move |_| {
        let me = who.store.workspace.me();
        me.map(|me| who.store.workspace.agent_name(me))
            .unwrap_or_default()
    });
    let kept = storage::get(THEME).unwrap_or_default();
    let theme = RwSignal::new(Theme::from_word(&kept));
    Effect::new(move |_| page::set_root("data-theme", theme.get().word()));
    let here = desk.here.clone();
    let on_ask = move |ask| match ask {
        Ask::Language(language) => language::choose(language),
        Ask::Theme(chosen) => {
            theme.set(chosen);
            // A browser that keeps nothing follows the system next time.
            let _ = storage::set(THEME, chosen.word());
        }
        Ask::SignOut => {
            let (app, toasts) = (app.clone(), desk.toasts);
            spawn_local(async move {
                if let Err(error) = commands::sign_out(&app).await {
                    toasts.say(failure::of_call(&error), None);
                }
            });
        }
    };
    view! {
        <NavRail
            vocabulary=Vocabulary::Service
            inbox=Signal::derive(move || here.address(&Place::of(Status::Open)))
        >
            <ConnectionBadge connection/>
            <AccountMenu name theme on_ask/>
        </NavRail>
    }
}

/// The strip across the page while the connection is lost.
#[component]
pub fn ConnectionPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (of, unsent, again) = (app.clone(), app.clone(), app);
    let now = RwSignal::new(LocalTime(clock::now().0));
    let ticks = StoredValue::new_local(None::<Interval>);
    let state = Memo::new(move |_| of.store.connection.state());
    // Only a countdown needs a clock.
    Effect::new(move |_| {
        let is_counting = matches!(state.get(), State::Offline { .. });
        ticks.set_value(is_counting.then(|| {
            now.set(LocalTime(clock::now().0));
            Interval::new(1_000, move || now.set(LocalTime(clock::now().0)))
        }));
    });
    let connection = Memo::new(move |_| {
        let state = state.get();
        let is_counting = matches!(state, State::Offline { .. });
        shown(state, is_counting.then(|| now.get()))
    });
    let unsent = Memo::new(move |_| u32::try_from(unsent.store.outbox.len()).unwrap_or(u32::MAX));
    view! {
        <ConnectionBanner
            connection
            unsent
            on_retry=move |()| again.retry_now()
            on_sign_in=move |()| desk.signs_in.set(true)
        />
    }
}

fn shown(state: State, now: Option<LocalTime>) -> Connection {
    match state {
        State::Connecting => Connection::Starting,
        State::CatchingUp => Connection::CatchingUp,
        State::Live => Connection::Live,
        State::SignedOut => Connection::SignedOut,
        State::Offline { retry_at } => {
            let left = now.map(|now| retry_at.since(now).max(0).saturating_add(999) / 1_000);
            Connection::Offline {
                retry_in: left.and_then(|left| u32::try_from(left).ok()),
            }
        }
    }
}
