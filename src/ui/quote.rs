//! A message that another one answers: who wrote it, and its first words.

use super::prelude::*;

/// What is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Who wrote it; empty where that is not known.
    pub author: String,
    /// Its words; a customer's bytes: text, never markup.
    pub words: String,
}

/// The two lines of a quote.
#[component]
pub fn QuoteLines(
    /// What is quoted.
    quote: Quote,
) -> impl IntoView {
    view! {
        <span class="quote">
            <bdi class="quote__author">{quote.author}</bdi>
            <bdi class="quote__words">{quote.words}</bdi>
        </span>
    }
}
