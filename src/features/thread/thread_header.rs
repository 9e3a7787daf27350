//! The head of a thread: with whom, over what, where it stands, what can be done.

use crate::{
    i18n::{Key, t, text, tf, words},
    ui::{
        avatar::{Avatar, Glyph},
        button::{Button, IconButton, Kind},
        icon::Shape,
        popover::Edges,
        prelude::*,
        sheet::DotsButton,
    },
};
use bandeja_contract::{Channel, Status, Vocabulary};

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
    /// Whose words say so.
    pub vocabulary: Vocabulary,
    /// `#6597`.
    pub attention: String,
    /// What a thread of mails shows (E1).
    pub mail: Option<MailHeading>,
    /// Whether it can be closed by the one who looks.
    pub can_close: bool,
}

/// What the head of a thread of mails shows beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailHeading {
    /// The client's address; empty when nobody knows it.
    pub address: String,
    /// The subject; empty if there is none.
    pub subject: String,
}

/// What the person asks for in the head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    /// Back to the list, on a narrow screen.
    Back,
    /// Show or hide the details.
    Details,
    /// Close the conversation.
    Close,
    /// What else can be done, beside this.
    Menu(Edges),
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
            t(words::status(heading.status, heading.vocabulary)),
            &heading.attention,
        ]
        .join(" · ")
    });
    let attention = of(|heading| heading.attention.clone());
    let mail = Memo::new(move |_| heading.with(|heading| heading.as_ref()?.mail.clone()));
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
                    <div class="thread-header__title">
                        <h2 class="thread-header__name"><bdi>{move || name.get()}</bdi></h2>
                        {move || address(&mail.get())}
                    </div>
                    {move || match mail.get() {
                        Some(mail) => subject_line(&mail, attention.get()),
                        None => view! { <p class="thread-header__below">{move || below.get()}</p> }.into_any(),
                    }}
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
                    <DotsButton
                        label=move || tf(Key::DeedMenu, &[("name", &name.get())])
                        is_stop=true
                        on_open=move |at| on_ask.run(Ask::Menu(at))
                    />
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

fn address(mail: &Option<MailHeading>) -> AnyView {
    match mail {
        Some(mail) if !mail.address.is_empty() => {
            view! { <bdi class="thread-header__address">{mail.address.clone()}</bdi> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// «Asunto: Pedido 4471 · ID de Atención: #6597».
fn subject_line(mail: &MailHeading, attention: String) -> AnyView {
    let subject = if mail.subject.is_empty() {
        t(Key::MailNoSubject).to_owned()
    } else {
        mail.subject.clone()
    };
    view! {
        <p class="thread-header__below thread-header__mail">
            <span class="thread-header__subject">
                {text(Key::MailDetailSubject)} ": " <bdi>{subject}</bdi>
            </span>
            <span class="thread-header__attention">
                <span class="thread-header__term">{text(Key::MailAttention)} ": "</span>
                {attention}
            </span>
        </p>
    }
    .into_any()
}

fn shown_name(heading: &Heading) -> String {
    if heading.name.trim().is_empty() {
        t(Key::ContactNameless).to_owned()
    } else {
        heading.name.clone()
    }
}
