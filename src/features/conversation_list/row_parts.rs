//! The lower lines of a row, and its grey shape while it is on its way.

use super::conversation_row::{Lead, Row, Standing, of};
use crate::{
    i18n::{Key, t, text, tf},
    ui::{initials::initials, prelude::*, waiting::Bar},
};

/// The second line: the channel, and what was written last; or where the conversation went.
#[component]
pub fn Line(
    /// The row.
    row: Signal<Option<Row>>,
) -> impl IntoView {
    let standing = Memo::new(move |_| of(row, |row| row.standing.clone()).unwrap_or_default());
    let channel = Memo::new(move |_| of(row, |row| row.channel_name.clone()).unwrap_or_default());
    let preview = Memo::new(move |_| of(row, |row| row.preview.clone()).unwrap_or_default());
    let lead = Memo::new(move |_| preview.with(|preview| preview.lead));
    let words = move || {
        preview.with(|preview| match preview.lead {
            Lead::Typing => String::new(),
            _ if preview.text.trim().is_empty() => t(Key::RowNoText).to_owned(),
            _ => preview.text.clone(),
        })
    };
    view! {
        <span class="conversation-row__second">
            <Show
                when=move || standing.with(|standing| *standing == Standing::Here)
                fallback=move || view! { <span class="conversation-row__gone">{move || gone(standing)}</span> }
            >
                <span class="conversation-row__channel">{move || channel.get()}</span>
                " "
                <span class=move || lead_class(lead.get())>{move || lead_word(lead.get())}</span>
                <bdi class="conversation-row__preview">{words}</bdi>
            </Show>
        </span>
    }
}

/// The small facts of the third line: whose it is, and where it waits.
#[component]
pub fn Chips(
    /// The row.
    row: Signal<Option<Row>>,
) -> impl IntoView {
    let assignee = Memo::new(move |_| of(row, |row| row.assignee.clone()).flatten());
    let chip = Memo::new(move |_| of(row, |row| row.chip.clone()).flatten());
    let owner = move || match assignee.get() {
        Some(name) => view! {
            <span class="chip chip--person" title=name>
                <span aria-hidden="true">{initials(&name)}</span>
                <span class="quiet">{tf(Key::RowAssigned, &[("name", &name)])}</span>
            </span>
        }
        .into_any(),
        None => {
            view! { <span class="chip chip--none">{text(Key::RowUnassigned)}</span> }.into_any()
        }
    };
    view! {
        <span class="conversation-row__chips">
            {owner}
            <Show when=move || chip.with(Option::is_some)>
                <span class="chip">{move || chip.get()}</span>
            </Show>
        </span>
    }
}

/// The grey shape of a row.
#[component]
pub fn RowSkeleton() -> impl IntoView {
    view! {
        <div class="conversation-row conversation-row--loading">
            <span class="quiet">{text(Key::RowLoading)}</span>
            <span class="conversation-row__blank" aria-hidden="true"></span>
            <span class="conversation-row__lines" aria-hidden="true">
                <Bar tenths=5/>
                <Bar tenths=9/>
                <Bar tenths=3/>
            </span>
        </div>
    }
}

fn gone(standing: Memo<Standing>) -> String {
    match standing.get() {
        Standing::TakenBy(name) => tf(Key::RowTaken, &[("name", &name)]),
        Standing::Left | Standing::Here => t(Key::RowLeft).to_owned(),
    }
}

fn lead_word(lead: Lead) -> &'static str {
    match lead {
        Lead::Client => "",
        Lead::Us => t(Key::RowUs),
        Lead::Bot => t(Key::RowBot),
        Lead::Draft => t(Key::RowDraft),
        Lead::Failed => t(Key::RowFailed),
        Lead::Typing => t(Key::RowTyping),
    }
}

const fn lead_class(lead: Lead) -> &'static str {
    match lead {
        Lead::Client => "conversation-row__lead",
        Lead::Us | Lead::Bot => "conversation-row__lead conversation-row__lead--us",
        Lead::Draft => "conversation-row__lead conversation-row__lead--draft",
        Lead::Failed => "conversation-row__lead conversation-row__lead--failed",
        Lead::Typing => "conversation-row__lead conversation-row__lead--typing",
    }
}
