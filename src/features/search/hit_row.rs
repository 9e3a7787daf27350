//! One thing that was found: whose conversation, where in it, the words with what matches.

use crate::{
    i18n::{Key, t},
    ui::{
        avatar::{Avatar, Glyph},
        moment::{Moment, Time},
        prelude::*,
        waiting::Bar,
    },
};
use bandeja_contract::Channel;

/// What a row of the results shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The contact's name.
    pub name: Vec<Part>,
    /// The channel.
    pub channel: Channel,
    /// When it was written.
    pub at: Moment,
    /// Where it was found: «Mensaje», «Asunto».
    pub place: Key,
    /// The words.
    pub words: Vec<Part>,
    /// Where the conversation stands.
    pub status: Key,
    /// Whose it is; nobody's when there is none.
    pub owner: Option<String>,
}

/// A part of a text. Somebody's words: a text node, never markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Whether they are what was looked for.
    pub is_match: bool,
}

/// A row.
#[component]
pub fn HitRow(
    /// What it shows; grey shapes for `None`.
    #[prop(into)]
    hit: Signal<Option<Hit>>,
    /// The address of the thread, at the message.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is what the thread shows.
    #[prop(into)]
    is_selected: Signal<bool>,
    /// Whether the Tab key stops here.
    #[prop(into)]
    is_stop: Signal<bool>,
) -> impl IntoView {
    let name = Signal::derive(move || {
        let name = of(hit, |hit| whole(&hit.name)).unwrap_or_default();
        if name.trim().is_empty() {
            t(Key::ContactNameless).to_owned()
        } else {
            name
        }
    });
    let glyph = Signal::derive(move || of(hit, |hit| Glyph::named(hit.channel.word())));
    view! {
        <div class="conversation-row" class:conversation-row--selected=move || is_selected.get()>
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
                        <bdi class="conversation-row__name">
                            {move || of(hit, |hit| parts(&hit.name)).unwrap_or_else(bar)}
                        </bdi>
                        <span class="conversation-row__time">
                            <Time at=Signal::derive(move || of(hit, |hit| hit.at.clone()).unwrap_or_default())/>
                        </span>
                    </span>
                    <span class="conversation-row__second">
                        <span class="conversation-row__channel">
                            {move || of(hit, |hit| t(hit.place))}
                        </span>
                        " "
                        <bdi class="conversation-row__preview">
                            {move || of(hit, |hit| parts(&hit.words))}
                        </bdi>
                    </span>
                    <span class="conversation-row__third">
                        <span class="conversation-row__chips">
                            <span class="chip">{move || of(hit, |hit| t(hit.status))}</span>
                            {move || {
                                of(hit, |hit| hit.owner.clone())
                                    .flatten()
                                    .map(|owner| view! { <span class="chip">{owner}</span> })
                            }}
                        </span>
                    </span>
                </span>
            </a>
        </div>
    }
}

fn of<T>(hit: Signal<Option<Hit>>, read: impl FnOnce(&Hit) -> T) -> Option<T> {
    hit.with(|hit| hit.as_ref().map(read))
}

fn bar() -> AnyView {
    view! { <Bar tenths=5/> }.into_any()
}

fn whole(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

fn parts(parts: &[Part]) -> AnyView {
    parts
        .iter()
        .map(|part| {
            let text = part.text.clone();
            if part.is_match {
                view! { <mark class="found">{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect_view()
        .into_any()
}
