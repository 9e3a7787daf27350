//! What was found, in place of the list (L9). Escape leads back to the list, which stands where it
//! was.

use super::{
    hit_row::HitRow,
    results::{Phase, Results, Row},
    search_notice::{SearchBroken, SearchHint, SearchNone, SearchWaiting},
};
use crate::{
    commands::App,
    desk::Desk,
    features::search::hit_row::Hit,
    i18n::{Key, Plural, t, tn},
    present::hit,
    searching,
    ui::{
        prelude::*,
        virtual_list::{RowView, Rows, Slot, VirtualList},
    },
};
use bandeja_browser::page;
use leptos::ev::KeyboardEvent;
use std::{ops::Range, sync::Arc};

/// The height of a row, as in the list.
const ROW: f64 = 72.0;
/// So near to the last row further ones are asked for.
const NEAR: usize = 10;

/// The pane.
#[component]
pub fn SearchPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let results = Results::new(app);
    let of = desk.clone();
    let text = Memo::new(move |_| searching::text(&of));
    whenever(move || results.look_for(text.get()));
    let said = desk.announcements;
    whenever(move || {
        if results.phase.get() == Phase::There {
            said.say(count_of(results));
        }
    });
    let leave = Callback::new(move |()| {
        searching::leave(&desk);
        // The box may have gone from the focus with the row that had it.
        page::focus("#search-box");
    });
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.prevent_default();
            leave.run(());
        }
    };
    let again = Callback::new(move |()| results.look_for(text.get_untracked()));
    let phase = Memo::new(move |_| match results.phase.get() {
        Phase::There if results.rows.with(|rows| rows.is_empty()) => None,
        phase => Some(phase),
    });
    view! {
        <section
            class="search-pane"
            data-search=""
            aria-label=move || t(Key::SearchResults)
            on:keydown=pressed
        >
            {move || match phase.get() {
                Some(Phase::Idle) => view! { <SearchHint/> }.into_any(),
                Some(Phase::Asking) => view! { <SearchWaiting on_retry=again/> }.into_any(),
                Some(Phase::Broken(why)) => view! { <SearchBroken why on_retry=again/> }.into_any(),
                None => view! { <SearchNone on_leave=leave/> }.into_any(),
                Some(Phase::There) => view! { <Found results text/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Found(results: Results, text: Memo<String>) -> impl IntoView {
    let rows = Rows {
        count: Signal::derive(move || results.rows.with(|rows| rows.len())),
        key_at: Arc::new(move |at| results.rows.with(|rows| rows.get(at).cloned())),
        height: ROW,
    };
    let row: RowView<Option<Row>> = Arc::new(move |place| view! { <FoundRow place/> }.into_any());
    let first = Signal::derive(move || Some(results.rows.with(|rows| rows.first().cloned())));
    let on_window = move |window: Range<usize>| {
        if window.end + NEAR >= results.rows.with_untracked(|rows| rows.len()) {
            results.read_on(text.get_untracked());
        }
    };
    view! {
        <p class="search-pane__count">
            {move || count_of(results)}
        </p>
        <div class="search-pane__list">
            <VirtualList label=Key::SearchResults rows row chosen=first on_window on_stir=|_| {}/>
        </div>
    }
}

#[component]
fn FoundRow(place: Slot<Option<Row>>) -> impl IntoView {
    let store = expect_context::<App>().store;
    let desk = expect_context::<Desk>();
    let (here, now) = (desk.here.clone(), desk.now);
    let (key, is_stop) = (place.key, place.is_stop);
    let shown = Signal::derive(move || -> Option<Hit> {
        let row = key.get()?;
        let conversation = store.conversations.get(row.0.conversation)?;
        Some(hit::hit(&row.0, &conversation, &store.workspace, now.get()))
    });
    let href = Signal::derive(move || {
        let place = here.place.get();
        let there = key.get().map_or(place.clone(), |Row(hit)| match hit.item {
            Some(item) => place.at_message(hit.conversation, item),
            None => place.select(Some(hit.conversation)),
        });
        here.address(&there)
    });
    let place = desk.here.place;
    let is_selected = Signal::derive(move || {
        key.get().is_some_and(|Row(hit)| {
            place.with(|at| at.selected == Some(hit.conversation) && at.message == hit.item)
        })
    });
    view! { <HitRow hit=shown href is_selected is_stop/> }
}

fn count_of(results: Results) -> String {
    let count = results.rows.with(|rows| rows.len() as u64);
    if results.next.with(Option::is_some) {
        tn(Plural::SearchMore, count)
    } else {
        tn(Plural::SearchFound, count)
    }
}
