//! One mail of a thread: a compact summary that opens (E3).

use super::{
    attached::Files,
    message_bubble::{Choice, Delivery, Message, Side},
    message_foot::Foot,
};
use crate::{
    i18n::{Key, text},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        menu::{Menu, MenuGroup, MenuItem},
        moment::Time,
        prelude::*,
    },
};

/// What a mail shows around its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// Whose it is, its time, its files, how far it got.
    pub message: Message,
    /// To whom: «Para mí», or the user part of the client's address.
    pub to: String,
    /// Whether a machine sent it.
    pub is_automatic: bool,
}

/// What the person wants with a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailAsk {
    /// Open it, or close it.
    Toggle,
    /// «Responder».
    Answer,
    /// «Detalle».
    Detail,
    /// «Copiar enlace».
    Link,
    /// What to do about one that was not sent.
    Choose(Choice),
}

/// So many characters of a closed mail are shown.
const SNIPPET: usize = 160;

/// A mail.
#[component]
pub fn MailMessage(
    /// What it shows.
    #[prop(into)]
    mail: Signal<Mail>,
    /// Whether it is the one that was looked for.
    #[prop(optional, into)]
    is_found: Signal<bool>,
    /// Whether it is open.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Whether one may answer here now.
    #[prop(into)]
    can_answer: Signal<bool>,
    /// The person wants something.
    #[prop(into)]
    on_ask: Callback<MailAsk>,
    /// Makes the body of an open one.
    body: ViewFn,
) -> impl IntoView {
    let message = Signal::derive(move || mail.with(|mail| mail.message.clone()));
    let modifier = move || {
        mail.with(|mail| match mail.message.side {
            Side::Customer => "mail mail--customer",
            _ if is_unsent(&mail.message) => "mail mail--agent mail--unsent",
            _ => "mail mail--agent",
        })
    };
    view! {
        <article class=modifier class:mail--open=move || is_open.get()
            class:mail--found=move || is_found.get()
            aria-current=move || is_found.get().then_some("true")
        >
            <header class="mail__head">
                {summary(mail, is_open, on_ask)}
                {move || is_open.get().then(|| tools(can_answer.get(), on_ask))}
            </header>
            {move || {
                is_open
                    .get()
                    .then(|| {
                        let on_choose = Callback::new(move |choice| on_ask.run(MailAsk::Choose(choice)));
                        let has_foot = move || mail.with(|mail| mail.message.delivery.is_some());
                        view! {
                            <div class="mail__body">
                                {body.run()}
                                <Files message on_choose/>
                                <Show when=has_foot>
                                    <Foot
                                        message
                                        on_choose
                                    />
                                </Show>
                            </div>
                        }
                            .into_any()
                    })
            }}
        </article>
    }
}

/// The line that opens and closes it.
fn summary(mail: Signal<Mail>, is_open: Signal<bool>, on_ask: Callback<MailAsk>) -> AnyView {
    let at = Signal::derive(move || mail.with(|mail| mail.message.at.clone()));
    let has_files = move || mail.with(|mail| !mail.message.files.is_empty());
    view! {
        <button
            type="button"
            class="mail__summary"
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            on:click=move |_| on_ask.run(MailAsk::Toggle)
        >
            <Icon shape=Shape::Down/>
            <span class="mail__who">
                <bdi class="mail__author">{move || mail.with(|mail| mail.message.author.clone())}</bdi>
                <span class="mail__to">
                    <span class="mail__arrow" aria-hidden="true">"→ "</span>
                    <bdi>{move || mail.with(|mail| mail.to.clone())}</bdi>
                </span>
                <Show when=move || mail.with(|mail| mail.is_automatic)>
                    <span class="mail__automatic">{text(Key::MailAutomatic)}</span>
                </Show>
            </span>
            {move || {
                (!is_open.get())
                    .then(|| {
                        view! {
                            <span class="mail__snippet" dir="auto">
                                {move || mail.with(|mail| snippet(&mail.message.text))}
                            </span>
                            {move || has_files().then(|| view! { <Icon shape=Shape::File/> })}
                            <span class="mail__date"><Time at/></span>
                        }
                            .into_any()
                    })
            }}
        </button>
    }
    .into_any()
}

/// What takes the place of the date while it is open.
fn tools(can_answer: bool, on_ask: Callback<MailAsk>) -> AnyView {
    let item = |label: Key, shape, ask| MenuItem::new(label, move || on_ask.run(ask)).shape(shape);
    let mut answer = item(Key::MailAnswer, Shape::Answer, MailAsk::Answer);
    if !can_answer {
        answer.hindrance = Some(Key::ProblemWrongStatus.into());
    }
    let detail = item(Key::MailDetail, Shape::Side, MailAsk::Detail);
    let link = item(Key::MessageCopyLink, Shape::Chain, MailAsk::Link);
    let items = vec![answer, detail, link];
    let groups = vec![MenuGroup {
        label: Key::MailMore.into(),
        items,
    }];
    view! {
        <div class="mail__tools">
            <Button
                label=Key::MailAnswer
                kind=Kind::Bare
                icon=Shape::Answer
                disabled=!can_answer
                on_press=move |()| on_ask.run(MailAsk::Answer)
            />
            <Menu label=Key::MailMore shape=Shape::Dots groups/>
        </div>
    }
    .into_any()
}

fn is_unsent(message: &Message) -> bool {
    matches!(
        message.delivery,
        Some(Delivery::Failed(_) | Delivery::Moved(_))
    )
}

/// The first words in one line.
fn snippet(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() > SNIPPET {
            break;
        }
        line.push_str(word);
        line.push(' ');
    }
    line
}
