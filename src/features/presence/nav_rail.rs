//! The rail at the left (G10): the places of the app, the connection, one's own menu. On a narrow
//! screen it lies at the foot of the list.

use crate::{
    i18n::{Key, t, words, words::Vocabulary},
    ui::icon::{Icon, Shape},
};
use leptos::prelude::*;

/// The rail.
#[component]
pub fn NavRail(
    /// Whose words the inbox bears.
    #[prop(into)]
    vocabulary: Signal<Vocabulary>,
    /// The address of the inbox.
    #[prop(into)]
    inbox: Signal<String>,
    /// What stands at its end: connection and account.
    children: Children,
) -> impl IntoView {
    let title = move || t(words::inbox(vocabulary.get()));
    view! {
        <nav class="nav-rail" aria-label=move || t(Key::NavLabel)>
            <a
                class="nav-rail__place tip"
                href=move || inbox.get()
                aria-current="page"
                aria-label=title
                data-tip=title
            >
                <Icon shape=Shape::Tray/>
            </a>
            <div class="nav-rail__end">{children()}</div>
        </nav>
    }
}
