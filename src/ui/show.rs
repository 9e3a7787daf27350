//! What is shown while something holds.

use super::{prelude::*, read::Read};
use leptos::children::ViewFn;

/// Shows its children while `when` holds, else the fallback; made anew only when that changes.
///
/// As Leptos' own of that name, but one piece of code for all that use it: the other is made anew
/// for each.
#[component]
pub fn Show(
    /// What is shown.
    children: ChildrenFn,
    /// Whether it is.
    #[prop(into)]
    when: Read<bool>,
    /// What is shown else.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| when.get());
    move || {
        if holds.get() {
            children()
        } else {
            fallback.run()
        }
    }
}
