//! The list pane (L1–L5): the chosen tab's conversations, filtered and ordered as the address says.

use super::{
    changes_button::ChangesButton,
    group_filter::GroupFilter,
    list_header::ListHeader,
    list_notice::{ListBroken, ListEmpty, ListWaiting},
    list_rows_pane::ListRowsPane,
    status_tabs::{PANEL, StatusTabs},
};
use crate::{
    commands::{self, ApiError, App},
    desk::Desk,
    i18n::{Plural, tn, words::Vocabulary},
    present::failure,
    route::Place,
    store::Query,
};
use bandeja_contract::{GroupId, Status};
use bandeja_domain::session::State;
use leptos::prelude::*;

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
        Shown::Rows => view! { <ListRowsPane query/> }.into_any(),
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
