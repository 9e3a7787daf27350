//! The words of a message: text nodes, links, and a fold where they are very many (T4).

use crate::{
    i18n::{Key, text},
    ui::{
        linkify::{Piece, linkify},
        prelude::*,
    },
};

/// Longer texts are folded: a megabyte in one line must not freeze the page.
const FOLD: usize = 4_000;

/// A text with its links, as it stands in a bubble and in a mail; folded while it is very long.
#[component]
pub fn Words(
    /// The words.
    words: Memo<String>,
) -> impl IntoView {
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
