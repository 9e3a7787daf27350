//! The app: what everybody shares, and what stands where.

use crate::{
    commands::App,
    desk::Desk,
    features::{
        composer::composer_pane::ComposerPane,
        conversation_list::list_pane::ListPane,
        details::details_pane::DetailsPane,
        login::login_page::{LoginAgainDialog, LoginPage},
        presence::rail_pane::{ConnectionPane, RailPane},
        thread::thread_pane::ThreadPane,
        wrap_up::wrap_up_dialog::WrapUpDialog,
    },
    here::Here,
    i18n::{Key, t},
    ui::{
        announcer::{Announcements, Announcer},
        frame::{Frame, Pane, PaneLabels, Panes},
        toast::{ToastStack, Toasts},
    },
};
use bandeja_browser::{clock, listen::Listener, page, timer::Interval, wake};
use bandeja_domain::{clock::LocalTime, session::State};
use leptos::prelude::*;
use leptos_router::components::Router;

/// Milliseconds between two looks at the clock for what lists show.
const MINUTE_PART: i32 = 30_000;

/// The app around its parts.
#[component]
pub fn Root(
    /// The machinery behind it.
    app: App,
) -> impl IntoView {
    provide_context(app);
    view! {
        <Router base=page::base_path()>
            <Inside/>
        </Router>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = desk(&app);
    provide_context(desk.clone());
    let stands = app.store.clone();
    let is_known = Memo::new(move |_| stands.workspace.me().is_some());
    let state = app.store;
    let is_signed_out = Memo::new(move |_| state.connection.state() == State::SignedOut);
    // Nothing on the desk is lost when a session ends: it stays, and asks (F9).
    Effect::new(move |_| desk.signs_in.set(is_known.get() && is_signed_out.get()));
    view! {
        {move || match (is_known.get(), is_signed_out.get()) {
            (false, false) => ().into_any(),
            (false, true) => view! { <LoginPage/> }.into_any(),
            (true, _) => view! { <Panes_/> }.into_any(),
        }}
        <LoginAgainDialog is_open=desk.signs_in/>
        <ToastStack toasts=desk.toasts label=Key::Notices close_label=Key::ActionDismiss/>
        <Announcer announcements=desk.announcements/>
    }
}

/// The panes of somebody who is signed in.
#[component]
fn Panes_() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_details = desk.has_details;
    let shown = Memo::new(move |_| match (desk.selected(), has_details.get()) {
        (None, _) => Pane::List,
        (Some(_), false) => Pane::Thread,
        (Some(_), true) => Pane::Details,
    });
    let labels = PaneLabels {
        list: Key::PaneList.into(),
        thread: Key::PaneThread.into(),
        details: Key::PaneDetails.into(),
        splitter: Key::PaneResize.into(),
    };
    let composer = Callback::new(|id| view! { <ComposerPane id/> }.into_any());
    let panes = Panes {
        rail: view! { <RailPane/> }.into_any(),
        list: view! { <ListPane/> }.into_any(),
        thread: view! { <ThreadPane composer/> }.into_any(),
        details: view! { <DetailsPane/> }.into_any(),
    };
    view! {
        <ConnectionPane/>
        <Frame panes labels shown has_details on_leave_details=move |()| has_details.set(false)/>
        <WrapUpDialog/>
    }
}

fn desk(app: &App) -> Desk {
    let server_now = {
        let store = app.store.clone();
        move || store.connection.now(LocalTime(clock::now().0))
    };
    let desk = Desk {
        here: Here::new(use_context()),
        toasts: Toasts::new(),
        announcements: Announcements::new(),
        now: RwSignal::new(server_now()),
        has_attention: RwSignal::new(wake::has_attention()),
        has_details: RwSignal::new(page::is_wide()),
        closing: RwSignal::new(None),
        signs_in: RwSignal::new(false),
        wants_caret: RwSignal::new(None),
    };
    let (now, has_attention) = (desk.now, desk.has_attention);
    let ticks = Interval::new(MINUTE_PART, move || now.set(server_now()));
    let looks: Vec<Listener> = wake::on_attention(move |looks| {
        if has_attention.get_untracked() != looks {
            has_attention.set(looks);
        }
    });
    // They live as long as the app does.
    StoredValue::new_local((ticks, looks));
    Effect::new(move |_| page::set_title(t(Key::AppName)));
    desk
}
