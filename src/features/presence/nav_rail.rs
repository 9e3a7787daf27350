//! The rail at the left (G10): the places of the app, the connection, one's own menu. On a narrow
//! screen it lies at the foot of the list.

use crate::{
    i18n::{Key, t, words},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_contract::InboxTitle;

/// The rail.
#[component]
pub fn NavRail(
    /// What the inbox is called.
    #[prop(into)]
    title: Signal<InboxTitle>,
    /// The address of the inbox.
    #[prop(into)]
    inbox: Signal<String>,
    /// The address of the settings, for whom they are.
    #[prop(into)]
    settings: Signal<Option<String>>,
    /// Whether the settings are on the screen.
    #[prop(into)]
    is_settings: Signal<bool>,
    /// What stands at its end: connection and account.
    children: Children,
) -> impl IntoView {
    let place = move |shape, label: Signal<&'static str>, href: Signal<String>, is_here: bool| {
        view! {
            <a
                class="nav-rail__place tip"
                href=move || href.get()
                aria-current=move || (is_settings.get() != is_here).then_some("page")
                aria-label=move || label.get()
                data-tip=move || label.get()
            >
                <Icon shape/>
            </a>
        }
    };
    let inbox_word = Signal::derive(move || t(words::inbox(title.get())));
    let settings_word = Signal::derive(|| t(Key::NavSettings));
    view! {
        <nav class="nav-rail" aria-label=move || t(Key::NavLabel)>
            {place(Shape::Tray, inbox_word, inbox, true)}
            <Show when=move || settings.with(Option::is_some)>
                {place(
                    Shape::Sliders,
                    settings_word,
                    Signal::derive(move || settings.get().unwrap_or_default()),
                    false,
                )}
            </Show>
            <div class="nav-rail__end">{children()}</div>
        </nav>
    }
}
