//! A number in a circle.

use super::read::Read;
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// A count; nothing at zero, `99+` above 99.
#[component]
pub fn Badge(
    /// How many.
    #[prop(into)]
    count: Read<u32>,
    /// The whole sentence, for screen readers: «3 mensajes sin leer».
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let shown = count.clone();
    view! {
        <Show when=move || count.get() != 0>
            <span class="badge">
                <span aria-hidden="true">{number(shown.clone())}</span>
                <span class="quiet">{words(label.clone())}</span>
            </span>
        </Show>
    }
}

fn number(count: Read<u32>) -> impl IntoView {
    move || match count.get() {
        n if n > 99 => "99+".to_owned(),
        n => n.to_string(),
    }
}

fn words(label: TextProp) -> impl IntoView {
    move || label.get()
}
