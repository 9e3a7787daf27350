//! «Registros de las interacciones»: what happened in the conversation, oldest first (T1).

use crate::{
    i18n::{Key, text},
    ui::{
        moment::{Moment, Time},
        prelude::*,
    },
};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// What identifies it.
    pub id: String,
    /// The sentence.
    pub sentence: String,
    /// When.
    pub at: Moment,
}

/// The log.
#[component]
pub fn InteractionLog(
    /// Its entries.
    #[prop(into)]
    entries: Signal<Vec<LogEntry>>,
) -> impl IntoView {
    view! {
        <section class="interaction-log">
            <h3 class="interaction-log__title">{text(Key::DetailsLog)}</h3>
            <ol class="interaction-log__entries">
                <For each=move || entries.get() key=|entry| (entry.id.clone(), entry.sentence.clone()) let:entry>
                    <li class="interaction-log__entry">
                        <bdi>{entry.sentence}</bdi>
                        <span class="interaction-log__time"><Time at=entry.at/></span>
                    </li>
                </For>
            </ol>
            <Show when=move || entries.with(Vec::is_empty)>
                <p class="interaction-log__none">{text(Key::DetailsUnknown)}</p>
            </Show>
        </section>
    }
}
