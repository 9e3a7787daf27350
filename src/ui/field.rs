//! A labelled input with room for what is wrong with it.

use crate::ui::prelude::*;
use leptos::text_prop::TextProp;

/// A label, its input as children, and the fault below it.
#[component]
pub fn Field(
    /// What to write there.
    #[prop(into)]
    label: TextProp,
    /// A line below it.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with what is there.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// The input, and at most a button inside its edge.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" class:field--fault=move || fault.with(Option::is_some)>
            <label class="field__label">
                <span class="field__word">{move || label.get()}</span>
                <span class="field__frame">{children()}</span>
            </label>
            {hint.map(|hint| view! { <p class="field__hint">{move || hint.get()}</p> })}
            <div class="field__fault" role="alert">
                {move || fault.get()}
            </div>
        </div>
    }
}
