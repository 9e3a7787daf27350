//! Somebody is writing (T6).

use crate::ui::prelude::*;

/// The line below the last message; it keeps its height, so that nothing moves when it comes.
#[component]
pub fn TypingLine(
    /// The sentence: «Marta está escribiendo…»; `None` while nobody is.
    #[prop(into)]
    sentence: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="typing-line" role="status">
            <Show when=move || sentence.with(Option::is_some)>
                <span class="typing-line__dots" aria-hidden="true"><i></i><i></i><i></i></span>
                <bdi>{move || sentence.get()}</bdi>
            </Show>
        </p>
    }
}
