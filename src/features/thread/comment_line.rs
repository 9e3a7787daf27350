//! A comment in a thread: full width, amber, with a lock, for the team only.

use super::message_words::Words;
use crate::{
    i18n::{Key, text},
    ui::{
        icon::{Icon, Shape},
        moment::{Moment, Time},
        prelude::*,
    },
};

/// The comment.
#[component]
pub fn CommentLine(
    /// Who wrote it.
    #[prop(into)]
    author: Signal<String>,
    /// The words.
    #[prop(into)]
    words: Signal<String>,
    /// When.
    #[prop(into)]
    at: Signal<Moment>,
) -> impl IntoView {
    let words = Memo::new(move |_| words.get());
    view! {
        <article class="comment-line">
            <header class="comment-line__head">
                <Icon shape=Shape::Lock/>
                <bdi class="comment-line__author">{move || author.get()}</bdi>
                <span class="comment-line__mark">{text(Key::CommentMark)}</span>
                <span class="comment-line__time"><Time at=at/></span>
            </header>
            <Words words/>
        </article>
    }
}
