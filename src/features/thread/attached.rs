//! What came along with a message (T7): images in line in a place that is kept for them, sound and
//! moving pictures with their controls, everything else as a card. Nothing of it is opened here.

use super::{
    audio_player::AudioPlayer,
    message_bubble::{Choice, Message},
};
use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        file_name::file_name,
        icon::{Icon, Shape},
        linkify::without_turns,
        prelude::*,
        sizes::px,
    },
};
use bandeja_contract::AttachmentId;
use bandeja_domain::media::Kind;

/// A file that came along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCard {
    /// Which.
    pub id: AttachmentId,
    /// Its name, as its sender gave it.
    pub name: String,
    /// How large it is: `1,2 MB`.
    pub size: String,
    /// Where to get it.
    pub href: String,
    /// What it is to whoever looks.
    pub kind: Kind,
    /// How large an image stands in the thread.
    pub sides: Option<(u32, u32)>,
}

/// What came along.
#[component]
pub fn Files(
    /// The message.
    message: Signal<Message>,
    /// The person wants to see one as large as the window.
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let files = Memo::new(move |_| message.with(|message| message.files.clone()));
    let on_view = Callback::new(move |file| on_choose.run(Choice::View(file)));
    view! {
        <Show when=move || files.with(|files| !files.is_empty())>
            <ul class="message__files">
                {move || files.get().into_iter().map(|file| one(file, on_view)).collect_view()}
            </ul>
        </Show>
    }
}

fn one(mut file: FileCard, on_view: Callback<AttachmentId>) -> AnyView {
    // Its real ending must be seen: `U+202E gpj.exe` would read as `exe.jpg`.
    file.name = match without_turns(&file.name) {
        name if name.trim().is_empty() => untrack(|| t(Key::MessageAttachmentNameless).to_owned()),
        name => name,
    };
    let is_broken = RwSignal::new(false);
    let within = move || match (is_broken.get(), file.kind, file.sides) {
        (false, Kind::Image, Some(sides)) => image(&file, sides, is_broken, on_view),
        (false, Kind::Audio, _) => sound(&file, is_broken),
        (false, Kind::Video, _) => moving(&file, is_broken),
        (is_broken, ..) => card(&file, is_broken),
    };
    view! { <li>{within}</li> }.into_any()
}

/// Its place has its form before a byte has come: nothing moves when it does.
fn image(
    file: &FileCard,
    (width, height): (u32, u32),
    is_broken: RwSignal<bool>,
    on_view: Callback<AttachmentId>,
) -> AnyView {
    let (id, label) = (file.id, file.name.clone());
    view! {
        <button
            type="button"
            class="attached-image"
            style:width=px(width.into())
            style:aspect-ratio=format!("{width} / {height}")
            aria-label=move || tf(Key::MediaView, &[("name", &label)])
            on:click=move |_| on_view.run(id)
        >
            <img
                src=file.href.clone()
                alt=""
                loading="lazy"
                decoding="async"
                draggable="false"
                on:error=move |_| is_broken.set(true)
            />
        </button>
    }
    .into_any()
}

fn sound(file: &FileCard, is_broken: RwSignal<bool>) -> AnyView {
    view! {
        <div class="attached-sound">
            <AudioPlayer
                src=file.href.clone()
                name=file.name.clone()
                on_broken=move |()| is_broken.set(true)
            />
            {card(file, false)}
        </div>
    }
    .into_any()
}

fn moving(file: &FileCard, is_broken: RwSignal<bool>) -> AnyView {
    let label = file.name.clone();
    view! {
        <div class="attached-sound">
            <video
                class="attached-video"
                src=file.href.clone()
                controls
                preload="metadata"
                playsinline
                aria-label=label
                on:error=move |_| is_broken.set(true)
            ></video>
            {card(file, false)}
        </div>
    }
    .into_any()
}

/// Where it is saved from: the server never shows it in a page of its own then.
pub(super) fn saved_from(href: &str) -> String {
    format!("{href}?save=1")
}

fn card(file: &FileCard, is_broken: bool) -> AnyView {
    let (label, name) = (file.name.clone(), file.name.clone());
    view! {
        <a
            class="file-card"
            href=saved_from(&file.href)
            download=name
            aria-label=move || tf(Key::MessageAttachment, &[("name", &label)])
        >
            <Icon shape=if is_broken { Shape::Warning } else { shape(file.kind) }/>
            <span class="file-card__name">
                {file_name(&file.name)}
                {is_broken.then(|| view! { <span class="file-card__why">{text(Key::MediaBroken)}</span> })}
            </span>
            <span class="file-card__size">{file.size.clone()}</span>
            <Icon shape=Shape::Download/>
        </a>
    }
    .into_any()
}

const fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Document => Shape::Document,
        Kind::Sheet => Shape::Sheet,
        Kind::Archive => Shape::Archive,
        Kind::Image | Kind::Audio | Kind::Video | Kind::Other => Shape::File,
    }
}
