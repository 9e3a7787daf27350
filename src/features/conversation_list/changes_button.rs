//! «3 cambios»: what the list holds back while somebody points at it.

use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        icon::{Icon, Shape},
        prelude::*,
        read::Read,
    },
};

/// The held changes; pressing applies them. Nothing while there are none.
#[component]
pub fn ChangesButton(
    /// How many rows would change.
    #[prop(into)]
    count: Read<usize>,
    /// The person wants them now.
    #[prop(into)]
    on_apply: Callback<()>,
) -> impl IntoView {
    let many = count.clone();
    view! {
        <Show when=move || many.get() != 0>
            <div class="changes">
                <button
                    type="button"
                    class="changes__button"
                    title=move || t(Key::ListChangesApply)
                    on:click=move |_| on_apply.run(())
                >
                    <Icon shape=Shape::Retry/>
                    <span>{words(count.clone())}</span>
                </button>
            </div>
        </Show>
    }
}

fn words(count: Read<usize>) -> impl IntoView {
    move || tn(Plural::ListChanges, count.get() as u64)
}
