//! The comments on a contact, from every conversation, the newest first, and a box for another.

use crate::{
    i18n::{Key, text, tf},
    ui::{
        button::{Button, Kind},
        icon::{Icon, Shape},
        linkify::{Piece, linkify},
        moment::{Moment, Time},
        prelude::*,
        text_box::{TextBox, is_strong_enter},
    },
};
use bandeja_domain::text::COMMENT;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What identifies it.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: Moment,
    /// The conversation in which it was written, where that is another one that the reader sees.
    pub elsewhere: Option<String>,
}

/// What a person does with comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commenting {
    /// Types.
    Write(String),
    /// Keeps what is typed.
    Save,
    /// Wants older ones.
    More,
}

/// How the box stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// What is typed.
    pub words: String,
    /// Whether it is on its way.
    pub is_saving: bool,
    /// Why it was not kept.
    pub trouble: Option<String>,
}

/// The comments.
#[component]
pub fn Comments(
    /// Them, the newest first.
    #[prop(into)]
    comments: Signal<Vec<Comment>>,
    /// Whether there are older ones.
    #[prop(into)]
    has_more: Signal<bool>,
    /// The box.
    #[prop(into)]
    writing: Signal<Writing>,
    /// The person does something.
    #[prop(into)]
    on_do: Callback<Commenting>,
) -> impl IntoView {
    let words = Memo::new(move |_| writing.with(|writing| writing.words.clone()));
    let over = move || words.with(|words| words.trim().chars().count().saturating_sub(COMMENT));
    let is_empty = move || words.with(|words| words.trim().is_empty());
    let trouble = move || {
        let over = over();
        if over > 0 {
            let (n, over) = (COMMENT.to_string(), over.to_string());
            return Some(tf(Key::CommentLong, &[("n", &n), ("over", &over)]));
        }
        writing.with(|writing| writing.trouble.clone())
    };
    let cannot = Signal::derive(move || {
        is_empty() || over() > 0 || writing.with(|writing| writing.is_saving)
    });
    let save = move || {
        if !cannot.get_untracked() {
            on_do.run(Commenting::Save);
        }
    };
    view! {
        <section class="card__part comments">
            <h3 class="card__title">{text(Key::ContactComments)}</h3>
            <div class="comments__box">
                <TextBox
                    label=Key::CommentWrite
                    value=words
                    placeholder=Key::CommentWrite
                    on_input=move |typed| on_do.run(Commenting::Write(typed))
                    on_key=move |event| if is_strong_enter(&event) { event.prevent_default(); save() }
                />
                <div class="comments__foot">
                    <span class="comments__mark"><Icon shape=Shape::Lock/>{text(Key::CommentMark)}</span>
                    <Button label=Key::CommentSave kind=Kind::Plain disabled=cannot on_press=move |()| save()/>
                </div>
            </div>
            <div role="alert">
                {move || trouble().map(|why| view! { <p class="edited-field__fault">{why}</p> })}
            </div>
            <ol class="comments__list">
                <For each=move || comments.get() key=|one| (one.id.clone(), one.author.clone(), one.elsewhere.clone()) let:comment>
                    <li class="comment-line">{line(comment)}</li>
                </For>
            </ol>
            <Show when=move || comments.with(Vec::is_empty)>
                <p class="card__none">{text(Key::ContactCommentsNone)}</p>
            </Show>
            <Show when=move || has_more.get()>
                <Button label=Key::ContactCommentsMore kind=Kind::Bare on_press=move |()| on_do.run(Commenting::More)/>
            </Show>
        </section>
    }
}

fn line(comment: Comment) -> impl IntoView {
    view! {
        <article>
            <header class="comment-line__head">
                <Icon shape=Shape::Lock/>
                <bdi class="comment-line__author">{comment.author}</bdi>
                <span class="comment-line__time"><Time at=comment.at/></span>
            </header>
            <p class="message__text" dir="auto">
                {linkify(&comment.words).into_iter().map(piece).collect_view()}
            </p>
            {comment.elsewhere.map(|href| view! { <a class="comments__where" href=href>{text(Key::CommentWhere)}</a> })}
        </article>
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
