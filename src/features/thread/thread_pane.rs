//! The thread pane: one conversation's messages, what stands in its way, and its composer's place.

use super::{
    messages_pane::MessagesPane,
    thread_header::{Ask, ThreadHeader},
    thread_notice::{ThreadBroken, ThreadGone, ThreadNone, ThreadWaiting},
    thread_strip::ThreadStrip,
    viewers_pane::{ViewersLinePane, ViewersPane},
};
use crate::{
    commands::{self, ApiError, App},
    desk::{Acting, Desk},
    present::{failure, happening, stand},
    route::Place,
    store::Thread,
    taking,
    ui::prelude::*,
};
use bandeja_browser::{page, timer::Frame};
use bandeja_contract::{Code, ConversationId};
use leptos::task::spawn_local;

/// The pane: the selected conversation's thread, or nothing. `composer` makes what stands below.
#[component]
pub fn ThreadPane(
    /// The composer of a conversation.
    composer: Callback<ConversationId, AnyView>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let selected = Memo::new(move |_| desk.selected());
    move || match selected.get() {
        Some(id) => view! { <Open id composer/> }.into_any(),
        None => view! { <ThreadNone/> }.into_any(),
    }
}

#[component]
fn Open(id: ConversationId, composer: Callback<ConversationId, AnyView>) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let trouble = RwSignal::new(None::<ApiError>);
    let opening = app.clone();
    let open = Callback::new(move |()| {
        let app = opening.clone();
        trouble.set(None);
        spawn_local(async move {
            if let Err(error) = commands::open_thread(&app, id).await {
                // The pane may be gone by now.
                let _ = trouble.try_set(Some(error));
            }
        });
    });
    open.run(());

    let head = app.store.clone();
    let heading = Memo::new(move |_| Some(stand::heading(&*head.conversations.get(id)?, &head)));
    // The button that closed it goes with the closing; the focus stays in the pane.
    let can_close =
        Memo::new(move |_| heading.with(|it| it.as_ref().is_some_and(|it| it.can_close)));
    let frame = StoredValue::new_local(None::<Frame>);
    Effect::new(move |before: Option<bool>| {
        let is_over = !can_close.get() && desk.closing.get().is_none();
        if before == Some(false) && is_over {
            frame.set_value(Some(Frame::new(|| page::keep_focus("[role=log]"))));
        }
        is_over
    });
    let has_details = desk.has_details;
    let here = desk.here.clone();
    let back = Callback::new(move |()| here.go(&here.place.get_untracked().select(None)));
    let on_ask = move |ask| match ask {
        Ask::Back => back.run(()),
        Ask::Details => has_details.update(|shown| *shown = !*shown),
        Ask::Close => desk.closing.set(Some(id)),
        Ask::Menu(at) => desk.acting.set(Some(Acting { id, at })),
    };
    // Made once: a composer that is made anew loses the caret.
    let is_known = Memo::new(move |_| app.store.conversations.get(id).is_some());
    view! {
        <ThreadHeader heading has_details on_ask><ViewersPane id/></ThreadHeader>
        <Strip id/>
        <Body id trouble open back/>
        <ViewersLinePane id/>
        {move || is_known.get().then(|| composer.run(id))}
    }
}

/// What stands between head and composer.
#[derive(Clone, PartialEq)]
enum Shown {
    Waiting,
    Rows,
    Gone,
    Broken(String),
}

#[component]
fn Body(
    id: ConversationId,
    trouble: RwSignal<Option<ApiError>>,
    open: Callback<()>,
    back: Callback<()>,
) -> impl IntoView {
    let store = expect_context::<App>().store;
    let known = store.clone();
    let shown = Memo::new(move |before: Option<&Shown>| {
        // It was on the screen, and may not be seen any more.
        let was_here = matches!(before, Some(Shown::Rows | Shown::Gone));
        let is_loaded = known
            .threads
            .get(id)
            .is_some_and(|thread| thread.is_loaded());
        let is_known = known.conversations.get(id).is_some();
        trouble.with(|trouble| match trouble {
            _ if is_loaded && is_known => Shown::Rows,
            Some(error) if error.code() == Some(Code::NotFound) => Shown::Gone,
            Some(error) => Shown::Broken(failure::of_call(error)),
            None if is_loaded || was_here => Shown::Gone,
            None => Shown::Waiting,
        })
    });
    move || match shown.get() {
        Shown::Waiting => view! { <ThreadWaiting on_retry=open/> }.into_any(),
        Shown::Gone => view! { <ThreadGone on_back=back/> }.into_any(),
        Shown::Broken(why) => view! { <ThreadBroken why on_retry=open/> }.into_any(),
        Shown::Rows => {
            let thread = store.threads.get_untracked(id);
            thread
                .map(|thread| view! { <MessagesPane thread/> })
                .into_any()
        }
    }
}

#[component]
fn Strip(id: ConversationId) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (store, place) = (app.store.clone(), desk.here.clone());
    let strip = Memo::new(move |_| {
        let conversation = store.conversations.get(id)?;
        let reason = store
            .threads
            .get(id)
            .and_then(|thread| closing_reason(&thread));
        let is_accepting = store.pending.is_accepting(id);
        let link = |id, status| place.address(&Place::of(status).select(Some(id)));
        stand::strip(&conversation, reason, is_accepting, &link)
    });
    let (paused, toasts) = (app.clone(), desk.toasts);
    let on_pause_bot = move |()| {
        let app = paused.clone();
        spawn_local(async move {
            if let Err(error) = commands::pause_bot(&app, id).await {
                toasts.say(failure::of_call(&error), None);
            }
        });
    };
    view! { <ThreadStrip strip on_accept=move |()| taking::take(&app, &desk, id) on_pause_bot/> }
}

/// Why it was closed, if the end of the thread is loaded.
fn closing_reason(thread: &Thread) -> Option<String> {
    thread.find_map(|item| happening::closing_reason(&item.what).map(ToOwned::to_owned))
}
