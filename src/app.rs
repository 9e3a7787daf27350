//! The app: what everybody shares, and what stands where.

use crate::{
    commands::{App, bulk::any_bulk_waits},
    desk::{Desk, Side},
    features::{
        conversation_list::list_pane::ListPane,
        presence::rail_pane::{ConnectionPane, RailPane, first_theme},
        thread::thread_notice::ThreadNone,
    },
    here::Here,
    i18n::{Key, t, tf, words},
    keys::listener,
    parts::{
        self,
        fetched::{Fetched, OnceWanted, fetch_when_stirred},
    },
    ui::{
        announcer::{Announcements, Announcer},
        frame::{Frame, Pane, PaneLabels, Panes},
        prelude::*,
        toast::{ToastStack, Toasts},
    },
    windows_pane::{AsidePane, WindowsPane},
    wish::Wish,
};
use bandeja_browser::{clock, listen::Listener, page, timer::Interval, wake};
use bandeja_domain::{clock::LocalTime, permission, session::State};
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
    let signs_in = desk.signs_in;
    // Nothing on the desk is lost when a session ends: it stays, and asks (F9).
    whenever(move || desk.signs_in.set(is_known.get() && is_signed_out.get()));
    view! {
        {move || match (is_known.get(), is_signed_out.get()) {
            (false, false) => ().into_any(),
            (false, true) => view! { <Fetched part=&parts::LOGIN/> }.into_any(),
            (true, _) => view! { <Panes_/> }.into_any(),
        }}
        <OnceWanted is_wanted=signs_in part=&parts::LOGIN_AGAIN toasts=desk.toasts/>
        <ToastStack toasts=desk.toasts label=Key::Notices close_label=Key::ActionDismiss/>
        <Announcer announcements=desk.announcements/>
    }
}

/// The panes of somebody who is signed in.
#[component]
fn Panes_() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (has_details, toasts) = (desk.has_details, desk.toasts);
    let (ticked, waits) = (expect_context::<App>().store, any_bulk_waits());
    let is_many = Memo::new(move |_| waits || !ticked.picked.is_empty());
    let (administers, is_settings) = (desk.administers, desk.here.is_settings);
    let is_chosen = Memo::new(move |_| desk.selected().is_some());
    let shown = move || match (is_chosen.get(), has_details.get()) {
        (false, _) => Pane::List,
        (true, false) => Pane::Thread,
        (true, true) => Pane::Details,
    };
    let labels = PaneLabels {
        list: Key::PaneList.into(),
        thread: Key::PaneThread.into(),
        details: Key::PaneDetails.into(),
        splitter: Key::PaneResize.into(),
    };
    let thread = move || {
        if is_chosen.get() {
            view! { <Fetched part=&parts::THREAD/> }.into_any()
        } else {
            view! { <ThreadNone/> }.into_any()
        }
    };
    let account = Callback::new(|()| view! { <Fetched part=&parts::ACCOUNT/> }.into_any());
    let filter = Callback::new(|()| view! { <Fetched part=&parts::FILTER/> }.into_any());
    let search = Callback::new(|()| view! { <Fetched part=&parts::SEARCH/> }.into_any());
    let bulk = Callback::new(move |()| {
        view! { <OnceWanted is_wanted=is_many part=&parts::BULK toasts/> }.into_any()
    });
    // Whoever may not edit them finds the conversations there.
    let shows_settings = Memo::new(move |_| is_settings.get() && administers.get());
    let page = move || {
        shows_settings
            .get()
            .then(|| view! { <Fetched part=&parts::SETTINGS/> })
    };
    let panes = Panes {
        page: page.into_any(),
        rail: view! { <RailPane account/> }.into_any(),
        list: view! { <ListPane filter search bulk/> }.into_any(),
        thread: thread.into_any(),
        details: view! { <OnceWanted is_wanted=is_chosen part=&parts::DETAILS toasts/> }.into_any(),
    };
    fetch_when_stirred([&parts::THREAD, &parts::ACCOUNT, &parts::FILTER]);
    view! {
        <ConnectionPane/>
        <AsidePane/>
        <Frame
            panes
            labels
            shown
            has_details
            is_alone=shows_settings
            on_leave_details=move |()| has_details.set(false)
        />
        <WindowsPane/>
    }
}

fn desk(app: &App) -> Desk {
    let server_now = {
        let store = app.store.clone();
        move || store.connection.now(LocalTime(clock::now().0))
    };
    let store = app.store.clone();
    let administers = Memo::new(move |_| {
        let me = store.workspace.actor();
        me.is_some_and(|me| permission::administers(me.role))
    });
    let desk = Desk {
        here: Here::new(use_context()),
        toasts: Toasts::new(),
        announcements: Announcements::new(),
        now: RwSignal::new(server_now()),
        has_attention: RwSignal::new(wake::has_attention()),
        has_details: RwSignal::new(page::is_wide()),
        side: RwSignal::new(Side::default()),
        side_wants_focus: RwSignal::new(false),
        note_wants_caret: RwSignal::new(false),
        closing: RwSignal::new(None),
        acting: Wish::new(None),
        handing: Wish::new(None),
        closes_many: RwSignal::new(false),
        refusals: Wish::new(Vec::new()),
        window: Wish::new(None),
        about: RwSignal::new(None),
        asked: Wish::new(None),
        keys: Wish::new(listener::kept()),
        signs_in: RwSignal::new(false),
        administers,
        theme: RwSignal::new(first_theme()),
        searches: RwSignal::new(Vec::new()),
        wants_caret: RwSignal::new(None),
        viewing: Wish::new(None),
        unread: RwSignal::new(0),
        has_notices: RwSignal::new(false),
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
    let (store, unread) = (app.store.clone(), desk.unread);
    whenever(move || {
        let place = t(words::inbox(store.workspace.inbox_title()));
        let title = match store.workspace.me() {
            Some(_) => tf(Key::NavTitle, &[("place", place)]),
            None => t(Key::AppName).to_owned(),
        };
        page::set_title(&match unread.get() {
            0 => title,
            many @ 1..100 => ["(", &many.to_string(), ") ", &title].concat(),
            _ => ["(99+) ", &title].concat(),
        });
    });
    desk
}
