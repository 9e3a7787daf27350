//! The message that a message answers, above its words (T9).

use super::message_bubble::{Choice, Message};
use crate::{
    i18n::{Key, tf},
    ui::{
        prelude::*,
        quote::{Quote, QuoteLines},
    },
};
use bandeja_contract::ItemId;

/// The quote above a message; pressing it leads to what is quoted.
#[component]
pub fn Quoted(
    /// The message.
    message: Signal<Message>,
    /// It was pressed.
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let quote = Memo::new(move |_| message.with(|message| message.quote.clone()));
    move || quote.get().map(|(id, quote)| button(id, quote, on_choose))
}

fn button(id: ItemId, quote: Quote, on_choose: Callback<Choice>) -> impl IntoView {
    let label = quote.clone();
    view! {
        <button
            type="button"
            class="message__quote"
            aria-label=move || tf(Key::MessageAnswers, &[("name", &label.author), ("text", &label.words)])
            on:click=move |_| on_choose.run(Choice::See(id))
        >
            <QuoteLines quote/>
        </button>
    }
}
