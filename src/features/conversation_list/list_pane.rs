//! The list pane (L1–L5): the chosen tab's conversations, filtered and ordered as the address says.

use super::{
    ROW,
    changes_button::ChangesButton,
    conversation_row::ConversationRow,
    group_filter::GroupFilter,
    list_header::ListHeader,
    list_notice::{ListBroken, ListEmpty, ListWaiting},
    status_tabs::{PANEL, StatusTabs},
};
use crate::{
    api::ApiError,
    commands,
    desk::Desk,
    i18n::{Key, Plural, tn, words::Vocabulary},
    present::{failure, row},
    route::Place,
    store::Query,
    sync::App,
    taking,
    ui::virtual_list::{RowView, Rows, Slot, Stir, VirtualList},
};
use bandeja_browser::timer::Timeout;
use bandeja_contract::{ConversationId, GroupId, Status};
use bandeja_domain::session::State;
use leptos::prelude::*;
use std::{ops::Range, sync::Arc};

/// Milliseconds without pointer or key after which held changes apply (DESIGN §5).
const STILL: i64 = 5_000;

/// A row: a conversation, or a place of which nothing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum RowKey {
    Of(ConversationId),
    Blank(u32),
}

/// The list pane.
#[component]
pub fn ListPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let place = desk.here.place;
    let query = Memo::new(move |_| {
        place.with(|at| Query {
            status: at.status,
            sort: at.sort,
            filter: at.filter.clone(),
        })
    });
    let chosen = app.clone();
    Effect::new(move |_| commands::choose_list(&chosen, query.get()));

    let go = {
        let here = desk.here.clone();
        move |change: &dyn Fn(&mut Place)| {
            let mut next = place.get_untracked();
            change(&mut next);
            here.go(&next);
        }
    };
    let (on_tab, on_sort, on_groups) = (go.clone(), go.clone(), go);
    let on_choose = move |groups: Vec<GroupId>| {
        on_groups(&|at| at.filter.groups.clone_from(&groups));
    };
    let (groups, counts, waiting, apply) = (app.clone(), app.clone(), app.clone(), app);
    let groups = Memo::new(move |_| {
        groups
            .store
            .workspace
            .loaded()
            .map(|loaded| loaded.groups.clone())
            .unwrap_or_default()
    });
    let waiting = Memo::new(move |_| waiting.store.list.waiting());
    Effect::new(move |_| {
        let count = waiting.get();
        if count > 0 {
            desk.announcements
                .say(tn(Plural::ListChanges, count.into()));
        }
    });
    view! {
        <ListHeader
            vocabulary=Vocabulary::Service
            sort=Signal::derive(move || query.with(|query| query.sort))
            on_sort=move |sort| on_sort(&|place| place.sort = sort)
        >
            <GroupFilter
                groups
                chosen=Signal::derive(move || query.with(|query| query.filter.groups.clone()))
                on_choose
            />
        </ListHeader>
        <StatusTabs
            vocabulary=Vocabulary::Service
            counts=Signal::derive(move || counts.store.list.counts())
            chosen=Signal::derive(move || query.with(|query| query.status))
            on_choose=move |status| on_tab(&|place| *place = place.tab(status))
        />
        <ChangesButton count=waiting on_apply=move |()| apply.store.list.release()/>
        <div class="conversation-list" id=PANEL role="tabpanel">
            <Body query/>
        </div>
    }
}

/// What stands below the tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Rows,
    Waiting,
    Empty,
    Broken,
}

#[component]
fn Body(query: Memo<Query>) -> impl IntoView {
    let app = expect_context::<App>();
    let here = expect_context::<Desk>().here;
    let known = app.clone();
    let shown = Memo::new(move |_| {
        let list = &known.store.list;
        match (list.is_loaded(), known.store.connection.state()) {
            (true, _) if list.is_empty() => Shown::Empty,
            (true, _) => Shown::Rows,
            (false, State::Offline { .. }) => Shown::Broken,
            (false, _) => Shown::Waiting,
        }
    });
    move || match shown.get() {
        Shown::Rows => view! { <ListRows query/> }.into_any(),
        Shown::Waiting => {
            let app = app.clone();
            view! { <ListWaiting on_retry=move |()| app.retry_now()/> }.into_any()
        }
        Shown::Broken => {
            let app = app.clone();
            let why = move || failure::of_call(&ApiError::Offline);
            view! { <ListBroken why=Signal::derive(why) on_retry=move |()| app.retry_now()/> }
                .into_any()
        }
        Shown::Empty => {
            let (queue, all) = (here.clone(), here.clone());
            let at = query.get();
            let on_all = move |()| {
                all.go(&Place {
                    filter: Default::default(),
                    ..all.place.get_untracked()
                });
            };
            view! {
                <ListEmpty
                    status=at.status
                    is_filtered=!at.filter.groups.is_empty()
                    on_queue=move |()| queue.go(&queue.place.get_untracked().tab(Status::Queued))
                    on_all_groups=on_all
                />
            }
            .into_any()
        }
    }
}

#[component]
fn ListRows(query: Memo<Query>) -> impl IntoView {
    let app = expect_context::<App>();
    let here = expect_context::<Desk>().here;
    let (count, keys, chosen, windows) = (app.clone(), app.clone(), app.clone(), app);
    let rows = Rows {
        count: Signal::derive(move || count.store.list.len() as usize),
        key_at: Arc::new(move |index| {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            keys.store
                .list
                .row(index)
                .map_or(RowKey::Blank(index), RowKey::Of)
        }),
        height: ROW,
    };
    let selected = Signal::derive(move || here.place.with(|place| place.selected.map(RowKey::Of)));
    let on_window = move |rows: Range<usize>| {
        let row = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        commands::show_rows(&windows, row(rows.start)..row(rows.end));
    };
    let row: RowView<RowKey> =
        Arc::new(move |place| view! { <ListRow place query/> }.into_any());
    let still = StoredValue::new_local(None::<Timeout>);
    let on_stir = move |stir| {
        let store = chosen.store.clone();
        match stir {
            Stir::Stirred => {
                store.list.hold();
                still.set_value(Some(Timeout::new(STILL, move || store.list.release())));
            }
            Stir::Left => {
                still.set_value(None);
                store.list.release();
            }
        }
    };
    view! {
        <VirtualList
            label=Key::PaneList
            rows
            row
            chosen=selected
            on_window
            on_stir
        />
    }
}

#[component]
fn ListRow(place: Slot<RowKey>, query: Memo<Query>) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let id = Memo::new(move |_| match place.key.get() {
        RowKey::Of(id) => Some(id),
        RowKey::Blank(_) => None,
    });
    let store = app.store.clone();
    let shown = Memo::new(move |_| {
        let conversation = store.conversations.get(id.get()?)?;
        let tab = query.with(|query| query.status);
        Some(row::row(&conversation, &store, tab, desk.now.get()))
    });
    let here = desk.here.clone();
    let href = Memo::new(move |_| {
        here.place
            .with(|place| here.address(&place.select(id.get().or(place.selected))))
    });
    let at = desk.here.place;
    let is_selected =
        Memo::new(move |_| id.get().is_some() && at.with(|at| at.selected) == id.get());
    let on_accept = move |()| {
        if let Some(id) = id.get_untracked() {
            taking::take(&app, &desk, id);
        }
    };
    view! { <ConversationRow row=shown href is_selected is_stop=place.is_stop on_accept/> }
}
