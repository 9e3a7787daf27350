//! The rows of the chosen list, held still while somebody is in it (L2, L5, L8).

use super::{
    ROW,
    conversation_row::{ConversationRow, Row, Standing},
    row_tools::RowAct,
};
use crate::{
    commands::{self, App},
    desk::{Acting, Desk},
    i18n::Key,
    present::row,
    store::Query,
    taking,
    ui::{
        prelude::*,
        virtual_list::{RowView, Rows, Slot, Stir, VirtualList},
    },
};
use bandeja_browser::timer::Timeout;
use bandeja_contract::ConversationId;
use std::{ops::Range, sync::Arc};

/// Milliseconds without pointer or key after which held changes apply (DESIGN §5).
const STILL: i64 = 5_000;

/// A row: a conversation, or a place of which nothing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum RowKey {
    Of(ConversationId),
    Blank(u32),
}

/// The rows.
#[component]
pub fn ListRowsPane(
    /// Which list.
    query: Memo<Query>,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let (here, acting) = (desk.here, desk.acting);
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
    let row: RowView<RowKey> = Arc::new(move |place| view! { <ListRow place query/> }.into_any());
    let still = StoredValue::new_local(None::<Timeout>);
    let on_stir = move |stir| {
        let store = chosen.store.clone();
        match stir {
            Stir::Stirred => {
                store.list.hold();
                still.set_value(Some(Timeout::new(STILL, move || store.list.release())));
            }
            // A row's menu is open: the rows stay beside it, until nobody has stirred for long.
            Stir::Left if acting.with_untracked(Option::is_some) => {}
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
    let last = StoredValue::new(None);
    let shown = Memo::new(move |before: Option<&Option<Row>>| {
        let id = id.get()?;
        let is_same = last.try_update_value(|last| last.replace(id) == Some(id));
        let Some(conversation) = store.conversations.get(id) else {
            // Moved out of sight while the list is held: it stays, greyed.
            let gone = before.cloned().flatten().filter(|_| is_same == Some(true));
            return gone.map(|row| Row {
                standing: Standing::Left,
                ..row
            });
        };
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
    let ticked = app.store.clone();
    let is_picked = Memo::new(move |_| id.get().is_some_and(|id| ticked.picked.has(id)));
    let on_act = move |act| {
        let Some(id) = id.get_untracked() else { return };
        match act {
            RowAct::Accept => taking::take(&app, &desk, id),
            // Of what has gone out of sight there is none.
            RowAct::Menu(at) => {
                let is_known = app.store.conversations.get_untracked(id).is_some();
                desk.acting.set(is_known.then_some(Acting { id, at }));
            }
            RowAct::Pick { is_range } => app.store.pick(id, is_range),
        }
    };
    view! { <ConversationRow row=shown href is_selected is_stop=place.is_stop is_picked on_act/> }
}
