//! The thread without messages: none chosen, on its way, broken, gone.

use crate::{
    i18n::{Key, t},
    ui::{
        icon::Shape,
        notice::{Notice, Way},
        prelude::*,
        waiting::{Bar, Waiting},
    },
};

/// No conversation is chosen.
#[component]
pub fn ThreadNone() -> impl IntoView {
    view! { <Notice sentence=Key::ThreadNone icon=Shape::Bubble/> }
}

/// The conversation has no messages.
#[component]
pub fn ThreadEmpty() -> impl IntoView {
    view! { <Notice sentence=Key::ThreadEmpty/> }
}

/// The conversation does not exist, or one may not see it: both look alike.
#[component]
pub fn ThreadGone(
    /// Back to the list.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice sentence=Key::ThreadGone icon=Shape::Lock way=Way::new(Key::ThreadBack, on_back)/>
    }
}

/// The messages are on their way.
#[component]
pub fn ThreadWaiting(
    /// The person is tired of waiting.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Waiting
            label=Key::ThreadLoading
            sentence=Key::ThreadSlow
            way=Way::new(Key::ActionRetry, on_retry)
        >
            <div class="thread-shapes">
                <Bar tenths=5/>
                <Bar tenths=7/>
                <span class="thread-shapes__own"><Bar tenths=6/></span>
                <Bar tenths=4/>
                <span class="thread-shapes__own"><Bar tenths=7/></span>
                <span class="thread-shapes__own"><Bar tenths=3/></span>
            </div>
        </Waiting>
    }
}

/// The messages could not be loaded.
#[component]
pub fn ThreadBroken(
    /// Why.
    #[prop(into)]
    why: Signal<String>,
    /// Once more.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice
            sentence=move || format!("{} {}", t(Key::ThreadBroken), why.get())
            icon=Shape::Warning
            way=Way::new(Key::ActionRetry, on_retry)
            is_trouble=true
        />
    }
}
