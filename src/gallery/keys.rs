//! The palette and the keys (L11).

use super::{Case, idle};
use crate::{
    features::palette::{
        keys_table::KeysTable,
        palette_list::{Line, PaletteList},
    },
    fixtures::HARD_NAMES,
    i18n::words::Vocabulary,
    keys::{Bindings, Chord, Command},
    ui::prelude::*,
};
use bandeja_domain::actions::Deed;

/// The palette with what can be done and what cannot, and the window behind `?` as it is at first,
/// changed and switched off.
#[component]
pub fn Keys() -> impl IntoView {
    let line = |name: &str, keys: &[&str], hindrance: Option<&str>| Line {
        group: format!("Conversación con {}", HARD_NAMES[0]),
        name: name.to_owned(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        hindrance: hindrance.map(ToOwned::to_owned),
        is_hidden: false,
    };
    let lines = vec![
        line("Transferir conversación", &["T"], None),
        line("Cerrar conversación", &["C"], None),
        line("Desasignar", &[], Some("No tiene responsable.")),
        line("Iniciar conversación", &["A"], Some("Ya está en curso.")),
    ];
    let mut changed = Bindings::new();
    // The gallery shows whatever comes of it.
    let _ = changed.change(Command::Deed(Deed::Close), Chord::read("Mod+Shift+x"));
    let _ = changed.change(Command::Reply, None);
    changed.switch_off(true);
    view! {
        <Case name="Palette">
            <PaletteList lines on_pick=idle()/>
        </Case>
        <Case name="Palette, nothing there">
            <PaletteList lines=Vec::new() on_pick=idle()/>
        </Case>
        <Case name="Keys">
            <KeysTable bindings=Bindings::new() vocabulary=Vocabulary::Service is_mac=false on_change=idle()/>
        </Case>
        <Case name="Keys, changed, on a Mac">
            <KeysTable bindings=changed vocabulary=Vocabulary::Inbox is_mac=true on_change=idle()/>
        </Case>
    }
}
