//! One message: whose it is, its words as text nodes, its files, how far it got (T4).

use super::{
    attached::{FileCard, Files},
    message_foot::Foot,
    message_words::Words,
    quoted::Quoted,
};
use crate::ui::{moment::Moment, prelude::*, quote::Quote};
use bandeja_contract::{AttachmentId, ItemId};

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
    /// The message that it answers (T9).
    pub quote: Option<(ItemId, Quote)>,
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
    /// Show an image of it as large as the window.
    View(AttachmentId),
    /// Go to the message that it answers.
    See(ItemId),
}

/// A message.
#[component]
pub fn MessageBubble(
    /// What it shows.
    #[prop(into)]
    message: Signal<Message>,
    /// Whether it is the one that was looked for.
    #[prop(optional, into)]
    is_found: Signal<bool>,
    /// Whether its menu is there without being pointed at: the Tab key stops at it.
    #[prop(optional, into)]
    is_stop: Signal<bool>,
    /// Its menu; none for what is on its way.
    #[prop(optional, into)]
    menu: Option<ViewFn>,
    /// What the person does about one that was not sent.
    #[prop(into)]
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let side = Memo::new(move |_| message.with(|message| message.side));
    let run = Memo::new(move |_| message.with(|message| message.run));
    let author = Memo::new(move |_| message.with(|message| message.author.clone()));
    let words = Memo::new(move |_| message.with(|message| message.text.clone()));
    let is_near = RwSignal::new(false);
    let near = move || {
        if !is_near.get_untracked() {
            is_near.set(true);
        }
    };
    let menu = menu.map(|menu| {
        view! { <Show when=move || is_near.get() || is_stop.get()>{menu.run()}</Show> }
    });
    let has_words = move || words.with(|words| !words.is_empty());
    view! {
        <article
            class=move || format!("message message--{}", modifier(side.get()))
            class:message--head=move || run.get().is_head
            class:message--tail=move || run.get().is_tail
            class:message--unsent=move || message.with(is_unsent)
            class:message--found=move || is_found.get()
            on:pointerenter=move |_| near()
            on:focusin=move |_| near()
            aria-current=move || is_found.get().then_some("true")
        >
            <header class=move || if shows_author(side.get(), run.get()) { "message__author" } else { "quiet" }>
                <bdi>{move || author.get()}</bdi>
            </header>
            <div class="message__bubble">
                <Quoted message on_choose/>
                <Show when=has_words>
                    <Words words/>
                </Show>
                <Files message on_choose/>
                {menu}
            </div>
            <Foot message on_choose/>
        </article>
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
