//! The settings, in the states worth seeing.

use super::{Case, idle};
use crate::{
    features::settings::{
        add_entry::AddEntry,
        audit_list::{AuditList, Line},
        control::Control,
        entry_line::EntryButtons,
        saving::{Edit, Outcome},
        section_links::SectionLinks,
        setting::Setting,
    },
    fixtures::{HARD_NAMES, a_moment},
    i18n::Key,
    route::Section,
    ui::prelude::*,
};

fn an_edit() -> Edit {
    Edit {
        seen: "30".to_owned(),
        value: "45".to_owned(),
    }
}

/// Values on their way and where they arrived.
#[component]
pub fn Settings() -> impl IntoView {
    let choices = || {
        let words = [
            "Caja de atención al cliente",
            "Bandeja de entrada",
            "Mensajes",
        ];
        Control::Choice(Signal::stored(
            words
                .map(|word| (word.to_owned(), word.to_owned()))
                .to_vec(),
        ))
    };
    let outcomes = [
        Outcome::Untouched,
        Outcome::Saving,
        Outcome::Saved(an_edit()),
        Outcome::Refused("No hay conexión con el servidor.".to_owned()),
        Outcome::Moved("60".to_owned()),
    ];
    let numbers = outcomes.map(|outcome| {
        view! {
            <Setting
                label=Key::SettingsAwaySeconds
                hint=Key::SettingsAwaySecondsHint
                control=Control::Number
                value="45".to_owned()
                outcome
                on_save=idle()
            />
        }
    });
    let switches = ["true", "false"].map(|value| {
        view! {
            <Setting
                label=Key::SettingsAway
                hint=Key::SettingsAwayHint
                control=Control::Switch
                value=value.to_owned()
                outcome=Outcome::Untouched
                on_save=idle()
            />
        }
    });
    let buttons = [Some([false, true]), Some([true, false]), None].map(|moves| {
        view! {
            <EntryButtons
                name="Consulta resuelta".to_owned()
                moves
                can_retire=true
                heirs=Vec::new()
                on_ask=idle()
            />
        }
    });
    let lines: Vec<Line> = [
        "Nombres de los estados",
        HARD_NAMES[0],
        HARD_NAMES[1],
        HARD_NAMES[4],
    ]
    .map(|name| Line {
        what: name.to_owned(),
        who: name.to_owned(),
        at: a_moment("14:02"),
        from: name.to_owned(),
        to: "sinespacios".repeat(20),
    })
    .into();
    view! {
        <Case name="Sections of the settings" is_tall=true>
            <div class="settings">
                <SectionLinks chosen=Section::Closing address=|section: Section| format!("#{}", section.word())/>
            </div>
        </Case>
        <Case name="Choice"><Setting label=Key::SettingsInboxTitle hint=Key::SettingsInboxTitleHint control=choices() value="Mensajes".to_owned() outcome=Outcome::Untouched on_save=idle()/></Case>
        <Case name="Switches">{switches}</Case>
        <Case name="Numbers">{numbers}</Case>
        <Case name="Buttons of an entry">{buttons}</Case>
        <Case name="New entry">
            <AddEntry label="Añadir: Motivo de cierre" outcome=Outcome::Untouched on_add=idle()/>
            <AddEntry label="Añadir: Motivo de cierre" outcome=Outcome::Refused("Ya hay otra entrada con ese nombre.".to_owned()) on_add=idle()/>
        </Case>
        <Case name="Audit log"><AuditList lines/></Case>
    }
}
