//! The results without rows: nothing to look for yet, on their way, none, broken.

use crate::{
    i18n::{Key, t},
    ui::{
        icon::Shape,
        notice::{Notice, Way},
        prelude::*,
        waiting::{Bar, Waiting},
    },
};

/// As many as a tall screen shows.
const SHAPES: usize = 8;

/// Nothing that could be looked for is in the box.
#[component]
pub fn SearchHint() -> impl IntoView {
    view! { <Notice sentence=Key::SearchHint icon=Shape::Search/> }
}

/// The results are on their way.
#[component]
pub fn SearchWaiting(
    /// The person is tired of waiting.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Waiting
            label=Key::SearchLoading
            sentence=Key::SearchSlow
            way=Way::new(Key::ActionRetry, on_retry)
        >
            {(0..SHAPES)
                .map(|_| view! {
                    <div class="conversation-row conversation-row--loading" aria-hidden="true">
                        <span class="conversation-row__blank"></span>
                        <span class="conversation-row__lines">
                            <Bar tenths=5/>
                            <Bar tenths=9/>
                            <Bar tenths=3/>
                        </span>
                    </div>
                })
                .collect_view()}
        </Waiting>
    }
}

/// Nothing was found.
#[component]
pub fn SearchNone(
    /// Back to the list.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let way = Way::new(Key::SearchClear, on_leave);
    view! { <Notice sentence=Key::SearchNone icon=Shape::Search way/> }
}

/// It could not be looked for.
#[component]
pub fn SearchBroken(
    /// Why.
    why: String,
    /// Once more.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice
            sentence=move || format!("{} {why}", t(Key::SearchBroken))
            icon=Shape::Warning
            way=Way::new(Key::ActionRetry, on_retry)
            is_trouble=true
        />
    }
}
