//! What comes above the desk when it is wanted: windows, menus, strips; and the keys that open them.

use crate::{
    commands::App,
    desk::{Desk, Window},
    keys::listener,
    parts::{self, Part, fetched::OnceWanted},
    ui::prelude::*,
};
use bandeja_browser::timer::Timeout;

/// Milliseconds after which what nobody waits for is fetched.
const AFTER_ALL: i64 = 1_500;

/// The strip that tells what was put aside while one was gone (A7).
#[component]
pub fn AsidePane() -> impl IntoView {
    let store = expect_context::<App>().store;
    let toasts = expect_context::<Desk>().toasts;
    let is_aside = Memo::new(move |_| !store.left_aside().is_empty());
    view! { <OnceWanted is_wanted=is_aside part=&parts::AWAY toasts/> }
}

/// When a part is wanted, and which.
type Above = (fn(&Desk) -> bool, &'static Part);

/// What comes above the panes: when it is wanted, and which part it is. One row each, so that all of
/// them share their code.
static WINDOWS: [Above; 7] = [
    (|desk| desk.asked.with(Option::is_some), &parts::DOING),
    (
        |desk| desk.closing.with(Option::is_some) || desk.closes_many.get(),
        &parts::WRAP_UP,
    ),
    (|desk| desk.viewing.with(Option::is_some), &parts::VIEWER),
    (|desk| desk.acting.with(Option::is_some), &parts::ACTIONS),
    (|desk| desk.handing.with(Option::is_some), &parts::HAND),
    (
        |desk| desk.window.get() == Some(Window::Palette),
        &parts::PALETTE,
    ),
    (|desk| desk.window.get() == Some(Window::Keys), &parts::KEYS),
];

/// Everything that lies above the panes.
#[component]
pub fn WindowsPane() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let toasts = desk.toasts;
    let asked = desk.asked;
    let keys = listener::listen(desk.keys, move |command| asked.set(Some(command)));
    StoredValue::new_local(keys);
    // Not before the list stands: nothing may be slower for it.
    let is_quiet = RwSignal::new(false);
    StoredValue::new_local(Timeout::new(AFTER_ALL, move || is_quiet.set(true)));
    let windows = WINDOWS.map(|(is_wanted, part)| {
        let desk = desk.clone();
        let is_wanted = Memo::new(move |_| is_wanted(&desk));
        view! { <OnceWanted is_wanted part toasts/> }.into_any()
    });
    view! {
        {windows.collect_view()}
        <OnceWanted is_wanted=is_quiet part=&parts::NOTICES toasts/>
    }
}
