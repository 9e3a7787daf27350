//! A strip across the page for what holds for all of it: no connection, no storage.

use super::{
    button::{Button, Kind},
    icon::{Icon, Shape},
    notice::Way,
    read::Read,
};
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// The strip.
#[component]
pub fn Banner(
    /// One sentence.
    #[prop(into)]
    sentence: TextProp,
    /// The sign before it.
    #[prop(into)]
    shape: Read<Shape>,
    /// What can be done.
    #[prop(default = None, into)]
    way: Option<Way>,
    /// Whether something is broken, not only waiting.
    #[prop(optional)]
    is_trouble: bool,
) -> impl IntoView {
    view! {
        <div class="banner" class:banner--trouble=is_trouble role="status">
            <Icon shape/>
            <p class="banner__sentence">{move || sentence.get()}</p>
            {way.map(|way| view! { <Button label=way.label kind=Kind::Bare on_press=way.on_press/> })}
        </div>
    }
}
