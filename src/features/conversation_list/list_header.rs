//! The head of the list: the inbox's title, the order, the filter (L3, L4, G10).

use crate::{
    i18n::{Key, t, words},
    ui::{button::IconButton, icon::Shape, prelude::*, read::Read},
};
use bandeja_contract::{InboxTitle, Sort};

/// The head of the list pane.
#[component]
pub fn ListHeader(
    /// What the inbox is called.
    #[prop(into)]
    title: Read<InboxTitle>,
    /// The order.
    #[prop(into)]
    sort: Read<Sort>,
    /// The other order was asked for.
    #[prop(into)]
    on_sort: Callback<Sort>,
    /// What stands at the right: the filter.
    children: Children,
) -> impl IntoView {
    let (said, shown) = (sort.clone(), sort.clone());
    view! {
        <header class="pane-head list-header">
            <h1 class="list-header__title">{move || t(words::inbox(title.get()))}</h1>
            <div class="list-header__tools">
                {children()}
                <IconButton
                    label=move || format!("{}: {}", t(Key::ListSort), t(word(said.get())))
                    shape=move || sign(shown.get())
                    on_press=move |()| on_sort.run(other(untrack(|| sort.get())))
                />
            </div>
        </header>
    }
}

const fn word(sort: Sort) -> Key {
    match sort {
        Sort::Oldest => Key::ListSortOldest,
        Sort::Newest => Key::ListSortNewest,
    }
}

const fn sign(sort: Sort) -> Shape {
    match sort {
        Sort::Oldest => Shape::OldestFirst,
        Sort::Newest => Shape::NewestFirst,
    }
}

const fn other(sort: Sort) -> Sort {
    match sort {
        Sort::Oldest => Sort::Newest,
        Sort::Newest => Sort::Oldest,
    }
}
