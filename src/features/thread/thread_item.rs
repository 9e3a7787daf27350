//! One row of a thread: a message, an event, a day, where reading stopped, what is missing.

use super::{
    marks::{DayMark, EventLine, Older, OlderLine, UnreadMark},
    message_bubble::{Choice, Message, MessageBubble, Run},
    open_thread::OpenThread,
};
use crate::{
    commands,
    present::{happening, message, moment},
    store::What,
};
use bandeja_contract::ItemId;
use bandeja_domain::timeline::Key;
use leptos::prelude::*;

/// The view of one row of a thread.
pub(super) fn item(shown: &OpenThread, key: Key) -> AnyView {
    match key {
        Key::Older => {
            let (is_stuck, again) = (shown.is_stuck, shown.clone());
            let older = Signal::derive(move || {
                if is_stuck.get() {
                    Older::Failed
                } else {
                    Older::Loading
                }
            });
            view! { <OlderLine older on_retry=move |()| again.load(Key::Older)/> }.into_any()
        }
        Key::Gap(_) => {
            let again = shown.clone();
            shown.load(key);
            view! { <OlderLine older=Older::Loading on_retry=move |()| again.load(key)/> }
                .into_any()
        }
        Key::Day(day) => {
            let now = shown.desk.now;
            view! { <DayMark day=Signal::derive(move || moment::of_day(day, now.get()))/> }
                .into_any()
        }
        Key::Unread => view! { <UnreadMark/> }.into_any(),
        Key::Item(id) => entry(shown, id),
    }
}

/// A message or an event; which of both an item is never changes.
fn entry(shown: &OpenThread, id: ItemId) -> AnyView {
    let Some(first) = shown.thread.item(id) else {
        return ().into_any();
    };
    let (store, of) = (shown.app.store.clone(), shown.thread.clone());
    let conversation = of.id();
    if matches!(first.what, What::Happened { .. }) {
        let read = store;
        let at = first.at;
        let note = happening::note(&first.what);
        let sentence = Memo::new(move |_| {
            let it = read.conversations.get(conversation);
            let name = it
                .as_ref()
                .map(|it| it.contact_name.as_str())
                .unwrap_or_default();
            happening::sentence(&first.what, &read, name).unwrap_or_default()
        });
        let at = Signal::derive(move || moment::in_thread(at));
        return view! { <EventLine sentence note at/> }.into_any();
    }
    let runs = shown.runs;
    let run = Memo::new(move |_| {
        let alone = Run {
            is_head: true,
            is_tail: true,
        };
        runs.with(|runs| runs.get(&Key::Item(id)).copied())
            .unwrap_or(alone)
    });
    let fallback = first;
    let bubble = Memo::new(move |before: Option<&Option<Message>>| {
        // What has gone is still shown until its row is taken away.
        let item = of.item(id).unwrap_or_else(|| fallback.clone());
        let known = store.conversations.get(conversation);
        known
            .and_then(|known| message::bubble(&item, &known, &store, run.get()))
            .or_else(|| before.cloned().flatten())
    });
    let app = shown.app.clone();
    let on_choose = move |choice| match choice {
        Choice::Retry => commands::retry(&app, id),
        Choice::SendAnyway => commands::send_anyway(&app, id),
        Choice::Edit => commands::edit(&app, id),
        Choice::Discard => drop(commands::discard(&app, id)),
    };
    let Some(begun) = bubble.get_untracked() else {
        return ().into_any();
    };
    let message = Signal::derive(move || bubble.get().unwrap_or_else(|| begun.clone()));
    view! { <MessageBubble message on_choose/> }.into_any()
}
