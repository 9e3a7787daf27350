//! Above the text: the message that it answers, and the way to answer none (T9).

use crate::{
    i18n::{Key, text},
    ui::{
        button::IconButton,
        icon::Shape,
        prelude::*,
        quote::{Quote, QuoteLines},
    },
};

/// What is answered; nothing while nothing is.
#[component]
pub fn QuoteHead(
    /// What is answered.
    #[prop(into)]
    quote: Signal<Option<Quote>>,
    /// Nothing is to be answered any more.
    #[prop(into)]
    on_drop: Callback<()>,
) -> impl IntoView {
    move || {
        quote.get().map(|quote| {
            view! {
                <div class="quote-head">
                    <span class="quiet">{text(Key::ComposerAnswers)} ": "</span>
                    <QuoteLines quote/>
                    <IconButton label=Key::ComposerAnswersDrop shape=Shape::Cross on_press=on_drop/>
                </div>
            }
        })
    }
}
