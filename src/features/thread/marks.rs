//! What stands between messages: days, where reading stopped, what happened (T4).

use crate::{
    i18n::{Key, t, text},
    ui::{
        moment::{Moment, Time},
        prelude::*,
    },
};

/// The line above the first message of a day.
#[component]
pub fn DayMark(
    /// The day: «Hoy», «Ayer», a date.
    #[prop(into)]
    day: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="day-mark" role="separator" aria-label=move || day.get()>
            <span class="day-mark__word">{move || day.get()}</span>
        </div>
    }
}

/// The day of what is in view, at the thread's upper edge; nothing while its own line is there.
#[component]
pub fn StickyDay(
    /// The day.
    #[prop(into)]
    day: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Show when=move || day.with(Option::is_some)>
            // Said by the line itself already.
            <div class="thread-body__day" aria-hidden="true">
                <span class="day-mark__word">{move || day.get()}</span>
            </div>
        </Show>
    }
}

/// The line where reading stopped.
#[component]
pub fn UnreadMark() -> impl IntoView {
    view! {
        <div class="unread-mark" role="separator" aria-label=move || t(Key::ThreadUnread)>
            <span>{text(Key::ThreadUnread)}</span>
        </div>
    }
}

/// Something that happened: one centred line.
#[component]
pub fn EventLine(
    /// The sentence: «Ana aceptó la conversación».
    #[prop(into)]
    sentence: Signal<String>,
    /// A second line: the closing note.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// When.
    #[prop(into)]
    at: Signal<Moment>,
) -> impl IntoView {
    view! {
        <div class="event-line">
            <p>
                <bdi>{move || sentence.get()}</bdi>
                <span class="event-line__time">" · "<Time at=at/></span>
            </p>
            <Show when=move || note.with(Option::is_some)>
                <p class="event-line__note" dir="auto">{move || note.get()}</p>
            </Show>
        </div>
    }
}

/// Several happenings in a row, folded behind their number; the children are the lines.
#[component]
pub fn EventFold(
    /// What stands for them: «4 sucesos».
    #[prop(into)]
    summary: Signal<String>,
    /// The lines.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="event-fold">
            <summary>{move || summary.get()}</summary>
            {children()}
        </details>
    }
}

/// Older messages are on their way, did not come, or there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Older {
    /// Nothing to say.
    Idle,
    /// On their way.
    Loading,
    /// They did not come.
    Failed,
    /// This is the beginning.
    Start,
}

/// The line above the oldest message.
#[component]
pub fn OlderLine(
    /// What to say.
    #[prop(into)]
    older: Signal<Older>,
    /// Once more.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    move || match older.get() {
        Older::Idle => ().into_any(),
        Older::Loading => {
            view! { <p class="older-line" role="status">{text(Key::ThreadOlder)}</p> }.into_any()
        }
        Older::Start => view! { <p class="older-line">{text(Key::ThreadStart)}</p> }.into_any(),
        Older::Failed => view! {
            <p class="older-line" role="alert">
                {text(Key::ThreadOlderFailed)}
                " "
                <button type="button" class="text-button" on:click=move |_| on_retry.run(())>
                    {text(Key::ActionRetry)}
                </button>
            </p>
        }
        .into_any(),
    }
}
