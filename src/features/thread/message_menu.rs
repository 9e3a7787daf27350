//! What can be done with one message: its link (T9).

use crate::{
    i18n::Key,
    ui::{
        icon::Shape,
        menu::{Menu, MenuGroup, MenuItem},
        prelude::*,
    },
};

/// The button beside a message, and its menu.
#[component]
pub fn MessageMenu(
    /// A link to the message is wanted.
    #[prop(into)]
    on_link: Callback<()>,
) -> impl IntoView {
    let items = vec![MenuItem::new(Key::MessageCopyLink, on_link).shape(Shape::Chain)];
    let groups = vec![MenuGroup {
        label: Key::MessageMenu.into(),
        items,
    }];
    view! {
        <div class="message__menu">
            <Menu label=Key::MessageMenu shape=Shape::Dots groups/>
        </div>
    }
}
