//! The box at the foot of the thread: Enter sends, Shift+Enter breaks the line (M1).
//!
//! It holds no text of its own: what is typed goes out with each key and comes back as `text`.

use crate::{
    i18n::{Key, Plural, number, t, text, tf, tn, tnf},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        text_box::{TextBox, is_plain_enter},
    },
};
use leptos::{ev::KeyboardEvent, html::Textarea, prelude::*};

/// What a composer shows beside the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComposerState {
    /// To whom.
    pub name: String,
    /// Whether sending accepts the conversation, too (M8).
    pub accepts: bool,
    /// Whether there is something that can be sent.
    pub can_send: bool,
    /// How close the text is to the channel's limit; `None` far from it.
    pub room: Option<Room>,
    /// What to know while writing.
    pub warning: Option<Warning>,
    /// Under which key the text is rescued when the app breaks; `boot.js` reads it.
    pub draft_key: String,
}

/// How close a text is to its limit, in the channel's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// So much still fits.
    Left(u64),
    /// So much is too much.
    Over {
        /// How much.
        by: u64,
        /// How much the channel takes.
        limit: u64,
    },
}

/// What to know while writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Messages wait for the connection.
    Offline,
    /// This browser keeps no drafts.
    DraftNotKept,
    /// The draft was changed in another tab.
    DraftChangedElsewhere,
    /// What was written before a crash is back.
    Rescued,
}

/// The composer.
#[component]
pub fn ComposerBox(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What stands beside it.
    #[prop(into)]
    state: Signal<ComposerState>,
    /// Its element, to put the caret there.
    #[prop(optional)]
    node: NodeRef<Textarea>,
    /// The text changed by hand; called in the input handler itself.
    #[prop(into)]
    on_input: Callback<String>,
    /// Enter or the button.
    #[prop(into)]
    on_send: Callback<()>,
) -> impl IntoView {
    let can_send = Memo::new(move |_| state.with(|state| state.can_send));
    let room = Memo::new(move |_| state.with(|state| state.room));
    let warning = Memo::new(move |_| state.with(|state| state.warning));
    let send = move || {
        if can_send.get_untracked() {
            on_send.run(());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if is_plain_enter(&event) {
            // Also when nothing can be sent: Enter never breaks the line.
            event.prevent_default();
            send();
        }
    };
    view! {
        <section class="composer" aria-label=move || t(Key::ComposerReply)>
            <Show when=move || warning.get().is_some()>
                <p class="composer__warning" role="status">
                    <Icon shape=Shape::Warning/>
                    {move || warning.get().map(|warning| t(sentence(warning)))}
                </p>
            </Show>
            <div class="composer__box" class:composer__box--over=move || is_over(room.get())>
                <TextBox
                    label=move || state.with(|state| tf(Key::ComposerLabel, &[("name", &state.name)]))
                    value=text
                    placeholder=move || t(placeholder(state.with(|state| state.accepts)))
                    node=node
                    on_input=on_input
                    on_key=on_key
                    attr:data-draft-key=move || state.with(|state| state.draft_key.clone())
                />
                <div class="composer__bar">
                    <p class="composer__hint">
                        <Show when=move || room.get().is_some() fallback=KeyHint>
                            <output class=move || {
                                if is_over(room.get()) { "composer__room composer__room--over" } else { "composer__room" }
                            }>{move || room.get().map(counted)}</output>
                        </Show>
                    </p>
                    <Button
                        label=Key::ComposerSend
                        kind=Kind::Primary
                        icon=Shape::Send
                        disabled=Signal::derive(move || !can_send.get())
                        on_press=move |()| send()
                    />
                </div>
            </div>
        </section>
    }
}

#[component]
fn KeyHint() -> impl IntoView {
    view! { <span class="composer__keys">{text(Key::ComposerKeys)}</span> }
}

const fn sentence(warning: Warning) -> Key {
    match warning {
        Warning::Offline => Key::ComposerOffline,
        Warning::DraftNotKept => Key::ComposerDraftUnsaved,
        Warning::DraftChangedElsewhere => Key::ComposerDraftElsewhere,
        Warning::Rescued => Key::ComposerRescued,
    }
}

const fn placeholder(accepts: bool) -> Key {
    if accepts {
        Key::ComposerPlaceholderQueued
    } else {
        Key::ComposerPlaceholder
    }
}

fn counted(room: Room) -> String {
    match room {
        Room::Left(left) => tn(Plural::ComposerLeft, left),
        Room::Over { by, limit } => tnf(Plural::ComposerOver, by, &[("limit", &number(limit))]),
    }
}

const fn is_over(room: Option<Room>) -> bool {
    matches!(room, Some(Room::Over { .. }))
}
