//! One row of a thread: a message, an event, a day, where reading stopped, what is missing.

use super::{
    comment_line::CommentLine,
    mail_item::mail_item,
    marks::{DayMark, EventLine, Older, OlderLine, UnreadMark},
    message_bubble::{Choice, Message, MessageBubble, Run},
    message_menu::MessageMenu,
    open_thread::OpenThread,
};
use crate::{
    commands,
    present::{happening, message, moment},
    store::What,
    ui::prelude::*,
};
use bandeja_contract::ItemId;
use bandeja_domain::{channel::rules, timeline::Key};

/// The view of one row of a thread.
pub(super) fn item(shown: &OpenThread, key: Key) -> AnyView {
    match key {
        Key::Older => {
            let (is_stuck, again) = (shown.is_stuck, shown.clone());
            view! { <OlderLine older=older(is_stuck) on_retry=move |()| again.load(Key::Older)/> }
                .into_any()
        }
        Key::Gap(..) => {
            let (is_stuck, again) = (shown.is_stuck, shown.clone());
            shown.load(key);
            view! { <OlderLine older=older(is_stuck) on_retry=move |()| again.load(key)/> }
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

fn older(is_stuck: RwSignal<bool>) -> Signal<Older> {
    Signal::derive(move || {
        if is_stuck.get() {
            Older::Failed
        } else {
            Older::Loading
        }
    })
}

/// A message or an event; which of both an item is never changes.
fn entry(shown: &OpenThread, id: ItemId) -> AnyView {
    let Some(first) = shown.thread.item(id) else {
        return ().into_any();
    };
    let (store, of) = (shown.app.store.clone(), shown.thread.clone());
    let conversation = of.id();
    if let What::Comment { agent, text } = &first.what {
        let (agent, words, written, names) = (*agent, text.clone(), first.at, store);
        let author = Memo::new(move |_| {
            agent
                .map(|id| names.workspace.agent_name(id))
                .unwrap_or_default()
        });
        let at = Signal::derive(move || moment::in_thread(written));
        return view! { <CommentLine author words at/> }.into_any();
    }
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
    let is_mail =
        untrack(|| store.conversations.get(conversation)).is_some_and(|it| rules(it.channel).mail);
    if is_mail {
        return mail_item(shown, id, first);
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
    let Some(api) = shown.app.api() else {
        return ().into_any();
    };
    let fallback = first;
    let bubble = Memo::new(move |before: Option<&Option<Message>>| {
        // What has gone is still shown until its row is taken away.
        let item = of.item(id).unwrap_or_else(|| fallback.clone());
        let known = store.conversations.get(conversation);
        known
            .and_then(|known| message::bubble(&item, &known, &store, &api, run.get()))
            .or_else(|| before.cloned().flatten())
    });
    let (app, viewing, seen) = (shown.app.clone(), shown.desk.viewing, shown.clone());
    let on_choose = move |choice| match choice {
        Choice::Retry => commands::retry(&app, id),
        Choice::SendAnyway => commands::send_anyway(&app, id),
        Choice::Edit => commands::edit(&app, id),
        Choice::View(file) => viewing.set(Some(file)),
        Choice::See(item) => seen.see(item),
        Choice::Discard => drop(commands::discard(&app, id)),
    };
    let Some(begun) = bubble.get_untracked() else {
        return ().into_any();
    };
    let message = Signal::derive(move || bubble.get().unwrap_or_else(|| begun.clone()));
    let found = shown.found;
    let is_found = Signal::derive(move || found.get() == Some(id));
    let last = shown.place.last();
    let is_stop = Signal::derive(move || is_found.get() || last.get() == Some(Key::Item(id)));
    let linked = shown.clone();
    let menu = ViewFn::from(move || {
        let linked = linked.clone();
        let is_there = !linked
            .thread
            .item(id)
            .is_some_and(|item| item.is_on_its_way());
        is_there.then(|| {
            let answered = linked.clone();
            let on_answer = linked
                .takes_answers()
                .then(|| Callback::new(move |()| answered.answer(id)));
            view! { <MessageMenu on_answer on_link=move |()| linked.copy_link(id)/> }
        })
    });
    view! { <MessageBubble message is_found is_stop menu on_choose/> }.into_any()
}
