//! A text box that grows with its text.

use crate::ui::prelude::*;
use leptos::{ev::KeyboardEvent, html::Textarea, text_prop::TextProp};

/// A text box of several lines. It grows by a copy of the text that lies unseen behind it: no
/// measuring, no jump. Further attributes go onto the box around the `<textarea>`.
#[component]
pub fn TextBox(
    /// What it is for.
    #[prop(into)]
    label: TextProp,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// Its element, to focus it.
    #[prop(optional)]
    node: NodeRef<Textarea>,
    /// The text changed by hand.
    #[prop(into)]
    on_input: Callback<String>,
    /// A key went down in it.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    view! {
        <div class="text-box" data-text=move || value.get()>
            <textarea
                class="text-box__area"
                rows="1"
                dir="auto"
                aria-label=move || label.get()
                placeholder=move || placeholder.as_ref().map(TextProp::get)
                prop:value=move || value.get()
                node_ref=node
                on:input=move |event| on_input.run(event_target_value(&event))
                on:keydown=move |event| {
                    if let Some(on_key) = on_key {
                        on_key.run(event);
                    }
                }
            ></textarea>
        </div>
    }
}

/// Whether a key press is an Enter that ends a text: no Shift, no other modifier, and not the one
/// that confirms a word of an input method (Safari reports that one with key code 229 only).
#[must_use]
pub fn is_plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.is_composing()
        && event.key_code() != 229
        && !(event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key())
}

/// Whether a key press is an Enter that sends where a plain one breaks the line: with Ctrl, or with
/// the key that stands for it on a Mac.
#[must_use]
pub fn is_strong_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.is_composing()
        && (event.ctrl_key() || event.meta_key())
        && !(event.shift_key() || event.alt_key())
}
