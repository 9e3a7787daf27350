//! The box in the list's head that looks for conversations (L9).

use crate::{
    i18n::{Key, t},
    searching::BOX,
    ui::{
        button::IconButton,
        icon::{Icon, Shape},
        prelude::*,
    },
};
use bandeja_browser::page;
use bandeja_contract::search::MAX_SEARCH;
use leptos::ev::KeyboardEvent;

/// The box.
#[component]
pub fn SearchBox(
    /// What is in it.
    #[prop(into)]
    text: Signal<String>,
    /// It was changed.
    #[prop(into)]
    on_text: Callback<String>,
    /// Back to the list.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if text.with_untracked(|text| !text.is_empty()) => {
            event.prevent_default();
            on_leave.run(());
        }
        "ArrowDown" if page::focus("[data-search] [data-row-target][tabindex='0']") => {
            event.prevent_default();
        }
        _ => {}
    };
    view! {
        <div class="search-box" role="search">
            <Icon shape=Shape::Search/>
            <input
                class="search-box__input"
                id=BOX
                type="search"
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength=MAX_SEARCH
                aria-label=move || t(Key::SearchLabel)
                placeholder=move || t(Key::SearchPlaceholder)
                prop:value=move || text.get()
                on:input=move |event| on_text.run(event_target_value(&event))
                on:keydown=pressed
            />
            <Show when=move || text.with(|text| !text.is_empty())>
                <IconButton label=Key::SearchClear shape=Shape::Cross on_press=on_leave/>
            </Show>
        </div>
    }
}
