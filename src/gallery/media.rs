//! Files of messages in all their kinds, the viewer, the choices of notices.

use super::{Case, idle};
use crate::{
    features::{
        notices::{choices::Choices, notices_form::NoticesForm},
        thread::{
            attached::FileCard,
            audio_player::AudioPlayer,
            image_viewer::{ImageViewer, Picture},
            message_bubble::MessageBubble,
        },
    },
    fixtures::{HARD_NAMES, a_file, a_message},
    ui::prelude::*,
};
use bandeja_browser::notify::Permission;
use bandeja_contract::AttachmentId;
use bandeja_domain::media::Kind;
use uuid::Uuid;

/// An image of the gallery's own.
const IMAGE: &str = "./apple-touch-icon.png";
/// An image that is none.
const BROKEN: &str = "data:image/png;base64,AAAA";

fn an_image(name: &str, sides: (u32, u32), href: &str) -> FileCard {
    FileCard {
        href: href.to_owned(),
        sides: Some(sides),
        ..a_file(name, "1 MB", Kind::Image)
    }
}

fn bubble(file: FileCard) -> impl IntoView {
    view! { <MessageBubble message=a_message("").with(file).message() on_choose=idle()/> }
}

/// Files of messages.
#[component]
pub fn Files() -> impl IntoView {
    let images = [
        ("foto.png", (320, 240)),
        ("de pie.jpg", (157, 280)),
        ("una línea.png", (320, 44)),
        ("pequeña.gif", (44, 44)),
    ]
    .map(|(name, sides)| bubble(an_image(name, sides, IMAGE)));
    let kinds = [
        ("factura 2026-11.pdf", Kind::Document),
        ("precios.xlsx", Kind::Sheet),
        ("fotos.zip", Kind::Archive),
        ("página.html", Kind::Other),
        (HARD_NAMES[0], Kind::Other),
        (HARD_NAMES[5], Kind::Other),
    ]
    .map(|(name, kind)| bubble(a_file(name, "184 kB", kind)));
    view! {
        <Case name="Images">
            {images}
            {bubble(an_image("rota.png", (320, 240), BROKEN))}
        </Case>
        <Case name="Sound and moving pictures">
            <AudioPlayer src=String::new() name="nota de voz.ogg".to_owned() on_broken=idle()/>
            {bubble(a_file("nota rota.ogg", "48 kB", Kind::Audio))}
        </Case>
        <Case name="Cards">{kinds}</Case>
    }
}

/// The choices of notices, by the browser's leave.
#[component]
pub fn Notices() -> impl IntoView {
    let states = [
        Permission::Unasked,
        Permission::Granted,
        Permission::Denied,
        Permission::Absent,
    ]
    .map(|permission| view! { <NoticesForm choices=Choices::default() permission on_ask=idle()/> });
    view! { <Case name="Notices">{states}</Case> }
}

/// The viewer, over everything.
#[component]
pub fn Viewer() -> impl IntoView {
    let picture = |number: u128, name: &str| Picture {
        id: AttachmentId(Uuid::from_u128(number)),
        name: name.to_owned(),
        size: "1 MB".to_owned(),
        href: IMAGE.to_owned(),
    };
    let pictures = vec![picture(1, "taza rota.png"), picture(2, HARD_NAMES[0])];
    let shown = pictures[0].id;
    view! { <ImageViewer pictures shown on_show=idle() on_close=idle()/> }
}
