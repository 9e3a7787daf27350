//! One row of the list (L2, L5): who, over what, when, what, how much is unread, and whose it is.

use super::{
    row_parts::{Chips, Line, RowSkeleton},
    row_tools::{RowAct, RowPick, RowTools},
};
use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        avatar::{Avatar, Glyph},
        badge::Badge,
        moment::{Moment, Time},
        popover::Edges,
        prelude::*,
    },
};
use bandeja_contract::Channel;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The contact's name; empty when nobody knows it.
    pub name: String,
    /// The channel.
    pub channel: Channel,
    /// The name of the channel, or of the connected inbox.
    pub channel_name: String,
    /// Of the last activity.
    pub at: Moment,
    /// The second line.
    pub preview: Preview,
    /// Messages that its owner has not seen.
    pub unread: u32,
    /// The owner's name; `None` is «sin asignar».
    pub assignee: Option<String>,
    /// The queue or group, where the view does not already say it.
    pub chip: Option<String>,
    /// Whether the green check accepts it.
    pub can_accept: bool,
    /// Whether its channel's sign is grey (expired).
    pub is_off: bool,
    /// Whether it still belongs here.
    pub standing: Standing,
}

/// The second line of a row: what it leads with, and the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The word before it.
    pub lead: Lead,
    /// The words.
    pub text: String,
}

/// The word before a preview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// The client wrote it: nothing.
    #[default]
    Client,
    /// One of us wrote it.
    Us,
    /// The bot wrote it.
    Bot,
    /// Nobody has sent it yet.
    Draft,
    /// It could not be sent.
    Failed,
    /// The client is writing; the words are left out.
    Typing,
}

/// Whether a row that the list holds still belongs there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    #[default]
    Here,
    /// A colleague took it.
    TakenBy(String),
    /// It went elsewhere.
    Left,
}

/// A row; grey shapes until it has come.
#[component]
pub fn ConversationRow(
    /// What it shows.
    row: Memo<Option<Row>>,
    /// The address of its thread.
    #[prop(into)]
    href: Signal<String>,
    /// Whether its thread is the one on the screen.
    #[prop(into)]
    is_selected: Signal<bool>,
    /// Whether the Tab key stops here.
    #[prop(into)]
    is_stop: Signal<bool>,
    /// Whether it is ticked.
    #[prop(into)]
    is_picked: Signal<bool>,
    /// Something was done at it.
    #[prop(into)]
    on_act: Callback<RowAct>,
) -> impl IntoView {
    view! {
        <Show when=move || row.with(Option::is_some) fallback=RowSkeleton>
            <Loaded row href is_selected is_stop is_picked on_act/>
        </Show>
    }
}

#[component]
fn Loaded(
    row: Memo<Option<Row>>,
    href: Signal<String>,
    is_selected: Signal<bool>,
    is_stop: Signal<bool>,
    is_picked: Signal<bool>,
    on_act: Callback<RowAct>,
) -> impl IntoView {
    let name = Memo::new(move |_| of(row, shown_name).unwrap_or_default());
    let is_here = move || of(row, |row| row.standing == Standing::Here) == Some(true);
    let can_accept = move || is_here() && of(row, |row| row.can_accept) == Some(true);
    let unread = move || of(row, |row| row.unread).unwrap_or_default();
    let at = move || of(row, |row| row.at.clone()).unwrap_or_default();
    let glyph = move || {
        of(row, |row| {
            let glyph = Glyph::named(row.channel.word());
            if row.is_off { glyph.off() } else { glyph }
        })
    };
    view! {
        <div
            class="conversation-row"
            class:conversation-row--selected=move || is_selected.get()
            class:conversation-row--unread=move || unread() != 0
            class:conversation-row--gone=move || !is_here()
            on:keydown=move |event| {
                if event.key() == "ContextMenu" || event.shift_key() && event.key() == "F10" {
                    event.prevent_default();
                    on_act.run(RowAct::Menu(Edges::around(&event)));
                }
            }
            on:contextmenu=move |event| {
                // By its key or a long press; the mouse's own menu stays the browser's.
                if event.button() != 2 {
                    event.prevent_default();
                    on_act.run(RowAct::Menu(Edges::around(&event)));
                }
            }
        >
            <a
                class="conversation-row__target"
                href=move || href.get()
                aria-current=move || is_selected.get().then_some("true")
                tabindex=move || if is_stop.get() { "0" } else { "-1" }
                data-row-target=""
            >
                <Avatar name=name glyph=glyph/>
                <span class="conversation-row__lines">
                    <span class="conversation-row__first">
                        <bdi class="conversation-row__name">{move || name.get()}</bdi>
                        <span class="conversation-row__time"><Time at=at/></span>
                    </span>
                    <Line row/>
                    <span class="conversation-row__third">
                        <Chips row/>
                        <Badge count=unread label=move || tn(Plural::RowUnread, unread().into())/>
                    </span>
                </span>
            </a>
            <RowPick name is_picked is_stop on_act/>
            <RowTools name can_accept is_stop on_act/>
        </div>
    }
}

/// Reads a fact of a row that may have gone.
pub(super) fn of<T>(row: Memo<Option<Row>>, read: impl FnOnce(&Row) -> T) -> Option<T> {
    row.with(|row| row.as_ref().map(read))
}

fn shown_name(row: &Row) -> String {
    if row.name.trim().is_empty() {
        t(Key::ContactNameless).to_owned()
    } else {
        row.name.clone()
    }
}
