//! A person without a picture: initials on a quiet ground, and a glyph at the corner.

use super::{
    icon::{Icon, Shape},
    initials::{ground, initials},
};
use leptos::prelude::*;

/// The grounds in `tokens.css`: `--person-1` to `--person-6`.
const GROUNDS: u32 = 6;

/// The small sign at the corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// What it shows.
    pub shape: Shape,
    /// The class that sets its colour, `--tone`.
    pub tone: &'static str,
}

/// A person's sign. Decoration: the name stands beside it.
#[component]
pub fn Avatar(
    /// The name it stands for.
    #[prop(into)]
    name: Signal<String>,
    /// The sign at its corner.
    #[prop(optional, into)]
    glyph: Signal<Option<Glyph>>,
) -> impl IntoView {
    let class = move || {
        format!(
            "avatar avatar--{}",
            name.with(|name| ground(name, GROUNDS)) + 1
        )
    };
    view! {
        <span class=class aria-hidden="true">
            <bdi class="avatar__initials">{move || name.with(|name| initials(name))}</bdi>
            <Show when=move || glyph.with(Option::is_some)>
                <span class=move || {
                    format!("avatar__glyph {}", glyph.get().map_or("", |glyph| glyph.tone))
                }>
                    <Icon shape=Signal::derive(move || {
                        glyph.get().map_or(Shape::Bubble, |glyph| glyph.shape)
                    })/>
                </span>
            </Show>
        </span>
    }
}
