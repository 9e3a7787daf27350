//! The list pane (L1–L5): the chosen tab's conversations, filtered and ordered as the address says.

use super::{
    changes_button::ChangesButton,
    group_filter::GroupFilter,
    list_header::ListHeader,
    list_notice::{ListBroken, ListEmpty, ListWaiting},
    list_rows_pane::ListRowsPane,
    search_box::SearchBox,
    status_tabs::{PANEL, StatusTabs},
};
use crate::{
    commands::{self, ApiError, App},
    desk::Desk,
    i18n::{Plural, tn},
    present::failure,
    route::Place,
    searching,
    store::Query,
    ui::prelude::*,
};
use bandeja_contract::{Filter, Status};
use bandeja_domain::session::State;

/// The list pane. `bulk` makes what lies over its head while rows are ticked, `filter` makes what stands in the filter's sheet.
#[component]
pub fn ListPane(
    /// The boxes of the filter.
    filter: Callback<(), AnyView>,
    /// What was found, in place of the rows.
    search: Callback<(), AnyView>,
    /// The bar of the ticked rows.
    bulk: Callback<(), AnyView>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let place = desk.here.place;
    let who = app.store.clone();
    let query = Memo::new(move |_| {
        let me = who.workspace.me();
        place.with(|at| Query {
            me,
            status: at.status,
            sort: at.sort,
            filter: at.filter.clone(),
        })
    });
    let chosen = app.clone();
    whenever(move || commands::choose_list(&chosen, query.get()));

    let go = {
        let here = desk.here.clone();
        move |change: &dyn Fn(&mut Place)| {
            let mut next = place.get_untracked();
            change(&mut next);
            here.go(&next);
        }
    };
    let (on_tab, on_sort) = (go.clone(), go);
    let (counts, waiting, titled, worded, apply) =
        (app.clone(), app.clone(), app.clone(), app.clone(), app);
    let waiting = Memo::new(move |_| waiting.store.list.waiting() as usize);
    whenever(move || {
        let count = waiting.get();
        if count > 0 {
            desk.announcements
                .say(tn(Plural::ListChanges, count as u64));
        }
    });
    let (shown, typed, left) = (desk.clone(), desk.clone(), desk);
    let is_searching = Memo::new(move |_| place.with(|at| at.search.is_some()));
    view! {
        <ListHeader
            title=move || titled.store.workspace.inbox_title()
            sort=move || query.with(|query| query.sort)
            on_sort=move |sort| on_sort(&|place| place.sort = sort)
        >
            <GroupFilter
                chosen=move || query.with(|query| query.filter.groups.len())
                others=move || query.with(|query| others(&query.filter))
            >
                {filter.run(())}
            </GroupFilter>
        </ListHeader>
        <SearchBox
            text=Signal::derive(move || searching::text(&shown))
            on_text=move |text| searching::look_for(&typed, text)
            on_leave=move |()| searching::leave(&left)
        />
        {bulk.run(())}
        <StatusTabs
            vocabulary=move || worded.store.workspace.vocabulary()
            counts=move || counts.store.list.counts()
            chosen=move || query.with(|query| query.status)
            on_choose=move |status| on_tab(&|place| *place = place.tab(status))
        />
        <ChangesButton count=waiting on_apply=move |()| apply.store.list.release()/>
        <div class="conversation-list" id=PANEL role="tabpanel">
            // It stays where it is under what was found.
            <div class="conversation-list__rows" inert=move || is_searching.get()>
                <Body query/>
            </div>
            <Show when=move || is_searching.get()>{search.run(())}</Show>
        </div>
    }
}

/// How many filters there are beside those by group.
const fn others(filter: &Filter) -> usize {
    filter.owner.is_some() as usize
        + filter.channels.len()
        + filter.unread as usize
        + filter.tags.len()
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
            let vocabulary = app.store.workspace.vocabulary();
            let on_all = move |()| {
                all.go(&Place {
                    filter: Default::default(),
                    ..all.place.get_untracked()
                });
            };
            view! {
                <ListEmpty
                    status=at.status
                    vocabulary
                    is_filtered=at.filter.is_any()
                    on_queue=move |()| queue.go(&queue.place.get_untracked().tab(Status::Queued))
                    on_all_groups=on_all
                />
            }
            .into_any()
        }
    }
}
