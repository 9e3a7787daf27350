//! What the details pane can show: the conversation, its contact, its ticket.

use crate::{
    desk::Side,
    i18n::Key,
    ui::{
        prelude::*,
        tabs::{Tab, Tabs},
    },
};

/// The id of what shows the chosen one.
pub const PANEL: &str = "side";

const SIDES: [(Side, &str); 3] = [
    (Side::Conversation, "conversation"),
    (Side::Contact, "contact"),
    (Side::Ticket, "ticket"),
];

/// The tabs.
#[component]
pub fn SideTabs(
    /// The chosen one.
    #[prop(into)]
    side: Signal<Side>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<Side>,
) -> impl IntoView {
    let tabs = SIDES
        .map(|(side, id)| Tab {
            id,
            label: word(side).into(),
            count: String::new().into(),
        })
        .into();
    let chosen = Signal::derive(move || {
        let of = side.get();
        SIDES
            .iter()
            .find(|(side, _)| *side == of)
            .map_or("conversation", |(_, id)| *id)
    });
    let choose = move |id| {
        if let Some((side, _)) = SIDES.iter().find(|(_, of)| *of == id) {
            on_choose.run(*side);
        }
    };
    view! {
        <div class="side-tabs">
            <Tabs label=Key::SideLabel tabs chosen panel=PANEL on_choose=choose/>
        </div>
    }
}

/// The word of a side.
#[must_use]
pub const fn word(side: Side) -> Key {
    match side {
        Side::Conversation => Key::SideConversation,
        Side::Contact => Key::SideContact,
        Side::Ticket => Key::SideTicket,
    }
}
