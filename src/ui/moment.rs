//! An instant, already written by whoever knows the clock and the language.

use crate::ui::prelude::*;

/// An instant in the forms a view needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// For machines: `2026-11-21T14:05:00Z`.
    pub iso: String,
    /// Short, as it stands in the view: `14:05`, `Ayer`.
    pub short: String,
    /// Whole, on hover: `21/11/2026, 14:05`.
    pub full: String,
}

/// Shows an instant.
#[component]
pub fn Time(
    /// Which.
    #[prop(into)]
    at: Signal<Moment>,
) -> impl IntoView {
    view! {
        <time
            datetime=move || at.with(|at| at.iso.clone())
            title=move || at.with(|at| at.full.clone())
        >
            {move || at.with(|at| at.short.clone())}
        </time>
    }
}
