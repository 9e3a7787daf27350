//! The tabs of the list: one per status, each with its live count (L1).

use crate::{
    i18n::{
        Key, number, t,
        words::{Vocabulary, tab},
    },
    ui::{
        prelude::*,
        tabs::{Tab, Tabs},
    },
};
use bandeja_contract::{Counts, Status};

/// The `id` of the element that holds the chosen tab's list.
pub const PANEL: &str = "conversations";

/// The tabs.
#[component]
pub fn StatusTabs(
    /// Whose words the tabs bear.
    #[prop(into)]
    vocabulary: Signal<Vocabulary>,
    /// The numbers; nothing until they are known.
    #[prop(into)]
    counts: Signal<Option<Counts>>,
    /// The chosen tab.
    #[prop(into)]
    chosen: Signal<Status>,
    /// Another tab was chosen.
    #[prop(into)]
    on_choose: Callback<Status>,
) -> impl IntoView {
    let tabs = Status::ALL
        .iter()
        .map(|status| Tab {
            id: status.word(),
            label: (move || t(tab(*status, vocabulary.get()))).into(),
            count: Signal::derive(move || {
                counts.with(|counts| counts.map(|counts| number(counts.of(*status).into())))
            }),
        })
        .collect();
    let pick = move |word: &'static str| {
        if let Some(status) = Status::from_word(word) {
            on_choose.run(status);
        }
    };
    view! {
        <Tabs
            label=Key::ListTabs
            tabs=tabs
            chosen=Signal::derive(move || chosen.get().word())
            panel=PANEL
            on_choose=pick
        />
    }
}
