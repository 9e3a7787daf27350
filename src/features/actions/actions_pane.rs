//! The menu of a conversation, beside its row or in its head (L6).

use crate::{
    acting::perform,
    commands::App,
    desk::Desk,
    i18n::{Key, tf},
    present::deeds,
    ui::{
        menu::{MenuGroup, MenuItem, MenuItems},
        prelude::*,
        sheet::Sheet,
    },
};
use bandeja_contract::ConversationId;
use bandeja_domain::actions::Deed;

/// The menu, while one is open.
#[component]
pub fn ActionsPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let acting = desk.acting;
    move || {
        let now = acting.get()?;
        // It says what held when it was opened; the server has the last word.
        let (name, groups) = untrack(|| contents(&app, &desk, now.id))?;
        let label = tf(Key::DeedMenu, &[("name", &name)]);
        let shut = move |()| {
            // Another one may have been opened meanwhile.
            if acting.get_untracked() == Some(now) {
                acting.set(None);
            }
        };
        Some(view! {
            <Sheet label role="menu" at=now.at on_close=shut>
                <MenuItems groups/>
            </Sheet>
        })
    }
}

/// Whose menu it is, and what is in it.
fn contents(app: &App, desk: &Desk, id: ConversationId) -> Option<(String, Vec<MenuGroup>)> {
    let conversation = app.store.conversations.get(id)?;
    let mut groups = [
        (Key::DeedGroupBegin, Vec::new()),
        (Key::DeedGroupOwner, Vec::new()),
    ];
    for (deed, why) in deeds::offered(&conversation, &app.store, desk.now.get()) {
        let (app, desk) = (app.clone(), desk.clone());
        let pick = move || perform(&app, &desk, id, deed);
        let place = usize::from(!is_of_the_conversation(deed));
        groups[place]
            .1
            .push(MenuItem::new(deeds::name(deed), pick).hindered(why));
    }
    let groups = groups.into_iter().filter(|(_, items)| !items.is_empty());
    let groups = groups.map(|(label, items)| MenuGroup {
        label: label.into(),
        items,
    });
    Some((conversation.contact_name.clone(), groups.collect()))
}

const fn is_of_the_conversation(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::Start | Deed::Transfer | Deed::Close | Deed::Details | Deed::Ticket
    )
}
