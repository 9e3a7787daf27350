//! The messages of a thread, and what follows from looking at them: older ones are fetched, what is
//! seen is marked as read, what comes is announced.

use super::{
    jump_to_end::JumpToEnd,
    marks::{DayMark, EventLine, Older, OlderLine, UnreadMark},
    message_bubble::{Choice, Message, MessageBubble, Run},
    typing_line::TypingLine,
};
use crate::{
    commands,
    desk::Desk,
    i18n::{Key as Word, tf},
    present::{happening, message, moment},
    store::{Author, Thread, ThreadItem, What},
    sync::App,
    ui::virtual_thread::{Place, VirtualThread},
};
use bandeja_contract::{ItemId, Seq};
use bandeja_domain::{
    timeline::{Key, Row},
    unread,
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashMap, sync::Arc};

/// What the views of one thread share.
#[derive(Clone)]
struct Shown {
    app: App,
    thread: Thread,
    runs: Memo<Arc<HashMap<Key, Run>>>,
    desk: Desk,
    /// Whether a page of older messages did not come.
    is_stuck: RwSignal<bool>,
}

/// The messages of a thread that has been loaded.
#[component]
pub fn MessagesPane(
    /// The thread.
    thread: Thread,
) -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let id = thread.id();
    // Where reading stopped when the thread was opened; it stays there while one reads on.
    let stopped = app
        .store
        .conversations
        .get_untracked(id)
        .and_then(|it| unread::separator(&it));
    let of = thread.clone();
    let rows = Memo::new(move |_| of.rows(&moment::day, stopped));
    let keys = Memo::new(move |_| {
        rows.with(|rows| Arc::new(rows.iter().map(|row| row.key).collect::<Vec<_>>()))
    });
    let runs = Memo::new(move |_| rows.with(|rows| Arc::new(rows.iter().map(run).collect())));
    let place = Place::new();
    let shown = Shown {
        app,
        thread,
        runs,
        desk,
        is_stuck: RwSignal::new(false),
    };

    mark_read(&shown, place);
    announce(&shown);
    let (older, typing) = (shown.clone(), shown.clone());
    let sentence = Memo::new(move |_| typing_sentence(&typing));
    let of = shown.thread.clone();
    let left_at = Memo::new(move |before: Option<&Option<Seq>>| {
        // While the end is in view nothing is new below it.
        let is_away = !place.is_at_end().get();
        is_away.then(|| {
            before
                .copied()
                .flatten()
                .unwrap_or(of.last_position_untracked())
        })
    });
    let of = shown.thread.clone();
    let new = Memo::new(move |_| left_at.get().map_or(0, |at| of.incoming_after(at)));
    let label = shown.clone();
    view! {
        <div class="thread-body">
            <VirtualThread
                label=move || tf(Word::ThreadLabel, &[("name", &contact(&label))])
                items=keys
                item=Arc::new(move |key| item(&shown, key))
                place
                on_near_start=move |()| load(&older, Key::Older)
            >
                <TypingLine sentence/>
            </VirtualThread>
            <JumpToEnd
                is_away=Signal::derive(move || left_at.get().is_some())
                new
                on_jump=move |()| place.to_end()
            />
        </div>
    }
}

const fn run(row: &Row) -> (Key, Run) {
    (
        row.key,
        Run {
            is_head: row.head,
            is_tail: row.tail,
        },
    )
}

fn item(shown: &Shown, key: Key) -> AnyView {
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
            view! { <OlderLine older on_retry=move |()| load(&again, Key::Older)/> }.into_any()
        }
        Key::Gap(_) => {
            let again = shown.clone();
            load(shown, key);
            view! { <OlderLine older=Older::Loading on_retry=move |()| load(&again, key)/> }
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
fn entry(shown: &Shown, id: ItemId) -> AnyView {
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
        let alone = Run { is_head: true, is_tail: true };
        runs.with(|runs| runs.get(&Key::Item(id)).copied()).unwrap_or(alone)
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
        Choice::Edit => {
            if let Some(text) = commands::discard(&app, id) {
                commands::write_draft(&app, conversation, text);
            }
        }
        Choice::Discard => drop(commands::discard(&app, id)),
    };
    let Some(begun) = bubble.get_untracked() else { return ().into_any() };
    let message = Signal::derive(move || bubble.get().unwrap_or_else(|| begun.clone()));
    view! { <MessageBubble message on_choose/> }.into_any()
}

fn load(shown: &Shown, key: Key) {
    let (app, id, is_stuck) = (shown.app.clone(), shown.thread.id(), shown.is_stuck);
    is_stuck.set(false);
    spawn_local(async move {
        if commands::load_items(&app, id, key).await.is_err() {
            // The pane may be gone by now.
            let _ = is_stuck.try_set(true);
        }
    });
}

/// What was on the screen of an attentive owner is read (L5).
fn mark_read(shown: &Shown, place: Place<Key>) {
    let shown = shown.clone();
    Effect::new(move |_| {
        let is_read = shown.desk.has_attention.get();
        let Some(Key::Item(last)) = place.last().get() else {
            return;
        };
        let position = shown.thread.item(last).map_or(Seq(0), |item| item.position);
        // Follows the owner, too: whoever takes it has read what is on the screen.
        let is_there = shown
            .app
            .store
            .conversations
            .get(shown.thread.id())
            .is_some();
        if is_read && is_there && position > Seq(0) {
            commands::mark_read(&shown.app, shown.thread.id(), position);
        }
    });
}

/// What comes while the thread is open is said to screen readers.
fn announce(shown: &Shown) {
    let shown = shown.clone();
    Effect::new(move |before: Option<Seq>| {
        let last = shown.thread.last_position();
        if let Some(before) = before.filter(|before| *before < last)
            && let Some(text) = shown.thread.find_map(|item| incoming_after(item, before))
        {
            let head = tf(Word::ThreadReceived, &[("name", &contact(&shown))]);
            shown.desk.announcements.say(format!("{head}: {text}"));
        }
        last
    });
}

fn incoming_after(item: &ThreadItem, before: Seq) -> Option<String> {
    match &item.what {
        What::Message {
            author: Author::Customer,
            text,
            ..
        } if item.position > before => Some(text.clone()),
        _ => None,
    }
}

fn typing_sentence(shown: &Shown) -> Option<String> {
    let store = &shown.app.store;
    let signs = store.typing.get(shown.thread.id());
    let sign = signs.iter().min_by_key(|sign| sign.agent.is_some())?;
    Some(match sign.agent {
        None => tf(Word::ThreadTyping, &[("name", &contact(shown))]),
        Some(agent) => tf(
            Word::ThreadTypingColleague,
            &[("name", &store.workspace.agent_name(agent))],
        ),
    })
}

fn contact(shown: &Shown) -> String {
    let conversation = shown.app.store.conversations.get(shown.thread.id());
    conversation
        .map(|it| it.contact_name.clone())
        .unwrap_or_default()
}
