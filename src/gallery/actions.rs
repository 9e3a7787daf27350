//! What is done to conversations: the menu, giving it away, many at once.

use super::{Case, idle};
use crate::{
    features::actions::{
        bulk_bar::{BulkBar, Refusals},
        hand_form::{Going, HandForm},
    },
    fixtures::{some_choices, some_tags},
    i18n::{Key, t},
    ui::{
        menu::{MenuGroup, MenuItem, MenuItems},
        prelude::*,
    },
};

/// The menu of a conversation, giving it away, many at once.
#[component]
pub fn Actions() -> impl IntoView {
    let item =
        |label: &'static str, why: Option<&'static str>| MenuItem::new(label, || {}).hindered(why);
    let menu = vec![
        MenuGroup {
            label: "Conversación".into(),
            items: vec![
                item("Iniciar conversación", Some("Ya está en curso.")),
                item("Transferir conversación", None),
                item("Cerrar conversación", None),
                item("Ver detalles", None),
            ],
        },
        MenuGroup {
            label: "Responsable".into(),
            items: vec![item("Asignar…", None), item("Poner en pendientes", None)],
        },
    ];
    let going = |is_transfer, is_busy, error: Option<&str>| Going {
        is_transfer,
        is_busy,
        error: error.map(ToOwned::to_owned),
    };
    let refusals = vec![
        (
            "Lucía Fernández".to_owned(),
            t(Key::ProblemForbidden).to_owned(),
        ),
        (
            t(Key::BulkUnknown).to_owned(),
            t(Key::ProblemNotFound).to_owned(),
        ),
    ];
    let tags = || some_tags(&["VIP", "Mayorista"]);
    view! {
        <Case name="Menu"><MenuItems groups=menu/></Case>
        <Case name="Hand">
            <HandForm choices=some_choices() going=going(true, false, None) on_send=idle()/>
        </Case>
        <Case name="Hand, refused">
            <HandForm
                choices=some_choices()
                going=going(false, false, Some(t(Key::ProblemForbidden)))
                on_send=idle()
            />
        </Case>
        <Case name="Hand, busy">
            <HandForm choices=Vec::new() going=going(false, true, None) on_send=idle()/>
        </Case>
        <Case name="Many">
            <BulkBar count=3 total=1240 is_live=true tags=tags() on_ask=idle()/>
        </Case>
        <Case name="All of them">
            <BulkBar count=1240 total=1240 is_live=true tags=tags() on_ask=idle()/>
        </Case>
        <Case name="Many that are over">
            <BulkBar count=1 total=7 is_live=false tags=tags() on_ask=idle()/>
        </Case>
        <Case name="Refusals"><Refusals refusals/></Case>
    }
}
