//! Back to the last message, and how many came meanwhile.

use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        badge::Badge,
        icon::{Icon, Shape},
        prelude::*,
    },
};

/// The button over the thread's lower edge; nothing while the end is in view.
#[component]
pub fn JumpToEnd(
    /// Whether the thread is scrolled up.
    #[prop(into)]
    is_away: Signal<bool>,
    /// How many messages came since.
    #[prop(into)]
    new: Signal<u32>,
    /// The person wants to see them.
    #[prop(into)]
    on_jump: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || is_away.get()>
            <button
                type="button"
                class="jump-to-end"
                title=move || t(Key::ThreadToEnd)
                on:click=move |_| on_jump.run(())
            >
                <span class="quiet">{move || t(Key::ThreadToEnd)}</span>
                <Icon shape=Shape::ToEnd/>
                <Badge count=new label=move || tn(Plural::ThreadToEndNew, new.get().into())/>
            </button>
        </Show>
    }
}
