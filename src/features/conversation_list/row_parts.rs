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
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let is_here = move || of(row, |row| row.standing == Standing::Here) == Some(true);
    let channel = move || of(row, |row| row.channel_name.clone()).unwrap_or_default();
    let lead = move || of(row, |row| row.preview.lead).unwrap_or_default();
    let words = move || {
        of(row, |row| match row.preview.lead {
            Lead::Typing => String::new(),
            _ if row.preview.text.trim().is_empty() => t(Key::RowNoText).to_owned(),
            _ => row.preview.text.clone(),
        })
        .unwrap_or_default()
    };
    view! {
        <span class="conversation-row__second">
            <Show
                when=is_here
                fallback=move || view! { <span class="conversation-row__gone">{move || of(row, |row| gone(&row.standing))}</span> }
            >
                <span class="conversation-row__channel">{move || channel()}</span>
                " "
                <span class=move || lead_class(lead())>{move || lead_word(lead())}</span>
                <bdi class="conversation-row__preview">{move || words()}</bdi>
            </Show>
        </span>
    }
}

/// The small facts of the third line: whose it is, and where it waits.
#[component]
pub fn Chips(
    /// The row.
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let assignee = Memo::new(move |_| of(row, |row| row.assignee.clone()).flatten());
    let chip = move || of(row, |row| row.chip.clone()).flatten();
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
            <Show when=move || chip().is_some()>
                <span class="chip">{move || chip()}</span>
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

fn gone(standing: &Standing) -> String {
    match standing {
        Standing::TakenBy(name) => tf(Key::RowTaken, &[("name", name)]),
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
