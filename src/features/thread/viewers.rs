//! Who else is at this conversation, and whether the customer is there (T6, T8).

use crate::{
    i18n::{Key, t, tf},
    ui::{
        avatar::{Avatar, Glyph},
        prelude::*,
    },
};

/// A colleague at the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Their name.
    pub name: String,
    /// What they do.
    pub doing: Doing,
}

/// What a colleague does at a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// Writes in it.
    Writing,
    /// Looks at it.
    Viewing,
    /// Has it open, and has not moved for a minute.
    Idle,
}

/// Whether the customer is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Whether they are.
    pub is_online: bool,
    /// «Cliente en línea», «El cliente se fue hace 2 min».
    pub words: String,
}

/// So many have a sign of their own.
const SHOWN: usize = 3;

impl Viewer {
    /// «Bruno Sá está escribiendo».
    #[must_use]
    pub fn sentence(&self) -> String {
        let key = match self.doing {
            Doing::Writing => Key::ViewersWriting,
            Doing::Viewing => Key::ViewersViewing,
            Doing::Idle => Key::ViewersIdle,
        };
        tf(key, &[("name", &self.name)])
    }
}

/// The signs in the head of the thread.
#[component]
pub fn ViewerMarks(
    /// Who is there, those who write first.
    #[prop(into)]
    viewers: Signal<Vec<Viewer>>,
    /// The customer; `None` where nobody can tell.
    #[prop(into)]
    customer: Signal<Option<Customer>>,
) -> impl IntoView {
    view! {
        {move || customer.get().map(customer_sign)}
        <Show when=move || viewers.with(|viewers| !viewers.is_empty())>
            <ul class="viewers" aria-label=move || t(Key::ViewersLabel)>
                {move || viewers.with(|viewers| marks(viewers))}
            </ul>
        </Show>
    }
}

fn customer_sign(customer: Customer) -> AnyView {
    let tip = customer.words.clone();
    view! {
        <span class="customer-sign tip" class:customer-sign--online=customer.is_online data-tip=tip>
            <span class="customer-sign__word">{customer.words}</span>
        </span>
    }
    .into_any()
}

fn marks(viewers: &[Viewer]) -> AnyView {
    let signs: Vec<AnyView> = viewers.iter().take(SHOWN).map(mark).collect();
    let rest = viewers.len().saturating_sub(SHOWN);
    let others: Vec<String> = viewers.iter().skip(SHOWN).map(Viewer::sentence).collect();
    let others = others.join(", ");
    view! {
        {signs}
        {(rest > 0).then(|| view! {
            <li class="viewers__one tip" data-tip=others.clone()>
                <span class="viewers__rest" aria-hidden="true">{format!("+{rest}")}</span>
                <span class="quiet">{others.clone()}</span>
            </li>
        })}
    }
    .into_any()
}

fn mark(viewer: &Viewer) -> AnyView {
    let glyph = (viewer.doing == Doing::Writing).then(|| Glyph::named("dots"));
    let (tip, sentence) = (viewer.sentence(), viewer.sentence());
    view! {
        <li
            class="viewers__one tip"
            class:viewers__one--idle=viewer.doing == Doing::Idle
            data-tip=tip
        >
            <Avatar name=viewer.name.clone() glyph/>
            <span class="quiet"><bdi>{sentence}</bdi></span>
        </li>
    }
    .into_any()
}

/// The line above the composer, before one answers twice; nothing while there is no sentence.
#[component]
pub fn ViewersLine(
    /// «Bruno Sá está escribiendo».
    #[prop(into)]
    sentence: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Show when=move || sentence.with(Option::is_some)>
            // Said once already, where changes are announced.
            <p class="viewers-line"><bdi>{move || sentence.get()}</bdi></p>
        </Show>
    }
}
