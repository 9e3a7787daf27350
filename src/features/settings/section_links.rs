//! The sections of the settings, as links.

use crate::{
    i18n::{Key, t},
    route::Section,
    ui::prelude::*,
};

/// The links.
#[component]
pub fn SectionLinks(
    /// The section on the screen.
    #[prop(into)]
    chosen: Signal<Section>,
    /// The address of a section.
    #[prop(into)]
    address: Callback<Section, String>,
) -> impl IntoView {
    let links = Section::ALL
        .map(|section| {
            view! {
                <li>
                    <a
                        class="settings__link"
                        href=address.run(section)
                        aria-current=move || (chosen.get() == section).then_some("page")
                    >
                        {move || t(title(section))}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="settings__sections" aria-label=move || t(Key::SettingsSections)>
            <ul>{links}</ul>
        </nav>
    }
}

/// What a section is called.
#[must_use]
pub const fn title(section: Section) -> Key {
    match section {
        Section::Words => Key::SettingsWords,
        Section::Assignment => Key::SettingsAssignment,
        Section::Closing => Key::SettingsClosing,
        Section::Groups => Key::SettingsGroups,
        Section::Inboxes => Key::SettingsInboxes,
        Section::Tags => Key::SettingsTags,
        Section::Audit => Key::SettingsAudit,
    }
}
