//! The box at the foot of the thread: Enter sends, Shift+Enter breaks the line (M1); in a mail Enter
//! breaks the line and Ctrl or Cmd with it sends.
//!
//! It holds no text of its own: what is typed goes out with each key and comes back as `text`.

use super::{
    around::{Around, carries, dropped, pasted},
    composer_files::AttachButton,
    composer_words::{counted, hint, is_over, placeholder, sentence},
};
use crate::{
    i18n::{Key, t, tf},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        prelude::*,
        text_box::{TextBox, is_plain_enter, is_strong_enter},
    },
};
use leptos::{ev::KeyboardEvent, html::Textarea};

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
    /// Whether it is a mail: Enter breaks the line there.
    pub is_mail: bool,
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
    /// Files are on their way, or stayed behind.
    Uploading,
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
    /// What stands around the text.
    #[prop(optional)]
    around: Around,
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
        let is_mail = state.with_untracked(|state| state.is_mail);
        if if is_mail {
            is_strong_enter(&event)
        } else {
            is_plain_enter(&event)
        } {
            // Also when nothing can be sent: it never breaks the line.
            event.prevent_default();
            send();
        }
    };
    let Around {
        head,
        left,
        files,
        on_files,
    } = around;
    let is_over_it = RwSignal::new(false);
    view! {
        <section
            class="composer"
            aria-label=move || t(Key::ComposerReply)
            on:dragover=move |event| is_over_it.set(carries(&event, on_files))
            on:dragleave=move |_| is_over_it.set(false)
            on:drop=move |event| {
                is_over_it.set(false);
                dropped(&event, on_files);
            }
            on:paste=move |event| pasted(&event, on_files)
        >
            <Show when=move || warning.get().is_some()>
                <p class="composer__warning" role="status">
                    <Icon shape=Shape::Warning/>
                    {move || warning.get().map(|warning| t(sentence(warning)))}
                </p>
            </Show>
            <div
                class="composer__box"
                class:composer__box--over=move || is_over(room.get())
                class:composer__box--drop=move || is_over_it.get()
            >
                {head}
                <TextBox
                    label=move || state.with(|state| tf(Key::ComposerLabel, &[("name", &state.name)]))
                    value=text
                    placeholder=move || t(placeholder(state.with(|state| state.accepts)))
                    node=node
                    on_input=on_input
                    on_key=on_key
                    attr:data-draft-key=move || state.with(|state| state.draft_key.clone())
                />
                {files}
                <div class="composer__bar">
                    {on_files.map(|on_files| view! { <AttachButton on_files/> })}
                    {left}
                    <p class="composer__hint">
                        <Show
                            when=move || room.get().is_some()
                            fallback=move || view! {
                                <span class="composer__keys">
                                    {move || t(hint(is_over_it.get(), state.with(|state| state.is_mail)))}
                                </span>
                            }
                        >
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
