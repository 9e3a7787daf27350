//! Images of a thread as large as the window, one after the other (T7).

use super::attached::saved_from;
use crate::{
    i18n::{Key, t, text, tf},
    ui::{
        button::IconButton,
        dialog::Dialog,
        icon::{Icon, Shape},
        linkify::without_turns,
        prelude::*,
        zoom::Zoom,
        zoom_stage::{Turn, ZoomStage},
    },
};
use bandeja_contract::AttachmentId;

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which.
    pub id: AttachmentId,
    /// Its name, as its sender gave it.
    pub name: String,
    /// How large it is: `1,2 MB`.
    pub size: String,
    /// Where it is.
    pub href: String,
}

/// The window. It is there while one of the pictures is shown.
#[component]
pub fn ImageViewer(
    /// The images of the thread, oldest first.
    #[prop(into)]
    pictures: Signal<Vec<Picture>>,
    /// The one that is shown.
    shown: AttachmentId,
    /// Another one is wanted.
    #[prop(into)]
    on_show: Callback<AttachmentId>,
    /// It is closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let at = RwSignal::new(shown);
    let zoom = RwSignal::new(Zoom::WHOLE);
    let is_broken = RwSignal::new(false);
    let place = Memo::new(move |_| {
        pictures.with(|all| {
            all.iter()
                .position(|one| one.id == at.get())
                .unwrap_or_default()
        })
    });
    let count = Memo::new(move |_| pictures.with(Vec::len));
    let of = move |read: fn(&Picture) -> String| {
        Signal::derive(move || {
            pictures.with(|all| all.get(place.get()).map(read).unwrap_or_default())
        })
    };
    let name = of(|one| without_turns(&one.name));
    let (href, size) = (of(|one| one.href.clone()), of(|one| one.size.clone()));
    let turn = move |turn| {
        let there = match turn {
            Turn::Back => place.get_untracked().checked_sub(1),
            Turn::On => Some(place.get_untracked() + 1),
        };
        let next =
            there.and_then(|there| pictures.with_untracked(|all| all.get(there).map(|one| one.id)));
        if let Some(next) = next {
            zoom.set(Zoom::WHOLE);
            is_broken.set(false);
            at.set(next);
            on_show.run(next);
        }
    };
    let nearer = move |factor: f64| zoom.update(|zoom| *zoom = zoom.by(factor, (0.0, 0.0), FAR));
    view! {
        <Dialog title=move || name.get() close_label=Key::ActionClose on_close>
            <div class="viewer">
                <ZoomStage src=href alt=name zoom on_turn=turn on_broken=move |()| is_broken.set(true)/>
                <Show when=move || is_broken.get()>
                    <p class="viewer__broken" role="alert">{text(Key::MediaBroken)}</p>
                </Show>
                <div class="viewer__foot">
                    <IconButton
                        label=Key::MediaPrevious
                        shape=Shape::Previous
                        disabled=Signal::derive(move || place.get() == 0)
                        on_press=move |()| turn(Turn::Back)
                    />
                    <span class="viewer__place" role="status">
                        {move || {
                            let (at, count) = ((place.get() + 1).to_string(), count.get().to_string());
                            tf(Key::MediaPlace, &[("at", &at), ("count", &count)])
                        }}
                    </span>
                    <IconButton
                        label=Key::MediaNext
                        shape=Shape::Next
                        disabled=Signal::derive(move || place.get() + 1 >= count.get())
                        on_press=move |()| turn(Turn::On)
                    />
                    <span class="viewer__space"></span>
                    <IconButton label=Key::MediaFarther shape=Shape::Minus on_press=move |()| nearer(0.8)/>
                    <IconButton label=Key::MediaNearer shape=Shape::Plus on_press=move |()| nearer(1.25)/>
                    <span class="viewer__size">{move || size.get()}</span>
                    <a
                        class="icon-button tip"
                        href=move || saved_from(&href.get())
                        download=move || name.get()
                        aria-label=move || tf(Key::MessageAttachment, &[("name", &name.get())])
                        data-tip=move || t(Key::MediaSave)
                    >
                        <Icon shape=Shape::Download/>
                    </a>
                </div>
            </div>
        </Dialog>
    }
}

/// A place so large that nothing is held back: the middle stays the middle.
const FAR: (f64, f64) = (100_000.0, 100_000.0);
