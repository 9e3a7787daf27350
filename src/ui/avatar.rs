//! A person without a picture: initials on a quiet ground, and a glyph at the corner.

use super::{
    icon::{Icon, Shape},
    initials::{ground, initials},
    read::Read,
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
    name: Read<String>,
    /// The sign at its corner.
    #[prop(default = None.into(), into)]
    glyph: Read<Option<Glyph>>,
) -> impl IntoView {
    let named = name.clone();
    let class = move || format!("avatar avatar--{}", ground(&named.get(), GROUNDS) + 1);
    let has_glyph = glyph.clone();
    view! {
        <span class=class aria-hidden="true">
            <bdi class="avatar__initials">{move || initials(&name.get())}</bdi>
            <Show when=move || has_glyph.get().is_some()>
                {
                    let (tone, shape) = (glyph.clone(), glyph.clone());
                    let tone = move || tone.get().map_or("off", |glyph| glyph.tone);
                    let shape = move || shape.get().map_or(Shape::Bubble, |glyph| glyph.shape);
                    view! {
                        <span class=move || format!("avatar__glyph tone tone--{}", tone())>
                            <Icon shape/>
                        </span>
                    }
                }
            </Show>
        </span>
    }
}
