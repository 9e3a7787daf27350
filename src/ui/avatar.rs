//! A person without a picture: initials on a quiet ground, and a glyph at the corner.

use super::{
    icon::{Icon, Shape},
    initials::{ground, initials},
};
use crate::ui::prelude::*;

/// The grounds in `tokens.css`: `--person-1` to `--person-6`.
const GROUNDS: u32 = 6;

/// The small sign at the corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// What it shows.
    pub shape: Shape,
    /// The modifier of `.tone` that colours it.
    pub tone: &'static str,
}

impl Glyph {
    /// The sign whose shape and colour bear this name.
    #[must_use]
    pub fn named(word: &'static str) -> Self {
        Self {
            shape: Shape::named(word),
            tone: word,
        }
    }

    /// The same sign without its colour.
    #[must_use]
    pub const fn off(self) -> Self {
        Self {
            shape: self.shape,
            tone: "off",
        }
    }
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
                    format!("avatar__glyph tone tone--{}", glyph.get().map_or("off", |glyph| glyph.tone))
                }>
                    <Icon shape=Signal::derive(move || {
                        glyph.get().map_or(Shape::Bubble, |glyph| glyph.shape)
                    })/>
                </span>
            </Show>
        </span>
    }
}
