//! An instant, already written by whoever knows the clock and the language.

use super::read::Read;
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
    at: Read<Moment>,
) -> impl IntoView {
    let (iso, full) = (at.clone(), at.clone());
    view! {
        <time datetime=move || iso.get().iso title=move || full.get().full>
            {move || at.get().short}
        </time>
    }
}
