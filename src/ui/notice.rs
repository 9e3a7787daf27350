//! What stands in a pane that has nothing to show: one sentence and the next thing to do.

use super::{
    button::Button,
    icon::{Icon, Shape},
};
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// Something that can be done about a notice.
#[derive(Clone)]
pub struct Way {
    /// The word on the button.
    pub label: TextProp,
    /// It was pressed.
    pub on_press: Callback<()>,
}

impl Way {
    /// A way with this word.
    pub fn new(label: impl Into<TextProp>, on_press: impl Into<Callback<()>>) -> Self {
        Self {
            label: label.into(),
            on_press: on_press.into(),
        }
    }
}

/// A pane without content, empty or broken.
#[component]
pub fn Notice(
    /// One sentence.
    #[prop(into)]
    sentence: TextProp,
    /// A sign above it.
    #[prop(optional, into)]
    icon: Option<Shape>,
    /// The next thing to do.
    #[prop(default = None, into)]
    way: Option<Way>,
    /// Whether it is bad news, to be said at once.
    #[prop(optional)]
    is_trouble: bool,
) -> impl IntoView {
    view! {
        <div class="notice" role=if is_trouble { "alert" } else { "status" }>
            {icon.map(|shape| view! { <Icon shape/> })}
            <p class="notice__sentence">{move || sentence.get()}</p>
            {way.map(|way| view! { <Button label=way.label on_press=way.on_press/> })}
        </div>
    }
}
