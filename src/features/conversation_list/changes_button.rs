//! «3 cambios»: what the list holds back while somebody points at it.

use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
    },
};

/// The held changes; pressing applies them. Nothing while there are none.
#[component]
pub fn ChangesButton(
    /// How many rows would change.
    #[prop(into)]
    count: Signal<u32>,
    /// The person wants them now.
    #[prop(into)]
    on_apply: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || count.get() != 0>
            <div class="changes">
                <button
                    type="button"
                    class="changes__button"
                    title=move || t(Key::ListChangesApply)
                    on:click=move |_| on_apply.run(())
                >
                    <Icon shape=Shape::Retry/>
                    <span>{move || tn(Plural::ListChanges, count.get().into())}</span>
                </button>
            </div>
        </Show>
    }
}
