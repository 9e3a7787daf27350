//! The tabs of the list: one per status, each with its live count (L1).

use crate::{
    i18n::{
        Key, number, t,
        words::{Vocabulary, tab},
    },
    ui::{
        prelude::*,
        read::Read,
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
    vocabulary: Read<Vocabulary>,
    /// The numbers; nothing until they are known.
    #[prop(into)]
    counts: Read<Option<Counts>>,
    /// The chosen tab.
    #[prop(into)]
    chosen: Read<Status>,
    /// Another tab was chosen.
    #[prop(into)]
    on_choose: Callback<Status>,
) -> impl IntoView {
    let tabs = Status::ALL
        .iter()
        .map(|status| {
            let (vocabulary, counts) = (vocabulary.clone(), counts.clone());
            let count = move || {
                let counts = counts.get();
                counts.map_or_else(String::new, |counts| number(counts.of(*status).into()))
            };
            Tab {
                id: status.word(),
                label: (move || t(tab(*status, vocabulary.get()))).into(),
                count: count.into(),
            }
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
