//! The page of the settings: a section at a time, as the address says.

use super::{
    audit_pane::AuditPane,
    entries_pane::EntriesPane,
    option_pane::OptionPane,
    section_links::{SectionLinks, title},
};
use crate::{
    desk::Desk,
    i18n::{Key, t},
    route::Section,
    ui::prelude::*,
};
use bandeja_contract::{EntryKind, OptionName};
use leptos::html;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let here = expect_context::<Desk>().here;
    let links = here.clone();
    let section = Memo::new(move |_| here.section());
    let heading = NodeRef::<html::H1>::new();
    // Whoever came by a link or a key begins at the top.
    whenever(move || {
        if let Some(heading) = heading.get() {
            // A heading that takes no focus is read all the same.
            let _ = heading.focus();
        }
    });
    view! {
        <main class="settings frame__pane">
            <header class="pane-head">
                <h1 class="pane-head__title" tabindex="-1" node_ref=heading>
                    {move || t(Key::NavSettings)}
                </h1>
            </header>
            <div class="settings__body">
                <SectionLinks chosen=section address=move |section| links.settings(section)/>
                <div class="settings__page">
                    <section class="settings__section" aria-labelledby="settings-section">
                        <h2 class="settings__title" id="settings-section">
                            {move || t(title(section.get()))}
                        </h2>
                        <p class="settings__hint">{move || t(about(section.get()))}</p>
                        {move || content(section.get())}
                    </section>
                </div>
            </div>
        </main>
    }
}

fn content(section: Section) -> AnyView {
    let options = |names: &'static [OptionName]| {
        names
            .iter()
            .map(|option| view! { <OptionPane option=*option/> })
            .collect_view()
    };
    match section {
        Section::Words => options(&[OptionName::Vocabulary, OptionName::InboxTitle]).into_any(),
        Section::Assignment => options(&[
            OptionName::AssignByQueue,
            OptionName::UnassignAfterClosing,
            OptionName::AwayRule,
            OptionName::AwaySeconds,
            OptionName::BotResumeOnClosing,
        ])
        .into_any(),
        Section::Closing => view! {
            {options(&[OptionName::DefaultReason])}
            <EntriesPane kind=EntryKind::Reason/>
        }
        .into_any(),
        Section::Groups => view! { <EntriesPane kind=EntryKind::Group/> }.into_any(),
        Section::Inboxes => view! {
            {options(&[OptionName::ConditionsUrl])}
            <EntriesPane kind=EntryKind::Inbox/>
        }
        .into_any(),
        Section::Tags => view! { <EntriesPane kind=EntryKind::Tag/> }.into_any(),
        Section::Audit => view! { <AuditPane/> }.into_any(),
    }
}

/// What a section is about, in a sentence.
const fn about(section: Section) -> Key {
    match section {
        Section::Words => Key::SettingsWordsHint,
        Section::Assignment => Key::SettingsAssignmentHint,
        Section::Closing => Key::SettingsClosingHint,
        Section::Groups => Key::SettingsGroupsHint,
        Section::Inboxes => Key::SettingsInboxesHint,
        Section::Tags => Key::SettingsTagsHint,
        Section::Audit => Key::SettingsAuditHint,
    }
}
