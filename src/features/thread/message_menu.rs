//! What can be done with one message: an answer that shows it, its link (T9).

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
    /// It is to be answered; `None` where an answer cannot show it, or nobody can answer.
    on_answer: Option<Callback<()>>,
    /// A link to the message is wanted.
    #[prop(into)]
    on_link: Callback<()>,
) -> impl IntoView {
    let answer = on_answer.map(|it| MenuItem::new(Key::MessageAnswer, it).shape(Shape::Answer));
    let link = MenuItem::new(Key::MessageCopyLink, on_link).shape(Shape::Chain);
    let items = answer.into_iter().chain([link]).collect();
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
