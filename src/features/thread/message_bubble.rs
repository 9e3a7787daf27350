//! One message: whose it is, its words as text nodes, its files, how far it got (T4).

use super::message_foot::{Files, Foot};
use crate::{
    i18n::{Key, text},
    ui::{
        linkify::{Piece, linkify},
        moment::Moment,
    },
};
use leptos::prelude::*;

/// What a bubble shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Whose it is.
    pub side: Side,
    /// The writer's name; shown at the head of a run, but for one's own.
    pub author: String,
    /// Its words, as they were written.
    pub text: String,
    /// When.
    pub at: Moment,
    /// Its place in a run of one sender within two minutes.
    pub run: Run,
    /// How far it got; `None` for what is not ours.
    pub delivery: Option<Delivery>,
    /// What came along.
    pub files: Vec<FileCard>,
}

/// Whose a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The customer's: left, grey.
    Customer,
    /// One's own: right, accent.
    Own,
    /// A colleague's: right, outlined, with the name.
    Colleague,
    /// The chatbot's: right, outlined, with the name.
    Bot,
}

/// The place in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First: bears the name.
    pub is_head: bool,
    /// Last: bears the time.
    pub is_tail: bool,
}

/// How far a message of ours got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Kept here until the connection is back.
    Waiting,
    /// On its way.
    Sending,
    /// Nobody knows whether the server has it; it is being asked.
    Checking,
    /// The server has it.
    Sent,
    /// It arrived.
    Delivered,
    /// The customer saw it.
    Read,
    /// It was not sent, and why, as a sentence.
    Failed(String),
    /// It was not sent: so many messages came that its writer had not seen.
    Moved(u32),
}

/// A file that came along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCard {
    /// Its name, as its sender gave it.
    pub name: String,
    /// How large it is: `1,2 MB`.
    pub size: String,
    /// Where to get it.
    pub href: String,
}

/// What a person does about a message that was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Send it again.
    Retry,
    /// Send it although the thread moved.
    SendAnyway,
    /// Put its words back into the composer.
    Edit,
    /// Drop it.
    Discard,
}

/// Longer texts are folded: a megabyte in one line must not freeze the page.
const FOLD: usize = 4_000;

/// A message.
#[component]
pub fn MessageBubble(
    /// What it shows.
    #[prop(into)]
    message: Signal<Message>,
    /// What the person does about one that was not sent.
    #[prop(into)]
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let side = Memo::new(move |_| message.with(|message| message.side));
    let run = Memo::new(move |_| message.with(|message| message.run));
    let author = Memo::new(move |_| message.with(|message| message.author.clone()));
    let words = Memo::new(move |_| message.with(|message| message.text.clone()));
    let has_words = move || words.with(|words| !words.is_empty());
    view! {
        <article
            class=move || format!("message message--{}", modifier(side.get()))
            class:message--head=move || run.get().is_head
            class:message--tail=move || run.get().is_tail
            class:message--unsent=move || message.with(is_unsent)
        >
            <header class=move || if shows_author(side.get(), run.get()) { "message__author" } else { "quiet" }>
                <bdi>{move || author.get()}</bdi>
            </header>
            <div class="message__bubble">
                <Show when=has_words>
                    <Words words/>
                </Show>
                <Files message/>
            </div>
            <Foot message on_choose/>
        </article>
    }
}

/// The text with its links; folded while it is very long.
#[component]
fn Words(words: Memo<String>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let cut = Memo::new(move |_| {
        let open = is_open.get();
        words.with(|words| {
            if open {
                None
            } else {
                words.char_indices().nth(FOLD).map(|(at, _)| at)
            }
        })
    });
    let shown = move || {
        words.with(|words| {
            let end = cut.get().unwrap_or(words.len());
            linkify(words.get(..end).unwrap_or(words))
                .into_iter()
                .map(piece)
                .collect_view()
        })
    };
    view! {
        <p class="message__text" dir="auto">{shown}</p>
        <Show when=move || cut.get().is_some()>
            <button type="button" class="message__more" on:click=move |_| is_open.set(true)>
                {text(Key::MessageMore)}
            </button>
        </Show>
    }
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Text(words) => words.into_any(),
        Piece::Link { text: words, href } => view! {
            <a href=href target="_blank" rel="noopener noreferrer nofollow">
                {words}
                <span class="quiet">" ("{text(Key::OpensNewTab)}")"</span>
            </a>
        }
        .into_any(),
    }
}

fn is_unsent(message: &Message) -> bool {
    use Delivery::{Failed, Moved};
    matches!(message.delivery, Some(Failed(_) | Moved(_)))
}

fn shows_author(side: Side, run: Run) -> bool {
    run.is_head && matches!(side, Side::Colleague | Side::Bot | Side::Customer)
}

const fn modifier(side: Side) -> &'static str {
    match side {
        Side::Customer => "customer",
        Side::Own => "own",
        Side::Colleague => "colleague",
        Side::Bot => "bot",
    }
}
