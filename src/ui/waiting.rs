//! Waiting: nothing for 120 ms, then the shape of what comes, after 4 s a sentence with a way out.

use super::notice::{Notice, Way};
use crate::ui::prelude::*;
use leptos::{leptos_dom::helpers::set_timeout_with_handle, text_prop::TextProp};
use std::time::Duration;

/// When a person begins to wonder.
const SLOW: Duration = Duration::from_secs(4);

/// Shows that something is on its way. The first 120 ms are the style sheet's work.
#[component]
pub fn Waiting(
    /// What is on its way, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// What to say after 4 s.
    #[prop(into)]
    sentence: TextProp,
    /// The way out.
    #[prop(default = None, into)]
    way: Option<Way>,
    /// Grey shapes of what comes.
    children: Children,
) -> impl IntoView {
    let is_slow = RwSignal::new(false);
    if let Ok(timer) = set_timeout_with_handle(move || is_slow.set(true), SLOW) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <div class="waiting" aria-busy="true">
            <span class="quiet" role="status">{move || label.get()}</span>
            <Show when=move || is_slow.get()>
                {
                    let (sentence, way) = (sentence.clone(), way.clone());
                    view! { <Notice sentence=move || sentence.get() way=way/> }
                }
            </Show>
            <div class="waiting__shapes" aria-hidden="true">{children()}</div>
        </div>
    }
}

/// A grey bar, `tenths` tenths of its line wide.
#[component]
pub fn Bar(
    /// Its width.
    tenths: u8,
) -> impl IntoView {
    view! { <span class="bar" style:width=format!("{}0%", tenths.min(10))></span> }
}
