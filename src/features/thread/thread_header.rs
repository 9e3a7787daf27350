//! The head of a thread: with whom, over what, where it stands, what can be done.

use crate::{
    i18n::{Key, t, words},
    ui::{
        avatar::{Avatar, Glyph},
        button::{Button, IconButton, Kind},
        icon::Shape,
    },
};
use bandeja_contract::{Channel, Status};
use leptos::prelude::*;

/// What a head shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The contact's name; empty when nobody knows it.
    pub name: String,
    /// The channel.
    pub channel: Channel,
    /// The name of the channel, or of the connected inbox.
    pub channel_name: String,
    /// Where it stands.
    pub status: Status,
    /// `#6597`.
    pub attention: String,
    /// Whether it can be closed by the one who looks.
    pub can_close: bool,
}

/// What the person asks for in the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Back to the list, on a narrow screen.
    Back,
    /// Show or hide the details.
    Details,
    /// Close the conversation.
    Close,
}

/// The head of the thread pane.
#[component]
pub fn ThreadHeader(
    /// What it shows; `None` while it is not known.
    #[prop(into)]
    heading: Signal<Option<Heading>>,
    /// Whether the details are on the screen.
    #[prop(into)]
    has_details: Signal<bool>,
    /// The person asks for something.
    #[prop(into)]
    on_ask: Callback<Ask>,
    /// Signs at the right: the connection, on a narrow screen.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let of = move |read: fn(&Heading) -> String| {
        Memo::new(move |_| {
            heading
                .with(|heading| heading.as_ref().map(read))
                .unwrap_or_default()
        })
    };
    let name = of(shown_name);
    let below = of(|heading| {
        [
            heading.channel_name.as_str(),
            t(words::status(heading.status)),
            &heading.attention,
        ]
        .join(" · ")
    });
    let can_close =
        move || heading.with(|heading| heading.as_ref().is_some_and(|one| one.can_close));
    let glyph = Signal::derive(move || {
        heading.with(|heading| {
            let heading = heading.as_ref()?;
            let glyph = Glyph::named(heading.channel.word());
            Some(if heading.status == Status::Expired {
                glyph.off()
            } else {
                glyph
            })
        })
    });
    view! {
        <header class="pane-head thread-header">
            <span class="thread-header__back">
                <IconButton label=Key::ThreadBack shape=Shape::Back on_press=move |()| on_ask.run(Ask::Back)/>
            </span>
            <Show when=move || heading.with(Option::is_some)>
                <Avatar name=name glyph=glyph/>
                <div class="thread-header__who">
                    <h2 class="thread-header__name"><bdi>{move || name.get()}</bdi></h2>
                    <p class="thread-header__below">{move || below.get()}</p>
                </div>
            </Show>
            <div class="thread-header__tools">
                {children.map(|children| children())}
                <Show when=can_close>
                    <span class="thread-header__close">
                        <Button
                            label=Key::ThreadClose
                            kind=Kind::Good
                            icon=Shape::Check
                            on_press=move |()| on_ask.run(Ask::Close)
                        />
                    </span>
                </Show>
                <Show when=move || heading.with(Option::is_some)>
                    <IconButton
                        label=move || t(if has_details.get() { Key::ThreadDetailsHide } else { Key::ThreadDetails })
                        shape=Shape::Side
                        on_press=move |()| on_ask.run(Ask::Details)
                    />
                </Show>
            </div>
        </header>
    }
}

fn shown_name(heading: &Heading) -> String {
    if heading.name.trim().is_empty() {
        t(Key::ContactNameless).to_owned()
    } else {
        heading.name.clone()
    }
}
