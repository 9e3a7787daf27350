//! The rail at the left (G10): the places of the app, the connection, one's own menu. On a narrow
//! screen it lies at the foot of the list.

use crate::{
    i18n::{Key, t, words},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
        read::Read,
    },
};
use bandeja_contract::InboxTitle;

/// The rail.
#[component]
pub fn NavRail(
    /// What the inbox is called.
    #[prop(into)]
    title: Read<InboxTitle>,
    /// The address of the inbox.
    #[prop(into)]
    inbox: Read<String>,
    /// The address of the settings, for whom they are.
    #[prop(into)]
    settings: Read<Option<String>>,
    /// Whether the settings are on the screen.
    #[prop(into)]
    is_settings: Signal<bool>,
    /// What stands at its end: connection and account.
    children: Children,
) -> impl IntoView {
    let place = move |shape, label: Read<&'static str>, href: Read<String>, is_here: bool| {
        let tip = label.clone();
        view! {
            <a
                class="nav-rail__place tip"
                href=move || href.get()
                aria-current=move || (is_settings.get() != is_here).then_some("page")
                aria-label=move || label.get()
                data-tip=move || tip.get()
            >
                <Icon shape/>
            </a>
        }
    };
    let inbox_word = Read::from(move || t(words::inbox(title.get())));
    let has_settings = settings.clone();
    view! {
        <nav class="nav-rail" aria-label=move || t(Key::NavLabel)>
            {place(Shape::Tray, inbox_word, inbox, true)}
            <Show when=move || has_settings.get().is_some()>
                {
                    let settings = settings.clone();
                    let href = Read::from(move || settings.get().unwrap_or_default());
                    let word = Read::from(|| t(Key::NavSettings));
                    place(Shape::Sliders, word, href, false)
                }
            </Show>
            <div class="nav-rail__end">{children()}</div>
        </nav>
    }
}
