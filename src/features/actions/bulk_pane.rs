//! The bar of the ticked rows, and the list of those that stayed as they were (L12).

use super::bulk_bar::{BulkAsk, BulkBar, Refusals};
use crate::{
    bulk::{recall, tag_ticked},
    commands::App,
    desk::{Desk, Handing},
    i18n::{Key, Plural, t, tn, words},
    store::Store,
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_contract::{Status, acts::BulkRefused};

/// The bar, while anything is ticked.
#[component]
pub fn BulkPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    recall(&app, &desk);
    let (some, many, all, live, ticked, known) = (
        app.store.clone(),
        app.store.clone(),
        app.store.clone(),
        app.store.clone(),
        app.store.clone(),
        app.store.clone(),
    );
    let is_some = Memo::new(move |_| !some.picked.is_empty());
    let (handing, closes_many) = (desk.handing, desk.closes_many);
    let tagging = (app.clone(), desk.clone());
    let on_ask = Callback::new(move |ask| match ask {
        BulkAsk::Tag(tag, is_on) => tag_ticked(&tagging.0, &tagging.1, tag, is_on),
        BulkAsk::All => ticked.pick_all(),
        BulkAsk::Clear => ticked.picked.clear(),
        BulkAsk::Assign => handing.set(Some(Handing {
            id: None,
            is_transfer: false,
        })),
        BulkAsk::Close => closes_many.set(true),
    });
    let count = Signal::derive(move || many.picked_count());
    let total = Signal::derive(move || all.list.len());
    let is_live = Signal::derive(move || live.list.query().status != Status::Closed);
    let tags = Signal::derive(move || {
        let loaded = known.workspace.loaded();
        loaded.map(|loaded| loaded.tags.clone()).unwrap_or_default()
    });
    let refusals = desk.refusals;
    let store = app.store;
    view! {
        <Show when=move || is_some.get()>
            <BulkBar count total is_live tags on_ask/>
        </Show>
        {move || {
            let refused = refusals.get();
            let lines = untrack(|| told(&store, &refused));
            (!lines.is_empty()).then(|| view! { <Window lines/> })
        }}
    }
}

#[component]
fn Window(lines: Vec<(String, String)>) -> impl IntoView {
    let refusals = expect_context::<Desk>().refusals;
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    view! {
        <Dialog
            title=move || tn(Plural::BulkRefused, count)
            close_label=Key::ActionClose
            on_close=move |()| refusals.set(Vec::new())
        >
            <Refusals refusals=lines/>
        </Dialog>
    }
}

fn told(store: &Store, refused: &[BulkRefused]) -> Vec<(String, String)> {
    let line = |one: &BulkRefused| {
        let known = store.conversations.get(one.conversation);
        let name = known.map(|known| known.contact_name.clone());
        let name = name.unwrap_or_else(|| t(Key::BulkUnknown).to_owned());
        (name, t(words::problem(one.code)).to_owned())
    };
    refused.iter().map(line).collect()
}
