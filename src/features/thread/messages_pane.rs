//! The messages of a thread that has been loaded, and the way to their end.

use super::{
    jump_to_end::JumpToEnd,
    mail_detail::{MailDetail, MailFacts},
    mail_views::MailViews,
    marks::StickyDay,
    message_bubble::Run,
    open_thread::OpenThread,
    thread_item::item,
    typing_line::TypingLine,
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key as Word, tf},
    present::{mail, moment},
    store::Thread,
    ui::{
        dialog::Dialog,
        prelude::*,
        virtual_thread::{Place, VirtualThread},
    },
};
use bandeja_contract::{ItemId, Seq};
use bandeja_domain::{
    timeline::{Key, Row},
    unread,
    when::Day,
};
use std::sync::Arc;

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
    // Name and space above a bubble change with the message before it.
    let place = Place::held_by(|key| matches!(key, Key::Item(_)), ".message__bubble");
    let at = desk.here.place;
    let shown = OpenThread {
        place,
        found: Signal::derive(move || at.with(|at| at.message.filter(|_| at.selected == Some(id)))),
        app,
        thread,
        runs,
        desk,
        is_stuck: RwSignal::new(false),
        mails: MailViews::new(),
        detail: RwSignal::new(None),
        read_to: stopped,
    };
    if let Some(start) = shown.start() {
        place.to(start);
    }
    shown.seek();
    shown.follow_wishes();

    // What one has sent is seen, wherever one was reading.
    let of = shown.thread.clone();
    Effect::new(move |before: Option<Option<Key>>| {
        let last = keys.with(|keys| keys.last().copied());
        let is_new = before.is_some_and(|before| before != last);
        if let Some(Key::Item(id)) = last
            && is_new
            && untrack(|| of.item(id)).is_some_and(|item| item.is_on_its_way())
        {
            place.to_end();
        }
        last
    });
    shown.mark_read(place);
    shown.announce();
    let leaving = shown.app.clone();
    on_cleanup(move || commands::leave_thread(&leaving));
    let (older, typing) = (shown.clone(), shown.clone());
    let sentence = Memo::new(move |_| typing.typing_sentence());
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
    let now = shown.desk.now;
    let day = Memo::new(move |_| {
        let first = place.first().get()?;
        let day = rows.with(|rows| day_of(rows, first))?;
        Some(moment::of_day(day, now.get()))
    });
    let detail = shown.detail;
    let of = shown.thread.clone();
    let facts = Memo::new(move |_| mail::facts(&*of.item(detail.get()?)?));
    view! {
        <div class="thread-body">
            {move || facts.get().map(|facts| detail_dialog(facts, detail))}
            <StickyDay day/>
            <VirtualThread
                label=move || tf(Word::ThreadLabel, &[("name", &label.contact())])
                items=keys
                item=Arc::new(move |key| item(&shown, key))
                place
                on_near_start=move |()| older.load(Key::Older)
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

fn detail_dialog(facts: MailFacts, detail: RwSignal<Option<ItemId>>) -> AnyView {
    view! {
        <Dialog
            title=Word::MailDetail
            close_label=Word::ActionClose
            on_close=move |()| detail.set(None)
        >
            <MailDetail facts/>
        </Dialog>
    }
    .into_any()
}

/// The day that a row stands under; `None` for the line of a day itself.
fn day_of(rows: &[Row], key: Key) -> Option<Day> {
    let at = rows.iter().position(|row| row.key == key)?;
    if matches!(key, Key::Day(_)) {
        return None;
    }
    rows.get(..at)?.iter().rev().find_map(|row| match row.key {
        Key::Day(day) => Some(day),
        _ => None,
    })
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
