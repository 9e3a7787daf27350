//! A number in a circle.

use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// A count; nothing at zero, `99+` above 99.
#[component]
pub fn Badge(
    /// How many.
    #[prop(into)]
    count: Signal<u32>,
    /// The whole sentence, for screen readers: «3 mensajes sin leer».
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let shown = move || match count.get() {
        n if n > 99 => "99+".to_owned(),
        n => n.to_string(),
    };
    view! {
        <Show when=move || count.get() != 0>
            <span class="badge">
                <span aria-hidden="true">{shown}</span>
                <span class="quiet">{words(label.clone())}</span>
            </span>
        </Show>
    }
}

fn words(label: TextProp) -> impl IntoView {
    move || label.get()
}
