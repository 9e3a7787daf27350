//! Buttons. What cannot be pressed now keeps its focus and its name and does nothing.

use super::{
    icon::{Icon, Shape},
    read::Read,
};
use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// How much a button asks for attention. One filled button in a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// With an edge.
    #[default]
    Plain,
    /// Filled: the next thing to do.
    Primary,
    /// Green: accept, close the conversation.
    Good,
    /// Red: destroys.
    Danger,
    /// No edge until it is pointed at.
    Bare,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Good => "button button--good",
            Self::Danger => "button button--danger",
            Self::Bare => "button button--bare",
        }
    }
}

/// A button with a word. Inside a form give it `attr:type="submit"` and no `on_press`.
#[component]
pub fn Button(
    /// Its word.
    #[prop(into)]
    label: TextProp,
    /// How loud it is.
    #[prop(optional)]
    kind: Kind,
    /// A sign before the word.
    #[prop(optional, into)]
    icon: Option<Shape>,
    /// Whether it does nothing now; say beside it why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It was pressed.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=kind.class()
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| press(&event, disabled, on_press)
        >
            {icon.map(|shape| view! { <Icon shape/> })}
            <span class="button__word">{move || label.get()}</span>
        </button>
    }
}

/// A button that is only a sign; its name is said and shown on hover and focus.
#[component]
pub fn IconButton(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// Its sign.
    #[prop(into)]
    shape: Read<Shape>,
    /// Whether it does nothing now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// It was pressed.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let tip = label.clone();
    view! {
        <button
            type="button"
            class="icon-button tip"
            aria-label=move || label.get()
            data-tip=move || tip.get()
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |event| press(&event, disabled, on_press)
        >
            <Icon shape/>
        </button>
    }
}

fn press(event: &web_sys::MouseEvent, disabled: Signal<bool>, on_press: Option<Callback<()>>) {
    if disabled.get_untracked() {
        event.prevent_default();
    } else if let Some(on_press) = on_press {
        on_press.run(());
    }
}
