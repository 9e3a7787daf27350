//! The rail with the connection and the account, and the strip that tells of a lost connection
//! (G8, G10).

use super::{
    account_menu::{AccountMenu, Theme},
    connection_badge::{Connection, ConnectionBadge, ConnectionBanner},
    nav_rail::NavRail,
};
use crate::{
    commands::App,
    desk::Desk,
    route::{Place, Section},
    ui::prelude::*,
};
use bandeja_browser::{clock, page, storage, timer::Interval};
use bandeja_contract::Status;
use bandeja_domain::{clock::LocalTime, session::State};

/// Where the theme is remembered, in this browser; `boot.js` reads it before the first paint.
pub(super) const THEME: &str = "bandeja.theme";

/// The theme to begin with.
#[must_use]
pub fn first_theme() -> &'static str {
    Theme::from_word(&storage::get(THEME).unwrap_or_default()).word()
}

/// The rail. `account` makes what stands in one's own menu.
#[component]
pub fn RailPane(
    /// The lines of the menu.
    account: Callback<(), AnyView>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (of, who, titled) = (app.clone(), app.clone(), app);
    let connection = move || shown(of.store.connection.state(), None, None);
    let name = Memo::new(move |_| {
        let me = who.store.workspace.me();
        me.map(|me| who.store.workspace.agent_name(me))
            .unwrap_or_default()
    });
    let word = desk.theme;
    whenever(move || page::set_root("data-theme", word.get()));
    let (here, settings) = (desk.here.clone(), desk.here.clone());
    let is_admin = desk.administers;
    view! {
        <NavRail
            title=move || titled.store.workspace.inbox_title()
            settings=move || is_admin.get().then(|| settings.settings(Section::Words))
            is_settings=desk.here.is_settings
            inbox=move || here.address(&Place::of(Status::Open))
        >
            <ConnectionBadge connection/>
            <AccountMenu name>{account.run(())}</AccountMenu>
        </NavRail>
    }
}

/// The strip across the page while the connection is lost.
#[component]
pub fn ConnectionPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (of, unsent, rule, again) = (app.clone(), app.clone(), app.store.clone(), app);
    let beat = RwSignal::new(false);
    let ticks = StoredValue::new_local(None::<Interval>);
    let state = Memo::new(move |_| of.store.connection.state());
    // Only a countdown needs a clock.
    whenever(move || {
        let is_counting = matches!(state.get(), State::Offline { .. });
        ticks.set_value(is_counting.then(|| {
            let next = move || beat.update(|beat| *beat = !*beat);
            next();
            Interval::new(1_000, next)
        }));
    });
    let connection = move || {
        let state = state.get();
        let is_counting = matches!(state, State::Offline { .. });
        // From the moment the line was lost (A7).
        let gone = rule.workspace.loaded().filter(|it| it.options.away_rule);
        let gone = gone.map(|it| {
            rule.away
                .since()
                .plus(i64::from(it.options.away_seconds) * 1_000)
        });
        beat.track();
        let now = LocalTime(clock::now().0);
        shown(state, is_counting.then_some(now), gone)
    };
    let unsent = move || u32::try_from(unsent.store.outbox.len()).unwrap_or(u32::MAX);
    view! {
        <ConnectionBanner
            connection
            unsent
            on_retry=move |()| again.retry_now()
            on_sign_in=move |()| desk.signs_in.set(true)
        />
    }
}

fn shown(state: State, now: Option<LocalTime>, gone: Option<LocalTime>) -> Connection {
    let left = |until: LocalTime| {
        let left = now.map(|now| until.since(now).max(0).saturating_add(999) / 1_000);
        left.and_then(|left| u32::try_from(left).ok())
    };

    match state {
        State::Connecting => Connection::Starting,
        State::CatchingUp => Connection::CatchingUp,
        State::Live => Connection::Live,
        State::SignedOut => Connection::SignedOut,
        State::Offline { retry_at } => Connection::Offline {
            retry_in: left(retry_at),
            away_in: gone.and_then(left),
        },
    }
}
